"""A State profile: what is known of one State, with unknown kept apart from no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.domain.vocabulary import Amount, Level, MeasureId, StateCode, Status, Support


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureStatus:
    """How far one measure is in place, law and practice apart, with a note and its source."""

    law: Status = Status.UNKNOWN
    practice: Status = Status.UNKNOWN
    note: str = ""
    source: str = ""

    @property
    def is_known(self) -> bool:
        """Return whether anything but unknown is known."""
        return not (self.law is Status.UNKNOWN and self.practice is Status.UNKNOWN)

    @property
    def is_met(self) -> bool:
        """Return whether nothing is left to do: practice settled, and law too where known."""
        settled = {Status.IN_PLACE, Status.NOT_APPLICABLE}
        return self.practice in settled and self.law in settled | {Status.UNKNOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The setting of a State; None or an empty tuple where unknown."""

    region: str | None = None
    income_group: str | None = None
    legal_system: str | None = None
    landlocked: bool | None = None
    island: bool | None = None
    conflict_affected: bool | None = None
    displacement: Level = Level.UNKNOWN
    population: float | None = None
    regional_bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """The means of the response. `budget_usd_per_year` is None where unknown."""

    budget_usd_per_year: float | None = None
    specialised_staff: Amount = Amount.UNKNOWN
    shelters: Amount = Amount.UNKNOWN
    labour_inspectors: Amount = Amount.UNKNOWN
    donor_support: Support = Support.UNKNOWN
    internet: Level = Level.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """What trafficking looks like here. A code left out is unknown, not absent."""

    forms: Mapping[str, Level] = field(default_factory=dict)
    victim_groups: Mapping[str, Level] = field(default_factory=dict)
    flow_roles: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StateProfile:
    """What is known of one State on one day.

    `measures` holds only what somebody said; `status_of` gives unknown for the others.
    `sources` maps a dotted path such as `context.income_group` to where that value comes from.
    """

    state: StateCode
    as_of: str | None = None
    context: Context = field(default_factory=Context)
    resources: Resources = field(default_factory=Resources)
    patterns: Patterns = field(default_factory=Patterns)
    measures: Mapping[MeasureId, MeasureStatus] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)

    def status_of(self, measure: MeasureId) -> MeasureStatus:
        """Return the status of a measure, unknown where nobody said anything."""
        return self.measures.get(measure, MeasureStatus())
