"""A suggestion as a card: what, where, why it fits, and what can be done with it."""

from __future__ import annotations

import streamlit as st

from engine.domain.advice import Suggestion
from engine.domain.practice import Practice
from engine.domain.vocabulary import MeasureId
from engine.ui import look, practice_view, session
from engine.ui.frame import PAGES
from engine.ui.scores import score_words
from engine.ui.words import place_and_time, plain, said

_REASONS = 3
PRACTICE = "practice"
"""The key, in session and address, of the practice that its own page shows."""


def card(number: int, made: Suggestion, measure: MeasureId) -> None:
    """Draw one suggestion."""
    texts, facts = session.texts(), made.practice.facts
    with st.container(border=True, key=f"card_{measure}_{number}"):
        st.markdown(f"#### {number}. {said(facts.title)}")
        st.caption(place_and_time(facts))
        badges(made)
        if made.is_blocked:
            st.warning(texts("ui.suggestions.blocked"), icon=":material/block:")
        st.markdown(said(facts.summary))
        if not look.is_projector():
            reasons, changes = st.columns(2)
            with reasons:
                st.markdown(f"**{texts('ui.suggestions.why_fits')}**")
                score_words(made.fit, most=_REASONS)
            with changes:
                st.markdown(f"**{texts('cli.adapt')}**")
                practice_view.adaptations(made.adaptations[:2])
        actions(made.practice, measure)
        with st.expander(texts("ui.suggestions.more")):
            st.markdown(f"**{texts('cli.keep')}**", help=texts.meaning("core element"))
            practice_view.core(made.practice)
            st.markdown(f"**{texts('cli.adapt')}**", help=texts.meaning("adaptation"))
            practice_view.adaptations(made.adaptations)
            practice_view.evidence_and_cost(made.practice, made)
            practice_view.cautions(made)
            practice_view.sources(made.practice)


def badges(made: Suggestion) -> None:
    """Draw fit, evidence and cost in words, side by side."""
    texts = session.texts()
    with st.container(horizontal=True, gap="small"):
        st.badge(
            texts.labelled(texts("cli.fit"), texts.number(made.fit.value)),
            icon=":material/target:",
            color="blue",
            help=" ".join([
                texts.meaning("fit"),
                texts("cli.confidence", percent=round(100 * made.top_share)),
            ]),
        )
        st.badge(
            texts.labelled(texts("cli.evidence"), texts.name("evidence", made.strength)),
            icon=":material/science:",
            color="gray",
            help=texts.meaning("evidence strength"),
        )
        st.badge(
            texts.labelled(texts("ui.cost"), texts.name("cost_band", made.cost)),
            icon=":material/payments:",
            color="gray",
        )


def actions(practice: Practice, measure: MeasureId | None, *, opens: bool = True) -> None:
    """Draw what can be done with a practice: keep it for a measure, set it beside others, open it."""
    texts, case = session.texts(), session.case()
    with st.container(horizontal=True):
        if case is not None and measure is not None:
            is_kept = (measure, practice.id) in case.kept
            st.button(
                texts("ui.kept_already" if is_kept else "ui.keep"),
                key=session.key("keep", measure, practice.id),
                icon=":material/bookmark_added:" if is_kept else ":material/bookmark_add:",
                type="secondary" if is_kept else "primary",
                on_click=session.keep_suggestion,
                args=(measure, practice.id, None if is_kept else ""),
            )
        if case is not None:
            is_in = practice.id in case.compared
            st.button(
                texts("ui.compared_already" if is_in else "ui.compare"),
                key=session.key("compare", str(measure), practice.id),
                icon=":material/compare:",
                on_click=session.compare_practice,
                args=(practice.id,),
                kwargs={"is_in": not is_in},
            )
        if opens:
            open_button(practice, str(measure))


def open_button(practice: Practice, where: str) -> None:
    """Draw what opens the page of a practice."""
    texts = session.texts()
    if st.button(
        texts("ui.open"),
        key=f"open.{where}.{practice.id}",
        icon=":material/article:",
        help=plain(texts.catalogue(practice.facts.title)),
    ):
        st.session_state[PRACTICE] = practice.id
        st.switch_page(PAGES / "practice.py")
