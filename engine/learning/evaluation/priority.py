"""Priority on what specialists recommended: each State is ranked by what the others teach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from sklearn.linear_model import LogisticRegression

from engine.domain.content import Content
from engine.domain.table import Numbers
from engine.learning.evaluation.measures import discounted_gain_at, recall_at
from engine.learning.evaluation.rivals import SEED
from engine.learning.priority import Ranking, learn_priority, ranking, rankings
from engine.learning.sources import Recommended
from engine.matching.attainability import Attainability
from engine.matching.priority import CRITERIA
from engine.modelfile import Prior

GROUPS: Mapping[str, tuple[str, ...]] = {
    "obligation": ("obligation",),
    "gap in law and practice": ("law_gap", "practice_gap"),
    "trafficking patterns": ("relevance",),
    "prerequisite graph": ("unlocks", "foundations"),
    "balance of the Ps": ("balance",),
    "attainability": ("attainability",),
    "specialists' advice": ("specialist_advice",),
}
"""The groups of criteria that are left out one at a time."""

_GRID = (10, 20, 40)


def leave_one_out(
    content: Content, attainability: Attainability, prior: Prior, states: Sequence[Recommended]
) -> dict[str, dict[str, Numbers]]:
    """Return recall@5, recall@10 and nDCG@10 of each State by method, (s,)."""
    found: dict[str, list[list[float]]] = {}
    for number, state in enumerate(states):
        others = [*states[:number], *states[number + 1 :]]
        test = ranking(content, attainability, others, state)
        if not test.wanted.any():
            continue
        known = rankings(content, attainability, others)
        for name, scores in _methods(prior, known, test, number).items():
            figures = [
                recall_at(5, test.wanted, scores),
                recall_at(10, test.wanted, scores),
                discounted_gain_at(10, test.wanted, scores),
            ]
            found.setdefault(name, []).append(figures)
    return {
        name: dict(zip(("recall@5", "recall@10", "nDCG@10"), np.array(rows).T, strict=True))
        for name, rows in found.items()
    }


def _methods(prior: Prior, known: Sequence[Ranking], test: Ranking, number: int) -> dict[str, Numbers]:
    """Return the scores of each method for one State."""
    features = test.features
    column = {name: features[:, place] for place, name in enumerate(CRITERIA)}
    learned = learn_priority(known, prior)
    scores = {
        "ours, learned": features @ learned.coef_[0],
        "ours, prior weights": features @ prior.points,
        "random": np.random.default_rng(SEED + number).random(len(features)),
        "obligation, then order of the framework": column["obligation"],
        "popularity": column["specialist_advice"],
        "shortfalls, then popularity": 2.0 * column["practice_gap"] + column["specialist_advice"],
        "logistic regression": _logistic(known, features),
    }
    for name, criteria in GROUPS.items():
        kept = np.array([criterion not in criteria for criterion in CRITERIA])
        without = [replace(problem, features=problem.features * kept) for problem in known]
        weights = learn_priority(without, replace(prior, points=prior.points * kept)).coef_[0] * kept
        scores[f"ours without {name}"] = features @ weights
    return scores


def _logistic(known: Sequence[Ranking], features: Numbers) -> Numbers:
    rows = np.vstack([problem.features for problem in known])
    wanted = np.concatenate([problem.wanted for problem in known])
    return np.asarray(LogisticRegression(C=1.0).fit(rows, wanted).decision_function(features))


def learning_curve(
    content: Content, attainability: Attainability, prior: Prior, states: Sequence[Recommended]
) -> dict[int, dict[str, float]]:
    """Return mean recall@10 and nDCG@10 on the last third of the States, by how many taught.

    Which States teach is drawn ten times for each number.
    """
    rng = np.random.default_rng(SEED)
    order = rng.permutation(len(states))
    cut = len(states) * 2 // 3
    teachers, tested = [states[n] for n in order[:cut]], [states[n] for n in order[cut:]]
    curve: dict[int, dict[str, float]] = {}
    for size in (*_GRID, cut):
        figures = []
        for _ in range(10):
            chosen = [teachers[n] for n in rng.choice(cut, size, replace=False)]
            problems = rankings(content, attainability, chosen)
            weights = learn_priority(problems, prior).coef_[0]
            tests = [ranking(content, attainability, chosen, state) for state in tested]
            figures += [
                [
                    recall_at(10, test.wanted, test.features @ weights),
                    discounted_gain_at(10, test.wanted, test.features @ weights),
                ]
                for test in tests
                if test.wanted.any()
            ]
        recall, gain = np.mean(figures, axis=0).tolist()
        curve[size] = {"recall@10": recall, "nDCG@10": gain}
    return curve
