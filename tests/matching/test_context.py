"""Gower's distance over named attributes, with missing values as Gower does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.domain.profile import Context, StateProfile
from engine.domain.table import StateTable
from engine.domain.vocabulary import StateCode
from engine.matching.context import gower_parts, nearness
from engine.matching.table import state_value


def test_parts_by_hand():
    """Two numbers and a category: 1 - |difference| / range, equal or not, NaN where unknown."""
    table = StateTable(
        codes=("A", "B", "C"),
        attributes=("income", "people", "law"),
        values=np.array([[0.0, 10.0, 7.0], [3.0, 20.0, 8.0], [1.0, np.nan, 7.0]]),
        ranges=np.array([3.0, 10.0, 0.0]),
    )
    parts = gower_parts(np.array([1.0, 10.0, 7.0]), table)
    expected = [[2 / 3, 1.0, 1.0], [1 / 3, 0.0, 0.0], [1.0, np.nan, 1.0]]
    np.testing.assert_allclose(parts, expected)


def test_similarity_is_the_weighted_mean_of_what_is_known(content):
    profile = StateProfile(state=StateCode("MWI"), context=Context(income_group="low"))
    near = nearness(content, profile)
    weights = np.array([attribute.weight for attribute in content.rules.attributes])
    row = content.state_table.codes.index("ZMB")
    known = ~np.isnan(near.parts[row])
    mean = (near.parts[row][known] * weights[known]).sum() / weights[known].sum()
    assert near.similarity[row] == pytest.approx(mean)


def test_a_state_is_no_peer_of_its_own_and_neighbours_in_kind_are_near(content, malawi):
    near = nearness(content, malawi)
    own = content.state_table.codes.index("MWI")
    assert np.isnan(near.similarity[own])
    assert not near.peers[own]
    assert near.peers.sum() == content.rules.n_peers
    codes = np.array(content.state_table.codes)
    assert set(codes[near.peers]) & {"ZMB", "RWA", "UGA", "TZA", "MOZ", "BDI", "LSO"}
    assert not set(codes[near.peers]) & {"DEU", "USA", "SGP"}


def test_what_the_profile_says_wins_over_the_table(content, malawi):
    rich = replace(malawi, context=replace(malawi.context, income_group="high"))
    germany = content.state_table.codes.index("DEU")
    before, after = (nearness(content, profile).similarity[germany] for profile in (malawi, rich))
    assert after > before
    assert state_value(content.states[StateCode("MWI")], "income_group") == "low"


def test_a_profile_without_any_context_has_the_figures_of_its_state_only(content):
    near = nearness(content, StateProfile(state=StateCode("MWI")))
    names = content.state_table.attributes
    unknown = [names[i] for i in np.flatnonzero(np.isnan(near.parts).all(axis=0))]
    assert "income_group" in unknown
    assert "human_development" not in unknown
