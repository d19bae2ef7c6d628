"""Kept: the suggestions taken over, with a note on each, ready to be handed on."""

from __future__ import annotations

import streamlit as st

from engine.content.cases import write_case
from engine.domain.case import Case
from engine.domain.vocabulary import MeasureId, PracticeId
from engine.reports.kept import kept_csv, kept_page
from engine.ui import session
from engine.ui.cards import open_button
from engine.ui.frame import needs_case, to_page
from engine.ui.resources import content
from engine.ui.words import place_and_time, plain, said

texts = session.texts()
_NOTE = 2_000


def one(measure: MeasureId, practice: PracticeId, note: str) -> None:
    """Draw one kept suggestion with the user's note."""
    found = content().catalogue[practice]
    key = session.key("kept", measure, practice)
    with st.container(border=True, key=f"card_kept_{measure}_{practice}"):
        st.caption(plain(texts.name("measures", measure)))
        st.markdown(f"**{said(found.facts.title)}**")
        st.caption(place_and_time(found.facts))
        st.text_input(
            texts("ui.kept_page.note"),
            note,
            max_chars=_NOTE,
            key=key,
            on_change=lambda: session.keep_suggestion(measure, practice, st.session_state[key]),
        )
        with st.container(horizontal=True):
            open_button(found, f"kept.{measure}")
            st.button(
                texts("ui.take_away"),
                key=f"{key}.away",
                on_click=session.keep_suggestion,
                args=(measure, practice, None),
            )


def downloads(case: Case) -> None:
    """Offer what is kept as a page to read, as a table, and as a case file.

    What makes a file runs outside of the session: it gets the case by its argument.
    """
    state = case.profile.state.lower()
    with st.container(horizontal=True):
        for label, data, name, mime in (
            (
                "ui.kept_page.page",
                lambda: kept_page(case, content(), texts),
                f"{state}-kept.html",
                "text/html",
            ),
            (
                "ui.download_csv",
                lambda: kept_csv(case, content(), texts),
                f"{state}-kept.csv",
                "text/csv",
            ),
            (
                "ui.case.download",
                lambda: write_case(case),
                f"{state}.yaml",
                "application/yaml",
            ),
        ):
            st.download_button(
                texts(label), data, name, mime, on_click="ignore", icon=":material/download:"
            )


st.title(texts("ui.page.kept"))
if not needs_case():
    kept = session.known_case().kept
    st.markdown(texts("ui.kept_page.count", count=len(kept)))
    if not kept:
        to_page("suggestions")
    for (measure, practice), note in sorted(kept.items()):
        one(measure, practice, note)
    if kept:
        downloads(session.known_case())
