"""The wheel, installed in an empty environment outside the checkout, runs the command and the app."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.package
ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "data" / "examples" / "mwi.yaml"


def uv() -> str:
    local = ROOT / ".tools" / "bin" / "uv"
    found = shutil.which("uv") or (str(local) if local.is_file() else None)
    if found is None:
        pytest.skip("no uv here: run the tests with `make test`")
    return found


def test_the_wheel_runs_outside_the_checkout(tmp_path):
    subprocess.run(
        [uv(), "build", "--wheel", "--quiet", "--out-dir", str(tmp_path)], cwd=ROOT, check=True
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "_shipped/data/framework/measures.csv",
        "_shipped/models/scoring/weights.yaml",
        "_shipped/app.py",
    ):
        assert f"engine/{wanted}" in names
    venv.create(tmp_path / "empty", with_pip=False)
    python = tmp_path / "empty" / ("Scripts" if os.name == "nt" else "bin") / "python"
    lock = subprocess.run(
        [uv(), "export", "--locked", "--no-dev", "--no-emit-project", "--quiet"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    (tmp_path / "requirements.txt").write_text(lock, encoding="utf-8")
    for what in (["-r", str(tmp_path / "requirements.txt")], ["--no-deps", str(wheel)]):
        subprocess.run(
            [uv(), "pip", "install", "--quiet", "--python", str(python), *what],
            check=True,
            cwd=tmp_path,
        )
    out = subprocess.run(
        [str(python), "-m", "engine.cli", "suggest", str(EXAMPLE), "--measures", "1"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "Malawi" in out
    code = "import engine.paths as p; print(p.HOME); import engine.ui.frame"
    home = subprocess.run(
        [str(python), "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert str(tmp_path / "empty") in home
    app = (
        "from streamlit.testing.v1 import AppTest; from engine.paths import APP\n"
        "app = AppTest.from_file(str(APP), default_timeout=60).run()\n"
        "assert not app.exception and app.title[0].value == 'Passerelle', app"
    )
    environment = os.environ | {"PASSERELLE_DATA_DIR": str(tmp_path / "cases")}
    subprocess.run(
        [str(python), "-c", app], cwd=tmp_path, check=True, env=environment, capture_output=True
    )
    assert sys.version_info >= (3, 11)
