"""States as public reference data describe them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.domain.vocabulary import StateCode

ContextValue = str | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Datum:
    """One figure or fact with its year and the id of its source in `origin.yaml`."""

    value: ContextValue
    year: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatyStatus:
    """When a State signed and joined an instrument; None: not in the list of `list_date`."""

    signed: str | None
    joined: str | None
    act: str
    list_date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternShare:
    """A share of detected victims as an interval in 0..1, over `reports` years; None for roles.

    For the role origin `reports` counts the other States that detected nationals.
    """

    dimension: str
    code: str
    low: float | None
    high: float | None
    first_year: int
    last_year: int
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A member or observer State. What is not in `context` or `patterns` is unknown."""

    code: StateCode
    names: Mapping[str, str]
    is_observer: bool
    region: str
    subregion: str
    regional_group: str
    bodies: tuple[str, ...]
    context: Mapping[str, Datum]
    treaties: Mapping[str, TreatyStatus]
    patterns: tuple[PatternShare, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalBody:
    """A regional body or instrument: binding, political or voluntary."""

    id: str
    names: Mapping[str, str]
    kind: str
    mark: str
    members: tuple[str, ...]
    expected: str
    source: str
