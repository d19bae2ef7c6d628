"""Other ways to tell what a State has: what a specialist would use in place of our model.

Each takes a `Task` and returns scores (n, m) of the States to be told, higher for likelier. Those
that need packages of the extra `bench` import them when called.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.domain.table import Numbers
from engine.learning.attainability import SettingAndRest

SEED = 20261125


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Some States are known whole, others in part: tell the rest of them.

    `setting` (s, f) and `region` (s,) are known of all; `has` (s, m) is 0, 1 or NaN where it is to be
    told; `is_test` marks the States with something to tell.
    """

    setting: Numbers
    region: NDArray[np.str_]
    has: Numbers
    is_test: NDArray[np.bool_]

    @property
    def train(self) -> Numbers:
        """Return what the States have that are known whole, (t, m)."""
        return self.has[~self.is_test]

    @property
    def known(self) -> Numbers:
        """Return what is known of the States to be told, (n, m), NaN where hidden."""
        return self.has[self.is_test]


Rival = Callable[[Task], Numbers]


def ours(task: Task) -> Numbers:
    """Return the scores of the model that the product uses."""
    model = SettingAndRest().fit(task.setting[~task.is_test], task.train)
    return model.predict_given(task.setting[task.is_test], task.known)


def setting_alone(task: Task) -> Numbers:
    """Return the scores of our model without any known status."""
    model = SettingAndRest().fit(task.setting[~task.is_test], task.train)
    return model.predict(task.setting[task.is_test])


def statuses_alone(task: Task) -> Numbers:
    """Return the scores of our model without the setting."""
    nothing = np.zeros((len(task.has), 1))
    model = SettingAndRest().fit(nothing[~task.is_test], task.train)
    return model.predict_given(nothing[task.is_test], task.known)


def chance(task: Task) -> Numbers:
    """Return scores that say nothing."""
    return np.random.default_rng(SEED).random(task.known.shape)


def popularity(task: Task) -> Numbers:
    """Return how many States have each measure."""
    return np.repeat(task.train.mean(axis=0)[None], task.is_test.sum(), axis=0)


def region_popularity(task: Task) -> Numbers:
    """Return how many States of the region have each measure, drawn to all States by five of them."""
    overall = task.train.mean(axis=0)
    rows = []
    for region in task.region[task.is_test]:
        there = task.train[task.region[~task.is_test] == region]
        rows.append((there.sum(axis=0) + 5.0 * overall) / (len(there) + 5.0))
    return np.array(rows)


def nearest_states(task: Task) -> Numbers:
    """Return the share of the 25 States most alike in setting and known statuses that have each."""
    from sklearn.preprocessing import StandardScaler

    setting = StandardScaler().fit(task.setting[~task.is_test]).transform(task.setting)
    mean = task.train.mean(axis=0)
    states = np.where(np.isnan(task.has), mean, task.has) - mean
    rows = []
    for row in np.flatnonzero(task.is_test):
        seen = ~np.isnan(task.has[row])
        apart = np.sqrt(np.mean((setting[~task.is_test] - setting[row]) ** 2, axis=1))
        apart += np.sqrt(np.mean((states[~task.is_test][:, seen] - states[row, seen]) ** 2, axis=1))
        near = np.argsort(apart, kind="stable")[:25]
        rows.append(0.9 * task.train[near].mean(axis=0) + 0.1 * mean)
    return np.array(rows)


def logistic(task: Task) -> Numbers:
    """Return a logistic regression on the setting for each measure."""
    from sklearn.linear_model import LogisticRegression

    return _each(task, lambda: LogisticRegression(C=0.1, max_iter=500))


