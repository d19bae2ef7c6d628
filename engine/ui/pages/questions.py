"""Questions: one measure at a time, the answer likeliest to change the priorities first."""

from __future__ import annotations

import streamlit as st

from engine.content.profiles import personal_data
from engine.domain.profile import StateProfile
from engine.domain.vocabulary import MeasureId
from engine.i18n import issue_line
from engine.matching.attainability import estimates
from engine.matching.questions import ENOUGH
from engine.ui import look, measure_view, session
from engine.ui.advice import questions, ranked
from engine.ui.frame import needs_case, next_step
from engine.ui.resources import content, models
from engine.ui.words import choose_pillar

texts = session.texts()
_ASKED, _PASSED, _MODE = "asked_measure", "passed_measures", "questions.mode"
_FIRST = 5


def progress(profile: StateProfile) -> None:
    """Say how many measures are answered, and whether that is enough to start."""
    known, total = (
        len([s for s in profile.measures.values() if s.is_known]),
        len(content().framework.measures),
    )
    enough = texts("ui.questions.enough" if known >= ENOUGH else "ui.questions.not_enough", n=ENOUGH)
    st.progress(
        known / total, text=f"{texts('ui.profile.answered', known=known, total=total)} {enough}"
    )
    if last := st.session_state.get(session.LAST_ANSWER):
        measure, status = last
        if texts.has(f"term.status.{status}"):
            st.caption(texts("ui.profile.last", measure=measure, status=texts.name("status", status)))


def asked() -> MeasureId | None:
    """Return the measure to ask about: the one the user is at, else the best next one."""
    state = st.session_state
    if (at := state.get(_ASKED)) in content().framework.measures:
        return MeasureId(str(at))
    passed = state.setdefault(_PASSED, [])
    left = [q.measure for q in questions(session.known_case())]
    state[_ASKED] = next((m for m in left if m not in passed), left[0] if left else None)
    return state[_ASKED]  # type: ignore[no-any-return]  # a measure or None


def go_on(measure: MeasureId) -> None:
    """Leave a measure for the next question."""
    st.session_state.setdefault(_PASSED, []).append(measure)
    st.session_state.pop(_ASKED, None)


def go_back() -> None:
    """Return to the measure asked before."""
    if passed := st.session_state.get(_PASSED):
        st.session_state[_ASKED] = passed.pop()


def one() -> None:
    """Draw the present question, and beside it what the answers so far lead to."""
    measure = asked()
    if measure is None:
        st.success(texts("cli.questions.none"))
        return
    question, effect = st.columns([7, 4], gap="large")
    with question:
        draw(measure)
    with effect:
        first_priorities()


def draw(measure: MeasureId) -> None:
    """Draw one question: what is asked, signs of it, an estimate, the answer, ways on."""
    profile = session.known_profile()
    measure_view.explain(measure)
    told = estimates(content(), models().attainability, profile).get(measure)
    if told is not None:
        st.caption(
            texts("cli.questions.chance", percent=round(100 * told.chance)),
            help=texts.meaning("attainability"),
        )
    measure_view.answer_inputs(measure, profile)
    with st.container(horizontal=True):
        st.button(
            texts("ui.questions.next"),
            key="questions.next",
            type="primary",
            icon=":material/arrow_forward:",
            on_click=go_on,
            args=(measure,),
        )
        if st.session_state.get(_PASSED):
            st.button(texts("ui.questions.back"), key="questions.back", on_click=go_back)
    if not look.is_projector():
        measure_view.note_inputs(measure, profile)
    for issue in personal_data(profile, texts("ui.questions.note")):
        if f".{measure}." in f".{issue.path}.":
            st.warning(issue_line(issue, texts.language), icon=":material/shield:")


def first_priorities() -> None:
    """Draw the first priorities as the answers stand now."""
    st.markdown(f"**{texts('ui.questions.effect')}**")
    for place, found in enumerate(ranked(session.known_case()).measures[:_FIRST], 1):
        value = texts.number(found.priority.value)
        st.markdown(f"{place}. {texts.name('measures', found.gap.measure)} ({value})")
    st.caption(texts("ui.questions.effect_note"))


def every() -> None:
    """Draw law and practice of all measures of one pillar."""
    framework, profile = content().framework, session.known_profile()
    pillar = choose_pillar("pillar")
    st.caption(texts("ui.profile.unknown_is_not_no"))
    for measure in framework.measures.values():
        if measure.pillar == pillar:
            measure_view.answer_row(measure, profile)


def body() -> None:
    """Draw progress and the questions."""
    progress(session.known_profile())
    mode = st.segmented_control(
        texts("ui.questions.mode"),
        ["one", "every"],
        default="one",
        format_func=lambda code: texts(f"ui.questions.{code}"),
        key=_MODE,
        required=True,
        label_visibility="collapsed",
    )
    if mode == "one":
        one()
    else:
        every()


st.title(texts("ui.page.questions"))
if not needs_case():
    st.markdown(texts("ui.questions.lead"))
    body()
    next_step("gaps", texts("ui.questions.then"))
