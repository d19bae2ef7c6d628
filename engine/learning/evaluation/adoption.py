"""Adoption over time: of the measures a State lacks, which will it have in the next three years?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from engine.domain.table import Flags, Numbers
from engine.learning.attainability import SettingAndRest
from engine.learning.evaluation.measures import area, recall_at
from engine.learning.evaluation.rivals import SEED
from engine.learning.hti import StateYears

AHEAD = 3
LAST_TAUGHT = 2005
"""Events up to this year teach (what came of them is known by 2008); later ones are tested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """State-years with what was lacking and what of it was adopted: (n, m) each."""

    states: NDArray[np.str_]
    years: NDArray[np.int64]
    has: Numbers
    lacking: Flags
    adopted: Flags
    setting: Numbers


def events(table: StateYears, setting: Numbers) -> Events:
    """Return the State-years with three years after them; adopted is had in two of the three.

    `setting` is (n, f), the setting of the State of each row.
    """
    place = {(s, y): n for n, (s, y) in enumerate(zip(table.states, table.years.tolist(), strict=True))}
    rows, adopted = [], []
    for (state, year), row in place.items():
        after = [place.get((state, year + step)) for step in range(1, AHEAD + 1)]
        if all(number is not None for number in after):
            rows.append(row)
            adopted.append(table.has[np.array(after)].sum(axis=0) >= 2)
    kept = np.array(rows)
    return Events(
        states=table.states[kept],
        years=table.years[kept],
        has=table.has[kept],
        lacking=table.has[kept] == 0,
        adopted=np.array(adopted),
        setting=setting[kept],
    )


def over_time(given: Events) -> dict[str, dict[str, Numbers]]:
    """Return hit@1, recall@3 and AUC of each tested State-year by method.

    Tested are later years of States that took no part in training, in ten folds by State.
    """
    rng = np.random.default_rng(SEED)
    states = rng.permutation(np.unique(given.states))
    found: dict[str, list[list[float]]] = {}
    for fold in np.array_split(states, 10):
        held_out = np.isin(given.states, fold)
        taught = ~held_out & (given.years <= LAST_TAUGHT)
        tested = np.flatnonzero(held_out & (given.years > LAST_TAUGHT))
        for name, scores in _methods(given, taught, tested).items():
            for row, told in zip(tested, scores, strict=True):
                lacking = given.lacking[row]
                wanted = given.adopted[row, lacking]
                if 0 < wanted.sum() < len(wanted):
                    order = told[lacking]
                    figures = [
                        float(wanted[np.argmax(order)]),
                        recall_at(3, wanted, order),
                        area(wanted, order),
                    ]
                    found.setdefault(name, []).append(figures)
    return {
        name: dict(zip(("hit@1", "recall@3", "AUC"), np.array(rows).T, strict=True))
        for name, rows in found.items()
    }


def _methods(given: Events, taught: Flags, tested: NDArray[np.intp]) -> dict[str, Numbers]:
    rate = _rate(given, taught)
    model = SettingAndRest().fit(given.setting[taught], given.has[taught])
    features = [
        np.stack(
            [
                np.broadcast_to(np.log(rate / (1.0 - rate)), given.has[rows].shape),
                _expected(model, given, rows),
            ],
            axis=-1,
        )
        for rows in (np.flatnonzero(taught), tested)
    ]
    lacking = given.lacking[taught]
    scaler = StandardScaler().fit(features[0][lacking])
    learned = LogisticRegression().fit(
        scaler.transform(features[0][lacking]), given.adopted[taught][lacking]
    )
    flat = features[1].reshape(-1, 2)
    shape = (len(tested), given.has.shape[1])
    return {
        "ours": learned.decision_function(scaler.transform(flat)).reshape(shape),
        "adoption rate of the measure": np.broadcast_to(rate, shape),
        "how many have it": np.broadcast_to(given.has[taught].mean(axis=0), shape),
        "random": np.random.default_rng([SEED, int(tested[0])]).random(shape),
    }


def _rate(given: Events, taught: Flags) -> Numbers:
    """Return how often each lacking measure was adopted, drawn to the mean by five events."""
    lacking, adopted = given.lacking[taught], given.adopted[taught] & given.lacking[taught]
    overall = adopted.sum() / lacking.sum()
    return np.asarray((adopted.sum(axis=0) + 5.0 * overall) / (lacking.sum(axis=0) + 5.0))


def _expected(model: SettingAndRest, given: Events, rows: NDArray[np.intp]) -> Numbers:
    """Return how far States in this setting, with what else they have, have each measure, (n, m).

    A measure's own absence takes no part in what is expected of it.
    """
    expected = model.predict(given.setting[rows])
    left_over = given.has[rows] - expected
    among = model.covariance_ + model.noise_ * np.eye(len(model.covariance_))
    inverse = np.linalg.inv(among)
    return np.asarray(given.has[rows] - (left_over @ inverse) / np.diag(inverse))
