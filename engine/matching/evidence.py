"""How far what is said of a practice can be trusted, by the rule in `data/matching/rules.yaml`."""

from __future__ import annotations

from engine.domain.practice import Facts, Practice
from engine.domain.rules import Rules
from engine.domain.vocabulary import EvidenceStrength

_STEPS = tuple(EvidenceStrength)


def strength(practice: Practice, rules: Rules) -> EvidenceStrength:
    """Return the step that the design earns, one step less where it rests on news or self-report."""
    step = _STEPS.index(rules.strength_of[practice.evidence.design])
    return _STEPS[min(step + (rests_on(practice.facts) is not None), len(_STEPS) - 1)]


def rests_on(facts: Facts) -> str | None:
    """Return "news" or "own" where all that was read is news or self-report, None otherwise.

    News beside a self-report lifts nothing: it tells what the practice says of itself.
    """
    told = [source for source in facts.sources if source.kind != "news"]
    if not told:
        return "news"
    return "own" if all(source.is_own for source in told) else None


def evidence_value(practice: Practice, rules: Rules) -> float:
    """Return what the evidence counts for, -1 to 1: its strength, limited by what was found."""
    value = rules.evidence_values[strength(practice, rules)]
    return min(value, rules.evidence_at_most[practice.evidence.direction])
