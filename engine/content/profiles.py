"""Reads State profiles from YAML or JSON, and writes them back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from engine.content.checking import Checker
from engine.content.textfile import UnreadableError, parse, read_text
from engine.domain.content import Content
from engine.domain.profile import Context, MeasureStatus, Patterns, Resources, StateProfile
from engine.domain.vocabulary import Amount, Level, MeasureId, StateCode, Status, Support
from engine.errors import Issue, ProfileError, said

_MAX_NOTE = 2_000


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False)


class _ContextFile(_Part):
    region: str | None = None
    income_group: str | None = None
    legal_system: str | None = None
    landlocked: Annotated[bool, Field(strict=True)] | None = None
    island: Annotated[bool, Field(strict=True)] | None = None
    conflict_affected: Annotated[bool, Field(strict=True)] | None = None
    displacement: Level = Level.UNKNOWN
    population: Annotated[float, Field(ge=1, le=3e9, allow_inf_nan=False)] | None = None
    regional_bodies: list[str] = []


class _ResourcesFile(_Part):
    budget_usd_per_year: Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False)] | None = None
    specialised_staff: Amount = Amount.UNKNOWN
    shelters: Amount = Amount.UNKNOWN
    labour_inspectors: Amount = Amount.UNKNOWN
    donor_support: Support = Support.UNKNOWN
    internet: Level = Level.UNKNOWN


class _PatternsFile(_Part):
    forms: dict[str, Level] = {}
    victim_groups: dict[str, Level] = {}
    flow_roles: list[str] = []
    sectors: list[str] = []


class _MeasureFile(_Part):
    law: Status = Status.UNKNOWN
    practice: Status = Status.UNKNOWN
    note: Annotated[str, Field(max_length=_MAX_NOTE)] = ""
    source: Annotated[str, Field(max_length=_MAX_NOTE)] = ""


class ProfileFile(_Part):
    """The schema of a State profile, version 1: what `data/profile.schema.json` publishes."""

    model_config = ConfigDict(extra="forbid", title="State profile", populate_by_name=True)

    schema_version: Annotated[Literal[1], Field(alias="schema")]
    state: str
    as_of: str | None = None
    context: _ContextFile = _ContextFile()
    resources: _ResourcesFile = _ResourcesFile()
    patterns: _PatternsFile = _PatternsFile()
    measures: dict[str, _MeasureFile] = {}
    sources: dict[str, Annotated[str, Field(max_length=_MAX_NOTE)]] = {}

    @field_validator("as_of")
    @classmethod
    def _is_date(cls, value: str | None) -> str | None:
        if value is not None:
            date.fromisoformat(value)
        return value


_KEYS = sorted({
    field.alias or name
    for model in (ProfileFile, _ContextFile, _ResourcesFile, _PatternsFile, _MeasureFile)
    for name, field in model.model_fields.items()
})


def load_profile(path: str | Path, content: Content | None = None) -> StateProfile:
    """Return the profile in a YAML or JSON file; a key left out is unknown.

    Args:
        path: the file.
        content: what codes are checked against; loaded when not given.

    Raises:
        ProfileError: with every problem of the file.
    """
    text = read_file(Path(path))
    if content is None:
        from engine.content.load import load_content  # imported late: most callers bring theirs

        content = load_content()
    return parse_profile(text, Path(path).name, content)


def read_file(path: Path) -> str:
    """Return the text of a profile or case file.

    Raises:
        ProfileError: it cannot be read.
    """
    try:
        return read_text(path)
    except UnreadableError as error:
        raise ProfileError([error.issue]) from None


def parse_profile(text: str, name: str, content: Content) -> StateProfile:
    """Return the profile in a text; `name` is what messages call it.

    Raises:
        ProfileError: with every problem of the text.
    """
    try:
        value = parse(text, name)
    except UnreadableError as error:
        raise ProfileError([error.issue]) from None
    return parse_profile_value(value, Checker(name, text), content)


def parse_profile_value(value: object, checker: Checker, content: Content) -> StateProfile:
    """Return the profile that a value holds; `checker` notes where its problems are.

    Raises:
        ProfileError: with every problem of the value.
    """
    if not isinstance(value, dict):
        checker.add((), said("this is no State profile"), said("start from `passerelle profile CODE`"))
        raise ProfileError(checker.issues)
    _drop_empty(value)
    try:
        file = ProfileFile.model_validate(value)
    except ValidationError as error:
        checker.refused(error, _KEYS)
        _check_codes(value, checker, content)
        raise ProfileError(sorted(checker.issues, key=lambda issue: issue.line or 0)) from None
    _check_codes(file.model_dump(mode="json"), checker, content)
    if checker.issues:
        raise ProfileError(checker.issues)
    return _to_domain(file)


def _drop_empty(value: dict[str, object]) -> None:
    """Take keys without a value as left out, as people write them while they fill a form."""
    for key in [key for key, inner in value.items() if inner is None]:
        del value[key]
    for inner in value.values():
        if isinstance(inner, dict):
            _drop_empty(inner)


def _check_codes(value: Mapping[str, object], checker: Checker, content: Content) -> None:
    words = content.vocabulary
    if isinstance(state := value.get("state"), str):
        checker.code(("state",), state, content.states, said("State code"))
    for section, key, vocabulary, what in (
        ("context", "region", "region", said("region")),
        ("context", "income_group", "income_group", said("income group")),
        ("context", "legal_system", "legal_system", said("legal system")),
        ("context", "regional_bodies", "", said("regional body")),
        ("patterns", "forms", "forms", said("form of exploitation")),
        ("patterns", "victim_groups", "victim_groups", said("victim group")),
        ("patterns", "flow_roles", "flow_roles", said("flow role")),
        ("patterns", "sectors", "sectors", said("sector")),
    ):
        part = value.get(section)
        given = part.get(key) if isinstance(part, dict) else None
        allowed = words.of(vocabulary) if vocabulary else tuple(content.bodies)
        if isinstance(given, str) and given != "unknown":
            checker.code((section, key), given, allowed, what)
        elif isinstance(given, list):
            checker.codes((section, key), [str(item) for item in given], allowed, what)
        elif isinstance(given, dict):
            for code in given:
                checker.code((section, key, code), str(code), allowed, what)
    measures = value.get("measures")
    for code in measures if isinstance(measures, dict) else ():
        checker.code(("measures", code), str(code), content.framework.measures, said("measure"))


def _to_domain(file: ProfileFile) -> StateProfile:
    context = file.context.model_dump()
    for key in ("region", "income_group", "legal_system"):
        context[key] = None if context[key] == "unknown" else context[key]
    patterns = file.patterns
    return StateProfile(
        state=StateCode(file.state),
        as_of=file.as_of,
        context=Context(**context | {"regional_bodies": tuple(file.context.regional_bodies)}),
        resources=Resources(**file.resources.model_dump()),
        patterns=Patterns(
            forms=patterns.forms,
            victim_groups=patterns.victim_groups,
            flow_roles=tuple(dict.fromkeys(patterns.flow_roles)),
            sectors=tuple(dict.fromkeys(patterns.sectors)),
        ),
        measures={
            MeasureId(code): MeasureStatus(**status.model_dump())
            for code, status in file.measures.items()
        },
        sources=file.sources,
    )


def profile_value(profile: StateProfile) -> dict[str, object]:
    """Return a profile as plain values in the order of the schema; what is unknown stays out."""
    patterns = {
        "forms": dict(profile.patterns.forms),
        "victim_groups": dict(profile.patterns.victim_groups),
        "flow_roles": list(profile.patterns.flow_roles),
        "sectors": list(profile.patterns.sectors),
    }
    value: dict[str, object] = {
        "schema": 1,
        "state": str(profile.state),
        "as_of": profile.as_of,
        "context": _known(asdict(profile.context)),
        "resources": _known(asdict(profile.resources)),
        "patterns": _known(patterns),
        "measures": {
            str(code): {key: str(inner) for key, inner in asdict(status).items() if inner}
            for code, status in sorted(profile.measures.items())
        },
        "sources": dict(profile.sources),
    }
    return {key: inner for key, inner in value.items() if inner not in (None, {})}


def _known(values: Mapping[str, object]) -> dict[str, object]:
    kept: dict[str, object] = {}
    for key, value in values.items():
        if value is None or value == "unknown" or value in ((), [], {}):
            continue
        if isinstance(value, dict):
            kept[key] = {code: str(level) for code, level in value.items()}
        elif isinstance(value, tuple):
            kept[key] = list(value)
        elif isinstance(value, float) and value.is_integer():
            kept[key] = int(value)
        else:
            kept[key] = str(value) if isinstance(value, str) else value
    return kept


def write_profile(profile: StateProfile, form: str = "yaml") -> str:
    """Return a profile as text, `form` yaml or json; reading it back gives the same profile."""
    value = profile_value(profile)
    if form == "json":
        return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=96)


_PERSONAL = (
    (re.compile(r"[\w.+-]+@[\w-]+\.\w+"), said("an e-mail address")),
    (
        re.compile(r"\+\d[\d ().-]{6,}\d|\b(?:\d[ .-]?){8}\d+\b"),
        said("a telephone or identity number"),
    ),
    (
        re.compile(r"(?i)\b(?:born|date of birth|d\.?o\.?b\.?|née? le|date de naissance)\b"),
        said("a date of birth"),
    ),
    (
        re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mme|Mlle|Madame|Monsieur|M\.)\s+[A-ZÀ-Þ][\w'’-]+"),
        said("a person's name"),
    ),
    (
        re.compile(
            r"(?i:\b(?:victim|survivor|victime|named|called|nommée?|appelée?)\b)\s+[A-ZÀ-Þ][a-zà-ÿ]+\s+[A-ZÀ-Þ]"
        ),
        said("a person's name"),
    ),
)


def personal_data(profile: StateProfile, name: str) -> list[Issue]:
    """Return a warning for each note that looks as if it held data about a person."""
    texts = {f"measures.{code}.note": status.note for code, status in profile.measures.items()}
    texts |= {f"measures.{code}.source": status.source for code, status in profile.measures.items()}
    return [
        Issue(
            file=name,
            path=path,
            problem=said("this looks like {what}", what=what),
            advice=said("keep personal data out; only aggregate figures and institutions belong here"),
        )
        for path, text in texts.items()
        for pattern, what in _PERSONAL
        if pattern.search(re.sub(r"https?://\S+", "", text))
    ]
