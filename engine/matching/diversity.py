"""Keeps the best of a measure from being one idea told several times, or all from one region."""

from __future__ import annotations

import numpy as np

from engine.domain.rules import Diversity
from engine.domain.table import Indices, Numbers, PracticeTable

_CONSIDERED = 25


def choose(
    points: Numbers, practices: Indices, table: PracticeTable, rules: Diversity, top: int
) -> list[int]:
    """Return positions in `points` of the chosen, best fit first.

    One after the other is chosen by fit less a penalty for being alike to one already chosen
    (cosine of the idea vectors above `same_idea`) and for each one already chosen of the same
    region: maximal marginal relevance (Carbonell and Goldstein, 1998). A candidate more than
    `give_up_points` below the best is taken only when nothing else is left. Ties go to the earlier
    position.
    """
    best = np.argsort(-points, kind="stable")[: max(_CONSIDERED, top)]
    if len(best) <= top:
        return [int(position) for position in best]
    ideas, regions = table.ideas[practices[best]].astype(np.float64), table.region[practices[best]]
    alike = rules.idea_penalty * np.maximum(ideas @ ideas.T - rules.same_idea, 0.0)
    same_region = rules.region_penalty * (regions[:, None] == regions)
    fit = points[best]
    value = fit - np.where(fit < fit[0] - rules.give_up_points, rules.give_up_points, 0.0)
    closest = np.zeros(len(best))
    chosen: list[int] = []
    for _ in range(top):
        pick = int(np.argmax(value - closest))
        chosen.append(pick)
        value = value - same_region[pick]
        value[pick] = -np.inf
        closest = np.maximum(closest, alike[pick])
    return [int(best[pick]) for pick in sorted(chosen)]
