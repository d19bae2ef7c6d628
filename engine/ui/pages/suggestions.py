"""Suggestions: for one unmet measure, the practices that fit, as cards."""

from __future__ import annotations

import streamlit as st

from engine.domain.advice import Advice, MeasureAdvice
from engine.matching.advise import advise
from engine.matching.compare import compare
from engine.reports.flat import suggestions_csv
from engine.reports.values import advice_value, to_json
from engine.ui import look, scores, session
from engine.ui.advice import measure_advice, models_of, ranked
from engine.ui.cards import card
from engine.ui.frame import needs_case, next_step
from engine.ui.resources import content
from engine.ui.words import bullets, labelled, plain, prerequisite_line, said

texts = session.texts()
_DOWNLOADED = 10


def choose(found: Advice) -> MeasureAdvice | None:
    """Let the user choose one of the unmet measures, highest priority first."""
    by_code = {gap.gap.measure: gap for gap in found.measures}
    codes = list(by_code)
    wanted = st.session_state.get(session.CHOSEN_MEASURE)
    chosen = st.selectbox(
        texts("ui.suggestions.measure"),
        codes,
        index=codes.index(wanted) if wanted in by_code else 0,
        format_func=lambda code: (
            f"{texts.number(by_code[code].priority.value)} · {texts.name('measures', code)}"
        ),
    )
    st.session_state[session.CHOSEN_MEASURE] = chosen
    return measure_advice(session.known_case(), chosen)


def measure_head(found: MeasureAdvice) -> None:
    """Draw the measure: why it matters here, what must come first, what to beware of."""
    measure = content().framework.measures[found.gap.measure]
    st.subheader(plain(f"{measure.id} {texts.title(measure)}"))
    if not look.is_projector():
        with st.expander(texts("ui.suggestions.why_measure"), icon=":material/help:"):
            scores.score_words(found.priority)
            if found.prerequisites:
                st.markdown(f"**{texts('cli.first')}**")
                bullets(map(prerequisite_line, found.prerequisites))
            indicators = content().framework.indicators.get(measure.id, ())
            if indicators:
                st.markdown(f"**{texts('ui.suggestions.indicators')}**")
                bullets(plain(texts.indicator(indicator)) for indicator in indicators)
    for caution in found.cautions:
        if caution.warning is not None:
            facts = content().catalogue[caution.warning].facts
            text = labelled(texts("cli.warning"), f"{said(facts.title)}. {said(facts.summary)}")
            source = facts.sources[0]
            st.warning(f"{text} [{plain(source.publisher)}]({source.url})", icon=":material/warning:")


def downloads() -> None:
    """Offer the advice for the ten first measures, or for all, as JSON and CSV."""
    everything = st.toggle(texts("ui.suggestions.all_measures"), key="suggestions.all")
    case = session.known_case()

    def whole() -> Advice:
        limit = None if everything else _DOWNLOADED
        return advise(content(), models_of(case), case.profile, limit=limit)

    code = case.profile.state.lower()
    with st.container(horizontal=True):
        st.download_button(
            texts("ui.download_json"),
            lambda: to_json(advice_value(whole(), content(), texts)),
            f"{code}.json",
            "application/json",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            texts("ui.download_csv"),
            lambda: suggestions_csv(whole(), content(), texts),
            f"{code}.csv",
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
        )


def what_moved(made: MeasureAdvice) -> None:
    """Draw which suggestions move by what is tried."""
    measure = made.gap.measure
    before = advise(
        content(), models_of(session.kept_case()), session.kept_case().profile, measures=[measure]
    )
    after = advise(
        content(), models_of(session.kept_case()), session.known_profile(), measures=[measure]
    )
    st.markdown(f"**{texts('ui.case.moved')}**")
    scores.moves(compare(before, after).suggestions.get(measure, ()))


st.title(texts("ui.page.suggestions"))
if not needs_case():
    found = ranked(session.known_case())
    made = choose(found) if found.measures else None
    if made is None:
        st.success(texts("ui.suggestions.nothing_unmet"))
    else:
        measure_head(made)
        if session.is_trying():
            what_moved(made)
        if not made.suggestions:
            st.info(texts("cli.no_practice"))
        if session.language() != "en":
            st.caption(texts("cli.english_only"))
        for number, suggestion in enumerate(made.suggestions[: 3 if look.is_projector() else None], 1):
            card(number, suggestion, made.gap.measure)
        downloads()
        next_step("kept", texts("ui.suggestions.next"))