def boosting(task: Task) -> Numbers:
    """Return gradient boosted trees on the setting for each measure."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    return _each(
        task,
        lambda: HistGradientBoostingClassifier(
            max_iter=40, learning_rate=0.08, max_leaf_nodes=6, min_samples_leaf=12, random_state=SEED
        ),
    )


def explainable_boosting(task: Task) -> Numbers:
    """Return an explainable boosting machine on the setting for each measure (`interpret-core`)."""
    from interpret.glassbox import ExplainableBoostingClassifier

    return _each(
        task,
        lambda: ExplainableBoostingClassifier(
            interactions=0, outer_bags=1, max_rounds=150, n_jobs=1, random_state=SEED
        ),
    )


def _each(task: Task, make: Callable[[], object]) -> Numbers:
    columns = []
    for has in task.train.T:
        if has.min() == has.max():
            columns.append(np.full(task.is_test.sum(), has[0]))
            continue
        model = make()
        model.fit(task.setting[~task.is_test], has)  # type: ignore[attr-defined]  # any classifier
        told = model.predict_proba(task.setting[task.is_test])  # type: ignore[attr-defined]
        columns.append(told[:, 1])
    return np.array(columns).T


def factors(task: Task) -> Numbers:
    """Return a singular value decomposition of six factors, fitted to what is known of each State."""
    mean = task.train.mean(axis=0)
    _, strength, axes = np.linalg.svd(task.train - mean, full_matrices=False)
    axes = axes[:6] * (strength[:6, None] / np.sqrt(len(task.train)))
    rows = []
    for state in task.known:
        seen = ~np.isnan(state)
        among = axes[:, seen] @ axes[:, seen].T + np.eye(len(axes))
        rows.append(mean + np.linalg.solve(among, axes[:, seen] @ (state - mean)[seen]) @ axes)
    return np.array(rows)


def blend(task: Task) -> Numbers:
    """Return the mean of the logistic regression and the factors."""
    return 0.5 * (logistic(task) + factors(task))


def ease(task: Task) -> Numbers:
    """Return the shallow autoencoder EASE (Steck, 2019) on the measures a State is known to have."""
    inverse = np.linalg.inv(task.train.T @ task.train + 30.0 * np.eye(task.train.shape[1]))
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0.0)
    return np.nan_to_num(task.known) @ weights


def alternating_least_squares(task: Task) -> Numbers:
    """Return implicit-feedback matrix factorisation (`implicit`; Hu, Koren and Volinsky, 2008)."""
    from implicit.als import AlternatingLeastSquares

    return _implicit(
        AlternatingLeastSquares(
            factors=8, regularization=1.0, alpha=5.0, iterations=15, random_state=SEED, num_threads=1
        ),
        task,
    )


def pairwise_ranking(task: Task) -> Numbers:
    """Return Bayesian personalised ranking (`implicit`; Rendle and others, 2009)."""
    from implicit.bpr import BayesianPersonalizedRanking

    return _implicit(
        BayesianPersonalizedRanking(
            factors=8,
            learning_rate=0.05,
            regularization=0.01,
            iterations=200,
            random_state=SEED,
            num_threads=1,
        ),
        task,
    )


def _implicit(model: object, task: Task) -> Numbers:
    """Fit to all that is known to be there, of both kinds of States: this family knows no new user."""
    from scipy.sparse import csr_matrix

    model.fit(csr_matrix(np.nan_to_num(task.has)), show_progress=False)  # type: ignore[attr-defined]  # either model
    users = np.asarray(model.user_factors)[task.is_test]  # type: ignore[attr-defined]
    return np.asarray(users @ np.asarray(model.item_factors).T, dtype=np.float64)  # type: ignore[attr-defined]


def item_neighbours(task: Task) -> Numbers:
    """Return item-to-item nearest neighbours (`lenskit`) on the measures a State is known to have."""
    import pandas as pd
    from lenskit.data import ItemList, RecQuery, from_interactions_df
    from lenskit.knn import ItemKNNScorer

    rows, items = np.nonzero(task.train)
    data = from_interactions_df(pd.DataFrame({"user_id": rows, "item_id": items}))
    model = ItemKNNScorer(max_nbrs=20, feedback="implicit")
    model.train(data)
    every = ItemList(item_ids=np.arange(task.train.shape[1]))
    found = []
    for state in task.known:
        has = ItemList(item_ids=np.flatnonzero(np.nan_to_num(state)))
        found.append(model(RecQuery(user_items=has), every).scores())
    return np.nan_to_num(np.array(found, dtype=np.float64))


ALWAYS: Mapping[str, Rival] = {
    "ours": ours,
    "ours, setting alone": setting_alone,
    "ours, known statuses alone": statuses_alone,
    "random": chance,
    "popularity": popularity,
    "popularity in the region": region_popularity,
    "25 nearest States": nearest_states,
    "logistic regression": logistic,
    "singular value decomposition": factors,
    "logistic and decomposition": blend,
    "EASE": ease,
    "gradient boosting": boosting,
}
"""Those that need nothing but the product's own packages."""

BENCH: Mapping[str, Rival] = {
    "explainable boosting (interpret)": explainable_boosting,
    "alternating least squares (implicit)": alternating_least_squares,
    "Bayesian personalised ranking (implicit)": pairwise_ranking,
    "item neighbours (LensKit)": item_neighbours,
}
"""Those of the extra `bench`."""
