"""Context of each State as rows of attribute, value, year and source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas

from engine.content.reference_build.sources import Row, Sources

_INFORM = {
    "population": ("Total Population", 0),
    "gdp_per_head_usd": ("GDP per capita (current US$)", 0),
    "government_effectiveness": ("Government Effectiveness", 2),
    "corruption_perception": ("Corruption Perception Index", 0),
    "human_development": ("Human Development Index", 3),
    "refugees": ("Refugees and asylum-seekers by country of asylum", 0),
    "internally_displaced": ("Internally displaced persons (IDPs)", 0),
}
_CONFLICT = (
    "National Power Conflict Intensity (Highly Violent)",
    "Subnational Conflict Intensity (Highly Violent)",
)
_COVERS = {"Yes": "yes", "Partially": "partly", "Does": "no"}


def context_rows(sources: Sources, states: Mapping[str, Row], choices: dict[str, Any]) -> list[Row]:
    """Return every known context value of the States; what is not known has no row."""
    rows = [
        *_income(sources),
        *_legal(sources, choices),
        *_inform(sources, choices),
        *_law(sources),
    ]
    known = [row for row in rows if row["iso3"] in states]
    return sorted(known, key=lambda row: (row["iso3"], row["attribute"]))


def _row(code: str, attribute: str, value: str, year: str, source: str) -> Row:
    return {
        "iso3": code,
        "attribute": attribute,
        "value": value,
        "year": year,
        "source": source,
    }


def _income(sources: Sources) -> Iterable[Row]:
    table = sources.sheet("world_bank_class").dropna(subset=["Income group"])
    for code, group in zip(table["Code"], table["Income group"], strict=True):
        value = group.removesuffix(" income").lower().replace(" ", "_")
        yield _row(code, "income_group", value, "FY2025", "world_bank_class")


def _legal(sources: Sources, choices: dict[str, Any]) -> Iterable[Row]:
    by_fips = {row["FIPS"].lower(): row["ISO3166-1-Alpha-3"] for row in sources.rows("country_codes")}
    for row in sources.rows("factbook"):
        code = by_fips.get(row["file"].rsplit("/", 1)[-1].removesuffix(".json"), "")
        value = legal_system(row["legal_system"])
        if value and code not in choices["legal_system"]:
            yield _row(code, "legal_system", value, "2026", "factbook")
    for code, corrected in choices["legal_system"].items():
        yield _row(code, "legal_system", corrected["value"], "2026", "factbook")


def legal_system(text: str) -> str:
    """Return the legal system a description names first, empty where it names none.

    >>> legal_system("mixed legal system of English common law and customary law; ICJ ...")
    'mixed'
    >>> legal_system("civil law system influenced by the French model")
    'civil'
    """
    first = text.split(";")[0].lower()
    if (
        first.startswith("mixed")
        or "mixed legal" in first
        or ("civil" in first and "common law" in first)
    ):
        return "mixed"
    found = {
        "civil": first.find("civil law"),
        "common": first.find("common law"),
        "religious": max(first.find("islamic"), first.find("sharia"), first.find("religious")),
        "customary": first.find("customary"),
    }
    places = {name: place for name, place in found.items() if place >= 0}
    if not places and "civil legal" in first:
        return "civil"
    return min(places, key=lambda name: places[name], default="")


def _inform(sources: Sources, choices: dict[str, Any]) -> Iterable[Row]:
    table = sources.sheet("inform", "Indicator Data", 1)
    years, table = table.iloc[0], table.iloc[3:]
    for _, line in table.iterrows():
        code = str(line["ISO3"])
        for attribute, (column, digits) in _INFORM.items():
            value = pandas.to_numeric(line[column], errors="coerce")
            if pandas.notna(value):
                yield _row(
                    code,
                    attribute,
                    _rounded(float(value), digits),
                    str(years[column]),
                    "inform",
                )
        yield from _derived(code, line, years, choices)


def _rounded(value: float, digits: int) -> str:
    return f"{value:.{digits}f}"


def _derived(
    code: str, line: pandas.Series[Any], years: pandas.Series[Any], choices: dict[str, Any]
) -> Iterable[Row]:
    """Yield displacement, conflict and internet as levels, by the limits of choices.yaml."""
    people, *moved = (
        pandas.to_numeric(line[_INFORM[name][0]], errors="coerce")
        for name in ("population", "refugees", "internally_displaced")
    )
    if pandas.notna(people) and any(map(pandas.notna, moved)):
        share = sum(float(number) for number in moved if pandas.notna(number)) / float(people)
        level = _level(share, choices["displacement_limits"])
        yield _row(code, "displacement", level, str(years[_INFORM["refugees"][0]]), "inform")
    intensity = [pandas.to_numeric(line[column], errors="coerce") for column in _CONFLICT]
    if all(map(pandas.notna, intensity)):
        value = "true" if max(map(float, intensity)) >= choices["conflict_from"] else "false"
        yield _row(code, "conflict_affected", value, str(years[_CONFLICT[0]]), "inform")
    users = pandas.to_numeric(line["Individuals using the Internet"], errors="coerce")
    if pandas.notna(users):
        level = _level(float(users), choices["internet_limits"])
        yield _row(code, "internet", level, str(years["Individuals using the Internet"]), "inform")


def _level(value: float, limits: list[float]) -> str:
    return ("none", "low", "medium", "high")[sum(value >= limit for limit in limits)]


def _law(sources: Sources) -> Iterable[Row]:
    table = sources.sheet("tip_legislation").dropna(subset=["TIME_PERIOD"])
    for _, line in table.iterrows():
        value = _COVERS.get(str(line["RAW_OBS_VALUE"]).split(maxsplit=1)[0].strip(","))
        if value:
            year = str(int(line["TIME_PERIOD"]))
            yield _row(
                str(line["COUNTRY_ISO_3"]),
                "law_covers_all_forms",
                value,
                year,
                "tip_legislation",
            )
