"""Loads models: nothing whose sha256 is not in its manifest."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import yaml

from engine.errors import Issue, ModelError, Said, said
from engine.matching.fit import CRITERIA as FIT_CRITERIA
from engine.matching.priority import CRITERIA as PRIORITY_CRITERIA
from engine.matching.scoring import AdditiveScorer, Models
from engine.paths import MODELS


def load_models(folder: Path = MODELS) -> Models:
    """Return the scorers of a models folder.

    Raises:
        ModelError: a file is missing, does not match its manifest, or names other criteria than
            the rules compute.
    """
    value = yaml.safe_load(verified(folder / "scoring", "weights.yaml"))
    return Models(
        version=str(value["version"]),
        priority=_scorer(value["priority"], PRIORITY_CRITERIA),
        fit=_scorer(value["fit"], FIT_CRITERIA),
    )


def verified(folder: Path, name: str) -> bytes:
    """Return the bytes of a model file whose digest stands in the folder's manifest.

    Raises:
        ModelError: the file or manifest is missing, or the digests differ.
    """
    try:
        raw = (folder / name).read_bytes()
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        expected = manifest["files"][name]
    except (OSError, ValueError, KeyError) as error:
        raise _error(folder, name, said("cannot be verified: {detail}", detail=error)) from None
    if hashlib.sha256(raw.replace(b"\r\n", b"\n")).hexdigest() != expected:
        raise _error(folder, name, said("was changed since its manifest was written"))
    return raw


def write_manifest(folder: Path, about: dict[str, object]) -> None:
    """Write the manifest of a model folder: what `about` says and the digest of each model file."""
    files = {
        path.name: hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        for path in sorted(folder.iterdir())
        if path.suffix in {".yaml", ".joblib"}
    }
    text = json.dumps(about | {"files": files}, indent=2, ensure_ascii=False)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


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
    """Return points, reason and source of each criterion of a score, `kind` priority or fit."""
    value = yaml.safe_load(verified(folder / "scoring", "weights.yaml"))
    rows: dict[str, dict[str, Any]] = value[kind]["weights"]
    return rows
