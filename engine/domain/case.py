"""A case: one State's profile and what its planner did with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.domain.plan import Plan
from engine.domain.profile import StateProfile
from engine.domain.vocabulary import MeasureId, PracticeId, StateCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A profile with the suggestions kept and set side by side, own peers and own weights.

    `kept` maps the measure and the practice of a kept suggestion to the user's note on it. `peers`
    is the user's own choice of States, None for the nearest. `weights` holds, by kind of score
    (priority or fit) and criterion, the points that the user set in place of the model's.
    `plan` is None until one is begun.
    """

    profile: StateProfile
    name: str = ""
    kept: Mapping[tuple[MeasureId, PracticeId], str] = field(default_factory=dict)
    compared: tuple[PracticeId, ...] = ()
    peers: tuple[StateCode, ...] | None = None
    weights: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    plan: Plan | None = None
