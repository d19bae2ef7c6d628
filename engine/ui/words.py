"""Texts of others on the screen: shown as they are written, never acting as mark-up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from engine.domain.advice import PrerequisiteState
from engine.domain.practice import Facts
from engine.domain.profile import MeasureStatus
from engine.reports.flat import met
from engine.ui import session
from engine.ui.resources import content

_MARKS = {True: ":material/check_circle:", False: ":material/cancel:", None: ":material/help:"}


def plain(text: str) -> str:
    r"""Return a text of the catalogue or of a user so that Markdown shows it as it is written.

    Two dollar amounts are no formula, a star or a bracket is no mark-up, a colon begins no icon.

    >>> plain("US$5 and US$6 [sic] :red[x]")
    'US\\$5 and US\\$6 \\[sic\\] \\:red\\[x\\]'
    """
    return re.sub(r"([\\`*_\[\]<>#|~$]|:(?=\w))", r"\\\1", text)


def said(text: str) -> str:
    """Return a text of the catalogue as it is shown: marked where it is not translated."""
    return plain(session.texts().catalogue(text))


def bullets(lines: Iterable[str]) -> None:
    """Draw lines as a list, or a dash where there are none."""
    st.markdown("\n".join(f"- {line}" for line in lines) or "–")


def labelled(label: str, text: str) -> str:
    """Return a text after its label in bold."""
    return session.texts().labelled(f"**{label}**", text)


def note_line(status: MeasureStatus) -> None:
    """Write the note of a measure and where its status comes from, where there are any."""
    if status.note:
        st.caption(plain(status.note))
    if status.source:
        st.caption(session.texts()("ui.profile.source", source=plain(status.source)))


def prerequisite_line(state: PrerequisiteState) -> str:
    """Return one line of what must come first, with whether it is met in words."""
    texts = session.texts()
    what = said(state.text) if state.text else texts.name("measures", str(state.measure))
    strength = texts.name("strength", state.strength)
    return f"{_MARKS[state.met]} {what} ({strength}; {met(state.met, texts)})"


def place_and_time(facts: Facts) -> str:
    """Return where and when a practice was seen."""
    texts = session.texts()
    places = texts.listing(texts.place(code) for code in facts.places) if facts.places else ""
    return " · ".join(filter(None, [places, facts.years]))


def as_table(rows: Sequence[Mapping[str, object]]) -> None:
    """Draw the twin of a chart: the same figures as a table, folded."""
    with st.expander(session.texts()("ui.as_table"), icon=":material/table:"):
        st.table(list(rows), hide_index=True)


def choose_pillar(key: str) -> str:
    """Draw the choice of a pillar and return it."""
    texts, pillars = session.texts(), content().framework.pillars
    chosen = st.segmented_control(
        texts("ui.profile.pillar"),
        list(pillars),
        default=next(iter(pillars)),
        format_func=texts.pillar,
        key=key,
        required=True,
        wrap=True,
    )
    return str(chosen)
