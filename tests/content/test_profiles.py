"""Profiles: what is read is what was written, and what a user may not send is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.content.prefill import level_of, prefilled
from engine.content.profiles import load_profile, parse_profile, personal_data, write_profile
from engine.domain.profile import MeasureStatus, StateProfile
from engine.domain.vocabulary import Level, MeasureId, StateCode, Status
from engine.errors import ProfileError


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
@pytest.mark.parametrize("form", ["yaml", "json"])
def test_writing_and_reading_gives_the_same_profile(content, form, any_profile, data):
    profile = replace(data.draw(any_profile), as_of="2026-11-24")
    assert parse_profile(write_profile(profile, form), "profile", content) == profile


def test_the_contract_of_the_design_is_read(content):
    text = """
schema: 1
state: MWI                      # ISO 3166-1 alpha-3
as_of: 2026-11-23
context:   {region: sub_saharan_africa, income_group: low, legal_system: common, landlocked: true}
resources: {budget_usd_per_year: 250000, specialised_staff: few, shelters: few, internet: low}
patterns:
  forms: {forced_labour: high, sexual_exploitation: medium, child_soldiers: none}
  victim_groups: {children: high, women: medium}
  flow_roles: [origin, transit, domestic]
  sectors: [agriculture, domestic_work]
measures:
  PR-02: {law: in_place, practice: partly, note: "2015 Act", source: "..."}
  PT-07: {law: unknown, practice: absent}
"""
    profile = parse_profile(text, "profile.yaml", content)
    assert profile.as_of == "2026-11-23"
    assert profile.context.landlocked is True
    assert profile.patterns.forms["child_soldiers"] is Level.NONE
    assert profile.status_of(MeasureId("PR-02")).note == "2015 Act"
    assert profile.status_of(MeasureId("PT-01")) == MeasureStatus()


def test_a_key_left_empty_is_unknown(content):
    profile = parse_profile("schema: 1\nstate: MWI\ncontext: {region: }\nmeasures:\n", "p", content)
    assert profile.context.region is None
    assert profile.measures == {}


def test_a_large_file_is_not_even_read(content, tmp_path):
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(ProfileError, match=r"large.yaml: the file is too large \(50.0 MB\)"):
        load_profile(path, content)


def test_a_missing_file_is_told(content, tmp_path):
    with pytest.raises(ProfileError, match="cannot read it: no such file"):
        load_profile(tmp_path / "none.yaml", content)
    with pytest.raises(ProfileError, match="cannot read it"):
        load_profile(tmp_path, content)


@pytest.mark.parametrize(
    ("note", "is_personal"),
    [
        ("call +265 999 123 456", True),
        ("write to focal.point@example.org", True),
        ("victim Jane Doe was moved", True),
        ("the survivor was born on 3 May", True),
        ("Mr Banda leads the unit", True),
        ("Act of 2015, in force since 2016-2017; 1 200 000 USD; 45 victims in 2019, 2020", False),
        ("see https://example.org/report/123456789012", False),
        ("Ministry of Homeland Security", False),
    ],
)
def test_what_looks_personal_is_told(note, is_personal):
    status = MeasureStatus(practice=Status.PARTLY, note=note)
    profile = StateProfile(state=StateCode("MWI"), measures={MeasureId("PT-01"): status})
    assert bool(personal_data(profile, "p.yaml")) is is_personal


def test_every_state_can_be_prefilled_and_every_value_has_its_source(content):
    for code in content.states:
        profile = prefilled(content, code, "2026-11-24")
        assert parse_profile(write_profile(profile), "p", content) == profile
        for name in ("region", "income_group", "legal_system", "population", "conflict_affected"):
            if getattr(profile.context, name) is not None:
                assert f"context.{name}" in profile.sources
        for kind in ("forms", "victim_groups"):
            for pattern in getattr(profile.patterns, kind):
                assert f"patterns.{kind}.{pattern}" in profile.sources
        assert all(status.source for status in profile.measures.values())


def test_prefill_never_says_absent_for_want_of_data(content):
    for code, state in content.states.items():
        profile = prefilled(content, code, "2026-11-24")
        assert Level.NONE not in profile.patterns.forms.values()
        if not state.patterns:
            assert profile.patterns.forms == {}
        pr01 = profile.status_of(MeasureId("PR-01"))
        assert pr01.law in {Status.IN_PLACE, Status.UNKNOWN}


def test_an_unknown_state_is_told(content):
    with pytest.raises(ProfileError, match="`passerelle states` lists"):
        prefilled(content, "MWJ", "2026-11-24")


@pytest.mark.parametrize(
    ("low", "high", "level"),
    [(0.0, 0.1, "low"), (0.14, 0.18, "medium"), (0.4, 0.4, "high"), (0.1, 0.6, "unknown")],
)
def test_shares_become_levels_by_their_middle_unless_too_wide(low, high, level):
    assert level_of(low, high, (0.15, 0.4)) == level
