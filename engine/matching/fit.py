"""Why a practice fits a State: the features of fit for all practices at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.domain.content import Content
from engine.domain.profile import StateProfile
from engine.domain.rules import Rules
from engine.domain.state import ContextValue
from engine.domain.table import Flags, Numbers, PracticeTable
from engine.domain.vocabulary import CostBand, Level, Size, Vocabulary
from engine.matching.context import Nearness, profile_value
from engine.matching.readiness import foundation, means_level, state_size

CRITERIA = (
    "service",
    "forms",
    "victim_groups",
    "flow_roles",
    "sectors",
    "context",
    "means",
    "readiness",
    "evidence",
    "regional_experience",
    "peer_experience",
)
"""The criteria of fit, in the order of the feature columns."""

COMPARED = ("legal_system", "population", "conflict_affected")
"""The context values whose difference calls for an adaptation."""

SERVICE, READINESS = CRITERIA.index("service"), CRITERIA.index("readiness")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What of a profile all practices are held against, computed once.

    `forms` and `victim_groups` are values by code of the vocabulary, 0 where unknown, the
    highest first in `by_value`; `foundation` is what is there to build on, by measure and
    institution in `there`; `means` is 0 to 3 or None; `size` None where unknown.
    """

    near: Nearness
    forms: Numbers
    victim_groups: Numbers
    by_value: Mapping[str, tuple[tuple[str, float], ...]]
    foundation: Numbers
    there: Mapping[str, float]
    means: int | None
    size: Size | None
    here: Mapping[str, ContextValue | None]


def setting(content: Content, profile: StateProfile, near: Nearness) -> Setting:
    """Return what of a profile all practices are held against."""
    levels, words = content.rules.level_values, content.vocabulary
    there = foundation(content, profile)
    vectors = {
        name: _level_vector(name, getattr(profile.patterns, name), levels, words)
        for name in ("forms", "victim_groups")
    }
    return Setting(
        near=near,
        **vectors,
        by_value={name: _by_value(words.of(name), vector.tolist()) for name, vector in vectors.items()},
        foundation=there,
        there=dict(
            zip([*content.framework.measures, *content.rules.institutions], there.tolist(), strict=True)
        ),
        means=means_level(content, profile),
        size=state_size(content, profile),
        here={name: profile_value(content, profile, name) for name in COMPARED},
    )


def _level_vector(
    name: str,
    stated: Mapping[str, Level],
    values: Mapping[Level, float],
    vocabulary: Vocabulary,
) -> Numbers:
    """Return a value for each code: its own level, else the highest of a wider or narrower code."""
    vector = []
    for code in vocabulary.of(name):
        own = stated.get(code, Level.UNKNOWN)
        near = [values[stated[other]] for other in vocabulary.related(code) if other in stated]
        vector.append(values[own] if own is not Level.UNKNOWN else max([*near, 0.0]))
    return np.array(vector)


def _by_value(codes: Sequence[str], values: Sequence[float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(zip(codes, values, strict=True), key=lambda pair: -pair[1]))


def fit_features(content: Content, profile: StateProfile, given: Setting) -> Numbers:
    """Return the features of every practice, (n, k), each -1 to 1; the service column is left at 0.

    Service and a missing "must" prerequisite depend on the measure: `advise` puts them in for
    each pair.
    """
    table, rules = content.table, content.rules
    features = np.zeros((table.n_practices, len(CRITERIA)))
    columns = {
        "forms": best_known(table.forms, given.forms, rules.unspecific),
        "victim_groups": best_known(table.victim_groups, given.victim_groups, rules.unspecific),
        "flow_roles": shared(
            table.flow_roles,
            content.vocabulary.of("flow_roles"),
            profile.patterns.flow_roles,
            (rules.flow_role_mismatch, rules.unspecific),
        ),
        "sectors": shared(
            table.sectors,
            content.vocabulary.of("sectors"),
            profile.patterns.sectors,
            (rules.sector_mismatch, 0.0),
        ),
        "context": _context(table, given.near, rules),
        "means": _means(table, given, rules),
        "readiness": readiness(table.needs, given.foundation),
        "evidence": table.evidence,
        "regional_experience": _regional(content, profile),
        "peer_experience": best_place(table, given.near.peers.astype(np.float64), 0.0),
    }
    for name, column in columns.items():
        features[:, CRITERIA.index(name)] = column
    return features


def best_known(flags: Flags, values: Numbers, unspecific: float) -> Numbers:
    """Return the highest value among the codes of each row.

    A row with none is not specific: it gets `unspecific` where anything is known to occur here.
    """
    best = np.where(flags, values, -np.inf).max(axis=1)
    anything = unspecific if values.max() > 0 else 0.0
    return np.asarray(np.where(np.isneginf(best), anything, best), dtype=np.float64)


def shared(
    flags: Flags, codes: Sequence[str], stated: Sequence[str], otherwise: tuple[float, float]
) -> Numbers:
    """Return 1 where a row shares a stated code.

    `otherwise` holds the value of a specific row that shares none, and of one that is not specific.
    """
    if not stated:
        return np.zeros(len(flags))
    mismatch, unspecific = otherwise
    hit = flags[:, [codes.index(code) for code in stated]].any(axis=1)
    return np.where(hit, 1.0, np.where(flags.any(axis=1), mismatch, unspecific))


def best_place(table: PracticeTable, of_state: Numbers, missing: float) -> Numbers:
    """Return for each practice the highest value among its places, `missing` where it has none."""
    starts = table.place_starts[:-1]
    count = np.diff(table.place_starts)
    best = np.full(table.n_practices, missing)
    if len(table.place_states):
        values = np.append(of_state[table.place_states], -np.inf)
        best[count > 0] = np.maximum.reduceat(values, starts)[count > 0]
    return best


def _context(table: PracticeTable, near: Nearness, rules: Rules) -> Numbers:
    known = np.nan_to_num(near.similarity, nan=-1.0)
    similarity = best_place(table, known, -1.0)
    neutral = rules.neutral_similarity
    centred = np.clip((similarity - neutral) / (1.0 - neutral), -1.0, 1.0)
    return np.asarray(np.where(similarity < 0, 0.0, centred), dtype=np.float64)


def _means(table: PracticeTable, given: Setting, rules: Rules) -> Numbers:
    if given.means is None:
        return np.zeros(table.n_practices)
    values: Numbers = np.array([rules.means_fit[band][given.means] for band in CostBand])
    band = table.cost[:, list(Size).index(given.size or Size.MEDIUM)]
    return np.asarray(values[band], dtype=np.float64)


def readiness(needs: NDArray[np.float32], there: Numbers) -> Numbers:
    """Return how far what each practice needs is there, -1 to 1, (n,) or (n, d).

    `needs` is (n, m + institutions), `there` 1, 0 or -1 for each of those, once or in d draws.
    """
    found = needs @ there.astype(np.float32)
    return np.asarray((found.T / np.maximum(needs.sum(axis=1), 1.0)).T, dtype=np.float64)


def _regional(content: Content, profile: StateProfile) -> Numbers:
    regions = content.vocabulary.of("region")
    if profile.context.region is None:
        return np.zeros(content.table.n_practices)
    same = content.table.region == regions.index(profile.context.region)
    return np.asarray(same, dtype=np.float64)
