"""What many tests share: the real content and models, and a small profile."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from engine.bench_app import chromium
from engine.content.load import load_content
from engine.content.prefill import prefilled
from engine.domain.content import Content
from engine.domain.profile import MeasureStatus, StateProfile
from engine.domain.vocabulary import MeasureId, Status
from engine.errors import EngineError
from engine.matching.scoring import Models
from engine.modelfile import load_models


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="rewrite the golden files")


@pytest.fixture(scope="session")
def content() -> Content:
    return load_content()


@pytest.fixture(scope="session")
def models() -> Models:
    return load_models()


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
