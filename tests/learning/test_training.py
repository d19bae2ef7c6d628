"""Training gives the shipped models, and the figures hold; skipped without the source data."""

from __future__ import annotations

import shutil
from pathlib import Path

import joblib
import numpy as np
import pytest

from engine.content.crosswalk import read_crosswalk
from engine.learning.evaluation import attainability, rivals
from engine.learning.evaluation.measures import paired
from engine.learning.sources import FILES, measure_shares, read_gsi2023
from engine.learning.train import train
from engine.modelfile import load_prior
from engine.paths import DATA, MODELS

SOURCES = Path(__file__).parents[3] / "shared"
needs_sources = pytest.mark.skipif(
    not all((SOURCES / path).exists() for path in FILES.values()),
    reason="the source data are not beside the project",
)


@pytest.fixture(scope="module")
def response(content):
    crosswalk = read_crosswalk(DATA / "framework", "gsi2023", content.framework.measures)
    return read_gsi2023(SOURCES, content, crosswalk)


@pytest.fixture(scope="module")
def table(response):
    return attainability.Table.of_indicators(response)


@needs_sources
def test_training_gives_the_shipped_parameters(content, tmp_path):
    shutil.copytree(MODELS / "scoring", tmp_path / "scoring")
    train(SOURCES, content, load_prior(), tmp_path, "2026-11-25")
    for name in ("attainability", "priority"):
        made, shipped = (joblib.load(f / name / "model.joblib") for f in (tmp_path, MODELS))
        assert made.keys() == shipped.keys()
        for key, value in shipped.items():
            if isinstance(value, np.ndarray | float):
                np.testing.assert_allclose(made[key], value, atol=1e-6, err_msg=key)


@needs_sources
def test_attainability_is_better_than_popularity_in_both_splits(table):
    methods = {"ours": rivals.ours, "popularity": rivals.popularity}
    for split, least in (("by State", 0.845), ("by region", 0.812)):
        told = {n: t.by_state()["AUC"] for n, t in attainability.tell(table, split, methods).items()}
        assert np.nanmean(told["ours"]) > least
        assert paired(told["ours"], told["popularity"]).low > 0


@needs_sources
def test_what_is_told_of_a_state_is_hidden_from_the_methods(table):
    for _, rows, hidden, task in attainability.tasks(table, "by region"):
        assert np.isnan(task.known[hidden[rows]]).all()
        assert not np.isnan(task.train).any()
        assert not set(table.region[rows]) & set(table.region[~task.is_test])


@needs_sources
def test_no_value_of_a_single_state_is_in_a_model(content, response):
    crosswalk = read_crosswalk(DATA / "framework", "gsi2023", content.framework.measures)
    shares = measure_shares(response, crosswalk)
    shipped = joblib.load(MODELS / "attainability" / "model.joblib")
    assert len(shipped["columns"]) < len(response.states) / 4
    for value in shipped.values():
        if isinstance(value, np.ndarray):
            assert len(response.states) not in value.shape
    assert shipped["mean"].shape == (len(shares.measures),)
