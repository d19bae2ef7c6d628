"""What is there to build on: measures met, institutions that exist here, and what is not known."""

from __future__ import annotations

import numpy as np

from engine.domain.advice import PrerequisiteState
from engine.domain.content import Content
from engine.domain.practice import Practice
from engine.domain.profile import StateProfile
from engine.domain.rules import Institution
from engine.domain.table import Numbers
from engine.domain.vocabulary import Amount, Level, Size, Status, Strength, Support
from engine.matching.context import profile_value
from engine.matching.gaps import is_absent, prerequisite_met

_RESOURCE_THERE: dict[str, float] = {
    Amount.NONE: -1.0,
    Amount.FEW: 1.0,
    Amount.SOME: 1.0,
    Amount.MANY: 1.0,
    Support.STRONG: 1.0,
    Level.LOW: -1.0,
    Level.MEDIUM: 1.0,
    Level.HIGH: 1.0,
}


def foundation(content: Content, profile: StateProfile) -> Numbers:
    """Return (m + institutions,): 1 where there, -1 where known to be absent, 0 otherwise."""
    measures = [_measure_there(profile, measure) for measure in content.framework.measures]
    institutions = [exists(profile, thing) for thing in content.rules.institutions.values()]
    return np.array([*measures, *institutions])


def _measure_there(profile: StateProfile, measure: str) -> float:
    status = profile.status_of(measure)  # type: ignore[arg-type]  # keys of the framework are measure ids
    if prerequisite_met(status):
        return 1.0
    return -1.0 if is_absent(status) else 0.0


def exists(profile: StateProfile, institution: Institution) -> float:
    """Return 1 where an institution exists here, -1 where known not to, 0 where not known."""
    if institution.excluded_by and getattr(profile.context, institution.excluded_by):
        return -1.0
    if institution.resource:
        there = _RESOURCE_THERE.get(getattr(profile.resources, institution.resource), 0.0)
        if there:
            return there
    statuses = [profile.status_of(measure).practice for measure in institution.measures]
    if Status.IN_PLACE in statuses or Status.PARTLY in statuses:
        return 1.0
    return -1.0 if statuses and all(status is Status.ABSENT for status in statuses) else 0.0


def practice_prerequisites(practice: Practice, profile: StateProfile) -> tuple[PrerequisiteState, ...]:
    """Return what the practice itself needs first; free text is never met by assumption."""
    return tuple(
        PrerequisiteState(
            measure=need.measure,
            text=need.text,
            strength=Strength.SHOULD,
            met=None if need.measure is None else prerequisite_met(profile.status_of(need.measure)),
        )
        for need in practice.judgement.prerequisites
    )


def is_blocked(before: tuple[PrerequisiteState, ...], profile: StateProfile) -> bool:
    """Return whether a "must" prerequisite is known to be absent."""
    return any(
        state.strength is Strength.MUST
        and state.measure is not None
        and is_absent(profile.status_of(state.measure))
        for state in before
    )


def means_level(content: Content, profile: StateProfile) -> int | None:
    """Return the State's means, 0 (very small) to 3 (large), from its budget, else its income group."""
    rules, budget = content.rules, profile.resources.budget_usd_per_year
    if budget is not None:
        return sum(budget >= limit for limit in rules.means_budget)
    income = profile.context.income_group
    return None if income is None else rules.means_of_income[income]


def state_size(content: Content, profile: StateProfile) -> Size | None:
    """Return how large the State is by its people, None where that is not known."""
    people = profile_value(content, profile, "population")
    if people is None:
        return None
    return tuple(Size)[sum(float(people) >= limit for limit in content.rules.size_population)]
