"""How often a suggestion stays among the best when the weights are plausibly different."""

from __future__ import annotations

import numpy as np

from engine.domain.table import Numbers

_CONSIDERED = 60


def weightings(n_criteria: int, swing: float) -> Numbers:
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


def top_shares(contributions: Numbers, factors: Numbers, top: int) -> Numbers:
    """Return for each candidate of a measure the share of weightings that keep it in the best `top`.

    `contributions` is (c, k), best fit first; candidates past the first 60 are taken never to
    reach the top.
    """
    shares = np.zeros(len(contributions))
    if len(contributions) <= top:
        return shares + 1.0
    points = contributions[:_CONSIDERED] @ factors
    limit = -np.partition(-points, top - 1, axis=0)[top - 1]
    shares[:_CONSIDERED] = (points >= limit - 1e-9).mean(axis=1)
    return shares
