"""A practice of the catalogue: what sources say of it, the evidence they report, what we judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.domain.vocabulary import (
    AdaptationType,
    CostBand,
    Design,
    Dimension,
    Direction,
    MeasureId,
    PracticeId,
    Size,
    SurvivorVoice,
    Verdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a practice was read. `kind` is primary, mirror, news or secondary.

    `is_own` is true where who publishes it runs or pays for the practice; `original` names the
    publication of which a mirror was read.
    """

    title: str
    publisher: str
    year: int | None
    url: str
    locator: str
    kind: str
    is_own: bool
    original: str | None
    read: date

    @property
    def citation(self) -> str:
        """Return publisher and year, the year only where it is known."""
        return self.publisher if self.year is None else f"{self.publisher}, {self.year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedMeasure:
    """A measure that a practice serves, with one line why (our judgement)."""

    measure: MeasureId
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticePrerequisite:
    """What a practice needs first; `measure` when that is one of the measures."""

    text: str
    measure: MeasureId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the sources say. Empty `forms`, `victim_groups`, `flow_roles`, `sectors`: not specific.

    `standing` is running, ended or not_known; `standing_year` the year in which that was known.
    """

    title: str
    summary: str
    places: tuple[str, ...]
    region: str
    scale: str
    actors: tuple[str, ...]
    start_year: int | None
    end_year: int | None
    standing: str
    standing_year: int | None
    forms: frozenset[str]
    victim_groups: frozenset[str]
    flow_roles: frozenset[str]
    sectors: frozenset[str]
    results: str | None
    caveats: str | None
    sources: tuple[Source, ...]

    @property
    def years(self) -> str:
        """Return from when to when, as far as is known: 2005-, 2005-2010, -2010 or nothing."""
        if self.start_year is None and self.end_year is None:
            return ""
        return f"{self.start_year or ''}–{self.end_year or ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """EMMIE (Johnson, Tilley and Bowers, 2015), as the sources report it; None is not known.

    `size` says in words how large the effect was; `harms` tells known harms and findings of no
    effect.
    """

    direction: Direction
    size: str | None
    design: Design
    mechanism: str | None
    moderators: str | None
    implementation: str | None
    economics: str | None
    harms: str | None
    survivors: SurvivorVoice


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreElement:
    """What must be kept, or it is another practice, and why."""

    element: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptableElement:
    """What may change and when.

    `when` holds the values of each profile field: all fields must hold, any value is enough.
    """

    dimension: Dimension
    when: Mapping[str, tuple[str, ...]]
    change: str
    type: AdaptationType


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What the practice costs in a year by size of State, what drives it, staff and set-up time."""

    bands: Mapping[Size, CostBand]
    is_stated: bool
    drivers: str
    staff: str
    setup_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnIndicator:
    """An indicator of the practice's own, beside those of the framework."""

    name: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What we judge: the editors' reading, not the sources' words.

    `relies_on` names the institutions that must exist; `rests_on_law` marks a practice that is
    itself a rule of national law; `indicators` are ids of the framework's.
    """

    measures: tuple[ServedMeasure, ...]
    core: tuple[CoreElement, ...]
    adaptable: tuple[AdaptableElement, ...]
    steps: tuple[str, ...]
    prerequisites: tuple[PracticePrerequisite, ...]
    relies_on: tuple[str, ...]
    rests_on_law: bool
    cost: Cost
    indicators: tuple[str, ...]
    own_indicators: tuple[OwnIndicator, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a reader found who held the record against its sources."""

    date: date
    by: str
    sources_read: int
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """One real practice. A `warning` is shown as a caution and never suggested.

    `retired` says why it is no longer suggested, None where it is.
    """

    id: PracticeId
    version: int
    is_warning: bool
    merged: tuple[str, ...]
    added: date
    reviewed: date
    review_due: date
    retired: str | None
    facts: Facts
    evidence: Evidence
    judgement: Judgement
    checked: Check
