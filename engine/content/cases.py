"""Reads case files from YAML or JSON, older ones too, and writes them back."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.content.checking import Checker
from engine.content.plans import PLAN_KEYS, PlanFile, check_plan, plan_of
from engine.content.profiles import parse_profile_value, profile_value, read_file
from engine.content.textfile import UnreadableError, parse
from engine.domain.case import Case
from engine.domain.content import Content
from engine.domain.vocabulary import MeasureId, PracticeId, StateCode
from engine.errors import ProfileError, said
from engine.matching.fit import CRITERIA as FIT
from engine.matching.priority import CRITERIA as PRIORITY
from engine.planning.values import plan_value

SCHEMA = 2
"""The schema of a case file. A State profile (schema 1) is a case of which nothing else is known."""

CRITERIA: Mapping[str, tuple[str, ...]] = {"priority": PRIORITY, "fit": FIT}

_MAX_TEXT = 2_000
_MAX_POINTS = 100
_Text = Annotated[str, Field(max_length=_MAX_TEXT)]
_Points = Annotated[float, Field(ge=0, le=_MAX_POINTS, allow_inf_nan=False)]


class CaseFile(BaseModel):
    """The schema of a case file, version 2."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, title="Case")

    schema_version: Annotated[Literal[2], Field(alias="schema")]
    name: Annotated[str, Field(max_length=200)] = ""
    profile: dict[str, Any]
    kept: dict[str, dict[str, _Text]] = {}
    compared: list[str] = []
    peers: list[str] | None = None
    weights: dict[Literal["priority", "fit"], dict[str, _Points]] = {}
    plan: PlanFile | None = None


_KEYS = (*(field.alias or name for name, field in CaseFile.model_fields.items()), *PLAN_KEYS)


def parse_case(text: str, name: str, content: Content) -> Case:
    """Return the case in a text; `name` is what messages call it. A profile is a case too.

    Raises:
        ProfileError: with every problem of the text.
    """
    try:
        value = parse(text, name)
    except UnreadableError as error:
        raise ProfileError([error.issue]) from None
    checker = Checker(name, text)
    if isinstance(value, dict) and value.get("schema") == 1:
        return Case(profile=parse_profile_value(value, checker, content))
    return _from_value(value, checker, content)


def load_case(path: Path, content: Content) -> Case:
    """Return the case, or the profile as a case, in a YAML or JSON file.

    Raises:
        ProfileError: with every problem of the file.
    """
    return parse_case(read_file(path), path.name, content)


def case_from_value(value: Mapping[str, Any], name: str, content: Content) -> Case:
    """Return the case that a value of schema 2 holds.

    Raises:
        ProfileError: with every problem of the value.
    """
    return _from_value(value, Checker(name, ""), content)


def _from_value(value: object, checker: Checker, content: Content) -> Case:
    if not isinstance(value, dict):
        checker.add((), said("this is no case file"), said("open a file that Passerelle wrote"))
        raise ProfileError(checker.issues)
    try:
        file = CaseFile.model_validate(value)
    except ValidationError as error:
        checker.refused(error, _KEYS)
        raise ProfileError(checker.issues) from None
    _check_codes(file, checker, content)
    if checker.issues:
        raise ProfileError(checker.issues)
    return Case(
        profile=parse_profile_value(file.profile, checker.under("profile"), content),
        name=file.name,
        kept={
            (MeasureId(measure), PracticeId(practice)): note
            for measure, practices in file.kept.items()
            for practice, note in practices.items()
        },
        compared=tuple(map(PracticeId, file.compared)),
        peers=None if file.peers is None else tuple(map(StateCode, file.peers)),
        weights={str(kind): points for kind, points in file.weights.items()},
        plan=None if file.plan is None else plan_of(file.plan),
    )


def _check_codes(file: CaseFile, checker: Checker, content: Content) -> None:
    practices: Collection[str] = content.catalogue
    for measure, kept in file.kept.items():
        checker.code(("kept", measure), measure, content.framework.measures, said("measure"))
        for practice in kept:
            checker.code(("kept", measure, practice), practice, practices, said("practice"))
    checker.codes(("compared",), file.compared, practices, said("practice"))
    checker.codes(("peers",), file.peers or (), content.states, said("State code"))
    if file.plan is not None:
        inner = checker.under("plan")
        check_plan(file.plan, inner, content)
        checker.issues += inner.issues
    for kind, points in file.weights.items():
        for criterion in points:
            checker.code(("weights", kind, criterion), criterion, CRITERIA[kind], said("criterion"))


def case_value(case: Case) -> dict[str, Any]:
    """Return a case as plain values in the order of the schema; what is empty stays out."""
    kept: dict[str, dict[str, str]] = {}
    for (measure, practice), note in sorted(case.kept.items()):
        kept.setdefault(str(measure), {})[str(practice)] = note
    value: dict[str, Any] = {
        "schema": SCHEMA,
        "name": case.name,
        "profile": profile_value(case.profile),
        "kept": kept,
        "compared": list(map(str, case.compared)),
        "peers": None if case.peers is None else list(map(str, case.peers)),
        "weights": {kind: dict(points) for kind, points in case.weights.items() if points},
        "plan": None if case.plan is None else plan_value(case.plan),
    }
    return {key: inner for key, inner in value.items() if inner not in (None, "", {}, [])} | (
        {"peers": []} if case.peers == () else {}
    )


def write_case(case: Case, form: str = "yaml") -> str:
    """Return a case as text, `form` yaml or json; reading it back gives the same case."""
    if form == "json":
        return json.dumps(case_value(case), ensure_ascii=False, indent=2) + "\n"
    return yaml.safe_dump(case_value(case), allow_unicode=True, sort_keys=False, width=96)
