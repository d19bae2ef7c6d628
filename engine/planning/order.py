"""In what order the items of a plan come: what must come first, and the chain that all waits for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from graphlib import TopologicalSorter

from engine.domain.framework import Framework
from engine.domain.plan import Plan
from engine.domain.vocabulary import MeasureId, Strength

_QUARTER = 3


def waits_for(framework: Framework, plan: Plan) -> dict[str, frozenset[str]]:
    """Return for each item the items of the plan that must come before it."""
    of_measure: dict[MeasureId, set[str]] = {}
    for key, item in plan.items.items():
        of_measure.setdefault(item.measure, set()).add(key)
    return {
        key: frozenset(
            before
            for edge in framework.before(item.measure)
            if edge.strength is Strength.MUST
            for before in of_measure.get(edge.before, set()) - {key}
        )
        for key, item in plan.items.items()
    }


def start_dates(waits: Mapping[str, frozenset[str]], year_of: Mapping[str, int]) -> dict[str, date]:
    """Return a first day for each item: January of its year, a quarter later for each step waited."""
    starts: dict[str, date] = {}
    for key in TopologicalSorter(waits).static_order():
        months = [0] + [_months(starts[before], year_of[key]) + _QUARTER for before in waits[key]]
        month = max(months)
        starts[key] = date(year_of[key] + month // 12, month % 12 + 1, 1)
    return starts


def _months(day: date, year: int) -> int:
    """Return how many months after the January of a year a day lies, -3 at least."""
    return max(-_QUARTER, 12 * (day.year - year) + day.month - 1)


def critical_chain(waits: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Return the longest chain of items that wait for each other, the first to come first.

    Nothing is returned where no item waits. Chains of the same length: the first in order.

    >>> critical_chain({"a": frozenset(), "b": frozenset("a"), "c": frozenset("b"), "d": frozenset()})
    ('a', 'b', 'c')
    """
    best: dict[str, tuple[str, ...]] = {}
    for key in TopologicalSorter(waits).static_order():
        longest = max((best[before] for before in sorted(waits[key])), key=len, default=())
        best[key] = (*longest, key)
    chain = max(best.values(), key=len, default=())
    return chain if len(chain) > 1 else ()
