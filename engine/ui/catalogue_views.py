"""Views of the catalogue: where practices were seen, and where evidence is missing."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from engine.domain.practice import Practice
from engine.domain.vocabulary import EvidenceStrength
from engine.reports.evidence_map import evidence_map, regions
from engine.ui import charts, session
from engine.ui.resources import content
from engine.ui.words import as_table, choose_pillar


def where(practices: list[Practice]) -> None:
    """Draw the States where practices were seen."""
    texts = session.texts()
    counts = Counter(code for p in practices for code in p.facts.places)
    charts.world(counts, texts("ui.catalogue.map"))
    order = texts.ordered(counts, "states")
    as_table([
        {
            texts("cli.state"): texts.place(code),
            texts("ui.catalogue.practices_title"): str(counts[code]),
        }
        for code in order
    ])


def evidence() -> None:
    """Draw the evidence-gap map of one pillar: measures by region."""
    texts = session.texts()
    framework = content().framework
    pillar = choose_pillar("catalogue.pillar")
    rows, table = [], []
    for row in evidence_map(content()):
        if framework.measures[row.measure].pillar != pillar:
            continue
        name = texts.name("measures", row.measure)
        cells = {code: row.by_region.get(code, 0) for code in regions(content())}
        for code, count in cells.items():
            step = texts.name("evidence", row.strongest[code]) if count else texts("map.none")
            rows.append({
                "measure": name,
                "region": texts.name("region", code),
                "count": count,
                "step": step,
            })
        table.append(
            {texts("cli.measure"): name}
            | {texts.name("region", code): str(count) for code, count in cells.items()}
        )
    st.caption(texts("map.caption"))
    steps = [texts.name("evidence", step) for step in EvidenceStrength]
    charts.evidence_grid(rows, steps, texts("map.title"))
    as_table(table)
