"""Unknown is never no, and what is met never comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.content import Content
from engine.domain.profile import MeasureStatus, StateProfile
from engine.domain.vocabulary import MeasureId, StateCode, Status
from engine.matching.gaps import find_gaps, prerequisite_met

S = Status
PT07 = MeasureId("PT-07")


def gap_of(content: Content, status: MeasureStatus):
    profile = StateProfile(state=StateCode("MWI"), measures={PT07: status})
    return next((gap for gap in find_gaps(content, profile) if gap.measure == PT07), None)


@pytest.mark.parametrize(
    ("law", "practice", "law_gap", "practice_gap", "to_confirm"),
    [
        (S.UNKNOWN, S.UNKNOWN, None, None, True),
        (S.ABSENT, S.UNKNOWN, 1.0, None, False),
        (S.IN_PLACE, S.UNKNOWN, 0.0, None, False),
        (S.PARTLY, S.IN_PLACE, 0.5, 0.0, False),
        (S.NOT_APPLICABLE, S.PARTLY, 0.0, 0.5, False),
    ],
)
def test_gap_tells_law_and_practice_apart(content, law, practice, law_gap, practice_gap, to_confirm):
    gap = gap_of(content, MeasureStatus(law=law, practice=practice))
    assert gap is not None
    assert (gap.law, gap.practice, gap.to_confirm) == (law_gap, practice_gap, to_confirm)


@pytest.mark.parametrize(
    ("law", "practice"),
    [
        (S.UNKNOWN, S.IN_PLACE),
        (S.IN_PLACE, S.IN_PLACE),
        (S.NOT_APPLICABLE, S.IN_PLACE),
        (S.NOT_APPLICABLE, S.NOT_APPLICABLE),
        (S.UNKNOWN, S.NOT_APPLICABLE),
    ],
)
def test_met_measures_have_no_gap(content, law, practice):
    assert gap_of(content, MeasureStatus(law=law, practice=practice)) is None


def test_a_profile_that_says_nothing_has_every_measure_to_confirm(content):
    gaps = find_gaps(content, StateProfile(state=StateCode("MWI")))
    assert [gap.measure for gap in gaps] == list(content.framework.measures)
    assert all(gap.to_confirm for gap in gaps)


@given(st.data())
def test_closing_a_gap_never_opens_another(content, data):
    codes = list(content.framework.measures)
    statuses = st.builds(MeasureStatus, law=st.sampled_from(Status), practice=st.sampled_from(Status))
    said = data.draw(st.dictionaries(st.sampled_from(codes), statuses, max_size=12))
    closed = data.draw(st.sampled_from(codes))
    before = StateProfile(state=StateCode("MWI"), measures=said)
    done = MeasureStatus(law=Status.IN_PLACE, practice=Status.IN_PLACE)
    after = StateProfile(state=StateCode("MWI"), measures=said | {closed: done})
    left = {gap.measure for gap in find_gaps(content, after)}
    assert left == {gap.measure for gap in find_gaps(content, before)} - {closed}


@pytest.mark.parametrize(
    ("law", "practice", "met"),
    [
        (S.UNKNOWN, S.UNKNOWN, None),
        (S.IN_PLACE, S.UNKNOWN, True),
        (S.IN_PLACE, S.PARTLY, False),
        (S.ABSENT, S.IN_PLACE, False),
    ],
)
def test_a_prerequisite_is_met_as_far_as_is_known(law, practice, met):
    assert prerequisite_met(MeasureStatus(law=law, practice=practice)) is met
