"""Additive scores: what a criterion adds is its weight times its feature, and the parts add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from engine.domain.advice import Contribution, Message, Score
from engine.domain.table import Numbers
from engine.matching.attainability import Attainability

STEP = 0.25
"""Contributions are whole multiples of this many points, so that what is shown adds up exactly."""


OWN = "own"
"""What follows the version of models whose weights the user moved."""


class Scorer(Protocol):
    """What turns features into contributions: prior weights today, learned weights later."""

    @property
    def criteria(self) -> tuple[str, ...]:
        """Return the criteria in the order of the feature columns."""
        ...

    @property
    def base(self) -> float:
        """Return the points of a row whose features are all 0."""
        ...

    @property
    def weights(self) -> Numbers:
        """Return the points that a feature of 1 adds, (k,), each 0 or more."""
        ...

    @property
    def spread(self) -> Numbers | None:
        """Return by how many points each weight may plausibly be off, (k,), None where not learned."""
        ...

    def contributions(self, features: Numbers) -> Numbers:
        """Return the points each criterion adds, (n, k), for features (n, k) of -1 to 1."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AdditiveScorer:
    """A weighted sum with fixed signs: a higher feature never lowers a score."""

    base: float
    weight_of: Mapping[str, float]
    spread: Numbers | None = None

    @property
    def criteria(self) -> tuple[str, ...]:
        """Return the criteria in the order of the feature columns."""
        return tuple(self.weight_of)

    @property
    def weights(self) -> Numbers:
        """Return the points that a feature of 1 adds, (k,), each 0 or more."""
        return np.array(list(self.weight_of.values()))

    def contributions(self, features: Numbers) -> Numbers:
        """Return the points each criterion adds, (n, k), in whole steps of a quarter point.

        >>> scorer = AdditiveScorer(base=50.0, weight_of={"evidence": 10.0})
        >>> scorer.contributions(np.array([[0.5], [-1.0]])).tolist()
        [[5.0], [-10.0]]
        """
        return np.asarray(np.rint(features * self.weights / STEP) * STEP, dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """The models in use. `version` names the weights that made an advice."""

    version: str
    priority: Scorer
    fit: Scorer
    attainability: Attainability


def with_weights(models: Models, weights: Mapping[str, Mapping[str, float]]) -> Models:
    """Return the models with the user's points in place of theirs, by kind of score and criterion."""
    if not any(weights.values()):
        return models
    return replace(
        models,
        version=f"{models.version} {OWN}",
        priority=_weighted(models.priority, weights.get("priority", {})),
        fit=_weighted(models.fit, weights.get("fit", {})),
    )


def _weighted(scorer: Scorer, points: Mapping[str, float]) -> Scorer:
    own = dict(zip(scorer.criteria, scorer.weights.tolist(), strict=True)) | dict(points)
    return AdditiveScorer(base=scorer.base, weight_of=own, spread=scorer.spread)


def contributions(
    criteria: Sequence[str], points: Sequence[float], reasons: Sequence[Message]
) -> list[Contribution]:
    """Return what each criterion adds, with its reason; criteria that add nothing stay out."""
    return [
        Contribution(criterion, value, reason)
        for criterion, value, reason in zip(criteria, points, reasons, strict=True)
        if value
    ]


def score(base: float, parts: Sequence[Contribution]) -> Score:
    """Return a score that is its base and its parts, largest effect first.

    >>> why = Message("because", {})
    >>> made = score(50.0, [Contribution("a", 2.5, why), Contribution("b", -4.0, why)])
    >>> made.value, [part.criterion for part in made.contributions]
    (48.5, ['b', 'a'])
    """
    ordered = sorted(parts, key=lambda part: -abs(part.value))
    return Score(base + sum([part.value for part in ordered]), base, tuple(ordered))
