"""What many tests share: the real content and models, and a small profile."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from hypothesis import strategies as st

from engine.bench_app import chromium
from engine.content.load import load_content
from engine.content.planning import load_planning
from engine.content.prefill import prefilled
from engine.domain.content import Content
from engine.domain.profile import Context, MeasureStatus, Patterns, Resources, StateProfile
from engine.domain.vocabulary import Amount, Level, MeasureId, StateCode, Status
from engine.errors import EngineError
from engine.matching.scoring import Models
from engine.modelfile import load_models
from engine.planning.rules import PlanningRules


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="rewrite the golden files")


@pytest.fixture(scope="session")
def content() -> Content:
    return load_content()


@pytest.fixture(scope="session")
def models() -> Models:
    return load_models()


@pytest.fixture(scope="session")
def planning() -> PlanningRules:
    return load_planning()


@pytest.fixture(scope="session")
def malawi(content: Content) -> StateProfile:
    """Malawi from reference data, with a few answers of all five kinds."""
    said = {
        "PT-01": MeasureStatus(law=Status.PARTLY, practice=Status.ABSENT),
        "PT-06": MeasureStatus(practice=Status.PARTLY),
        "PT-07": MeasureStatus(law=Status.UNKNOWN, practice=Status.ABSENT),
        "NC-01": MeasureStatus(practice=Status.IN_PLACE),
        "PV-16": MeasureStatus(law=Status.NOT_APPLICABLE, practice=Status.NOT_APPLICABLE),
    }
    profile = prefilled(content, "MWI", "2026-11-24")
    measures = dict(profile.measures) | {MeasureId(code): status for code, status in said.items()}
    return replace(profile, measures=measures)


@pytest.fixture(scope="session")
def browser_path() -> str:
    """Where Chromium is; without it browser tests fail in CI and are skipped elsewhere."""
    try:
        return chromium()
    except EngineError as error:
        if os.environ.get("CI"):
            pytest.fail(f"browser tests need Chromium in CI: {error}")
        pytest.skip(f"no Chromium here: {error}")


@pytest.fixture(scope="session")
def any_profile(content: Content) -> st.SearchStrategy[StateProfile]:
    """Any profile a user could state, known and unknown in every mix."""
    words, codes = content.vocabulary, list(content.framework.measures)
    statuses = st.builds(MeasureStatus, law=st.sampled_from(Status), practice=st.sampled_from(Status))
    levels = st.sampled_from(Level)
    context = st.builds(
        Context,
        region=st.sampled_from([None, *words.of("region")]),
        income_group=st.sampled_from([None, *words.of("income_group")]),
        legal_system=st.sampled_from([None, *words.of("legal_system")]),
        landlocked=st.sampled_from([None, True, False]),
        island=st.sampled_from([None, True, False]),
        conflict_affected=st.sampled_from([None, True, False]),
        displacement=levels,
        population=st.one_of(st.none(), st.floats(1, 2e9)),
    )
    resources = st.builds(
        Resources,
        budget_usd_per_year=st.one_of(st.none(), st.floats(0, 1e9)),
        specialised_staff=st.sampled_from(Amount),
        shelters=st.sampled_from(Amount),
        internet=levels,
    )
    patterns = st.builds(
        Patterns,
        forms=st.dictionaries(st.sampled_from(words.of("forms")), levels, max_size=6),
        victim_groups=st.dictionaries(st.sampled_from(words.of("victim_groups")), levels, max_size=6),
        flow_roles=st.lists(st.sampled_from(words.of("flow_roles")), unique=True).map(tuple),
        sectors=st.lists(st.sampled_from(words.of("sectors")), unique=True, max_size=4).map(tuple),
    )
    return st.builds(
        StateProfile,
        state=st.sampled_from([StateCode(code) for code in content.states]),
        context=context,
        resources=resources,
        patterns=patterns,
        measures=st.dictionaries(st.sampled_from(codes), statuses, max_size=20),
    )
