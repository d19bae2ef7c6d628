"""Checks a plan: what a steering committee would ask, as findings that say what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engine.domain.advice import Advice, Message, Parameter, Term
from engine.domain.content import Content
from engine.domain.plan import ItemStatus, Plan, PlanItem
from engine.domain.profile import StateProfile
from engine.domain.vocabulary import WEIGHTY, Direction, Status, Strength
from engine.planning.budget import budget
from engine.planning.items import is_outcome
from engine.planning.rules import PlanningRules, Severity

_ACTIVE = frozenset({ItemStatus.AGREED, ItemStatus.RUNNING, ItemStatus.KEPT_UP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding: the rule, how grave it is, the item (None: the whole plan), what is wrong."""

    rule: str
    severity: Severity
    item: str | None
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    content: Content
    profile: StateProfile
    plan: Plan
    today: date

    def running(self) -> dict[str, PlanItem]:
        return {
            key: item for key, item in self.plan.items.items() if item.status is not ItemStatus.STOPPED
        }


_Found = Iterator[tuple[str | None, Mapping[str, Parameter]]]


def check(
    content: Content, profile: StateProfile, plan: Plan, rules: PlanningRules, today: date
) -> tuple[Finding, ...]:
    """Return the findings on a plan, the gravest first; stopped items are left alone."""
    case = _Case(content=content, profile=profile, plan=plan, today=today)
    order = list(Severity)
    found = [
        Finding(
            rule=name,
            severity=severity,
            item=item,
            message=Message(f"plan.check.{name}", parameters),
        )
        for name, severity in rules.checks.items()
        for item, parameters in RULES[name](case)
    ]
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))


def _each(wrong: Callable[[_Case, PlanItem], bool]) -> Callable[[_Case], _Found]:
    """Return a rule that looks at each item by itself."""

    def rule(case: _Case) -> _Found:
        for key, item in case.running().items():
            if wrong(case, item):
                yield key, {}

    return rule


def _only_outputs(case: _Case, item: PlanItem) -> bool:
    """Return whether no indicator of the framework shows an effect; one's own are given the benefit."""
    return bool(item.indicators) and all(
        indicator.framework and not is_outcome(case.content, item.measure, indicator)
        for indicator in item.indicators
    )


def _past(case: _Case, item: PlanItem) -> bool:
    late_start = item.start is not None and item.start < case.today
    over = item.end is not None and item.end < case.today
    return (late_start and item.status is ItemStatus.PROPOSED) or (over and item.status in _ACTIVE)


def _cautioned(case: _Case, item: PlanItem) -> bool:
    if item.practice is None or item.risks:
        return False
    evidence = case.content.catalogue[item.practice].evidence
    return bool(evidence.harms) or evidence.direction in {Direction.MIXED, Direction.NEGATIVE}


def _principles(case: _Case) -> _Found:
    framework = case.content.framework
    there = {framework.measures[item.measure].principle for item in case.running().values()}
    for principle in framework.principles:
        if principle not in there:
            yield None, {"principle": Term("principles", principle)}


def _patterns(case: _Case) -> _Found:
    """Yield the weighty forms and groups of the State that no item is made for or open to."""
    for name in ("forms", "victim_groups"):
        stated = getattr(case.profile.patterns, name)
        for code, level in stated.items():
            if level is WEIGHTY[0] and not any(
                _serves(case.content, item, name, code) for item in case.running().values()
            ):
                yield None, {"pattern": Term(name, code)}


def _serves(content: Content, item: PlanItem, name: str, code: str) -> bool:
    if item.practice is None:
        return False
    codes = getattr(content.catalogue[item.practice].facts, name)
    return not codes or code in codes


def _prerequisites(case: _Case) -> _Found:
    planned = {item.measure for item in case.running().values()}
    for key, item in case.running().items():
        for edge in case.content.framework.before(item.measure):
            status = case.profile.status_of(edge.before)
            is_open = not status.is_met and edge.before not in planned
            if edge.strength is Strength.MUST and is_open and status.practice is not Status.UNKNOWN:
                yield key, {"measure": Term("measures", edge.before)}


def _prerequisites_unknown(case: _Case) -> _Found:
    planned = {item.measure for item in case.running().values()}
    for key, item in case.running().items():
        for edge in case.content.framework.before(item.measure):
            is_open = edge.before not in planned and not case.profile.status_of(edge.before).is_known
            if edge.strength is Strength.MUST and is_open:
                yield key, {"measure": Term("measures", edge.before)}


def _over_budget(case: _Case) -> _Found:
    if case.plan.budget_per_year is None:
        return
    made = budget(case.plan)
    for year in made.years:
        over = made.of_year(year) - round(100 * case.plan.budget_per_year)
        if over > 0:
            yield None, {"year": str(year), "amount": over / 100, "currency": case.plan.currency}


RULES: Mapping[str, Callable[[_Case], _Found]] = {
    "no_lead": _each(lambda _, item: not item.lead),
    "no_cost": _each(lambda _, item: item.cost is None),
    "no_start": _each(lambda _, item: item.start is None),
    "no_indicator": _each(lambda _, item: not item.indicators),
    "only_output_indicators": _each(_only_outputs),
    "no_baseline": _each(
        lambda _, item: bool(item.indicators) and all(i.baseline is None for i in item.indicators)
    ),
    "no_target": _each(
        lambda _, item: bool(item.indicators) and all(i.target is None for i in item.indicators)
    ),
    "principle_missing": _principles,
    "pattern_missing": _patterns,
    "prerequisite_missing": _prerequisites,
    "prerequisite_unknown": _prerequisites_unknown,
    "no_survivors": _each(lambda _, item: not item.survivors_consulted),
    "no_evaluation": _each(lambda _, item: item.evaluation is None),
    "past_its_date": _each(_past),
    "over_budget": _over_budget,
    "core_dropped": _each(lambda _, item: bool(item.dropped_core)),
    "caution_ignored": _each(_cautioned),
}
"""Each rule by the name under which `data/planning/rules.yaml` gives its severity."""


def uncovered(advice: Advice, plan: Plan, first: int = 10) -> tuple[str, ...]:
    """Return the unmet measures among the first priorities that no item of the plan serves."""
    planned = {item.measure for item in plan.items.values() if item.status is not ItemStatus.STOPPED}
    measures = [found.gap.measure for found in advice.measures[:first]]
    return tuple(str(measure) for measure in measures if measure not in planned)
