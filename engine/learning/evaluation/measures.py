"""Figures by which rankings are held against each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score

from engine.domain.table import Flags, Numbers


def area(wanted: Flags, scores: Numbers) -> float:
    """Return the chance that a wanted item stands above another, 0 to 1; NaN where all are alike."""
    return float(roc_auc_score(wanted, scores)) if 0 < wanted.sum() < len(wanted) else float("nan")


def average_precision(wanted: Flags, scores: Numbers) -> float:
    """Return the mean of the precision at each wanted item, 0 to 1; NaN where none is wanted."""
    return float(average_precision_score(wanted, scores)) if wanted.any() else float("nan")


def precision_at(n: int, wanted: Flags, scores: Numbers) -> float:
    """Return the share of the first n that is wanted."""
    return float(wanted[_first(n, scores)].mean())


def recall_at(n: int, wanted: Flags, scores: Numbers) -> float:
    """Return the share of what is wanted that stands among the first n.

    >>> recall_at(1, np.array([True, False, True]), np.array([3.0, 2.0, 1.0]))
    0.5
    """
    return float(wanted[_first(n, scores)].sum() / wanted.sum())


def discounted_gain_at(n: int, wanted: Flags, scores: Numbers) -> float:
    """Return nDCG@n of what is or is not wanted, 0 to 1 (Järvelin and Kekäläinen, 2002)."""
    discount = 1.0 / np.log2(np.arange(2, n + 2))
    found = wanted[_first(n, scores)]
    return float(found @ discount[: len(found)] / discount[: min(n, wanted.sum())].sum())


def reciprocal_rank(wanted: int, scores: Numbers) -> float:
    """Return 1 / rank of one item; items with the same score share the middle of their ranks."""
    above = (scores > scores[wanted]).sum()
    same = (scores == scores[wanted]).sum()
    return float(1.0 / (above + (same + 1) / 2))


def _first(n: int, scores: Numbers) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    return np.argsort(-scores, kind="stable")[:n]


@dataclass(frozen=True, slots=True)
class Difference:
    """A mean paired difference with its 95 per cent interval (normal approximation) and number."""

    mean: float
    low: float
    high: float
    n: int


def paired(ours: Numbers, others: Numbers) -> Difference:
    """Return by how much we are better, over pairs that both have.

    >>> paired(np.array([0.9, 0.8, np.nan]), np.array([0.8, 0.7, 0.1])).n
    2
    """
    difference = ours - others
    difference = difference[~np.isnan(difference)]
    mean, n = float(difference.mean()), len(difference)
    half = 1.96 * float(difference.std(ddof=1)) / float(np.sqrt(n)) if n > 1 else float("nan")
    return Difference(mean, mean - half, mean + half, n)
