"""The reference tables are those the documented command builds from the source files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.content.reference_build.__main__ import build
from engine.errors import ContentError
from engine.paths import DATA

SOURCE = Path(__file__).parents[3] / "shared" / "data"


@pytest.mark.skipif(not SOURCE.is_dir(), reason="the source data are not beside this checkout")
@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl", "ignore::DeprecationWarning")
def test_building_again_changes_nothing(tmp_path):
    target = tmp_path / "reference"
    shutil.copytree(DATA / "reference", target)
    build(SOURCE, target)
    for path in sorted((DATA / "reference").iterdir()):
        assert (target / path.name).read_bytes() == path.read_bytes(), path.name


def test_missing_source_files_are_told(tmp_path):
    target = tmp_path / "reference"
    shutil.copytree(DATA / "reference", target)
    with pytest.raises(ContentError, match=r"CLASS.xlsx: not found"):
        build(tmp_path, target)
