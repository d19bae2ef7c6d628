"""Reads `data/reference/`: States, their context, treaties, patterns and regional bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from engine.content.framework import read_data_file
from engine.content.tables import Row, build
from engine.domain.state import (
    ContextValue,
    Datum,
    PatternShare,
    RegionalBody,
    State,
    TreatyStatus,
)
from engine.domain.vocabulary import StateCode
from engine.errors import ContentError, Issue

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
Value = TypeVar("Value")


def read_states(folder: Path, bodies: Mapping[str, RegionalBody]) -> Mapping[StateCode, State]:
    """Return the member and observer States by code, in the order of the code.

    Raises:
        ContentError: with every row that cannot be used.
    """
    issues: list[Issue] = []
    context = _grouped(build(folder / "context.csv", ("iso3", "attribute"), _datum, issues))
    treaties = _grouped(build(folder / "treaties.csv", ("iso3", "instrument"), _treaty, issues))
    patterns = _grouped(build(folder / "patterns.csv", ("iso3", "dimension"), _pattern, issues))

    def state(row: Row) -> State:
        code = StateCode(row["iso3"])
        own = {"landlocked": row["landlocked"] == "true", "island": row["island"] == "true"}
        geography = {
            name: Datum(value=value, year="", source="geography") for name, value in own.items()
        }
        return State(
            code=code,
            names={language: row[f"name_{language}"] for language in LANGUAGES},
            is_observer=row["membership"] == "observer",
            region=row["region"],
            subregion=row["m49_subregion"],
            regional_group=row["un_regional_group"],
            bodies=tuple(body.id for body in bodies.values() if code in body.members),
            context=dict(context[code]) | geography,
            treaties=dict(treaties[code]),
            patterns=tuple(patterns[code]),
        )

    states = build(folder / "states.csv", ("iso3", "region", "name_en"), state, issues)
    if issues:
        raise ContentError(issues)
    return {state.code: state for state in states}


def _grouped(pairs: Iterable[tuple[str, Value]]) -> defaultdict[str, list[Value]]:
    groups: defaultdict[str, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


_NUMBERS = {
    "population",
    "gdp_per_head_usd",
    "government_effectiveness",
    "corruption_perception",
    "human_development",
    "refugees",
    "internally_displaced",
}


def _datum(row: Row) -> tuple[str, tuple[str, Datum]]:
    value: ContextValue = row["value"]
    if row["attribute"] in _NUMBERS:
        value = float(row["value"])
    elif value in {"true", "false"}:
        value = value == "true"
    return row["iso3"], (
        row["attribute"],
        Datum(value=value, year=row["year"], source=row["source"]),
    )


def _treaty(row: Row) -> tuple[str, tuple[str, TreatyStatus]]:
    status = TreatyStatus(
        signed=row["signed"] or None,
        joined=row["joined"] or None,
        act=row["act"],
        list_date=row["list_date"],
    )
    return row["iso3"], (row["instrument"], status)


def _pattern(row: Row) -> tuple[str, PatternShare]:
    return row["iso3"], PatternShare(
        dimension=row["dimension"],
        code=row["code"],
        low=float(row["share_low"]) if row["share_low"] else None,
        high=float(row["share_high"]) if row["share_high"] else None,
        first_year=int(row["first_year"]),
        last_year=int(row["last_year"]),
        reports=int(row["reports"]),
    )


def read_bodies(folder: Path) -> Mapping[str, RegionalBody]:
    """Return the regional bodies and instruments by id."""
    rows = read_data_file(folder / "bodies.yaml")["bodies"]
    return {
        row["id"]: RegionalBody(
            id=row["id"],
            names={"en": row["name_en"], "fr": row["name_fr"]},
            kind=row["kind"],
            mark=row["mark"],
            members=tuple(row["members"]),
            expected=row["expected"],
            source=row["source"],
        )
        for row in rows
    }


def read_territories(folder: Path) -> Mapping[str, Mapping[str, str]]:
    """Return the names of places that are no member or observer State, by code and language."""
    issues: list[Issue] = []
    rows = build(
        folder / "territories.csv",
        ("iso3", "name_en", "name_fr"),
        lambda row: (row["iso3"], {"en": row["name_en"], "fr": row["name_fr"]}),
        issues,
    )
    if issues:
        raise ContentError(issues)
    return dict(rows)


def read_citations(folder: Path) -> Mapping[str, str]:
    """Return publisher and title of each source of the reference data, by its id in `origin.yaml`."""
    sources = read_data_file(folder / "origin.yaml")["sources"]
    return {row["id"]: f"{row['publisher']}, {row['title']}" for row in sources}
