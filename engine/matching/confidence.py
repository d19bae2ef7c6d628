"""How often a suggestion stays among the best when weights and unknown answers are plausibly others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.domain.content import Content
from engine.domain.profile import StateProfile
from engine.domain.table import Flags, Numbers
from engine.domain.vocabulary import MeasureId
from engine.matching.readiness import foundation
from engine.matching.scoring import Scorer

_CONSIDERED = 60
_GOLDEN = (5**0.5 - 1) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """Plausible weights and answers, d of each, taken together.

    `factors` (k, d) multiply the points of each criterion of fit. Under the completed answers,
    `foundation` (m + institutions, d) is what is there to build on and `absent` (m, d) whether each
    measure is absent.
    """

    factors: Numbers
    foundation: Numbers
    absent: Flags


def plausible(content: Content, profile: StateProfile, chance: Numbers, fit: Scorer) -> Draws:
    """Return draws for one profile; the same input gives the same draws.

    Args:
        content: all content; its rules say how far weights swing and how many draws there are.
        profile: what is known stays as it is in every draw.
        chance: the estimated chance of each measure of the framework, (m,), for what is unknown.
        fit: its weights vary by their spread, or where that is not known by the swing of the rules.
    """
    n_draws = content.rules.draws
    swing: float | Numbers = content.rules.swing
    if fit.spread is not None:
        swing = np.minimum(1.0, fit.spread / np.maximum(fit.weights, 1e-9))[:, None]
    signs = weightings(len(fit.criteria), swing)
    factors = np.tile(signs, (1, -(-n_draws // signs.shape[1])))[:, :n_draws]
    known = foundation(content, profile)
    measures = list(content.framework.measures)
    is_open = np.array([not profile.status_of(measure).is_known for measure in measures])
    there = np.repeat(known[:, None], n_draws, axis=1)
    drawn = spread_evenly(len(measures), n_draws) < chance[:, None]
    there[: len(measures)] = np.where(
        is_open[:, None], np.where(drawn, 1.0, -1.0), there[: len(measures)]
    )
    for number, row in _open_institutions(content, profile, known):
        among = there[[measures.index(measure) for measure in row]]
        there[len(measures) + number] = np.where((among > 0).any(axis=0), 1.0, -1.0)
    return Draws(factors=factors, foundation=there, absent=is_open[:, None] & ~drawn)


def _open_institutions(
    content: Content, profile: StateProfile, known: Numbers
) -> list[tuple[int, list[MeasureId]]]:
    """Return each institution that is not known, with the open measures that would put it there."""
    found = []
    first = len(content.framework.measures)
    for number, thing in enumerate(content.rules.institutions.values()):
        still = [m for m in thing.measures if not profile.status_of(m).is_known]
        if still and known[first + number] == 0.0:
            found.append((number, still))
    return found


def weightings(n_criteria: int, swing: float | Numbers) -> Numbers:
    """Return plausible factors on the weights, (k, w), each 1 - swing or 1 + swing.

    The signs are the columns of a Hadamard matrix and their opposites (a two-level screening
    design, Plackett and Burman, Biometrika 33, 1946): every criterion is raised and lowered equally
    often, and against every other.

    >>> weightings(3, 0.5).shape
    (3, 8)
    """
    matrix = np.ones((1, 1))
    while len(matrix) <= n_criteria:
        matrix = np.block([[matrix, matrix], [matrix, -matrix]])
    signs = matrix[1 : n_criteria + 1]
    return np.asarray(1.0 + swing * np.hstack([signs, -signs]), dtype=np.float64)


def spread_evenly(n_rows: int, n_draws: int) -> Numbers:
    """Return points of 0 to 1, (n, d): each row covers the interval evenly, rows do not move together.

    A lattice rule of rank one with a shift for each row (Sloan and Joe, Lattice Methods for Multiple
    Integration, 1994): each row goes through the same points in steps of its own.

    >>> bool((np.abs(spread_evenly(89, 224).mean(axis=1) - 0.5) < 0.02).all())
    True
    """
    steps = np.arange(1, 8 * n_rows)
    steps = steps[np.gcd(steps, n_draws) == 1][:n_rows]
    order = (np.arange(n_draws) * steps[:, None]) % n_draws
    begin = (np.arange(n_rows) * _GOLDEN)[:, None]
    return np.asarray((begin + (order + 0.5) / n_draws) % 1.0, dtype=np.float64)


def top_shares(contributions: Numbers, readiness: Numbers, factors: Numbers, top: int) -> Numbers:
    """Return for each candidate of a measure the share of draws that keep it in the best `top`.

    `contributions` is (c, k), best fit first, with nothing for readiness, whose points in each draw
    are `readiness` (c, d); candidates past the first 60 are taken never to reach the top.
    """
    shares = np.zeros(len(contributions))
    if len(contributions) <= top:
        return shares + 1.0
    points = contributions[:_CONSIDERED] @ factors + readiness[:_CONSIDERED]
    limit = -np.partition(-points, top - 1, axis=0)[top - 1]
    shares[:_CONSIDERED] = (points >= limit - 1e-9).mean(axis=1)
    return shares
