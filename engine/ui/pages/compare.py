"""Compare: two or three practices side by side."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from engine.domain.practice import Practice
from engine.matching.evidence import strength
from engine.reports.practice_words import cost_line
from engine.ui import session
from engine.ui.advice import measure_advice
from engine.ui.cards import open_button
from engine.ui.frame import needs_case, to_page
from engine.ui.resources import content
from engine.ui.words import place_and_time, plain, said

texts = session.texts()


def fit(practice: Practice) -> str:
    """Return the fit of a practice for each unmet measure that it serves."""
    found = []
    for served in practice.judgement.measures:
        advice = measure_advice(session.known_case(), served.measure, top=len(content().suggestible))
        for made in advice.suggestions if advice else ():
            if made.practice.id == practice.id:
                found.append(f"{served.measure}: {texts.number(made.fit.value)}")
    return ", ".join(found) or "–"


def rows(practices: list[Practice]) -> list[dict[str, str]]:
    """Return what is set side by side: a row for each aspect, a column for each practice."""
    aspects: dict[str, Callable[[Practice], str]] = {
        texts("cli.fit"): fit,
        texts("cli.places"): lambda p: plain(place_and_time(p.facts)),
        texts("ui.what"): lambda p: said(p.facts.summary),
        texts("cli.keep"): lambda p: "; ".join(said(c.element) for c in p.judgement.core),
        texts("cli.evidence"): lambda p: texts.name("evidence", strength(p, content().rules)),
        texts("cli.results"): lambda p: said(p.facts.results) if p.facts.results else "–",
        texts("cli.caveats"): lambda p: said(p.facts.caveats) if p.facts.caveats else "–",
        texts("ui.cost"): lambda p: plain(cost_line(p, None, texts)),
        texts("cli.first"): lambda p: (
            "; ".join(said(need.text) for need in p.judgement.prerequisites) or "–"
        ),
    }
    return [
        {texts("ui.compare_page.aspect"): f"**{label}**"}
        | {f"{n}. {said(p.facts.title)}": value(p) for n, p in enumerate(practices, 1)}
        for label, value in aspects.items()
    ]


st.title(texts("ui.page.compare"))
if not needs_case():
    case = session.known_case()
    practices = [content().catalogue[code] for code in case.compared]
    if len(practices) < 2:
        st.info(texts("ui.compare_page.empty"), icon=":material/compare:")
        to_page("suggestions")
        to_page("catalogue")
    if practices:
        st.table(rows(practices), hide_index=True, border="horizontal")
        for practice in practices:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(said(practice.facts.title))
                open_button(practice, "compare")
                st.button(
                    texts("ui.take_away"),
                    key=session.key("take", practice.id),
                    on_click=session.compare_practice,
                    args=(practice.id,),
                    kwargs={"is_in": False},
                )
