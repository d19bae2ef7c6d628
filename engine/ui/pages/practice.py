"""One practice: everything known of it, and how it would fit the State of the open case."""

from __future__ import annotations

import streamlit as st

from engine.domain.advice import Suggestion
from engine.domain.practice import Practice
from engine.domain.vocabulary import PracticeId
from engine.ui import practice_view, session
from engine.ui.advice import measure_advice
from engine.ui.cards import PRACTICE, actions
from engine.ui.frame import to_page
from engine.ui.resources import content

texts = session.texts()


def shown() -> Practice | None:
    """Return the practice of the session or the address, and keep it in the address."""
    wanted = st.session_state.get(PRACTICE) or st.query_params.get(PRACTICE)
    found = content().catalogue.get(PracticeId(str(wanted)))
    if found is not None:
        st.query_params[PRACTICE] = found.id
    return found


def suggestion(practice: Practice, top: int) -> Suggestion | None:
    """Return how the practice fits the open case, for the first unmet measure that it serves."""
    case = session.case()
    if case is None or practice not in content().suggestible:
        return None
    for served in practice.judgement.measures:
        advice = measure_advice(case, served.measure, top=top)
        for made in advice.suggestions if advice else ():
            if made.practice.id == practice.id:
                return made
    return None


practice = shown()
if practice is None:
    st.title(texts("ui.page.practice"))
    st.info(texts("ui.practice.none"))
    to_page("catalogue")
else:
    if session.language() != "en":
        st.caption(texts("cli.english_only"))
    practice_view.head(practice)
    best = suggestion(practice, top=5)
    made = best or suggestion(practice, top=len(content().suggestible))
    measure = practice.judgement.measures[0].measure if practice.judgement.measures else None
    actions(practice, measure if practice in content().suggestible else None, opens=False)
    if made is not None:
        practice_view.here(made, is_among_best=best is not None)
    st.subheader(texts("cli.evidence"))
    practice_view.evidence_and_cost(practice, made)
    practice_view.record(practice)
