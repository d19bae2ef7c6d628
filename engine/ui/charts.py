"""Charts: few colours, each with words beside it; whoever draws one adds its table."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair
import pandas
import streamlit as st

from engine.domain.advice import Score
from engine.domain.vocabulary import Status
from engine.paths import DATA
from engine.ui import session

_FOR, _AGAINST = "#2f7fb5", "#b8573c"
_SHADES = ["#e3edf4", "#9cc3dd", "#4c93c0", "#1f5f8b"]
_STATUS_COLOURS = {
    Status.IN_PLACE: "#1f5f8b",
    Status.PARTLY: "#7fb2d3",
    Status.ABSENT: "#b8573c",
    Status.UNKNOWN: "#b9c2cb",
    Status.NOT_APPLICABLE: "#e3e7eb",
}
_ROW = 26
_MAP = DATA / "map"


def score_chart(score: Score, label: str) -> None:
    """Draw what each criterion adds to or takes from a score; the words beside it say the same."""
    if not score.contributions:
        return
    texts = session.texts()
    frame = pandas.DataFrame({
        "criterion": [texts.name("criteria", part.criterion) for part in score.contributions],
        "points": [part.value for part in score.contributions],
    })
    bars = (
        altair
        .Chart(frame)
        .mark_bar(cornerRadiusEnd=2)
        .encode(
            x=altair.X("points:Q", title=texts("ui.points")),
            y=altair.Y("criterion:N", sort=None, title=None, axis=altair.Axis(labelLimit=220)),
            color=altair.condition("datum.points > 0", altair.value(_FOR), altair.value(_AGAINST)),
            tooltip=["criterion", "points"],
        )
    )
    st.altair_chart(
        bars.properties(height=altair.Step(_ROW)),
        width="stretch",
        alt=texts.labelled(label, score_sum(score)),
    )


def score_sum(score: Score) -> str:
    """Return a score as the sum it is: 61.25 = 50 + 8 + 3.25."""
    texts = session.texts()
    parts = "".join(
        f" {'+' if part.value > 0 else '−'} {texts.number(abs(part.value))}"
        for part in score.contributions
    )
    return f"{texts.number(score.value)} = {texts.number(score.base)}{parts}"


def status_heat_map(counts: Mapping[tuple[Status, Status], int], title: str) -> None:
    """Draw how many measures have each status in law (rows) and in practice (columns)."""
    texts = session.texts()
    order = [texts_name(status) for status in Status]
    scale = altair.Scale(domain=order)
    rows = [
        {"law": texts_name(law), "practice": texts_name(practice), "count": count}
        for (law, practice), count in counts.items()
    ]
    base = altair.Chart(pandas.DataFrame(rows)).encode(
        x=altair.X(
            "practice:N",
            scale=scale,
            title=texts("cli.practice"),
            axis=altair.Axis(
                labelAngle=0,
                orient="top",
                labelOverlap=False,
                labelExpr="split(datum.label, ' ')",
            ),
        ),
        y=altair.Y("law:N", scale=scale, title=texts("cli.law")),
    )
    cells = base.mark_rect(stroke="white").encode(
        color=altair.Color("count:Q", legend=None, scale=altair.Scale(range=_SHADES, type="symlog"))
    )
    dark = altair.condition("datum.count > 8", altair.value("white"), altair.value("#14212b"))
    numbers = base.mark_text(fontSize=14).encode(text="count:Q", color=dark)
    st.altair_chart((cells + numbers).properties(height=230), width="stretch", alt=title)


def texts_name(status: Status) -> str:
    """Return a status in words."""
    return session.texts().name("status", status)


def balance(rows: Sequence[Mapping[str, object]], title: str) -> None:
    """Draw shares of statuses by principle; rows hold principle, status (name), order and count."""
    names = [texts_name(status) for status in Status]
    bars = (
        altair
        .Chart(pandas.DataFrame(rows))
        .mark_bar()
        .encode(
            x=altair.X("count:Q", stack="normalize", title=None, axis=altair.Axis(format="%")),
            y=altair.Y("principle:N", sort=None, title=None, axis=altair.Axis(labelLimit=200)),
            color=altair.Color(
                "status:N",
                sort=names,
                scale=altair.Scale(domain=names, range=list(_STATUS_COLOURS.values())),
                legend=altair.Legend(orient="bottom", title=None, columns=3),
            ),
            order=altair.Order("order:Q"),
            tooltip=["principle", "status", "count"],
        )
    )
    st.altair_chart(bars.properties(height=altair.Step(34)), width="stretch", alt=title)


def evidence_grid(rows: Sequence[Mapping[str, object]], steps: Sequence[str], title: str) -> None:
    """Draw measures by region; rows hold measure, region, count and step (name of the strongest)."""
    texts = session.texts()
    frame = pandas.DataFrame(rows)
    base = altair.Chart(frame).encode(
        x=altair.X(
            "region:N",
            sort=None,
            title=None,
            axis=altair.Axis(orient="top", labelAngle=0, labelLimit=110, labelOverlap=False),
        ),
        y=altair.Y("measure:N", sort=None, title=None, axis=altair.Axis(labelLimit=330)),
    )
    known = [*steps, texts("map.none")]
    cells = base.mark_rect(stroke="white").encode(
        color=altair.Color(
            "step:N",
            scale=altair.Scale(domain=known, range=[*reversed(_SHADES), "#f4f1ec"]),
            legend=altair.Legend(orient="top", title=None),
        ),
        tooltip=["measure", "region", "count", "step"],
    )
    pale = altair.condition(
        f"datum.step == {json.dumps(steps[0])}", altair.value("white"), altair.value("#14212b")
    )
    numbers = base.mark_text().encode(text="count:Q", color=pale)
    st.altair_chart((cells + numbers).properties(height=altair.Step(24)), width="stretch", alt=title)


@st.cache_resource(show_spinner=False)
def _geometry() -> tuple[dict[str, Any], dict[str, tuple[float, float]]]:
    """Return the outlines of States and the points of those too small to be drawn."""
    topology = json.loads((_MAP / "countries.json").read_text(encoding="utf-8"))
    with (_MAP / "points.csv").open(encoding="utf-8", newline="") as file:
        points = {
            row["state"]: (float(row["longitude"]), float(row["latitude"]))
            for row in csv.DictReader(file)
        }
    return topology, points


def world(counts: Mapping[str, int], title: str) -> None:
    """Draw how many practices were seen in each State; small States as points."""
    texts = session.texts()
    topology, points = _geometry()
    names = {code: texts.place(code) for code in counts}
    table = pandas.DataFrame({
        "id": list(counts),
        "name": [names[code] for code in counts],
        "count": list(counts.values()),
    })
    shade = altair.Color(
        "count:Q",
        scale=altair.Scale(range=_SHADES, type="symlog"),
        legend=altair.Legend(title=texts("ui.catalogue.practices_title"), orient="bottom"),
    )
    shapes = {"type": "topojson", "feature": "countries"}
    land = altair.InlineData.from_dict({"values": topology, "format": shapes})
    base = altair.Chart(land).mark_geoshape(fill="#e9ecef", stroke="white", strokeWidth=0.4)
    found = (
        altair
        .Chart(land)
        .mark_geoshape(stroke="white", strokeWidth=0.4)
        .encode(color=shade, tooltip=["name:N", "count:Q"])
        .transform_lookup(lookup="id", from_=altair.LookupData(table, "id", ["name", "count"]))
        .transform_filter("isValid(datum.count)")
    )
    small = pandas.DataFrame(
        [
            {"longitude": points[code][0], "latitude": points[code][1], "name": names[code], "count": n}
            for code, n in counts.items()
            if code in points
        ]
        or [{"longitude": 0.0, "latitude": 0.0, "name": "", "count": None}]
    )
    dots = (
        altair
        .Chart(small)
        .mark_circle(size=60, stroke="#14212b", strokeWidth=0.6)
        .encode(
            longitude="longitude:Q", latitude="latitude:Q", color=shade, tooltip=["name:N", "count:Q"]
        )
        .transform_filter("isValid(datum.count)")
    )
    chart = (base + found + dots).project("equalEarth").properties(height=420)
    st.altair_chart(chart, width="stretch", alt=title)
    st.caption(texts("ui.catalogue.boundaries"))
