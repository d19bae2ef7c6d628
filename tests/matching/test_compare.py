"""What-if: the parts of a move are its change, nothing moves by itself, and States stay apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.domain.profile import MeasureStatus, Resources
from engine.domain.vocabulary import Amount, MeasureId, StateCode, Status
from engine.errors import QueryError
from engine.matching.advise import advise
from engine.matching.compare import compare


def test_nothing_moves_by_itself(content, models, malawi):
    advice = advise(content, models, malawi)
    same = compare(advice, advise(content, models, malawi))
    assert same.measures == ()
    assert same.suggestions == {}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_the_parts_of_a_move_are_its_change(content, models, any_profile, data):
    one, other = data.draw(any_profile), data.draw(any_profile)
    before = advise(content, models, one, top=3)
    after = advise(content, models, replace(other, state=one.state), top=3)
    there, back = compare(before, after), compare(after, before)
    groups = [there.measures, *there.suggestions.values()]
    for move in (move for moves in groups for move in moves):
        if move.before is None or move.after is None:
            assert move.parts == ()
        else:
            assert sum(part.value for part in move.parts) == move.after.value - move.before.value
            assert all(part.value for part in move.parts)
    turned = {move.id: (move.after, move.before) for move in back.measures}
    assert {move.id: (move.before, move.after) for move in there.measures} == turned


def test_a_measure_that_is_met_leaves_and_only_its_absence_is_told(content, models, malawi):
    met = dict(malawi.measures) | {
        MeasureId("PT-07"): MeasureStatus(law=Status.IN_PLACE, practice=Status.IN_PLACE)
    }
    before, after = (advise(content, models, p) for p in (malawi, replace(malawi, measures=met)))
    gone = [move for move in compare(before, after).measures if move.after is None]
    assert [move.id for move in gone] == ["PT-07"]
    assert gone[0].before is not None
    assert "PT-07" not in compare(before, after).suggestions


def test_means_move_suggestions_by_what_rests_on_them(content, models, malawi):
    rich = replace(malawi, resources=Resources(budget_usd_per_year=5e7, shelters=Amount.MANY))
    before, after = (advise(content, models, p) for p in (malawi, rich))
    moves = compare(before, after).suggestions[MeasureId("PT-07")]
    criteria = {part.criterion for move in moves for part in move.parts}
    assert criteria <= {"means", "readiness", "context"}
    assert criteria


def test_two_states_are_not_compared(content, models, malawi):
    elsewhere = replace(malawi, state=StateCode("ZMB"))
    with pytest.raises(QueryError, match="two States"):
        compare(advise(content, models, malawi), advise(content, models, elsewhere))


def test_versions_must_be_the_same(content, models, malawi):
    advice = advise(content, models, malawi, limit=1)
    older = replace(advice, versions=replace(advice.versions, models="older"))
    with pytest.raises(QueryError, match="different versions"):
        compare(older, advice)
