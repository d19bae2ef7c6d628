"""What can be chosen: each suggestion for an unmet measure, with its worth and its cost."""

from __future__ import annotations

from dataclasses import dataclass

from engine.domain.advice import Advice, Gap, Suggestion
from engine.domain.content import Content
from engine.domain.plan import YearlyCost
from engine.domain.vocabulary import MeasureId, PracticeId, Strength
from engine.planning.rules import PlanningRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A suggestion that may enter the plan.

    `worth` is 0 to 1: priority of the measure times fit of the practice times the share of weightings
    under which it stays among the best. `needs` are the missing measures that must be in the plan
    first.
    """

    measure: MeasureId
    practice: PracticeId
    worth: float
    cost: YearlyCost
    principle: str
    needs: frozenset[MeasureId]

    @property
    def key(self) -> tuple[MeasureId, PracticeId]:
        """Return what names the candidate."""
        return self.measure, self.practice


def candidates(
    content: Content, advice: Advice, rules: PlanningRules, *, with_unknown: bool = False
) -> tuple[Candidate, ...]:
    """Return the suggestions for what is known to be missing as candidates, in the order of the advice.

    Unknown is not no: what nobody has said is missing enters only `with_unknown`.
    """
    wanted = [found for found in advice.measures if with_unknown or is_missing(found.gap)]
    unmet = {found.gap.measure for found in wanted}
    made = []
    for found in wanted:
        measure = content.framework.measures[found.gap.measure]
        needs = frozenset(
            edge.before
            for edge in content.framework.before(measure.id)
            if edge.strength is Strength.MUST and edge.before in unmet
        )
        made += [
            Candidate(
                measure=measure.id,
                practice=suggestion.practice.id,
                worth=_worth(found.priority.value, suggestion),
                cost=rules.cost_usd_per_year[suggestion.cost],
                principle=measure.principle,
                needs=needs,
            )
            for suggestion in found.suggestions[: rules.candidates_per_measure]
        ]
    return tuple(made)


def is_missing(gap: Gap) -> bool:
    """Return whether somebody said that a measure is missing, or only partly there."""
    return bool(gap.law or gap.practice)


def _worth(priority: float, suggestion: Suggestion) -> float:
    bounded = [min(max(value, 0.0), 100.0) / 100 for value in (priority, suggestion.fit.value)]
    return bounded[0] * bounded[1] * max(suggestion.top_share, 0.01)
