"""Views of the gaps: by pillar, law against practice, the balance of the four Ps."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from engine.domain.case import Case
from engine.domain.vocabulary import Status
from engine.ui import charts, session
from engine.ui.advice import ranked
from engine.ui.resources import content
from engine.ui.words import as_table


def tiles(case: Case) -> None:
    """Draw for each pillar how many measures are unmet, and of which nothing is known."""
    texts = session.texts()
    framework = content().framework
    found = {measure.gap.measure: measure.gap for measure in ranked(case).measures}
    for column, pillar in zip(st.columns(len(framework.pillars)), framework.pillars, strict=True):
        codes = [code for code, measure in framework.measures.items() if measure.pillar == pillar]
        unmet = [code for code in codes if code in found]
        confirm = sum(found[code].to_confirm for code in unmet)
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{texts.pillar(pillar)}**")
            st.markdown(texts("ui.gaps.unmet_of", part=len(unmet) - confirm, whole=len(codes)))
            st.caption(texts("ui.gaps.confirm_count", count=confirm))


def heat_map(case: Case) -> None:
    """Draw the measures by their status in law and in practice."""
    texts = session.texts()
    statuses = [case.profile.status_of(code) for code in content().framework.measures]
    counts = Counter((status.law, status.practice) for status in statuses)
    st.subheader(texts("ui.gaps.law_and_practice"), help=texts.meaning("gap"))
    charts.status_heat_map(counts, texts("ui.gaps.law_and_practice"))
    as_table([
        {texts("cli.law"): charts.texts_name(law)}
        | {charts.texts_name(practice): counts[law, practice] for practice in Status}
        for law in Status
    ])


def balance(case: Case) -> None:
    """Draw practice by principle: the balance of the four Ps."""
    texts = session.texts()
    framework = content().framework
    rows, table = [], []
    for principle in framework.principles:
        counts = Counter(
            case.profile.status_of(code).practice
            for code, measure in framework.measures.items()
            if measure.principle == principle
        )
        name = texts.name("principles", principle)
        rows += [
            {"principle": name, "status": charts.texts_name(s), "order": n, "count": counts[s]}
            for n, s in enumerate(Status)
        ]
        table.append(
            {texts("ui.gaps.principle"): name} | {charts.texts_name(s): counts[s] for s in Status}
        )
    st.subheader(texts("ui.gaps.balance"), help=texts.meaning("four Ps"))
    charts.balance(rows, texts("ui.gaps.balance"))
    as_table(table)
