"""Why one unmet measure comes before another: the features of priority and their reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.domain.advice import Gap, Message, PrerequisiteState, Term
from engine.domain.content import Content
from engine.domain.framework import Measure
from engine.domain.profile import StateProfile
from engine.domain.rules import Rules
from engine.domain.table import Numbers
from engine.domain.vocabulary import Level, MeasureId, Status, Strength
from engine.matching.gaps import prerequisite_met

CRITERIA = (
    "obligation",
    "law_gap",
    "practice_gap",
    "relevance",
    "unlocks",
    "foundations",
    "balance",
    "attainability",
    "specialist_advice",
)
"""The criteria of priority, in the order of the feature columns."""

_EDGE = {Strength.MUST: 1.0, Strength.SHOULD: 0.5}


@dataclass(frozen=True, slots=True)
class Feature:
    """One value of -1 to 1 (0 says nothing either way) and the reason for it."""

    value: float
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureOrder:
    """The prerequisite graph by measure, with the profile's word on what is met."""

    before: Mapping[MeasureId, tuple[PrerequisiteState, ...]]
    unlocks: Mapping[MeasureId, float]
    unlocked: Mapping[MeasureId, int]


def measure_order(content: Content, profile: StateProfile, gaps: Sequence[Gap]) -> MeasureOrder:
    """Return what comes before each measure and how much of the unmet it unlocks, 0 to 1."""
    unmet = {gap.measure for gap in gaps}
    before: dict[MeasureId, list[PrerequisiteState]] = defaultdict(list)
    weight: dict[MeasureId, float] = defaultdict(float)
    count: dict[MeasureId, int] = defaultdict(int)
    for edge in content.framework.prerequisites:
        met = prerequisite_met(profile.status_of(edge.before))
        state = PrerequisiteState(measure=edge.before, text=None, strength=edge.strength, met=met)
        before[edge.after].append(state)
        if edge.after in unmet:
            weight[edge.before] += _EDGE[edge.strength]
            count[edge.before] += 1
    most = max(weight.values(), default=1.0)
    return MeasureOrder(
        before={measure: tuple(states) for measure, states in before.items()},
        unlocks={measure: value / most for measure, value in weight.items()},
        unlocked=count,
    )


def priority_features(
    content: Content,
    profile: StateProfile,
    gaps: Sequence[Gap],
    order: MeasureOrder,
    likely: Mapping[MeasureId, float],
) -> list[tuple[Feature, ...]]:
    """Return for each gap its features, in the order of CRITERIA.

    `likely` is the estimated chance of each measure that the data speak of.
    """
    behind = _behind(content, profile)
    highest = max((a.recommended / a.unmet for a in content.framework.advised.values()), default=1.0)
    rows: list[tuple[Feature, ...]] = []
    for gap in gaps:
        measure = content.framework.measures[gap.measure]
        rows.append((
            _obligation(measure, content.rules),
            _gap("law_gap", gap.status.law, content.rules),
            _gap("practice_gap", gap.status.practice, content.rules),
            relevance(measure, profile, content.rules),
            _unlocks(gap.measure, order),
            _foundations(order.before.get(gap.measure, ())),
            _balance(measure.principle, behind[measure.principle]),
            _attainability(likely.get(gap.measure)),
            _specialist_advice(content, gap.measure, highest),
        ))
    return rows


def values(rows: Sequence[Sequence[Feature]]) -> Numbers:
    """Return the feature values as (n, k)."""
    return np.array([[feature.value for feature in row] for row in rows]).reshape(len(rows), -1)


def _obligation(measure: Measure, rules: Rules) -> Feature:
    return Feature(
        rules.obligation_values[measure.level],
        Message(f"priority.obligation.{measure.level}", {}),
    )


def _gap(criterion: str, status: Status, rules: Rules) -> Feature:
    return Feature(rules.gap_values[status], Message(f"priority.{criterion}.{status}", {}))


