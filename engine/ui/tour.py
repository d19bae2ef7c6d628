"""The tour: five steps that say what happens where."""

from __future__ import annotations

import streamlit as st

from engine.ui import session

STEPS = ("state", "questions", "gaps", "suggestions", "kept")
_STEP, _DONE = "tour_step", "tour_done"


def draw() -> None:
    """Draw the present step of the tour, nothing once the user has left it."""
    state, texts = st.session_state, session.texts()
    if state.get(_DONE):
        return
    number = state.get(_STEP, 0)
    with st.container(border=True, key="tour"):
        st.caption(texts("ui.tour.step", number=number + 1, total=len(STEPS)))
        st.markdown(texts(f"ui.tour.{STEPS[number]}"))
        with st.container(horizontal=True):
            if number + 1 < len(STEPS):
                st.button(texts("ui.tour.next"), key="tour.next", on_click=_go, args=(number + 1,))
            if number:
                st.button(texts("ui.tour.back"), key="tour.back", on_click=_go, args=(number - 1,))
            st.button(texts("ui.tour.leave"), key="tour.leave", type="tertiary", on_click=_leave)


def _go(number: int) -> None:
    st.session_state[_STEP] = number


def _leave() -> None:
    st.session_state[_DONE] = True


def again() -> None:
    """Begin the tour again."""
    st.session_state.pop(_DONE, None)
    st.session_state[_STEP] = 0
