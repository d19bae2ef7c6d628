"""Fit: a practice known in two or more States, one of them hidden; where does it rank there?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from engine.domain.content import Content
from engine.domain.practice import Practice
from engine.domain.profile import StateProfile
from engine.domain.table import Indices, Numbers
from engine.domain.vocabulary import StateCode
from engine.i18n import Texts
from engine.learning.evaluation.measures import reciprocal_rank
from engine.learning.evaluation.rivals import SEED
from engine.matching.context import nearness
from engine.matching.fit import CRITERIA, fit_features, setting
from engine.matching.scoring import Models

GROUPS: Mapping[str, tuple[str, ...]] = {
    "service": ("service",),
    "trafficking patterns": ("forms", "victim_groups", "flow_roles", "sectors"),
    "context": ("context",),
    "means": ("means",),
    "readiness": ("readiness",),
    "evidence": ("evidence",),
    "regional experience": ("regional_experience",),
    "peer experience": ("peer_experience",),
}
"""The groups of criteria that are left out one at a time."""

_SERVICE = CRITERIA.index("service")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """One practice at one State that is hidden, for one measure: reciprocal rank by method."""

    state: StateCode
    among: int
    is_main: bool
    rank: Mapping[str, float]


def hold_out(
    content: Content,
    models: Models,
    texts: Texts,
    empty: Mapping[StateCode, StateProfile],
) -> list[Hidden]:
    """Return the reciprocal rank of each hidden practice among all that serve the measure.

    The hidden State is taken out of the practice's places, and out of its region where the other
    places lie elsewhere. `empty` are profiles by State from reference data.
    """
    codes, measures = content.state_table.codes, list(content.framework.measures)
    words = _Words(content, texts)
    found: list[Hidden] = []
    for row, practice in enumerate(content.suggestible):
        places = [code for code in practice.facts.places if code in content.states]
        for state in places if len(places) > 1 else []:
            hidden = _without(content, row, codes.index(state), [p for p in places if p != state])
            profile = empty[StateCode(state)]
            features = fit_features(
                hidden, profile, setting(hidden, profile, nearness(hidden, profile))
            )
            text = words.alike(profile)
            for link in practice.judgement.measures:
                column = measures.index(link.measure)
                pairs = slice(hidden.table.pair_starts[column], hidden.table.pair_starts[column + 1])
                rows = hidden.table.pair_practices[pairs]
                if len(rows) < 2:
                    continue
                served = features[rows].copy()
                main, other = content.rules.main_measure, content.rules.other_measure
                served[:, _SERVICE] = np.where(hidden.table.pair_is_main[pairs], main, other)
                wanted = int(np.flatnonzero(rows == row)[0])
                scores = _methods(models, served, text[rows])
                found.append(
                    Hidden(
                        state=StateCode(state),
                        among=len(rows),
                        is_main=link is practice.judgement.measures[0],
                        rank={name: reciprocal_rank(wanted, told) for name, told in scores.items()},
                    )
                )
    return found


def _methods(models: Models, served: Numbers, text: Numbers) -> dict[str, Numbers]:
    weights = models.fit.weights
    column = {name: served[:, place] for place, name in enumerate(CRITERIA)}
    scores = {
        "ours": served @ weights,
        "evidence alone": column["evidence"],
        "text similarity (TF-IDF)": text,
        "same region first": column["regional_experience"],
        "random": np.random.default_rng([SEED, len(served)]).random(len(served)),
    }
    for name, criteria in GROUPS.items():
        kept = np.array([criterion not in criteria for criterion in CRITERIA])
        scores[f"ours without {name}"] = served @ (weights * kept)
    return scores


def _without(content: Content, row: int, hidden: int, others: list[str]) -> Content:
    """Return content in which one practice was not seen in one State."""
    table = content.table
    lists = [
        table.place_states[table.place_starts[n] : table.place_starts[n + 1]]
        for n in range(table.n_practices)
    ]
    lists[row] = lists[row][lists[row] != hidden]
    starts = np.cumsum([0, *map(len, lists)]).astype(table.place_starts.dtype)
    region: Indices = table.region.copy()
    names = content.vocabulary.of("region")
    left = {content.states[StateCode(code)].region for code in others}
    region[row] = names.index(left.pop()) if len(left) == 1 else -1
    return replace(
        content,
        table=replace(table, place_starts=starts, place_states=np.concatenate(lists), region=region),
    )


class _Words:
    """Likeness of words between a profile and each practice."""

    def __init__(self, content: Content, texts: Texts) -> None:
        self._texts = texts
        self._vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english")
        self._practices = self._vectors.fit_transform([_text(p) for p in content.suggestible])

    def alike(self, profile: StateProfile) -> Numbers:
        """Return the cosine between the words of a profile's patterns and each practice, (n,)."""
        patterns, name = profile.patterns, self._texts.name
        words = [
            *(name("forms", code) for code in patterns.forms),
            *(name("victim_groups", code) for code in patterns.victim_groups),
            *(name("flow_roles", code) for code in patterns.flow_roles),
            *(name("sectors", code) for code in patterns.sectors),
        ]
        if profile.context.region:
            words.append(name("region", profile.context.region))
        query = self._vectors.transform([" ".join(words)])
        return np.asarray((self._practices @ query.T).todense(), dtype=np.float64).ravel()


def _text(practice: Practice) -> str:
    """Return title and summary, without the places."""
    return f"{practice.facts.title} {practice.facts.summary}"
