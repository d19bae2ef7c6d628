"""Reads the source data that the models learn from; none of their values leaves this package."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from engine.content.crosswalk import Crosswalk
from engine.content.prefill import prefilled
from engine.domain.content import Content
from engine.domain.profile import MeasureStatus, StateProfile
from engine.domain.table import Numbers
from engine.domain.vocabulary import MeasureId, StateCode, Status
from engine.errors import EngineError, Issue, said
from engine.matching.attainability import ContextColumn, context_columns, context_rows

FILES = {
    "gsi2023": "data/gsi2023/gov_response_indicators.csv",
    "hti": "data/hti/HTI.csv",
    "expert": "expert/dev.jsonl",
}
"""Where each source lies in the folder given by `--sources`."""

LARGELY = 0.5
"""A measure is largely in place where at least this share of its indicators is met."""

_FEWEST = 5
_TERRITORIES = {"Hong Kong", "Kosovo", "Taiwan"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """Which indicators of a government's response States meet, with the setting of each State.

    `setting` is (s, f), `met` (s, i) of 0 and 1, `activity` (i,) the group that an indicator belongs
    to, `region` (s,) the region by the publisher.
    """

    states: tuple[StateCode, ...]
    region: NDArray[np.str_]
    columns: tuple[ContextColumn, ...]
    setting: Numbers
    indicators: tuple[str, ...]
    activity: NDArray[np.str_]
    met: Numbers


def read_gsi2023(folder: Path, content: Content, crosswalk: Crosswalk) -> Response:
    """Return Walk Free's indicators of 2023 that tell of something in place and vary between States.

    An indicator that fewer than five States meet, or fewer than five do not, is left out, and so are
    three territories of which the reference data say nothing.

    Raises:
        EngineError: the file is missing, or it names a State that is not known.
    """
    rows = read_rows(folder / FILES["gsi2023"])
    names = {state.names["en"]: code for code, state in content.states.items()} | dict(crosswalk.names)
    rows = [row for row in rows if row["Country"] not in _TERRITORIES]
    strange = [row["Country"] for row in rows if row["Country"] not in names]
    if strange:
        raise unusable(folder / FILES["gsi2023"], f"{strange[0]!r}")
    codes = [name for name in rows[0] if name.startswith("M") and not name.endswith("NEG")]
    met = np.array([[float(row[code]) for code in codes] for row in rows])
    varies = np.minimum(met.sum(axis=0), len(met) - met.sum(axis=0)) >= _FEWEST
    states = tuple(names[row["Country"]] for row in rows)
    columns, setting = settings(content, states)
    kept = tuple(code for code, is_kept in zip(codes, varies, strict=True) if is_kept)
    return Response(
        states=states,
        region=np.array([row["Region"] for row in rows]),
        columns=columns,
        setting=setting,
        indicators=kept,
        activity=np.array([code[:4] for code in kept]),
        met=met[:, varies],
    )


def settings(
    content: Content, states: Sequence[StateCode]
) -> tuple[tuple[ContextColumn, ...], Numbers]:
    """Return the columns of the setting and their values for States, (s, f), from reference data."""
    table = content.state_table
    columns = context_columns(table, content.rules)
    place = {code: row for row, code in enumerate(table.codes)}
    return columns, context_rows(columns, table.attributes, table.values[[place[c] for c in states]])


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureShares:
    """How far States have the measures that indicators speak of: `share` (s, m), 0 to 1.

    Measures of one group in `group` (m,) share an indicator: what tells of one tells of the other.
    """

    measures: tuple[MeasureId, ...]
    share: Numbers
    group: NDArray[np.str_]


def measure_shares(
    response: Response, crosswalk: Crosswalk, *, only_full: bool = False
) -> MeasureShares:
    """Return the share of its linked indicators that each State meets, by measure.

    An indicator that shows the whole of a part counts twice. With `only_full`, links that show a
    piece are left out.
    """
    place = {code: column for column, code in enumerate(response.indicators)}
    links = [
        link
        for link in crosswalk.links
        if link.indicator in place and not link.is_against and (link.is_full or not only_full)
    ]
    measures = tuple(dict.fromkeys(link.measure for link in links))
    weight = np.zeros((len(response.indicators), len(measures)))
    for link in links:
        weight[place[link.indicator], measures.index(link.measure)] += 2.0 if link.is_full else 1.0
    _, group = connected_components(weight.T @ weight)
    return MeasureShares(
        measures=measures,
        share=response.met @ (weight / weight.sum(axis=0)),
        group=group.astype(np.str_),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended:
    """What a published edition recommends to one State, with the profile that goes with it."""

    profile: StateProfile
    measures: frozenset[MeasureId]


def read_expert(folder: Path, content: Content) -> list[Recommended]:
    """Return the labelled States, each with its profile from reference data.

    What the edition says of measures is all that the profile says of them: a named shortfall makes
    the practice of a measure absent, or partly in place where the edition also tells of
    achievements.

    Raises:
        EngineError: the file is missing or a line cannot be read.
    """
    path = folder / FILES["expert"]
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        records = [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise unusable(path, str(error)) from None
    found = []
    for record in records:
        practice = dict.fromkeys(record["shortfalls"], Status.ABSENT)
        practice |= dict.fromkeys(record["partly"], Status.PARTLY)
        practice |= dict.fromkeys(record["in_place"], Status.IN_PLACE)
        profile = prefilled(content, record["iso3"], f"{record['year']}-12-31")
        measures = {MeasureId(code): MeasureStatus(practice=s) for code, s in practice.items()}
        found.append(
            Recommended(
                profile=replace(profile, measures=measures),
                measures=frozenset(MeasureId(row["measure"]) for row in record["recommended"]),
            )
        )
    return found


def read_rows(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    """Return the rows of a CSV file.

    Raises:
        EngineError: the file cannot be read.
    """
    try:
        with path.open(encoding=encoding, newline="") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        raise unusable(path, error.strerror or str(error)) from None


def unusable(path: Path, detail: str) -> EngineError:
    """Return the error that a source file cannot be used."""
    return EngineError([
        Issue(
            file=path.name,
            path="",
            problem=said("cannot be used: {detail}", detail=detail),
            advice=said("give the folder that holds the source data with --sources"),
        )
    ])
