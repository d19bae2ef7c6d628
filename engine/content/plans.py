"""Reads the plan of a case file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from engine.content.checking import Checker
from engine.domain.content import Content
from engine.domain.plan import ItemStatus, Plan, PlanIndicator, PlanItem, YearlyCost
from engine.domain.vocabulary import MeasureId, PracticeId
from engine.errors import said

_Text = Annotated[str, Field(max_length=2_000)]
_Name = Annotated[str, Field(max_length=300)]
_Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
_Money = Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False)]
_Figure = Annotated[float, Field(allow_inf_nan=False)]
_MAX_ITEMS = 5_000


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _CostFile(_Part):
    low: _Money
    likely: _Money
    high: _Money


class _IndicatorFile(_Part):
    name: _Name = ""
    unit: _Name = ""
    framework: str = ""
    baseline: _Figure | None = None
    target: _Figure | None = None
    actuals: dict[Annotated[str, Field(pattern=r"^\d{4}(-\d{2})?$")], _Figure] = {}


class _ItemFile(_Part):
    measure: str
    practice: str | None = None
    title: _Name = ""
    changes: list[_Text] = []
    dropped_core: list[_Text] = []
    lead: _Name = ""
    partners: list[_Name] = []
    start: date | None = None
    end: date | None = None
    milestones: dict[_Day, _Text] = {}
    cost: _CostFile | None = None
    funding: _Name = ""
    status: ItemStatus = ItemStatus.PROPOSED
    indicators: list[_IndicatorFile] = []
    risks: _Text = ""
    notes: _Text = ""
    survivors_consulted: bool = False
    evaluation: date | None = None


class PlanFile(_Part):
    """The schema of the plan in a case file."""

    start_year: Annotated[int, Field(ge=2000, le=2100)]
    years: Annotated[int, Field(ge=1, le=10)] = 3
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "USD"
    price_year: Annotated[int, Field(ge=2000, le=2100)] = 2026
    budget_per_year: _Money | None = None
    starts_per_year: Annotated[int, Field(ge=0, le=1000)] | None = None
    items: Annotated[dict[str, _ItemFile], Field(max_length=_MAX_ITEMS)] = {}
    snapshots: dict[_Day, dict[str, _ItemFile]] = {}


PLAN_KEYS = tuple(
    name for model in (PlanFile, _ItemFile, _IndicatorFile, _CostFile) for name in model.model_fields
)


def check_plan(file: PlanFile, checker: Checker, content: Content) -> None:
    """Note every code of a plan that nothing stands behind, and what ends before it starts."""
    indicators = {i.id for group in content.framework.indicators.values() for i in group}
    for key, item in file.items.items():
        at = ("items", key)
        checker.code((*at, "measure"), item.measure, content.framework.measures, said("measure"))
        if item.practice is not None:
            checker.code((*at, "practice"), item.practice, content.catalogue, said("practice"))
        if item.start and item.end and item.end < item.start:
            checker.add((*at, "end"), said("it ends before it starts"), said("correct the value"))
        for number, indicator in enumerate(item.indicators):
            if indicator.framework:
                path = (*at, "indicators", number, "framework")
                checker.code(path, indicator.framework, indicators, said("indicator"))


def plan_of(file: PlanFile) -> Plan:
    """Return the plan that a checked file holds."""
    return Plan(
        start_year=file.start_year,
        years=file.years,
        currency=file.currency,
        price_year=file.price_year,
        budget_per_year=file.budget_per_year,
        starts_per_year=file.starts_per_year,
        items=_items(file.items),
        snapshots={day: _items(items) for day, items in file.snapshots.items()},
    )


def _items(files: Mapping[str, _ItemFile]) -> dict[str, PlanItem]:
    return {key: _item(file) for key, file in files.items()}


def _item(file: _ItemFile) -> PlanItem:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in file
        if name not in {"measure", "practice", "cost", "indicators"}
    }
    return PlanItem(
        measure=MeasureId(file.measure),
        practice=PracticeId(file.practice) if file.practice else None,
        cost=YearlyCost(**dict(file.cost)) if file.cost else None,
        indicators=tuple(PlanIndicator(**dict(indicator)) for indicator in file.indicators),
        **values,
    )
