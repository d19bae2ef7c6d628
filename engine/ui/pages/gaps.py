"""Gaps: where the State stands, by pillar, by provision, in law and in practice."""

from __future__ import annotations

import streamlit as st

from engine.domain.advice import MeasureAdvice
from engine.domain.case import Case
from engine.matching.compare import compare
from engine.reports.flat import gaps_csv
from engine.ui import charts, gap_views, look, measure_view, scores, session
from engine.ui.advice import ranked
from engine.ui.frame import PAGES, needs_case, next_step
from engine.ui.resources import content
from engine.ui.words import note_line, plain, prerequisite_line

texts = session.texts()
_FIRST = 10


def chosen(case: Case) -> list[MeasureAdvice]:
    """Return the gaps that the user wants to see: of a pillar, an instrument's article, or all."""
    framework, found = content().framework, list(ranked(case).measures)
    left, right, far = st.columns([3, 3, 2], vertical_alignment="bottom")
    pillar = left.selectbox(
        texts("ui.gaps.which"),
        list(framework.pillars),
        index=None,
        format_func=texts.pillar,
        placeholder=texts("ui.all"),
        key="gaps.pillar",
    )
    articles = list(
        dict.fromkeys(
            (provision.instrument, provision.article) for provision in framework.provisions.values()
        )
    )
    article = right.selectbox(
        texts("ui.gaps.article"),
        articles,
        index=None,
        format_func=lambda at: texts("ui.gaps.article_of", instrument=at[0], article=at[1]),
        placeholder=texts("ui.all"),
        key="gaps.article",
    )
    with_unknown = far.toggle(texts("ui.gaps.show_to_confirm"), value=True, key="gaps.unknown")
    kept = []
    for gap in found:
        measure = framework.measures[gap.gap.measure]
        places = {
            (framework.provisions[c].instrument, framework.provisions[c].article)
            for c in measure.provisions
        }
        is_wanted = pillar in {None, measure.pillar} and (article is None or article in places)
        if is_wanted and (with_unknown or not gap.gap.to_confirm):
            kept.append(gap)
    return kept


def listing(gaps: list[MeasureAdvice]) -> None:
    """Draw the gaps as a table, highest priority first."""
    everything = len(gaps) <= _FIRST or st.toggle(
        texts("ui.gaps.show_all", count=len(gaps)), key="gaps.all"
    )
    st.table(
        [
            {
                texts("cli.priority"): texts.number(gap.priority.value),
                texts("cli.measure"): plain(texts.name("measures", gap.gap.measure)),
                texts("cli.law"): charts.texts_name(gap.gap.status.law),
                texts("cli.practice"): charts.texts_name(gap.gap.status.practice),
            }
            for gap in (gaps if everything else gaps[:_FIRST])
        ],
        hide_index=True,
        border="horizontal",
    )


def one(gaps: list[MeasureAdvice]) -> None:
    """Draw one gap with its reasons and a way to its suggestions."""
    by_code = {gap.gap.measure: gap for gap in gaps}
    code = st.selectbox(
        texts("ui.gaps.explain"),
        list(by_code),
        format_func=lambda code: texts.name("measures", code),
        key="gaps.measure",
    )
    found, measure = by_code[code], content().framework.measures[code]
    with st.container(border=True):
        st.markdown(plain(texts.title(measure)))
        scores.score_words(found.priority)
        note_line(found.gap.status)
        for state in found.prerequisites:
            st.markdown(prerequisite_line(state))
        measure_view.provisions(measure)
        if st.button(texts("ui.gaps.see"), type="primary", icon=":material/lightbulb:"):
            st.session_state[session.CHOSEN_MEASURE] = code
            st.switch_page(PAGES / "suggestions.py")


st.title(texts("ui.page.gaps"))
if not needs_case():
    case = session.known_case()
    gap_views.tiles(case)
    if session.is_trying():
        st.subheader(texts("ui.case.moved"))
        scores.moves(compare(ranked(session.kept_case()), ranked(case)).measures)
    if not look.is_projector():
        left, right = st.columns(2, gap="large")
        with left:
            gap_views.heat_map(case)
        with right:
            gap_views.balance(case)
    st.subheader(texts("ui.gaps.list"), help=texts.meaning("priority"))
    if gaps := chosen(case):
        listing(gaps)
        one(gaps)
    else:
        st.info(texts("ui.gaps.none_here"))
    st.download_button(
        texts("ui.download_csv"),
        lambda: gaps_csv(ranked(case), content(), texts),
        f"{case.profile.state.lower()}-gaps.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/download:",
    )
    next_step("suggestions", texts("ui.gaps.next"))
