"""How another instrument's indicators speak of our measures, and statuses from a copy of its data.

`data/framework/crosswalks/<name>.csv` holds the links, `<name>.yaml` says where the data are. The
data themselves stay with their publisher: a user brings a copy.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from engine.content.framework import read_data_file
from engine.content.tables import Row, build, table_issue
from engine.domain.content import Content
from engine.domain.profile import StateProfile
from engine.domain.vocabulary import MeasureId, StateCode, Status
from engine.errors import ContentError, Issue, ProfileError, Said, said


class Part(StrEnum):
    """The part of a measure that an indicator speaks of."""

    LAW = "law"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What one indicator says of one part of one measure.

    `is_full` where the indicator, when met, shows the whole part; else it shows a piece of it.
    `is_against` where it tells of a failing.
    """

    indicator: str
    measure: MeasureId
    part: Part
    is_full: bool
    is_against: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """The links of one instrument, and how its workbook is read.

    `names` are States by the workbook's own names; `unlinked` are indicators that speak of no
    measure, with why.
    """

    title: str
    year: int
    sheet: str
    country_column: str
    names: Mapping[str, StateCode]
    unlinked: Mapping[str, str]
    links: tuple[Link, ...]

    @property
    def indicators(self) -> frozenset[str]:
        """Return the indicators that are linked."""
        return frozenset(link.indicator for link in self.links)


def crosswalk_names(folder: Path) -> tuple[str, ...]:
    """Return the names of the crosswalks there are."""
    return tuple(sorted(path.stem for path in (folder / "crosswalks").glob("*.csv")))


def read_crosswalk(folder: Path, name: str, measures: Collection[MeasureId]) -> Crosswalk:
    """Return a crosswalk of a framework folder such as `data/framework`.

    Raises:
        ContentError: with every row that cannot be used or names no measure of `measures`.
    """
    known = crosswalk_names(folder)
    if name not in known:
        problem, advice = (
            said("there is no such crosswalk"),
            said("choose one of: {names}", names=", ".join(known)),
        )
        raise ContentError([Issue(file="crosswalks", path=name, problem=problem, advice=advice)])
    path = folder / "crosswalks" / f"{name}.csv"
    about = read_data_file(path.with_suffix(".yaml"))
    issues: list[Issue] = []
    links = build(path, ("indicator", "measure", "part", "link", "sense", "note"), _link, issues)
    issues += [
        table_issue(
            path, link.indicator, said("no such measure in the framework"), said("correct the row")
        )
        for link in links
        if link.measure not in measures
    ]
    if issues:
        raise ContentError(issues)
    return Crosswalk(
        title=about["title"],
        year=int(about["year"]),
        sheet=about["sheet"],
        country_column=about["country_column"],
        names={name: StateCode(code) for name, code in about["names"].items()},
        unlinked=about["unlinked"],
        links=tuple(links),
    )


def _link(row: Row) -> Link:
    return Link(
        indicator=row["indicator"],
        measure=MeasureId(row["measure"]),
        part=Part(row["part"]),
        is_full={"full": True, "part": False}[row["link"]],
        is_against={"against": True, "for": False}[row["sense"]],
        note=row["note"],
    )


def read_met(path: Path, crosswalk: Crosswalk, content: Content, state: StateCode) -> frozenset[str]:
    """Return the linked indicators that a user's workbook marks as met for a State.

    Raises:
        ProfileError: the file is no such workbook, or it does not hold the State.
    """
    header, rows = _sheet(path, crosswalk)
    names = {content.states[state].names["en"]} | {
        name for name, code in crosswalk.names.items() if code == state
    }
    place = header.index(crosswalk.country_column)
    row = next((row for row in rows if row[place] in names), None)
    if row is None:
        raise _refused(
            path,
            said("it does not hold {state}", state=state),
            said("fill in the measures by hand"),
        )
    values = {str(name): value for name, value in zip(header, row, strict=True) if name}
    return frozenset(code for code in crosswalk.indicators if _is_met(path, code, values[code]))


def _is_met(path: Path, code: str, value: object) -> bool:
    if value not in {-1, 0, 1}:
        raise _refused(
            path,
            said("{code} is {value!r}, not -1, 0 or 1", code=code, value=value),
            said("use the publisher's own file"),
        )
    return value != 0


def _sheet(path: Path, crosswalk: Crosswalk) -> tuple[list[Any], list[tuple[Any, ...]]]:
    """Return the header and the rows below it of the sheet that holds the indicators."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    own_file = said("use the publisher's own file")
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except OSError as error:
        problem = said("cannot read it: {reason}", reason=error.strerror or error)
        raise _refused(path, problem, said("check the name of the file")) from None
    except (BadZipFile, InvalidFileException, ValueError, KeyError):
        raise _refused(path, said("this is no Excel workbook"), own_file) from None
    if crosswalk.sheet not in book.sheetnames:
        raise _refused(path, said("it has no sheet {sheet!r}", sheet=crosswalk.sheet), own_file)
    rows = list(book[crosswalk.sheet].iter_rows(values_only=True))
    for number, row in enumerate(rows):
        if crosswalk.country_column in row:
            missing = sorted(crosswalk.indicators - set(map(str, row)))
            if not missing:
                return list(row), rows[number + 1 :]
            problem = said("column {columns} is missing", columns=", ".join(missing))
            raise _refused(path, problem, own_file)
    raise _refused(
        path, said("column {columns} is missing", columns=crosswalk.country_column), own_file
    )


def _refused(path: Path, problem: Said, advice: Said) -> ProfileError:
    return ProfileError([Issue(file=path.name, path="", problem=problem, advice=advice)])


def filled_statuses(
    profile: StateProfile, crosswalk: Crosswalk, met: Collection[str]
) -> tuple[StateProfile, tuple[MeasureId, ...]]:
    """Return the profile with what the met indicators show, and the measures that it fills.

    A part that the profile already tells is kept. A part is in place where a met indicator shows
    the whole of it and none tells of a failing, partly where some met indicator shows a piece;
    what no met indicator shows stays unknown, since "not met" may mean "no evidence found".
    """
    measures = dict(profile.measures)
    filled = []
    for measure in dict.fromkeys(link.measure for link in crosswalk.links):
        found = [link for link in crosswalk.links if link.measure == measure and link.indicator in met]
        old = profile.status_of(measure)
        law = old.law if old.law is not Status.UNKNOWN else _status(found, Part.LAW)
        practice = old.practice if old.practice is not Status.UNKNOWN else _status(found, Part.PRACTICE)
        if (law, practice) == (old.law, old.practice):
            continue
        parts = {Part.LAW: law != old.law, Part.PRACTICE: practice != old.practice}
        codes = sorted({link.indicator for link in found if parts[link.part]})
        cited = f"{crosswalk.title} (evidence to {crosswalk.year}): {', '.join(codes)}"
        source = "; ".join(filter(None, [old.source, cited]))
        measures[measure] = replace(old, law=law, practice=practice, source=source)
        filled.append(measure)
    return replace(profile, measures=measures), tuple(filled)


def _status(found: Collection[Link], part: Part) -> Status:
    told = [link for link in found if link.part is part]
    shown = [link for link in told if not link.is_against]
    if not shown:
        return Status.UNKNOWN
    is_whole = any(link.is_full for link in shown) and len(shown) == len(told)
    return Status.IN_PLACE if is_whole else Status.PARTLY