def relevance(measure: Measure, profile: StateProfile, rules: Rules) -> Feature:
    """Return how much the State's trafficking patterns call for a measure."""
    wanted, patterns = measure.relevance, profile.patterns
    found: list[tuple[float, Term]] = []
    found += _levels(rules, "forms", wanted.forms, patterns.forms)
    found += _levels(rules, "victim_groups", wanted.victim_groups, patterns.victim_groups)
    found += [
        (1.0, Term("flow_roles", code)) for code in patterns.flow_roles if code in wanted.flow_roles
    ]
    found += [(1.0, Term("sectors", code)) for code in patterns.sectors if code in wanted.sectors]
    if found:
        best = max(value for value, _ in found)
        terms = tuple(term for value, term in found if value == best)
        key = "match" if best > 0 else "no_match"
        return Feature(best, Message(f"priority.relevance.{key}", {"patterns": terms}))
    if wanted.flow_roles and patterns.flow_roles:
        roles = tuple(Term("flow_roles", code) for code in sorted(wanted.flow_roles))
        return Feature(
            rules.flow_role_mismatch,
            Message("priority.relevance.other_roles", {"patterns": roles}),
        )
    return Feature(0.0, Message("priority.relevance.any", {}))


def _levels(
    rules: Rules, name: str, wanted: Collection[str], stated: Mapping[str, Level]
) -> list[tuple[float, Term]]:
    return [
        (rules.level_values[level], Term(name, code))
        for code, level in stated.items()
        if code in wanted and level is not Level.UNKNOWN
    ]


def _unlocks(measure: MeasureId, order: MeasureOrder) -> Feature:
    count = order.unlocked.get(measure, 0)
    return Feature(order.unlocks.get(measure, 0.0), Message("priority.unlocks", {"count": count}))


def _foundations(before: Sequence[PrerequisiteState]) -> Feature:
    """Return the share of what comes first that is met, less the share that is not."""
    total = sum(_EDGE[state.strength] for state in before)
    if not total:
        return Feature(0.0, Message("priority.foundations.none_needed", {}))
    met = sum(_EDGE[state.strength] for state in before if state.met)
    unmet = sum(_EDGE[state.strength] for state in before if state.met is False)
    key = "met" if met >= unmet else "unmet"
    which = tuple(
        Term("measures", state.measure)
        for state in before
        if state.measure is not None and state.met is (key == "met")
    )
    return Feature((met - unmet) / total, Message(f"priority.foundations.{key}", {"measures": which}))


def _balance(principle: str, behind: float) -> Feature:
    key = "behind" if behind > 0 else "ahead"
    return Feature(
        behind, Message(f"priority.balance.{key}", {"principle": Term("principles", principle)})
    )


def _behind(content: Content, profile: StateProfile) -> dict[str, float]:
    """Return for each principle how far its known measures lag behind all known ones, -1 to 1."""
    known: dict[str, list[bool]] = {principle: [] for principle in content.framework.principles}
    for code, status in profile.measures.items():
        if status.is_known:
            known[content.framework.measures[code].principle].append(status.is_met)
    everything = [met for states in known.values() for met in states]
    if not everything:
        return dict.fromkeys(known, 0.0)
    overall = sum(everything) / len(everything)
    return {name: overall - sum(met) / len(met) if met else 0.0 for name, met in known.items()}


def _attainability(chance: float | None) -> Feature:
    """Return how likely States in this setting, with what else is there, have the measure."""
    if chance is None:
        return Feature(0.0, Message("priority.attainability.not_told", {}))
    return Feature(
        2.0 * chance - 1.0, Message("priority.attainability.told", {"percent": round(100 * chance)})
    )


def _specialist_advice(content: Content, measure: MeasureId, highest: float) -> Feature:
    advised = content.framework.advised[measure]
    value = 2.0 * advised.recommended / advised.unmet / highest - 1.0
    counts = {"recommended": advised.recommended, "unmet": advised.unmet}
    return Feature(value, Message("priority.specialist_advice", counts))
