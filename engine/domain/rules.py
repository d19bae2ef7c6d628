"""The numbers and choices an expert may change, as `data/matching/rules.yaml` states them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.domain.vocabulary import (
    AdaptationType,
    CostBand,
    Design,
    Dimension,
    Direction,
    EvidenceStrength,
    Level,
    MeasureId,
    MeasureLevel,
    Status,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextAttribute:
    """One attribute of the Gower distance.

    `kind` is number, log_number, order or category; `order` lists the steps of an order; `area` is
    one of the OECD transferability contexts (population, sector, political, economic); `weight` is
    above 0.
    """

    name: str
    kind: str
    area: str
    weight: float
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """Something a practice may rely on, and what tells whether it exists here.

    `measures` are the measures that put it in place, `resource` a field of the profile's resources,
    `landlocked` and `island` the geography that excludes it. `type` is the adaptation when it is
    absent.
    """

    id: str
    type: AdaptationType
    measures: tuple[MeasureId, ...] = ()
    resource: str | None = None
    excluded_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptationKind:
    """What a difference between two settings asks to change, and the FRAME type of the change."""

    dimension: Dimension
    type: AdaptationType


@dataclass(frozen=True, slots=True, kw_only=True)
class Diversity:
    """How the best of a measure are kept from being one idea: see `matching.diversity`."""

    same_idea: float
    idea_penalty: float
    region_penalty: float
    give_up_points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Values that turn profile and practice into features of -1 to 1; 0 says nothing either way.

    `share_levels` are the shares of detected victims from which a pattern is medium, and high.
    `strength_of` is the step a design earns, `evidence_at_most` what evidence counts for at most by
    what it found. `size_population` holds the populations from which a State is medium, and large.
    `means_budget` holds the yearly budgets in US dollars at which means become small, medium,
    large; `means_fit` a value for each cost band by means (very small, small, medium, large).
    """

    version: str
    gap_values: Mapping[Status, float]
    level_values: Mapping[Level, float]
    share_levels: tuple[float, float]
    obligation_values: Mapping[MeasureLevel, float]
    strength_of: Mapping[Design, EvidenceStrength]
    evidence_values: Mapping[EvidenceStrength, float]
    evidence_at_most: Mapping[Direction, float]
    size_population: tuple[float, float]
    means_budget: tuple[float, float, float]
    means_of_income: Mapping[str, int]
    means_fit: Mapping[CostBand, tuple[float, ...]]
    unspecific: float
    flow_role_mismatch: float
    sector_mismatch: float
    main_measure: float
    other_measure: float
    neutral_similarity: float
    n_peers: int
    scale_ratio: float
    attributes: tuple[ContextAttribute, ...]
    institutions: Mapping[str, Institution]
    adaptation_kinds: Mapping[str, AdaptationKind]
    if_unknown: int
    diversity: Diversity
    swing: float
    draws: int
