"""The framework: provisions of the treaties, the measures they call for, indicators and order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.domain.vocabulary import MeasureId, MeasureLevel, Obligation, Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One duty of the Protocol or of UNTOC, paraphrased, with how strongly it binds.

    `qualifier` keeps limits such as "within available means"; empty when there is none.
    """

    id: str
    instrument: str
    article: str
    paragraph: str
    obligation: Obligation
    qualifier: str
    paraphrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One way to see whether a measure moves. `published` marks a published indicator."""

    id: str
    measure: MeasureId
    name: str
    unit: str
    kind: str
    data_source: str
    direction: str
    reference: str
    published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Prerequisite:
    """`before` comes first for `after`; `must` is a logical or legal dependence."""

    before: MeasureId
    after: MeasureId
    strength: Strength
    reason: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """Which patterns make a measure weigh more (our judgement); empty sets: every pattern alike."""

    forms: frozenset[str] = frozenset()
    victim_groups: frozenset[str] = frozenset()
    flow_roles: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One thing a State owes or is advised to put in place, derived from the treaty texts."""

    id: MeasureId
    pillar: str
    principle: str
    objective: str
    title: str
    short_title: str
    provisions: tuple[str, ...]
    guidance: str
    level: MeasureLevel
    basis: str
    relevance: Relevance = field(default_factory=Relevance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """How often specialists recommend a measure: `recommended` of `unmet` States where it was unmet."""

    recommended: int
    unmet: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """Principles, pillars, objectives, measures, provisions, indicators and their order."""

    version: str
    notice: str
    principles: tuple[str, ...]
    pillars: Mapping[str, str]
    objectives: Mapping[str, str]
    measures: Mapping[MeasureId, Measure]
    provisions: Mapping[str, Provision]
    indicators: Mapping[MeasureId, tuple[Indicator, ...]]
    prerequisites: tuple[Prerequisite, ...]
    advised: Mapping[MeasureId, Advised]

    def before(self, measure: MeasureId) -> tuple[Prerequisite, ...]:
        """Return what comes first for a measure."""
        return tuple(edge for edge in self.prerequisites if edge.after == measure)
