"""What Passerelle answers: gaps, scores that carry their reasons, adaptations, suggestions.

Texts are messages: a key and parameters. The edges put them into words in the user's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from engine.domain.practice import Practice
from engine.domain.profile import MeasureStatus
from engine.domain.vocabulary import (
    AdaptationType,
    CostBand,
    EvidenceStrength,
    MeasureId,
    PracticeId,
    StateCode,
    Strength,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A code of a vocabulary, to be named in the user's language."""

    vocabulary: str
    code: str


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Codes of which any one is meant."""

    terms: tuple[Term, ...]


Parameter: TypeAlias = "Term | AnyOf | tuple[Term | Message, ...] | str | float"
"""What a message may hold: codes to be named, other messages, texts of the content, numbers."""


@dataclass(frozen=True, slots=True)
class Message:
    """A text to be said: its key in the locale files and its parameters."""

    key: str
    parameters: Mapping[str, Parameter]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one criterion adds to a score, in points, and why."""

    criterion: str
    value: float
    reason: Message


@dataclass(frozen=True, slots=True)
class Score:
    """A score of 0 to 100 points that is exactly its base and the sum of its contributions."""

    value: float
    base: float
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What is missing of one measure. `law` and `practice` are severities of 0 to 1, None: unknown."""

    measure: MeasureId
    status: MeasureStatus
    law: float | None
    practice: float | None
    to_confirm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PrerequisiteState:
    """What must come first and whether it is met: True, False, or None where unknown."""

    measure: MeasureId | None
    text: str | None
    strength: Strength
    met: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adaptation:
    """What to change here: the dimension, the type of change, the change and its because.

    `holds` is True where what calls for it is known of this State, None where it is not known.
    """

    element: str
    type: AdaptationType
    text: Message
    because: Message
    holds: bool | None = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """What to beware of: a message, or a warning of the catalogue."""

    message: Message | None = None
    warning: PracticeId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One practice suggested for one measure.

    `top_share` is the share of plausible weightings (0 to 1) under which it stays among the best of
    the measure; `is_blocked` marks an unmet prerequisite of strength "must". `cost` is the band for a
    State of this size, `strength` how far its evidence can be trusted.
    """

    practice: Practice
    why: str
    fit: Score
    top_share: float
    cost: CostBand
    strength: EvidenceStrength
    adaptations: tuple[Adaptation, ...]
    prerequisites: tuple[PrerequisiteState, ...]
    is_blocked: bool
    cautions: tuple[Caution, ...]
    nearest_place: StateCode | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureAdvice:
    """An unmet measure with its priority and its suggestions, best fit first."""

    gap: Gap
    priority: Score
    prerequisites: tuple[PrerequisiteState, ...]
    cautions: tuple[Caution, ...]
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What produced an advice."""

    software: str
    framework: str
    catalogue: str
    models: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Everything suggested to one State: measures by priority, suggestions by fit."""

    state: StateCode
    as_of: str | None
    versions: Versions
    measures: tuple[MeasureAdvice, ...]
