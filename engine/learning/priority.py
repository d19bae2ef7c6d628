"""Learns the weights of priority from what specialists recommended to States."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.domain.content import Content
from engine.domain.framework import Advised
from engine.domain.table import Flags, Numbers
from engine.domain.vocabulary import MeasureId
from engine.learning.additive import PriorLogisticRegression
from engine.learning.sources import Recommended
from engine.matching.attainability import Attainability, estimates
from engine.matching.gaps import find_gaps
from engine.matching.priority import measure_order, priority_features, values
from engine.modelfile import Prior

POINTS_PER_LOG_ODDS = 8.0
"""Eight points more of priority multiply the odds that a measure comes first by e: our choice, which
puts the prior weights on the scale of the data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The unmet measures of one State: their features, (n, k), and which were recommended, (n,)."""

    features: Numbers
    wanted: Flags


def rankings(
    content: Content, attainability: Attainability, states: Sequence[Recommended]
) -> list[Ranking]:
    """Return the ranking problem of each State that has a recommended measure among the unmet.

    How often specialists advised a measure is counted without the State itself.
    """
    problems = (
        ranking(content, attainability, [other for other in states if other is not state], state)
        for state in states
    )
    return [problem for problem in problems if problem.wanted.any()]


def ranking(
    content: Content,
    attainability: Attainability,
    others: Sequence[Recommended],
    state: Recommended,
) -> Ranking:
    """Return the ranking problem of a State, with advice counted among others only."""
    told = replace(content, framework=replace(content.framework, advised=advised(content, others)))
    gaps = find_gaps(told, state.profile)
    order = measure_order(told, state.profile, gaps)
    likely = {m: e.chance for m, e in estimates(told, attainability, state.profile).items()}
    rows = priority_features(told, state.profile, gaps, order, likely)
    wanted = np.array([gap.measure in state.measures for gap in gaps])
    return Ranking(features=values(rows), wanted=wanted)


def advised(content: Content, states: Sequence[Recommended]) -> dict[MeasureId, Advised]:
    """Return how often each measure was unmet, and recommended then."""
    counts = {}
    for measure in content.framework.measures:
        unmet = [state for state in states if not state.profile.status_of(measure).is_met]
        recommended = sum(measure in state.measures for state in unmet)
        counts[measure] = Advised(recommended=recommended, unmet=len(unmet))
    return counts


def learn_priority(problems: Sequence[Ranking], prior: Prior) -> PriorLogisticRegression:
    """Return a model of which of two unmet measures of one State was recommended, weights in points.

    Every pair of a recommended and another measure of one State is one comparison (Herbrich, Graepel
    and Obermayer, 2000); each State counts as one comparison for each recommended measure.
    """
    rows, weights = [], []
    for problem in problems:
        apart = problem.features[problem.wanted][:, None] - problem.features[~problem.wanted][None]
        rows.append(apart.reshape(-1, apart.shape[-1]))
        weights.append(np.full(len(rows[-1]), problem.wanted.sum() / len(rows[-1])))
    pairs = np.vstack(rows)
    sign = np.where(np.arange(len(pairs)) % 2 == 0, 1.0, -1.0)
    model = PriorLogisticRegression(
        prior=prior.points, spread=prior.spread, nonnegative=True, fit_intercept=False
    )
    return model.fit(
        pairs * (sign / POINTS_PER_LOG_ODDS)[:, None], sign > 0, sample_weight=np.concatenate(weights)
    )
