"""Mistakes and what is said of them: each folder holds an input and what a user reads.

A new case is a new folder; `make golden` rewrites `expected.txt`, and the diff is reviewed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.content.catalogue import Known, read_practice
from engine.content.profiles import load_profile
from engine.content.textfile import UnreadableError
from engine.errors import EngineError
from engine.i18n import ENGLISH_MARK, issue_line

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


@pytest.mark.parametrize("folder", cases("practices"), ids=lambda folder: folder.name)
def test_practice_mistakes(folder, content, request):
    known = Known(
        framework=content.framework,
        vocabulary=content.vocabulary,
        institutions=tuple(content.rules.institutions),
        places={*content.states, *content.territories},
    )
    path = folder / "protection" / "bra-example.yaml"
    with pytest.raises((EngineError, UnreadableError)) as caught:
        read_practice(path.read_text(encoding="utf-8"), path, known)
    check(folder, str(caught.value), request)
