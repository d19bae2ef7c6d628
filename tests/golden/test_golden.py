"""Mistakes and what is said of them: each folder holds an input and what a user reads.

A new case is a new folder; `make golden` rewrites `expected.txt`, and the diff is reviewed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.content.catalogue import read_practice
from engine.content.load import known_codes
from engine.content.profiles import load_profile
from engine.content.textfile import UnreadableError
from engine.errors import EngineError
from engine.i18n import ENGLISH_MARK, issue_line
from engine.paths import DATA

HERE = Path(__file__).parent


def cases(kind: str) -> list[Path]:
    return sorted(folder for folder in (HERE / kind).iterdir() if folder.is_dir())


def check(folder: Path, said: str, request: pytest.FixtureRequest) -> None:
    expected = folder / "expected.txt"
    if request.config.getoption("--rewrite-golden"):
        expected.write_text(said + "\n", encoding="utf-8")
    assert said + "\n" == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", cases("profiles"), ids=lambda folder: folder.name)
def test_profile_mistakes(folder, content, request):
    path = next(path for path in sorted(folder.iterdir()) if path.name != "expected.txt")
    with pytest.raises(EngineError) as caught:
        load_profile(path, content)
    assert caught.value.issues
    check(folder, str(caught.value), request)
    french = [issue_line(issue, "fr") for issue in caught.value.issues]
    assert not [line for line in french if ENGLISH_MARK in line]


def test_the_template_has_no_mistake():
    path = DATA / "catalogue" / "template.yaml"
    named = path.parent / "prevention" / path.name
    file = read_practice(path.read_text(encoding="utf-8"), named, known_codes())
    assert file.id == "template"


@pytest.mark.parametrize("folder", cases("practices"), ids=lambda folder: folder.name)
def test_practice_mistakes(folder, request):
    known = known_codes()
    path = folder / "protection" / "bra-example.yaml"
    with pytest.raises((EngineError, UnreadableError)) as caught:
        read_practice(path.read_text(encoding="utf-8"), path, known)
    check(folder, str(caught.value), request)
    error = caught.value
    issues = error.issues if isinstance(error, EngineError) else (error.issue,)
    assert not [line for issue in issues if ENGLISH_MARK in (line := issue_line(issue, "fr"))]
