"""Reads and checks `data/catalogue/<pillar>/<id>.yaml`."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from engine.content.checking import Checker
from engine.content.practice_file import PracticeFile, practice_keys
from engine.content.textfile import UnreadableError, parse, read_text
from engine.domain.framework import Framework
from engine.domain.practice import Practice
from engine.domain.vocabulary import Effect, PracticeId, Vocabulary
from engine.errors import ContentError, Issue, Said, said


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The codes a practice may name."""

    framework: Framework
    vocabulary: Vocabulary
    institutions: Collection[str]
    places: Collection[str]


def read_catalogue(folder: Path, known: Known) -> tuple[Mapping[PracticeId, Practice], str]:
    """Return the practices by id and the version of the catalogue: a digest of its files.

    Raises:
        ContentError: with every problem of every file.
    """
    paths = sorted(folder.glob("*/*.yaml"), key=lambda path: path.stem)
    issues: list[Issue] = []
    practices: dict[PracticeId, Practice] = {}
    digest = hashlib.sha256()
    for path in paths:
        try:
            text = read_text(path)
            digest.update(path.stem.encode() + text.encode())
            practice = read_practice(text, path, known)
        except UnreadableError as error:
            issues.append(error.issue)
        except ContentError as error:
            issues += error.issues
        else:
            practices[practice.id] = practice
    if not paths:
        issues.append(
            _issue(folder.name, "", said("the catalogue is empty"), said("restore data/catalogue"))
        )
    issues += _twice(practices.values())
    if issues:
        raise ContentError(issues)
    return practices, digest.hexdigest()[:12]


def read_practice(text: str, path: Path, known: Known) -> Practice:
    """Return the practice in one file.

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
    _check_codes(file, checker, known)
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
    return file.to_domain()


def _check_codes(file: PracticeFile, checker: Checker, known: Known) -> None:
    words, facts, judged = known.vocabulary, file.facts, file.judgement
    measures = known.framework.measures
    checker.codes(("facts", "places"), facts.places, known.places, "place")
    checker.code(("facts", "region"), facts.region, (*words.of("region"), "global"), "region")
    for name in ("forms", "victim_groups", "flow_roles", "sectors"):
        checker.codes(("facts", name), getattr(facts, name), words.of(name), name.rstrip("s"))
    checker.codes(("judgement", "relies_on"), judged.relies_on, known.institutions, "institution")
    for number, served in enumerate(judged.measures):
        checker.code(("judgement", "measures", number, "measure"), served.measure, measures, "measure")
    for number, need in enumerate(judged.prerequisites):
        if need.measure is not None:
            path = ("judgement", "prerequisites", number, "measure")
            checker.code(path, need.measure, measures, "measure")
    if judged.effect is Effect.NEGATIVE and file.kind == "practice":
        problem = said("a practice with no effect or a harmful one would be suggested")
        checker.add(("judgement", "effect"), problem, said("make its kind a warning"))
    for number, step in enumerate(judged.core_steps):
        if step > len(judged.steps):
            checker.add(
                ("judgement", "core_steps", number),
                said("there is no step {step}", step=step),
                said("count from 1"),
            )


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
