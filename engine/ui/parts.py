"""Parts that several pages draw: a score as bars and in words."""

from __future__ import annotations

import re

import altair
import pandas
import streamlit as st

from engine.domain.advice import Score
from engine.domain.profile import MeasureStatus
from engine.i18n import Texts

_FOR, _AGAINST = "#1f5f8b", "#b0533c"
_ROW = 26


def plain(text: str) -> str:
    r"""Return a text of the catalogue or of a user so that Markdown shows it as it is written.

    Two dollar amounts are no formula, a star or a bracket is no mark-up.

    >>> plain("US$5 and US$6 [sic]")
    'US\\$5 and US\\$6 \\[sic\\]'
    """
    return re.sub(r"([\\`*_\[\]<>#|~$])", r"\\\1", text)


def score_chart(score: Score, texts: Texts, label: str) -> None:
    """Draw what each criterion adds to or takes from a score; the words beside it say the same."""
    if not score.contributions:
        return
    frame = pandas.DataFrame({
        "criterion": [texts.name("criteria", part.criterion) for part in score.contributions],
        "points": [part.value for part in score.contributions],
    })
    bars = (
        altair
        .Chart(frame)
        .mark_bar()
        .encode(
            x=altair.X("points:Q", title=texts("ui.points")),
            y=altair.Y(
                "criterion:N",
                sort=None,
                title=None,
                axis=altair.Axis(labelLimit=200, labelOverlap=False),
            ),
            color=altair.condition("datum.points > 0", altair.value(_FOR), altair.value(_AGAINST)),
            tooltip=["criterion", "points"],
        )
    )
    chart = bars.properties(height=altair.Step(_ROW))
    st.altair_chart(chart, width="stretch", alt=texts.labelled(label, score_sum(score, texts)))


def score_sum(score: Score, texts: Texts) -> str:
    """Return a score as the sum it is: 61.25 = 50 + 8 + 3.25."""
    parts = "".join(
        f" {'+' if part.value > 0 else '−'} {texts.number(abs(part.value))}"
        for part in score.contributions
    )
    return f"{texts.number(score.value)} = {texts.number(score.base)}{parts}"


def score_words(score: Score, texts: Texts) -> None:
    """Write each contribution with its reason."""
    st.caption(score_sum(score, texts))
    lines = [
        f"- **{texts.number(part.value, '+g')}** {plain(texts.say(part.reason))}"
        for part in score.contributions
    ]
    st.markdown("\n".join(lines))


def note_line(status: MeasureStatus, texts: Texts) -> None:
    """Write the note of a measure and where its status comes from, where there are any."""
    if status.note:
        st.caption(plain(status.note))
    if status.source:
        st.caption(texts("ui.profile.source", source=plain(status.source)))
