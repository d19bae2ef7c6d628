"""Peers: the nearest by context, never the State itself, and the user's own choice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.domain.vocabulary import StateCode
from engine.errors import QueryError
from engine.matching.context import nearness
from engine.matching.peers import peers


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_peers_are_the_nearest_and_their_parts_make_their_similarity(content, any_profile, data):
    profile = data.draw(any_profile)
    found = peers(content, profile)
    assert profile.state not in {peer.state for peer in found}
    similarities = [peer.similarity or 0.0 for peer in found]
    assert similarities == sorted(similarities, reverse=True)
    weights = {a.name: a.weight for a in content.rules.attributes}
    for peer in found:
        assert peer.similarity is not None
        total = sum(weights[name] * part for name, part in peer.parts.items())
        assert peer.similarity == pytest.approx(total / sum(weights[name] for name in peer.parts))
    near = nearness(content, profile)
    chosen = {peer.state for peer in found}
    others = [
        value
        for code, value in zip(content.state_table.codes, near.similarity.tolist(), strict=True)
        if code not in chosen and value == value
    ]
    assert not found or max(others) <= min(similarities)


def test_practices_are_those_seen_there(content, malawi):
    for peer in peers(content, malawi):
        assert all(peer.state in practice.facts.places for practice in peer.practices)
        seen = [p.id for p in content.suggestible if peer.state in p.facts.places]
        assert [practice.id for practice in peer.practices] == seen


def test_the_user_may_choose_the_states(content, malawi):
    chosen = [StateCode("NOR"), StateCode("ZMB")]
    assert {peer.state for peer in peers(content, malawi, chosen)} == set(chosen)
    assert peers(content, malawi, chosen)[0].state == "ZMB"


def test_an_unknown_state_is_told(content, malawi):
    with pytest.raises(QueryError, match="XXX: no such State"):
        peers(content, malawi, [StateCode("XXX")])


def test_what_the_profile_states_wins_over_reference_data(content, malawi):
    coast = replace(malawi, context=replace(malawi.context, landlocked=False))
    zambia = [StateCode("ZMB")]
    assert peers(content, malawi, zambia)[0].parts["landlocked"] == 1.0
    assert peers(content, coast, zambia)[0].parts["landlocked"] == 0.0
