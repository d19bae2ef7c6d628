"""How near two settings are: Gower's distance over named context attributes.

Gower (1971), A general coefficient of similarity and some of its properties, Biometrics 27. The use
of Gower's distance over population, sector, political and economic contexts follows OECD health
working paper 133.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.domain.content import Content
from engine.domain.profile import StateProfile
from engine.domain.state import ContextValue
from engine.domain.table import Flags, Numbers, StateTable
from engine.domain.vocabulary import Level
from engine.matching.table import encode, state_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """Similarity of the profile's setting to every State.

    `similarity` is (s,), 0 to 1, NaN where no attribute is known of both. `parts` is (s, a), the
    similarity by attribute, NaN where the attribute is unknown of either and takes no part. `peers`
    marks the nearest States.
    """

    similarity: Numbers
    parts: Numbers
    peers: Flags


def nearness(content: Content, profile: StateProfile) -> Nearness:
    """Return how near the profile's setting is to each State's; a State is no peer of its own."""
    table, attributes = content.state_table, content.rules.attributes
    own = np.array([encode(a, profile_value(content, profile, a.name)) for a in attributes])
    weights = np.array([attribute.weight for attribute in attributes])
    parts = gower_parts(own, table)
    known = ~np.isnan(parts)
    weight = known @ weights
    total = np.where(known, parts, 0.0) @ weights
    similarity = np.divide(total, weight, out=np.full(len(total), np.nan), where=weight > 0)
    if profile.state in table.codes:
        similarity[table.codes.index(profile.state)] = np.nan
    order = np.argsort(-np.nan_to_num(similarity, nan=-1.0), kind="stable")
    peers = np.zeros(len(similarity), dtype=np.bool_)
    peers[order[: content.rules.n_peers]] = True
    return Nearness(similarity=similarity, parts=parts, peers=peers & ~np.isnan(similarity))


def gower_parts(own: Numbers, table: StateTable) -> Numbers:
    """Return the (s, a) similarities: equal categories 1, numbers 1 - difference / range."""
    difference = np.abs(table.values - own)
    numeric = np.clip(1.0 - difference / np.where(table.ranges > 0, table.ranges, 1.0), 0.0, 1.0)
    category = np.where(np.isnan(difference), np.nan, (difference == 0).astype(np.float64))
    return np.asarray(np.where(table.ranges > 0, numeric, category), dtype=np.float64)


def profile_value(content: Content, profile: StateProfile, name: str) -> ContextValue | None:
    """Return a context value of the profile, else of the State's reference data, None if unknown.

    What the profile states wins: a planner may know better than a table.
    """
    stated = getattr(profile.context, name, None)
    if stated is not None and stated is not Level.UNKNOWN:
        return stated if isinstance(stated, bool | float | int) else str(stated)
    if hasattr(profile.context, name):
        return None
    state = content.states.get(profile.state)
    return None if state is None else state_value(state, name)
