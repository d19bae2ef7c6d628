"""The States whose setting is most like the profile's, and what was seen there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.domain.content import Content
from engine.domain.practice import Practice
from engine.domain.profile import StateProfile
from engine.domain.vocabulary import StateCode
from engine.errors import Issue, QueryError, said
from engine.matching.context import nearness


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A State set beside the profile's. It tells how alike two settings are, not which does better.

    `similarity` is 0 to 1 (Gower), None where no attribute is known of both. `parts` is the
    similarity by attribute, without those that are unknown of either. `practices` were seen there.
    """

    state: StateCode
    similarity: float | None
    parts: Mapping[str, float]
    practices: tuple[Practice, ...]


def peers(
    content: Content, profile: StateProfile, states: Sequence[StateCode] | None = None
) -> tuple[Peer, ...]:
    """Return the nearest States, or those named, most alike first, ties by code.

    Args:
        content: all content; `content.rules.n_peers` says how many.
        profile: the State; what it states of its context wins over reference data.
        states: the user's own choice of States in place of the nearest.

    Raises:
        QueryError: no member or observer State has one of the codes.
    """
    unknown = [code for code in states or () if code not in content.states]
    if unknown:
        raise QueryError(
            Issue(
                file="peers",
                path=code,
                problem=said("no such State"),
                advice=said("`passerelle states` lists the codes"),
            )
            for code in unknown
        )
    near, table = nearness(content, profile), content.state_table
    chosen = [
        row
        for row, code in enumerate(table.codes)
        if (near.peers[row] if states is None else code in states)
    ]
    found = [
        Peer(
            state=StateCode(table.codes[row]),
            similarity=None if np.isnan(near.similarity[row]) else float(near.similarity[row]),
            parts={
                name: float(part)
                for name, part in zip(table.attributes, near.parts[row], strict=True)
                if not np.isnan(part)
            },
            practices=tuple(p for p in content.suggestible if table.codes[row] in p.facts.places),
        )
        for row in chosen
    ]
    return tuple(sorted(found, key=lambda peer: (-(peer.similarity or 0.0), peer.state)))
