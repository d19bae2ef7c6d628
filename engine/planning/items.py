"""Takes suggestions over into a plan, and compares what a plan was with what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from engine.domain.advice import Advice, Suggestion
from engine.domain.content import Content
from engine.domain.plan import Plan, PlanIndicator, PlanItem
from engine.domain.practice import Practice
from engine.domain.vocabulary import MeasureId, PracticeId
from engine.planning.choose import Choice
from engine.planning.order import start_dates, waits_for
from engine.planning.rules import PlanningRules

_OUTCOME = "outcome"


def item_of(
    content: Content,
    measure: MeasureId,
    practice: Practice,
    made: Suggestion | None,
    rules: PlanningRules,
) -> PlanItem:
    """Return a suggestion as an item: its changes for this State, its indicators, a first cost.

    `made` is None where the practice is not among the suggestions; then nothing is changed and no
    cost is given.
    """
    changes = tuple(
        str(change.text.parameters["text"])
        for change in (made.adaptations if made else ())
        if change.text.key == "verbatim" and change.holds
    )
    return PlanItem(
        measure=measure,
        practice=practice.id,
        changes=changes,
        cost=rules.cost_usd_per_year[made.cost] if made else None,
        indicators=tuple(_indicators(content, measure, practice)),
    )


def _indicators(content: Content, measure: MeasureId, practice: Practice) -> Iterable[PlanIndicator]:
    own = {found.id: found for found in content.framework.indicators.get(measure, ())}
    for code in practice.judgement.indicators:
        if code in own:
            yield PlanIndicator(framework=code, unit=own[code].unit)
    for indicator in practice.judgement.own_indicators:
        yield PlanIndicator(name=indicator.name, unit=indicator.unit)


def new_id(plan: Plan, measure: MeasureId) -> str:
    """Return an id for a new item of a measure: the measure and a number never used before."""
    used = {
        int(found[1])
        for items in (plan.items, *plan.snapshots.values())
        for key in items
        if (found := re.fullmatch(rf"{measure}\.(\d+)", key))
    }
    return f"{measure}.{max(used, default=0) + 1}"


def add(plan: Plan, item: PlanItem) -> Plan:
    """Return the plan with one more item."""
    return replace(plan, items=dict(plan.items) | {new_id(plan, item.measure): item})


def with_choice(
    content: Content, plan: Plan, advice: Advice, choice: Choice, rules: PlanningRules
) -> Plan:
    """Return the plan with the chosen suggestions that are not in it yet, each with its first day."""
    made = {
        (found.gap.measure, suggestion.practice.id): suggestion
        for found in advice.measures
        for suggestion in found.suggestions
    }
    held = {(item.measure, item.practice) for item in plan.items.values()}
    years: dict[str, int] = {}
    for (measure, practice), year in choice.begins.items():
        if (measure, practice) not in held:
            suggestion = made[measure, practice]
            key = new_id(plan, measure)
            plan = add(plan, item_of(content, measure, suggestion.practice, suggestion, rules))
            years[key] = plan.start_year + year
    waits = {
        key: before & years.keys()
        for key, before in waits_for(content.framework, plan).items()
        if key in years
    }
    starts = start_dates(waits, years)
    return replace(
        plan,
        items={
            key: replace(item, start=starts[key]) if key in starts else item
            for key, item in plan.items.items()
        },
    )


def kept_not_planned(
    plan: Plan, kept: Iterable[tuple[MeasureId, PracticeId]]
) -> list[tuple[MeasureId, PracticeId]]:
    """Return the kept suggestions that are no item of the plan yet."""
    held = {(item.measure, item.practice) for item in plan.items.values()}
    return [key for key in kept if key not in held]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What differs between two states of a plan: ids of items."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    dropped: tuple[str, ...]


def progress(before: Mapping[str, PlanItem], after: Mapping[str, PlanItem]) -> Progress:
    """Return which items are new, changed and dropped."""
    return Progress(
        new=tuple(key for key in after if key not in before),
        changed=tuple(key for key in after if key in before and after[key] != before[key]),
        dropped=tuple(key for key in before if key not in after),
    )


def is_outcome(content: Content, measure: MeasureId, indicator: PlanIndicator) -> bool:
    """Return whether an indicator shows an effect, as far as the framework tells."""
    kinds = {found.id: found.kind for found in content.framework.indicators.get(measure, ())}
    return kinds.get(indicator.framework) == _OUTCOME
