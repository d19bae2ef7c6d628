"""Writes `origin.yaml`: where every column comes from, with the digests of the source files."""

from __future__ import annotations

from pathlib import Path

import yaml

from engine.content.framework import read_data_file
from engine.content.reference_build.sources import FILES, Sources


def write_origin(target: Path, sources: Sources) -> None:
    """Write the origin file from `sources.yaml`, adding input file and sha256."""
    about = read_data_file(target / "sources.yaml")
    rows = []
    for row in about["sources"]:
        digest = {}
        if row["id"] in FILES:
            digest = {"input": FILES[row["id"]], "sha256": sources.digest(row["id"])}
        rows.append(row | digest)
    text = "# Written by the build: edit sources.yaml instead.\n" + yaml.safe_dump(
        {"sources": rows, "tables": about["tables"]},
        sort_keys=False,
        allow_unicode=True,
        width=96,
    )
    (target / "origin.yaml").write_text(text, encoding="utf-8", newline="\n")
