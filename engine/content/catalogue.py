"""Reads and checks `data/catalogue/<pillar>/<id>.yaml`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from engine.content.catalogue_cache import Kept
from engine.content.checking import Checker
from engine.content.framework import read_data_file
from engine.content.practice_check import Known, check_practice
from engine.content.practice_file import PracticeFile, practice_keys
from engine.content.textfile import UnreadableError, parse, read_text
from engine.domain.practice import Practice
from engine.domain.vocabulary import PracticeId
from engine.errors import ContentError, Issue, Said, said


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What `catalogue.yaml` says of the set.

    `open_gaps` says for a measure that too few practices serve what was searched; `told_apart`
    lists pairs much alike that were looked at and are two practices.
    """

    version: str
    date: str
    open_gaps: dict[str, str]
    told_apart: frozenset[frozenset[str]]


def read_about(folder: Path) -> About:
    """Return what `catalogue.yaml` of the catalogue's folder says.

    Raises:
        ContentError: it is missing or unreadable.
    """
    value = read_data_file(folder / "catalogue.yaml")
    return About(
        version=str(value["version"]),
        date=str(value["date"]),
        open_gaps=dict(value["open_gaps"]),
        told_apart=frozenset(frozenset(pair) for pair in value["told_apart"]),
    )


def read_catalogue(
    folder: Path, known: Known, cache: Path | None = None
) -> tuple[Mapping[PracticeId, Practice], str]:
    """Return the practices by id and a digest of their files.

    `cache` is a folder that keeps what was read and checked, so that the same files need not be read
    again; without it, or where it cannot be used, nothing changes but the time it takes.

    Raises:
        ContentError: with every problem of every file.
    """
    paths = sorted(folder.glob("*/*.yaml"), key=lambda path: path.stem)
    if not paths:
        problem, advice = said("the catalogue is empty"), said("restore data/catalogue")
        raise ContentError([_issue(folder.name, "", problem, advice)])
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.stem.encode() + path.read_bytes())
    version = digest.hexdigest()[:12]
    kept = None if cache is None else Kept(cache, f"{version}{known.digest()}")
    practices = kept.read() if kept else None
    if practices is None:
        files = read_files(paths, known)
        practices = [file.to_domain() for file in files]
        if issues := _twice(practices):
            raise ContentError(issues)
        if kept:
            kept.write(files)
    return {practice.id: practice for practice in practices}, version


def read_files(paths: Iterable[Path], known: Known) -> list[PracticeFile]:
    """Return what single files hold, checked.

    Raises:
        ContentError: with every problem of every file.
    """
    files: list[PracticeFile] = []
    issues: list[Issue] = []
    for path in paths:
        try:
            files.append(read_practice(read_text(path), path, known))
        except UnreadableError as error:
            issues.append(error.issue)
        except ContentError as error:
            issues += error.issues
    if issues:
        raise ContentError(issues)
    return files


def read_practice(text: str, path: Path, known: Known) -> PracticeFile:
    """Return what one file holds, checked.

    Raises:
        ContentError: with every problem of the file.
        UnreadableError: the file is no usable YAML.
    """
    checker = Checker(f"{path.parent.name}/{path.name}", text)
    try:
        file = PracticeFile.model_validate(parse(text, checker.file))
    except ValidationError as error:
        checker.refused(error, practice_keys())
        raise ContentError(checker.issues) from None
    check_practice(file, checker, known)
    if file.id != path.stem:
        checker.add(
            ("id",),
            said("the id is not the file's name {name!r}", name=path.stem),
            said("make them the same"),
        )
    if file.kind == "practice" and known.framework.pillars.get(path.parent.name) is None:
        checker.add(
            (), said("the folder {name!r} is no pillar", name=path.parent.name), said("move the file")
        )
    if checker.issues:
        raise ContentError(checker.issues)
    return file


def _twice(practices: Iterable[Practice]) -> list[Issue]:
    issues, titles = [], dict[str, str]()
    for practice in practices:
        title = practice.facts.title.casefold()
        if title in titles:
            problem = said("the same title as {other}", other=titles[title])
            issues.append(
                _issue(practice.id, "facts.title", problem, said("merge them or tell them apart"))
            )
        titles[title] = practice.id
    return issues


def _issue(file: str, path: str, problem: Said, advice: Said) -> Issue:
    return Issue(file=file, path=path, problem=problem, advice=advice)
