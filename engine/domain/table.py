"""The catalogue and the States as columns: what the rules compute with, built once per content.

n practices, m measures, s States, a context attributes, p pairs (a practice serves a measure).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Indices = NDArray[np.int32]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateTable:
    """Context of every State: `values` is (s, a), NaN where unknown, categories as codes.

    `ranges` is (a,): the spread of each numeric attribute over the States; 0 marks a category.
    """

    codes: tuple[str, ...]
    attributes: tuple[str, ...]
    values: Numbers
    ranges: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeTable:
    """Every practice that may be suggested, one row each, and the pairs it makes with measures.

    Flags are (n, codes) in the order of the vocabulary. `needs` is (n, m + institutions): 1
    where a practice needs that measure or institution first. Places of practice i are
    `place_states[place_starts[i]:place_starts[i + 1]]`, row numbers of the StateTable. Pairs of
    measure j are `pair_starts[j]:pair_starts[j + 1]` of `pair_practices` and `pair_is_main`.
    `cost` is (n, 3): the row of the cost band for a small, a medium and a large State.
    `region` is the row of the region list, -1 where none. `ideas` is (n, d), rows of unit
    length: the tags and title words by which two practices are one idea.
    """

    forms: Flags
    victim_groups: Flags
    flow_roles: Flags
    sectors: Flags
    needs: NDArray[np.float32]
    cost: Indices
    evidence: Numbers
    region: Indices
    place_starts: Indices
    place_states: Indices
    pair_starts: Indices
    pair_practices: Indices
    pair_is_main: Flags
    ideas: NDArray[np.float32]

    @property
    def n_practices(self) -> int:
        """Return the number of practices that may be suggested."""
        return len(self.cost)
