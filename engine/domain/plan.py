"""An action plan: what is to be done, by whom, when, at what cost, measured how. A part of a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from engine.domain.vocabulary import MeasureId, PracticeId


class ItemStatus(StrEnum):
    """Where an item stands. There is no "done": what protects people must go on."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    KEPT_UP = "kept_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyCost:
    """What an item costs in a year, in the plan's currency at the prices of its year."""

    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanIndicator:
    """How an item is measured. `framework` is the id of one of the framework's, empty for one's own.

    `baseline` and `target` are None where nobody has set them; `actuals` holds what was found by
    period, such as "2027" or "2027-06".
    """

    name: str = ""
    unit: str = ""
    framework: str = ""
    baseline: float | None = None
    target: float | None = None
    actuals: Mapping[str, float] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return what names the indicator within its item."""
        return self.framework or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem:
    """One thing to be done: a suggestion taken over, or an item of the State's own.

    `practice` is None for an item of one's own, whose `title` says what it is. `changes` are the
    adaptations kept or written; `dropped_core` the core elements given up. `start` and `end` are
    None where nobody has set them; without an end it goes on.
    """

    measure: MeasureId
    practice: PracticeId | None = None
    title: str = ""
    changes: tuple[str, ...] = ()
    dropped_core: tuple[str, ...] = ()
    lead: str = ""
    partners: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    milestones: Mapping[str, str] = field(default_factory=dict)
    cost: YearlyCost | None = None
    funding: str = ""
    status: ItemStatus = ItemStatus.PROPOSED
    indicators: tuple[PlanIndicator, ...] = ()
    risks: str = ""
    notes: str = ""
    survivors_consulted: bool = False
    evaluation: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The plan of a case. `items` maps an id that never changes to an item.

    `budget_per_year` and `starts_per_year` are None where nobody has set a limit. `snapshots` holds
    the items as they were on a day.
    """

    start_year: int
    years: int = 3
    currency: str = "USD"
    price_year: int = 2026
    budget_per_year: float | None = None
    starts_per_year: int | None = None
    items: Mapping[str, PlanItem] = field(default_factory=dict)
    snapshots: Mapping[str, Mapping[str, PlanItem]] = field(default_factory=dict)

    @property
    def last_year(self) -> int:
        """Return the last year of the plan."""
        return self.start_year + self.years - 1
