"""Loads models: nothing whose sha256 is not in its manifest."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import yaml

from engine.domain.table import Numbers
from engine.domain.vocabulary import MeasureId
from engine.errors import Issue, ModelError, Said, said
from engine.matching.attainability import Attainability, ContextColumn
from engine.matching.fit import CRITERIA as FIT_CRITERIA
from engine.matching.priority import CRITERIA as PRIORITY_CRITERIA
from engine.matching.scoring import AdditiveScorer, Models
from engine.paths import MODELS

PRIOR = Path("scoring", "weights.yaml")
"""Where the documented prior weights lie in a models folder."""

_ARTEFACT = "model.joblib"
_NEEDED = ("joblib", "numpy")
_LEARNED = ("mean", "weights", "covariance", "noise", "slope", "intercept")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """The documented prior of priority: points by criterion, (k,), and how far data may move them."""

    points: Numbers
    spread: Numbers


def load_models(folder: Path = MODELS) -> Models:
    """Return the models of a models folder: learned priority and attainability, prior fit.

    Raises:
        ModelError: a file is missing, does not match its manifest, was written by another major
            version of a library, or names other criteria than the rules compute.
    """
    value = _prior_weights(folder)
    learned, priority_version = _artefact(folder / "priority")
    attainability, attainability_version = _artefact(folder / "attainability")
    if tuple(learned["criteria"]) != PRIORITY_CRITERIA:
        raise _error(folder / "priority", _ARTEFACT, said("was trained for other criteria"))
    return Models(
        version=" ".join([str(value["version"]), priority_version, attainability_version]),
        priority=AdditiveScorer(
            base=float(value["priority"]["base"]),
            weight_of=dict(zip(PRIORITY_CRITERIA, learned["points"].tolist(), strict=True)),
        ),
        fit=_scorer(value["fit"], FIT_CRITERIA),
        attainability=Attainability(
            measures=tuple(map(MeasureId, attainability["measures"])),
            columns=tuple(
                ContextColumn(attribute=name, code=code, centre=centre, scale=scale)
                for name, code, centre, scale in attainability["columns"]
            ),
            **{name: attainability[name] for name in _LEARNED},
        ),
    )


def load_prior(folder: Path = MODELS) -> Prior:
    """Return the prior of priority, which training starts from.

    Raises:
        ModelError: the weights cannot be verified or are not those of the rules.
    """
    value = _prior_weights(folder)["priority"]
    scorer = _scorer(value, PRIORITY_CRITERIA)
    return Prior(points=scorer.weights, spread=np.full(len(PRIORITY_CRITERIA), float(value["spread"])))


def _prior_weights(folder: Path) -> dict[str, Any]:
    raw, _ = _verified(folder / PRIOR.parent, PRIOR.name)
    value: dict[str, Any] = yaml.safe_load(raw)
    return value


def _artefact(folder: Path) -> tuple[dict[str, Any], str]:
    """Return what a verified joblib file holds, and its version; nothing is unpickled before."""
    raw, manifest = _verified(folder, _ARTEFACT)
    for name in _NEEDED:
        made_with, here = str(manifest.get("libraries", {}).get(name, "?")), version(name)
        if made_with.split(".")[0] != here.split(".")[0]:
            problem = said(
                "was written with {name} {made_with}, and {here} is installed",
                name=name,
                made_with=made_with,
                here=here,
            )
            raise _error(folder, _ARTEFACT, problem)
    value: dict[str, Any] = joblib.load(io.BytesIO(raw))
    return value, str(manifest["version"])


def _verified(folder: Path, name: str) -> tuple[bytes, dict[str, Any]]:
    """Return the bytes of a model file whose digest stands in the folder's manifest, and the manifest.

    Raises:
        ModelError: the file or manifest is missing, or the digests differ.
    """
    try:
        raw = (folder / name).read_bytes()
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        expected = manifest["files"][name]
    except (OSError, ValueError, KeyError) as error:
        raise _error(folder, name, said("cannot be verified: {detail}", detail=error)) from None
    if _digest(name, raw) != expected:
        raise _error(folder, name, said("was changed since its manifest was written"))
    return raw, manifest


def write_manifest(folder: Path, about: dict[str, object]) -> None:
    """Write the manifest of a model folder: what `about` says and the digest of each model file."""
    files = {
        path.name: _digest(path.name, path.read_bytes())
        for path in sorted(folder.iterdir())
        if path.suffix in {".yaml", ".joblib"}
    }
    text = json.dumps(about | {"files": files}, indent=2, ensure_ascii=False)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


def _digest(name: str, raw: bytes) -> str:
    return digest(raw) if name.endswith(".joblib") else text_digest(raw)


def digest(raw: bytes) -> str:
    """Return the sha256 of bytes."""
    return hashlib.sha256(raw).hexdigest()


def text_digest(raw: bytes) -> str:
    """Return the sha256 of a text as if its lines ended in a line feed, whatever system wrote it."""
    return digest(raw.replace(b"\r\n", b"\n"))


def _scorer(value: dict[str, Any], criteria: tuple[str, ...]) -> AdditiveScorer:
    weights = {name: float(row["points"]) for name, row in value["weights"].items()}
    folder = MODELS / "scoring"
    if set(weights) != set(criteria):
        wrong = ", ".join(sorted(set(weights) ^ set(criteria)))
        raise _error(
            folder,
            "weights.yaml",
            said("criteria without a weight or without a rule: {wrong}", wrong=wrong),
        )
    if min(weights.values()) < 0:
        raise _error(folder, "weights.yaml", said("a weight is negative"))
    return AdditiveScorer(base=float(value["base"]), weight_of={c: weights[c] for c in criteria})


def _error(folder: Path, name: str, problem: Said) -> ModelError:
    return ModelError([
        Issue(
            file=f"models/{folder.name}/{name}",
            path="",
            problem=problem,
            advice=said("reinstall Passerelle"),
        )
    ])


def weight_reasons(kind: str, folder: Path = MODELS) -> dict[str, dict[str, Any]]:
    """Return prior points, reason and source of each criterion of a score, `kind` priority or fit."""
    rows: dict[str, dict[str, Any]] = _prior_weights(folder)[kind]["weights"]
    return rows
