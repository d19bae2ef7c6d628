"""Attainability on Walk Free's indicators of 2023: half of the activities of a State are hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.domain.table import Flags, Numbers
from engine.learning.evaluation.measures import area, average_precision, precision_at
from engine.learning.evaluation.rivals import SEED, Rival, Task
from engine.learning.sources import LARGELY, MeasureShares, Response

REPEATS = {"by State": 3, "by region": 2}
FOLDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What States have, with what is hidden together: `groups` (m,) of the columns of `has`."""

    setting: Numbers
    region: NDArray[np.str_]
    has: Numbers
    groups: NDArray[np.str_]

    @classmethod
    def of_indicators(cls, response: Response) -> Table:
        """Return the indicators that States meet; those of an activity are hidden together."""
        return cls(
            setting=response.setting,
            region=response.region,
            has=response.met,
            groups=response.activity,
        )

    @classmethod
    def of_measures(cls, response: Response, shares: MeasureShares) -> Table:
        """Return how far States have measures; those that share an indicator are hidden together."""
        return cls(
            setting=response.setting, region=response.region, has=shares.share, groups=shares.group
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one method told in one split: scores (r, s, m) by repeat and what was hidden there."""

    scores: Numbers
    hidden: Flags
    has: Numbers

    def by_state(self) -> dict[str, Numbers]:
        """Return AUC, average precision and precision@10 of each State, mean over the repeats, (s,)."""
        found: dict[str, Numbers] = {}
        for name, figure in _FIGURES.items():
            rows = [
                [
                    figure(self.has[state, hidden] >= LARGELY, scores[state, hidden])
                    for state, hidden in enumerate(hiding)
                ]
                for scores, hiding in zip(self.scores, self.hidden, strict=True)
            ]
            found[name] = np.array(rows).mean(axis=0)
        return found

    def within_measure(self) -> float:
        """Return the mean AUC across States within one measure: what popularity cannot tell."""
        columns = [
            area(self.has[hiding[:, m], m] >= LARGELY, scores[hiding[:, m], m])
            for scores, hiding in zip(self.scores, self.hidden, strict=True)
            for m in range(self.has.shape[1])
        ]
        return float(np.nanmean(columns))


_FIGURES: Mapping[str, Callable[[Flags, Numbers], float]] = {
    "AUC": area,
    "average precision": average_precision,
    "P@10": lambda wanted, scores: precision_at(10, wanted, scores),
}


def tasks(table: Table, split: str) -> Iterator[tuple[int, NDArray[np.intp], Flags, Task]]:
    """Return each fold of a split: the repeat, the States to tell, what is hidden of all, the task."""
    for repeat in range(REPEATS[split]):
        rng = np.random.default_rng(SEED + repeat)
        hidden = hide(table, rng)
        folds = (
            [np.flatnonzero(table.region == region) for region in np.unique(table.region)]
            if split == "by region"
            else np.array_split(rng.permutation(len(table.has)), FOLDS)
        )
        for fold in folds:
            is_test = np.isin(np.arange(len(table.has)), fold)
            has = np.where(hidden & is_test[:, None], np.nan, table.has)
            task = Task(setting=table.setting, region=table.region, has=has, is_test=is_test)
            yield repeat, np.flatnonzero(is_test), hidden, task


def hide(table: Table, rng: np.random.Generator) -> Flags:
    """Return what is hidden, (s, m): half of the groups of each State, whole groups together."""
    groups = np.unique(table.groups)
    rows = [
        np.isin(table.groups, rng.choice(groups, len(groups) // 2, replace=False))
        for _ in range(len(table.has))
    ]
    return np.array(rows)


def tell(table: Table, split: str, rivals: Mapping[str, Rival]) -> dict[str, Told]:
    """Return what each method tells in every fold of a split."""
    shape = (REPEATS[split], *table.has.shape)
    scores = {name: np.full(shape, np.nan) for name in rivals}
    hiding = np.zeros(shape, dtype=np.bool_)
    for repeat, rows, hidden, task in tasks(table, split):
        hiding[repeat] = hidden
        for name, rival in rivals.items():
            scores[name][repeat, rows] = rival(task)
    return {name: Told(scores=told, hidden=hiding, has=table.has) for name, told in scores.items()}
