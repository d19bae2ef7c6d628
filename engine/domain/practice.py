"""A practice of the catalogue: what sources say of it, and what we judge of it."""

from __future__ import annotations

from dataclasses import dataclass

from engine.domain.vocabulary import CostBand, Effect, EvidenceLevel, MeasureId, PracticeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a practice was read. `kind` is primary, mirror, news or secondary."""

    title: str
    publisher: str
    year: int | None
    url: str
    locator: str
    kind: str

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
    """What the sources say. Empty `forms`, `victim_groups`, `flow_roles`, `sectors`: not specific."""

    title: str
    summary: str
    places: tuple[str, ...]
    region: str
    actors: tuple[str, ...]
    start_year: int | None
    end_year: int | None
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
class Judgement:
    """What we judge: the editors' reading, not the sources' words.

    `relies_on` names the institutions that must exist; `rests_on_law` marks a practice that is
    itself a rule of national law; `cost_is_stated` is true where a source states the cost.
    """

    measures: tuple[ServedMeasure, ...]
    steps: tuple[str, ...]
    core: tuple[str, ...]
    prerequisites: tuple[PracticePrerequisite, ...]
    relies_on: tuple[str, ...]
    rests_on_law: bool
    adaptation_notes: str
    cost_band: CostBand
    cost_is_stated: bool
    evidence: EvidenceLevel
    effect: Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """One real practice. A `warning` is shown as a caution and never suggested."""

    id: PracticeId
    version: int
    is_warning: bool
    merged: tuple[str, ...]
    facts: Facts
    judgement: Judgement
