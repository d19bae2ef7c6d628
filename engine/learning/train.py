"""Trains the models and writes `models/`: artefact, manifest; the card is written by hand."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import joblib
import numpy as np
from sklearn.linear_model import LogisticRegression

from engine.content.crosswalk import read_crosswalk
from engine.content.prefill import prefilled
from engine.domain.content import Content
from engine.learning.attainability import SettingAndRest
from engine.learning.evaluation.attainability import Table, tell
from engine.learning.evaluation.rivals import SEED, ours
from engine.learning.priority import advised, learn_priority, rankings
from engine.learning.sources import (
    FILES,
    MeasureShares,
    Recommended,
    Response,
    measure_shares,
    read_expert,
    read_gsi2023,
)
from engine.matching.attainability import Attainability
from engine.modelfile import PRIOR, Prior, write_manifest
from engine.paths import DATA

LIBRARIES = ("joblib", "numpy", "scikit-learn", "scipy")


def train(sources: Path, content: Content, prior: Prior, folder: Path, day: str) -> None:
    """Learn attainability and priority from the source data and write them to a models folder.

    The same sources give the same parameters.

    Raises:
        EngineError: a source is missing or cannot be used.
    """
    crosswalk = read_crosswalk(DATA / "framework", "gsi2023", content.framework.measures)
    response = read_gsi2023(sources, content, crosswalk)
    attainability = learn_attainability(response, measure_shares(response, crosswalk))
    inputs = [sources / FILES["gsi2023"], DATA / "framework" / "crosswalks" / "gsi2023.csv"]
    _write(folder / "attainability", _parameters(attainability), inputs, day)
    states = expert_states(sources / FILES["expert"], content)
    with_counts = replace(
        content, framework=replace(content.framework, advised=advised(content, states))
    )
    learned = learn_priority(
        rankings(with_counts, attainability, states), prior.priority_points, prior.priority_spread
    )
    # Together the weights keep the points they had, so that a score still lies between 0 and 100.
    scale = prior.priority_points.sum() / learned.coef_[0].sum()
    found = {
        "criteria": list(prior.priority_criteria),
        "points": learned.coef_[0] * scale,
        "spread": np.sqrt(np.diag(learned.covariance_)) * scale,
    }
    _write(folder / "priority", found, [sources / FILES["expert"], folder / PRIOR], day)


def expert_states(path: Path, content: Content) -> list[Recommended]:
    """Return the States of the expert set that the reference data know."""
    base = {code: prefilled(content, code, "2026-01-01") for code in content.states}
    return read_expert(path, content, base)


def learn_attainability(response: Response, shares: MeasureShares) -> Attainability:
    """Return the parameters learned from all States, calibrated on States that took no part."""
    model = SettingAndRest().fit(response.setting, shares.share)
    slope, intercept = calibration(response, shares)
    return Attainability(
        measures=shares.measures,
        columns=response.columns,
        mean=model.mean_ - model.centre_ @ model.coef_,
        weights=model.coef_,
        covariance=model.covariance_,
        noise=model.noise_,
        slope=slope,
        intercept=intercept,
    )


def calibration(response: Response, shares: MeasureShares) -> tuple[float, float]:
    """Return slope and intercept that turn scores into log-odds that a measure is largely in place.

    Fitted (Platt, 1999) to scores of hidden measures in ten folds by State.
    """
    table = Table(
        setting=response.setting, region=response.region, has=shares.share, groups=shares.group
    )
    told = tell(table, "by State", {"ours": ours})["ours"]
    scores = told.scores[told.hidden]
    largely = np.broadcast_to(shares.share >= 0.5, told.hidden.shape)[told.hidden]
    fitted = LogisticRegression(C=1e6).fit(scores[:, None], largely)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def _parameters(model: Attainability) -> dict[str, object]:
    return {
        "measures": list(model.measures),
        "columns": [(c.attribute, c.code, c.centre, c.scale) for c in model.columns],
        "mean": model.mean,
        "weights": model.weights,
        "covariance": model.covariance,
        "noise": model.noise,
        "slope": model.slope,
        "intercept": model.intercept,
    }


def _write(folder: Path, value: Mapping[str, object], inputs: Iterable[Path], day: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    joblib.dump({name: _rounded(part) for name, part in value.items()}, buffer, protocol=4)
    (folder / "model.joblib").write_bytes(buffer.getvalue())
    write_manifest(
        folder,
        {
            "name": folder.name,
            "version": f"{folder.name}-{hashlib.sha256(buffer.getvalue()).hexdigest()[:8]}",
            "made": day,
            "seed": SEED,
            "libraries": {name: version(name) for name in LIBRARIES},
            "inputs": {
                path.name: hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
                for path in inputs
            },
        },
    )


def _rounded(part: object) -> object:
    """Return numbers to nine decimals, so that another processor's last digits change no byte."""
    if isinstance(part, np.ndarray):
        return np.round(np.asarray(part, dtype=np.float64), 9) + 0.0
    return round(part, 9) if isinstance(part, float) else part
