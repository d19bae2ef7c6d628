"""Gaps: the unmet measures by pillar, with priority and reasons."""

from __future__ import annotations

import streamlit as st

from engine.domain.advice import Advice, MeasureAdvice
from engine.matching.advise import advise
from engine.reports.flat import gaps_csv
from engine.ui import session
from engine.ui.frame import PAGES, needs_case
from engine.ui.parts import note_line, score_words
from engine.ui.resources import content, models

texts = session.texts()


def overview(advice: Advice) -> None:
    """Draw how many measures of each pillar are met, unmet or to confirm."""
    framework = content().framework
    found = {measure.gap.measure: measure.gap for measure in advice.measures}
    rows = []
    for pillar in framework.pillars:
        codes = [code for code, measure in framework.measures.items() if measure.pillar == pillar]
        missing = [bool(found[code].law or found[code].practice) for code in codes if code in found]
        unmet, confirm = sum(missing), len(missing) - sum(missing)
        rows.append({
            texts("ui.gaps.pillar"): texts.pillar(pillar),
            texts("ui.gaps.met"): len(codes) - unmet - confirm,
            texts("ui.gaps.unmet"): unmet,
            texts("ui.gaps.to_confirm"): confirm,
        })
    st.dataframe(rows, hide_index=True, width="stretch", alt=texts("ui.gaps.overview"))


def one_gap(found: MeasureAdvice) -> None:
    """Draw one unmet measure with its reasons and a way to its suggestions."""
    measure, status = content().framework.measures[found.gap.measure], found.gap.status
    known = texts(
        "cli.status",
        law=texts.name("status", status.law),
        practice=texts.name("status", status.practice),
    )
    if found.gap.to_confirm:
        known = texts("cli.to_confirm")
    heading = (
        f"{texts.number(found.priority.value)} · {measure.id} {texts.short_title(measure.id)} ({known})"
    )
    with st.expander(heading):
        st.markdown(texts.title(measure))
        st.caption(texts.objective(measure.objective))
        score_words(found.priority, texts)
        note_line(status, texts)
        for code in measure.provisions:
            provision = content().framework.provisions[code]
            level = texts.name("obligation", provision.obligation)
            limits = f" ({texts.qualifier(provision)})" if provision.qualifier else ""
            st.caption(f"{code} ({level}): {texts.provision(provision)}{limits}")
        if st.button(texts("ui.gaps.see"), key=f"see.{measure.id}"):
            st.session_state[session.CHOSEN_MEASURE] = measure.id
            st.switch_page(PAGES / "suggestions.py")


st.title(texts("ui.page.gaps"))
if not needs_case() and (profile := session.profile()) is not None:
    advice = advise(content(), models(), profile, top=0)
    overview(advice)
    pillars = content().framework.pillars
    chosen = st.segmented_control(
        texts("ui.gaps.which"), list(pillars), format_func=texts.pillar, key="gaps.pillar"
    )
    with_unknown = st.toggle(texts("ui.gaps.show_to_confirm"), value=True, key="gaps.unknown")
    for found in advice.measures:
        measure = content().framework.measures[found.gap.measure]
        if chosen in (None, measure.pillar) and (with_unknown or not found.gap.to_confirm):
            one_gap(found)
    st.download_button(
        texts("ui.download_csv"),
        gaps_csv(advice, content(), texts),
        f"{profile.state.lower()}-gaps.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/download:",
    )
