"""The rules of planning as values; `data/planning/rules.yaml` holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.domain.plan import YearlyCost
from engine.domain.vocabulary import CostBand


class Severity(StrEnum):
    """How grave a finding is."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An international body that a State can ask. `is_seen` where a page that was read names it."""

    body: str
    is_seen: bool
    brings: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningRules:
    """What planning starts from: costs by band, balance, what is put up for choice, what is checked."""

    cost_usd_per_year: Mapping[CostBand, YearlyCost]
    of_each_principle: int
    of_each_side: int
    sides: Mapping[str, frozenset[str]]
    candidates_per_measure: int
    seconds: float
    checks: Mapping[str, Severity]
    partners: tuple[Partner, ...]
