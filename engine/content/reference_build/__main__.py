"""Writes every table of `data/reference/`: `python -m engine.content.reference_build SOURCE`."""

from __future__ import annotations

import sys
from pathlib import Path

from engine.content.framework import read_data_file
from engine.content.reference_build.context import context_rows
from engine.content.reference_build.origin import write_origin
from engine.content.reference_build.patterns import pattern_rows
from engine.content.reference_build.sources import Sources, write_table
from engine.content.reference_build.states import state_rows
from engine.content.reference_build.treaties import treaty_rows
from engine.errors import ContentError
from engine.paths import DATA


def build(source: Path, target: Path) -> None:
    """Write the tables and `origin.yaml`; the same sources give the same bytes."""
    sources = Sources(source)
    choices = read_data_file(target / "choices.yaml")
    states = state_rows(sources, choices)
    names = {row["iso3"]: row for row in states}
    write_table(target / "states.csv", states)
    write_table(target / "context.csv", context_rows(sources, names, choices))
    write_table(target / "treaties.csv", treaty_rows(sources, names, choices))
    write_table(target / "patterns.csv", pattern_rows(sources, names))
    write_origin(target, sources)


if __name__ == "__main__":
    try:
        build(Path(sys.argv[1]), DATA / "reference")
    except IndexError:
        sys.exit("usage: python -m engine.content.reference_build SOURCE")
    except ContentError as error:
        sys.exit(str(error))
