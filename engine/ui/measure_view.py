"""One measure on the screen: what it asks, its signs, its answer."""

from __future__ import annotations

import streamlit as st

from engine.domain.framework import Measure
from engine.domain.profile import StateProfile
from engine.domain.vocabulary import MeasureId, Status
from engine.ui import look, session
from engine.ui.resources import content
from engine.ui.words import bullets, note_line, plain

_TEXT = 2_000


def explain(code: MeasureId) -> None:
    """Draw what a measure asks, what stands behind it, and by what one knows it is there."""
    texts, framework = session.texts(), content().framework
    measure = framework.measures[code]
    st.caption(f"{code} · {texts.pillar(measure.pillar)} · {texts.objective(measure.objective)}")
    st.subheader(plain(texts.short_title(code)))
    st.markdown(plain(texts.title(measure)))
    if look.is_projector():
        return
    with st.expander(texts("ui.questions.counts"), icon=":material/fact_check:"):
        bullets(plain(texts.indicator(found)) for found in framework.indicators.get(code, ()))
    if measure.provisions:
        with st.expander(texts("ui.questions.duties"), icon=":material/gavel:"):
            provisions(measure)


def provisions(measure: Measure) -> None:
    """Draw the provisions behind a measure, in our words."""
    texts = session.texts()
    for code in measure.provisions:
        found = content().framework.provisions[code]
        level = texts.name("obligation", found.obligation)
        limits = f" ({texts.qualifier(found)})" if found.qualifier else ""
        st.caption(plain(f"{code} ({level}): {texts.provision(found)}{limits}"))


def answer_inputs(code: MeasureId, profile: StateProfile) -> None:
    """Draw law and practice as one choice each, all five statuses in sight."""
    texts, status = session.texts(), profile.status_of(code)
    for name in ("law", "practice"):
        key = session.key(code, name)
        st.segmented_control(
            texts(f"cli.{name}"),
            list(Status),
            default=getattr(status, name),
            format_func=lambda found: texts.name("status", found),
            key=key,
            required=True,
            wrap=True,
            on_change=_keep,
            args=(code, name, key),
            help=texts(f"ui.questions.{name}_help"),
        )


def note_inputs(code: MeasureId, profile: StateProfile) -> None:
    """Draw note and source of an answer."""
    texts, status = session.texts(), profile.status_of(code)
    for name in ("note", "source"):
        key = session.key(code, name)
        st.text_input(
            texts(f"ui.questions.{name}"),
            getattr(status, name),
            max_chars=_TEXT,
            key=key,
            on_change=_keep,
            args=(code, name, key),
        )


def answer_row(measure: Measure, profile: StateProfile) -> None:
    """Draw one measure as a row: title, law, practice, note."""
    texts, status = session.texts(), profile.status_of(measure.id)
    title, law, practice = st.columns([6, 2, 2], vertical_alignment="bottom")
    title.markdown(f"**{measure.id}** {plain(texts.title(measure))}")
    for column, name in ((law, "law"), (practice, "practice")):
        key = session.key(measure.id, name, "row")
        column.selectbox(
            f"{texts(f'cli.{name}')} ({measure.id})",
            list(Status),
            index=list(Status).index(getattr(status, name)),
            format_func=lambda found: texts.name("status", found),
            key=key,
            on_change=_keep,
            args=(measure.id, name, key),
        )
    with title:
        note_line(status)


def _keep(code: MeasureId, name: str, key: str) -> None:
    value = st.session_state[key]
    if value is not None:
        session.answer(code, **{name: value})
