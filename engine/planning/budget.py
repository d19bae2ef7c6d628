"""What a plan costs, by item and year, in whole cents: rows and columns add up exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.domain.plan import Plan, PlanItem

_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Cents of the plan's currency, likely cost. `undated` are items with a cost but no start."""

    years: tuple[int, ...]
    by_item: Mapping[str, Mapping[int, int]]
    undated: tuple[str, ...]

    def of_year(self, year: int) -> int:
        """Return what all items cost in a year."""
        return sum(row[year] for row in self.by_item.values())

    def of_item(self, item: str) -> int:
        """Return what an item costs over the plan."""
        return sum(self.by_item[item].values())

    @property
    def total(self) -> int:
        """Return what the plan costs."""
        return sum(self.of_item(item) for item in self.by_item)


def budget(plan: Plan) -> Budget:
    """Return the budget of a plan over its years; an item without an end runs to the plan's end."""
    years = tuple(range(plan.start_year, plan.last_year + 1))
    dated = {key: item for key, item in plan.items.items() if item.cost is not None}
    return Budget(
        years=years,
        by_item={
            key: _by_year(item, item.start, years)
            for key, item in dated.items()
            if item.start is not None
        },
        undated=tuple(key for key, item in dated.items() if item.start is None),
    )


def _by_year(item: PlanItem, start: date, years: tuple[int, ...]) -> dict[int, int]:
    yearly = round(100 * item.cost.likely) if item.cost else 0
    shares, months, spent = {}, 0, 0
    for year in years:
        months += months_in(item, start, year)
        upto = round(yearly * months / _MONTHS)
        shares[year] = upto - spent
        spent = upto
    return shares


def months_in(item: PlanItem, start: date, year: int) -> int:
    """Return in how many months of a year an item runs, the first and the last one included."""
    first = max(_month(start), _MONTHS * year)
    last = min(_month(item.end) if item.end else _MONTHS * year + 11, _MONTHS * year + 11)
    return max(0, last - first + 1)


def _month(day: date) -> int:
    return _MONTHS * day.year + day.month - 1
