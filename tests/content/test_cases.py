"""Case files: a round trip loses nothing, older files open, damaged ones are told line by line."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.content.cases import case_from_value, case_value, parse_case, write_case
from engine.content.profiles import write_profile
from engine.domain.case import Case
from engine.domain.vocabulary import MeasureId, PracticeId, StateCode
from engine.errors import ProfileError


@pytest.fixture
def case(content, malawi) -> Case:
    practice = content.suggestible[0]
    return Case(
        profile=malawi,
        name="Malawi, workshop",
        kept={(practice.judgement.measures[0].measure, practice.id): "For the committee"},
        compared=(practice.id,),
        peers=(StateCode("ZMB"),),
        weights={"fit": {"evidence": 12.5}},
    )


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_a_case_reads_back_as_it_was(case, content, form):
    assert parse_case(write_case(case, form), "case", content) == case


@given(data=st.data())
def test_any_case_reads_back(content, any_profile, data):
    made = Case(
        profile=data.draw(any_profile),
        name=data.draw(st.text("aé=: -'\"", max_size=20)).strip(),
        peers=data.draw(st.none() | st.just(()) | st.just((StateCode("FRA"),))),
    )
    value = case_value(made)
    assert case_from_value(json.loads(json.dumps(value)), "case", content) == case_from_value(
        case_value(case_from_value(value, "case", content)), "case", content
    )


def test_a_profile_opens_as_a_case(content, malawi):
    assert parse_case(write_profile(malawi), "old.yaml", content) == Case(profile=malawi)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("schema: [", "broken YAML"),
        ("- 1", "this is no case file"),
        ("schema: 9\nprofile: {}", "unknown value 9"),
        ("schema: 2", "profile: this key is missing"),
        ("schema: 2\nprofile: {schema: 1, state: XXX}", "profile.state: unknown State code"),
        ("schema: 2\nprofile: {schema: 1, state: MWI, plan: 1}", "profile.plan: unknown key"),
        ("schema: 2\nprofile: {schema: 1, state: MWI}\nkept: {PT-99: {x: ''}}", "unknown measure"),
        ("schema: 2\nprofile: {schema: 1, state: MWI}\nweights: {fit: {luck: 1}}", "unknown criterion"),
        ("schema: 2\nprofile: {schema: 1, state: MWI}\nweights: {fit: {evidence: -1}}", "0 or more"),
        ("schema: 2\nprofile: {schema: 1, state: MWI}\npeers: [ZZZ]", "unknown State code"),
    ],
)
def test_what_is_wrong_is_told(content, text, problem):
    with pytest.raises(ProfileError, match=problem):
        parse_case(text, "case.yaml", content)


def test_all_problems_at_once_with_their_lines(content):
    text = "schema: 2\nprofile:\n  schema: 1\n  state: MWI\n  measures:\n    PX-1: {law: maybe}\n"
    with pytest.raises(ProfileError) as caught:
        parse_case(text, "case.yaml", content)
    assert all(issue.line for issue in caught.value.issues)
    assert len(caught.value.issues) == 2


def test_a_retired_practice_stays_kept(content, case):
    retired = next(p for p in content.catalogue.values() if p.retired)
    kept = {(MeasureId("PT-01"), PracticeId(retired.id)): ""}
    again = parse_case(write_case(replace(case, kept=kept)), "case", content)
    assert again.kept == kept
