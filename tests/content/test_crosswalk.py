"""What an index says of our measures: every indicator looked at, nothing told twice, unknown kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from engine.content.crosswalk import (
    crosswalk_names,
    filled_statuses,
    read_crosswalk,
    read_met,
)
from engine.content.prefill import prefilled
from engine.domain.profile import MeasureStatus
from engine.domain.vocabulary import MeasureId, StateCode, Status
from engine.errors import ContentError, ProfileError
from engine.paths import DATA

FOLDER = DATA / "framework"
SOURCE = Path("../shared/data/gsi2023/2023-Global-Slavery-Index-Data.xlsx")


@pytest.fixture(scope="module")
def walk(content):
    return read_crosswalk(FOLDER, "gsi2023", content.framework.measures)


@pytest.fixture
def empty(content):
    return replace(prefilled(content, "MWI", "2026-11-25"), measures={})


def book(path: Path, walk, country="Malawi", sheet=None, **values) -> Path:
    """Write a small workbook with the layout of the real one."""
    made = Workbook()
    page = made.active
    page.title = sheet or walk.sheet
    codes = sorted(walk.indicators)
    page.append([None])
    page.append(["Region", walk.country_column, *codes])
    page.append(["Africa", country, *(values.get(code, 0) for code in codes)])
    made.save(path)
    return path


def test_there_is_one_crosswalk():
    assert crosswalk_names(FOLDER) == ("gsi2023",)


def test_an_indicator_is_linked_or_left_out_with_a_reason(walk):
    assert not walk.indicators & set(walk.unlinked)
    pairs = [(link.indicator, link.measure, link.part) for link in walk.links]
    assert len(pairs) == len(set(pairs))
    for link in walk.links:
        assert link.is_against == link.indicator.endswith("NEG")
        assert not (link.is_against and link.is_full)
    assert len(walk.indicators) + len(walk.unlinked) == 141


def test_every_name_is_of_a_state(content, walk):
    assert set(walk.names.values()) <= set(content.states)


@pytest.mark.skipif(not SOURCE.exists(), reason="needs the source data beside the checkout")
def test_the_real_workbook_is_read(content, walk):
    for code in ("MWI", *walk.names.values()):
        met = read_met(SOURCE, walk, content, StateCode(code))
        assert met < walk.indicators
        profile = replace(prefilled(content, code, "2026-11-25"), measures={})
        filled, measures = filled_statuses(profile, walk, met)
        assert set(filled.measures) == set(measures) <= set(content.framework.measures)
        assert all(status.source.count("Walk Free") == 1 for status in filled.measures.values())
    with pytest.raises(ProfileError, match="does not hold TUV"):
        read_met(SOURCE, walk, content, StateCode("TUV"))


def test_not_met_stays_unknown_and_pieces_are_partly(content, walk, empty, tmp_path):
    path = book(tmp_path / "b.xlsx", walk, M1121=1, M2311=1, M2312NEG=-1, M1235NEG=-1, M3121=1, M2212=1)
    met = read_met(path, walk, content, empty.state)
    filled, measures = filled_statuses(empty, walk, met)
    told = {code: (status.law, status.practice) for code, status in filled.measures.items()}
    unknown = Status.UNKNOWN
    assert told == {
        "PT-04": (unknown, Status.PARTLY),
        "PR-15": (unknown, Status.PARTLY),
        "NC-03": (unknown, Status.IN_PLACE),
        "PT-15": (Status.IN_PLACE, unknown),
    }
    assert set(measures) == set(told)
    assert filled.measures[MeasureId("PR-15")].source.endswith("M2311, M2312NEG")


def test_a_failing_keeps_a_whole_part_from_being_in_place(content, walk, empty):
    full, _ = filled_statuses(empty, walk, {"M1322"})
    torn, _ = filled_statuses(empty, walk, {"M1322", "M1217NEG"})
    assert full.status_of(MeasureId("PT-06")).practice is Status.IN_PLACE
    assert torn.status_of(MeasureId("PT-06")).practice is Status.PARTLY


def test_what_the_profile_tells_is_kept(content, walk, empty):
    said = MeasureStatus(law=Status.ABSENT, note="our own view", source="ministry")
    told = replace(empty, measures={MeasureId("PT-15"): said, MeasureId("NC-03"): said})
    filled, measures = filled_statuses(told, walk, {"M2212", "M3121"})
    assert filled.measures[MeasureId("PT-15")] == said
    assert measures == ("NC-03",)
    status = filled.measures[MeasureId("NC-03")]
    assert (status.law, status.practice, status.note) == (
        Status.ABSENT,
        Status.IN_PLACE,
        "our own view",
    )
    assert status.source.startswith("ministry; Walk Free")
    again, nothing = filled_statuses(filled, walk, {"M2212", "M3121"})
    assert (again, nothing) == (filled, ())


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda path, walk: path, "cannot read it"),
        (lambda path, walk: path.write_bytes(b"no zip") and path, "no Excel workbook"),
        (lambda path, walk: ZipFile(path, "w").close() or path, "no Excel workbook"),
        (lambda path, walk: book(path, walk, sheet="Other"), "no sheet"),
        (lambda path, walk: book(path, walk, country="Zambia"), "does not hold MWI"),
        (lambda path, walk: book(path, walk, M1121="yes"), "M1121 is 'yes'"),
    ],
)
def test_another_file_is_refused_in_one_line(content, walk, empty, tmp_path, make, problem):
    path = make(tmp_path / "b.xlsx", walk)
    with pytest.raises(ProfileError, match=problem) as caught:
        read_met(path, walk, content, empty.state)
    assert len(caught.value.issues) == 1


def test_a_missing_column_is_named(content, walk, empty, tmp_path):
    path = tmp_path / "b.xlsx"
    made = Workbook()
    made.active.title = walk.sheet
    made.active.append(["Region", walk.country_column, *sorted(walk.indicators - {"M3121"})])
    made.save(path)
    with pytest.raises(ProfileError, match="column M3121 is missing"):
        read_met(path, walk, content, empty.state)


def test_an_unknown_instrument_is_told(content):
    with pytest.raises(ContentError, match="no such crosswalk; choose one of: gsi2023"):
        read_crosswalk(FOLDER, "other", content.framework.measures)
