"""Trains the models and writes `models/`: artefact, manifest; the card is written by hand."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import fields
from importlib.metadata import version
from pathlib import Path

import joblib
import numpy as np

from engine.content.crosswalk import read_crosswalk
from engine.domain.content import Content
from engine.learning.attainability import SettingAndRest, calibrate
from engine.learning.evaluation.attainability import Table, tell
from engine.learning.evaluation.rivals import SEED, ours
from engine.learning.priority import learn_priority, rankings
from engine.learning.sources import (
    FILES,
    LARGELY,
    MeasureShares,
    Response,
    measure_shares,
    read_expert,
    read_gsi2023,
)
from engine.matching.attainability import Attainability
from engine.matching.priority import CRITERIA
from engine.modelfile import PRIOR, Prior, digest, text_digest, write_manifest
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
    learned = learn_priority(rankings(content, attainability, read_expert(sources, content)), prior)
    # Together the weights keep the points they had, so that a score still lies between 0 and 100.
    scale = prior.points.sum() / learned.coef_[0].sum()
    found = {
        "criteria": list(CRITERIA),
        "points": learned.coef_[0] * scale,
        "spread": np.sqrt(np.diag(learned.covariance_)) * scale,
    }
    _write(folder / "priority", found, [sources / FILES["expert"], folder / PRIOR], day)


def learn_attainability(response: Response, shares: MeasureShares) -> Attainability:
    """Return the parameters learned from all States, calibrated on States that took no part."""
    model = SettingAndRest().fit(response.setting, shares.share)
    slope, intercept = calibration(response, shares)
    return Attainability(
        measures=shares.measures,
        columns=response.columns,
        slope=slope,
        intercept=intercept,
        **model.parameters(),
    )


def calibration(response: Response, shares: MeasureShares) -> tuple[float, float]:
    """Return slope and intercept that turn scores into log-odds that a measure is largely in place.

    Fitted to scores of hidden measures in ten folds by State.
    """
    told = tell(Table.of_measures(response, shares), "by State", {"ours": ours})["ours"]
    largely = np.broadcast_to(shares.share >= LARGELY, told.hidden.shape)
    fitted = calibrate(told.scores[told.hidden], largely[told.hidden])
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def _parameters(model: Attainability) -> dict[str, object]:
    """Return the fields of a model, its columns as tuples: the file holds no class of ours."""
    values = {field.name: getattr(model, field.name) for field in fields(model)}
    columns = [(c.attribute, c.code, c.centre, c.scale) for c in model.columns]
    return values | {"measures": list(model.measures), "columns": columns}


def _write(folder: Path, value: Mapping[str, object], inputs: Iterable[Path], day: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    joblib.dump({name: _rounded(part) for name, part in value.items()}, buffer, protocol=4)
    (folder / "model.joblib").write_bytes(buffer.getvalue())
    write_manifest(
        folder,
        {
            "name": folder.name,
            "version": f"{folder.name}-{digest(buffer.getvalue())[:8]}",
            "made": day,
            "seed": SEED,
            "libraries": {name: version(name) for name in LIBRARIES},
            "inputs": {path.name: text_digest(path.read_bytes()) for path in inputs},
        },
    )


def _rounded(part: object) -> object:
    """Return numbers to nine decimals, so that another processor's last digits change no byte."""
    if isinstance(part, np.ndarray):
        return np.round(np.asarray(part, dtype=np.float64), 9) + 0.0
    return round(part, 9) if isinstance(part, float) else part
