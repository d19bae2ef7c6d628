"""Shares of detected victims over the latest five reported years of each State, as intervals.

"<5" in the source means fewer than five and may mean none: it is the interval 0 to 4, and a share
the interval that follows. A category that a State never reported has no row: unknown, not zero.
Detection is not prevalence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from engine.content.reference_build.sources import Row, Sources

_YEARS = 5
_FORMS = {
    "Sexual exploitation": "sexual_exploitation",
    "Forced labour": "forced_labour",
    "Other forms of exploitation": "other",
}
_PERSONS = {
    ("Female", "18 years or over"): "women",
    ("Male", "18 years or over"): "men",
    ("Female", "0 to 17 years"): "girls",
    ("Male", "0 to 17 years"): "boys",
}
_OWN = ("nationals", "national", "own nationals", "own citizens", "citizens of your country")
_DAMAGED = 1_000_000
_STATES_FOR_ORIGIN = 3

Count = tuple[int, int]
Cells = dict[str, dict[int, dict[str, Count]]]


def pattern_rows(sources: Sources, states: Mapping[str, Row]) -> list[Row]:
    """Return shares by form and by sex and age, and the roles that citizenship tells."""
    lines = [
        line
        for line in sources.rows("glotip")
        if line["Indicator"] == "Detected trafficking victims" and line["Iso3_code"] in states
    ]
    forms: Cells = defaultdict(lambda: defaultdict(dict))
    persons: Cells = defaultdict(lambda: defaultdict(dict))
    for line in lines:
        count, year = interval(line["txtVALUE"]), int(line["Year"])
        if count is None:
            continue
        if line["Dimension"] == "by form of exploitation" and (line["Sex"], line["Age"]) == (
            "Total",
            "Total",
        ):
            forms[line["Iso3_code"]][year][_FORMS[line["Category"]]] = count
        person = _PERSONS.get((line["Sex"], line["Age"]))
        if line["Dimension"] == "Total" and person:
            persons[line["Iso3_code"]][year][person] = count
    rows = [*_shares("form", forms), *_shares("sex_age", persons), *_flows(lines, states)]
    return sorted(rows, key=lambda row: (row["iso3"], row["dimension"], row["code"]))


def interval(text: str) -> Count | None:
    """Return a count as an interval; None for a damaged cell (a date read as a number).

    >>> interval("<5"), interval("1,192"), interval("6,112,019")
    ((0, 4), (1192, 1192), None)
    """
    if text == "<5":
        return 0, 4
    number = int(text.replace(",", ""))
    return None if number >= _DAMAGED else (number, number)


def _shares(dimension: str, cells: Cells) -> Iterable[Row]:
    for code, by_year in cells.items():
        years = sorted(by_year)[-_YEARS:]
        totals: dict[str, Count] = {}
        for year in years:
            for category, (low, high) in by_year[year].items():
                before = totals.get(category, (0, 0))
                totals[category] = (before[0] + low, before[1] + high)
        all_low, all_high = (sum(count[end] for count in totals.values()) for end in (0, 1))
        for category, (low, high) in totals.items():
            least = low / (low + all_high - high) if low else 0.0
            most = high / (high + all_low - low) if high else 0.0
            yield _row(code, dimension, category, (least, most), (years[0], years[-1], len(years)))


def _row(
    code: str,
    dimension: str,
    category: str,
    share: tuple[float, float] | None,
    years: tuple[int, int, int],
) -> Row:
    first, last, reports = years
    return {
        "iso3": code,
        "dimension": dimension,
        "code": category,
        "share_low": "" if share is None else f"{share[0]:.3f}",
        "share_high": "" if share is None else f"{share[1]:.3f}",
        "first_year": str(first),
        "last_year": str(last),
        "reports": str(reports),
    }


def _flows(lines: Iterable[Row], states: Mapping[str, Row]) -> Iterable[Row]:
    """Yield the roles that the citizenship of detected victims tells, by exact names only.

    Own citizens make a State domestic, citizens of another State make it destination (where at
    least one victim is certain), and citizens detected by three or more other States make theirs
    origin.
    """
    codes = {row["name_en"].casefold(): code for code, row in states.items()}
    seen: dict[tuple[str, str], set[int]] = defaultdict(set)
    abroad: dict[str, dict[str, int]] = defaultdict(dict)
    for line in lines:
        here, year = line["Iso3_code"], int(line["Year"])
        citizen, low = _citizen(line, codes)
        if citizen is None:
            continue
        if citizen != here:
            abroad[citizen][here] = max(year, abroad[citizen].get(here, 0))
        if low > 0:
            seen[here, "domestic" if citizen == here else "destination"].add(year)
    for (code, role), found in seen.items():
        years = sorted(found)[-_YEARS:]
        yield _row(code, "flow", role, None, (years[0], years[-1], len(years)))
    for code, reporters in abroad.items():
        if len(reporters) >= _STATES_FOR_ORIGIN:
            years = sorted(reporters.values())
            yield _row(code, "flow", "origin", None, (years[0], years[-1], len(reporters)))


def _citizen(line: Row, codes: Mapping[str, str]) -> tuple[str | None, int]:
    """Return whose citizens a row counts, None where it does not say, and how many at least."""
    count = interval(line["txtVALUE"])
    if line["Dimension"] != "by citizenship" or count is None:
        return None, 0
    category = line["Category"].strip().casefold()
    return (line["Iso3_code"] if category in _OWN else codes.get(category)), count[0]
