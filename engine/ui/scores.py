"""A score in words: its sum, and each part with its reason."""

from __future__ import annotations

import streamlit as st

from engine.domain.advice import Score
from engine.matching.compare import Move
from engine.ui import session
from engine.ui.charts import score_sum
from engine.ui.resources import content
from engine.ui.words import bullets, plain


def score_words(score: Score, most: int | None = None) -> None:
    """Write each contribution with its reason, the largest first; `most` leaves out the rest."""
    texts = session.texts()
    if most is None:
        st.caption(score_sum(score))
    bullets(
        f"**{texts.number(part.value, '+g')}** {plain(texts.say(part.reason))}"
        for part in score.contributions[:most]
    )


def moves(found: tuple[Move, ...], most: int = 8) -> None:
    """Write which ranks moved and which part moved them; what others only pushed is counted."""
    texts = session.texts()
    shown = [move for move in found if not move.is_pushed]
    if not found:
        st.caption(texts("cli.compare.nothing"))
    lines = []
    for move in shown[:most]:
        ranks = " → ".join(
            texts("cli.compare.absent") if place is None else f"{place.rank}"
            for place in (move.before, move.after)
        )
        why = "; ".join(
            f"{texts.number(part.value, '+g')} {texts.name('criteria', part.criterion)}"
            for part in move.parts[:2]
        )
        lines.append(f"{ranks} · **{plain(_named(move.id))}** {f'({why})' if why else ''}")
    if lines:
        bullets(lines)
    if pushed := len(found) - len(lines):
        st.caption(texts("cli.compare.pushed", count=pushed))


def _named(code: str) -> str:
    texts = session.texts()
    if code in content().framework.measures:
        return texts.name("measures", code)
    practices = {str(known): practice for known, practice in content().catalogue.items()}
    return texts.catalogue(practices[code].facts.title)
