"""Suggestions: for one unmet measure, the practices that fit, as cards."""

from __future__ import annotations

import streamlit as st

from engine.domain.advice import Advice, MeasureAdvice, PrerequisiteState, Suggestion
from engine.domain.profile import StateProfile
from engine.matching.advise import advise
from engine.reports.flat import met, suggestions_csv
from engine.reports.practice_words import cost_line, evidence_lines
from engine.reports.values import advice_value, to_json
from engine.ui import session
from engine.ui.frame import needs_case
from engine.ui.parts import plain, score_chart, score_words
from engine.ui.resources import content, models

texts = session.texts()
_MARKS = {True: ":material/check_circle:", False: ":material/cancel:", None: ":material/help:"}


def choose(ranked: Advice) -> MeasureAdvice:
    """Let the user choose one of the unmet measures, highest priority first."""
    by_code = {found.gap.measure: found for found in ranked.measures}
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
    return by_code[chosen]


def said(text: str) -> str:
    """Return a text of the catalogue as it is shown: marked where it is not translated."""
    return plain(texts.catalogue(text))


def measure_head(found: MeasureAdvice) -> None:
    """Draw the measure: why it matters here, what must come first, what to beware of."""
    measure = content().framework.measures[found.gap.measure]
    st.subheader(f"{measure.id} {texts.title(measure)}")
    left, right = st.columns(2)
    with left:
        st.markdown(f"**{texts('ui.suggestions.why_measure')}**")
        score_words(found.priority, texts)
    with right:
        if found.prerequisites:
            st.markdown(f"**{texts('cli.first')}**")
            st.markdown("\n".join(prerequisite_line(state) for state in found.prerequisites))
        indicators = content().framework.indicators.get(measure.id, ())
        if indicators:
            st.markdown(f"**{texts('ui.suggestions.indicators')}**")
            st.markdown("\n".join(f"- {texts.indicator(indicator)}" for indicator in indicators))
    for caution in found.cautions:
        if caution.warning is not None:
            facts = content().catalogue[caution.warning].facts
            text = texts.labelled(
                f"**{texts('cli.warning')}**", f"{said(facts.title)}. {said(facts.summary)}"
            )
            st.warning(f"{text} [{plain(facts.sources[0].publisher)}]({facts.sources[0].url})")


def prerequisite_line(state: PrerequisiteState) -> str:
    """Return one line of what must come first, with whether it is met in words."""
    what = said(state.text) if state.text else texts.name("measures", str(state.measure))
    strength = texts.name("strength", state.strength)
    return f"- {_MARKS[state.met]} {what} ({strength}; {met(state.met, texts)})"


def card(number: int, made: Suggestion) -> None:
    """Draw one suggestion."""
    facts, judged = made.practice.facts, made.practice.judgement
    with st.container(border=True):
        st.markdown(f"#### {number}. {said(facts.title)}")
        places = texts.listing(texts.place(code) for code in facts.places) if facts.places else ""
        st.caption(" · ".join(filter(None, [places, facts.years])))
        if made.is_blocked:
            st.warning(texts("ui.suggestions.blocked"))
        st.markdown(said(facts.summary))
        bars, words = st.columns(2)
        with bars:
            st.markdown(f"**{texts.labelled(texts('cli.fit'), texts.number(made.fit.value))}**")
            score_chart(made.fit, texts, texts("cli.fit"))
        with words:
            score_words(made.fit, texts)
            st.caption(texts("cli.confidence", percent=round(100 * made.top_share)))
        keep, adapt = st.columns(2)
        with keep:
            st.markdown(f"**{texts('cli.keep')}**")
            st.markdown("\n".join(f"- {said(c.element)} *{said(c.why)}*" for c in judged.core))
            st.markdown(f"**{texts('cli.first')}**")
            own = [state for state in made.prerequisites if state.text]
            st.markdown("\n".join(map(prerequisite_line, own)) or "–")
        with adapt:
            changes(made)
        source_lines(made)


def changes(made: Suggestion) -> None:
    """Draw what to adapt and why."""
    st.markdown(f"**{texts('cli.adapt')}**")
    lines = [
        f"- *{texts.name('adaptation_type', change.type)}*: {plain(texts.say(change.text))} "
        f"({plain(texts.say(change.because))})"
        for change in made.adaptations
    ]
    st.markdown("\n".join(lines) or f"- {texts('ui.suggestions.no_change')}")


def source_lines(made: Suggestion) -> None:
    """Draw evidence, cost, own indicators, cautions and sources."""
    facts, judged = made.practice.facts, made.practice.judgement
    lines = [
        texts.labelled(f"**{label}**", plain(text))
        for label, text in evidence_lines(made.practice, made.strength, texts)
    ]
    st.markdown("  \n".join(lines))
    st.markdown(plain(cost_line(made.practice, made.cost, texts)))
    own = "; ".join(f"{said(i.name)} ({said(i.unit)})" for i in judged.own_indicators)
    st.markdown(texts.labelled(f"**{texts('ui.suggestions.indicators')}**", own))
    if facts.results:
        st.markdown(texts.labelled(texts("cli.results"), said(facts.results)))
    for caution in made.cautions:
        if caution.message is not None:
            words = plain(texts.say(caution.message))
            st.markdown(f":material/warning: {texts.labelled(texts('cli.beware'), words)}")
    for source in facts.sources:
        kind = texts.name("source_kind", source.kind)
        st.caption(f"[{plain(source.title)}]({source.url}). {plain(source.citation)} ({kind}).")


def downloads(profile: StateProfile) -> None:
    """Offer the advice for the ten first measures, or for all, as JSON and CSV."""
    everything = st.toggle(texts("ui.suggestions.all_measures"), key="suggestions.all")
    limit = None if everything else 10
    whole = advise(content(), models(), profile, limit=limit)
    left, right = st.columns(2)
    code = profile.state.lower()
    for column, label, data, name, mime in (
        (
            left,
            "ui.download_json",
            to_json(advice_value(whole, content(), texts)),
            f"{code}.json",
            "application/json",
        ),
        (
            right,
            "ui.download_csv",
            suggestions_csv(whole, content(), texts),
            f"{code}.csv",
            "text/csv",
        ),
    ):
        column.download_button(
            texts(label), data, name, mime, on_click="ignore", icon=":material/download:"
        )


st.title(texts("ui.page.suggestions"))
if not needs_case() and (profile := session.profile()) is not None:
    ranked = advise(content(), models(), profile, top=0)
    if not ranked.measures:
        st.success(texts("ui.suggestions.nothing_unmet"))
    else:
        head = choose(ranked)
        made = advise(content(), models(), profile, measures=[head.gap.measure]).measures[0]
        measure_head(made)
        if not made.suggestions:
            st.info(texts("cli.no_practice"))
        if session.language() != "en":
            st.caption(texts("cli.english_only"))
        for number, suggestion in enumerate(made.suggestions, start=1):
            card(number, suggestion)
        downloads(profile)
