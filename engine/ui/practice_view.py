"""One practice on the screen: everything known of it, and what it would need here."""

from __future__ import annotations

import streamlit as st

from engine.domain.advice import Adaptation, Suggestion
from engine.domain.practice import Practice
from engine.matching.evidence import strength
from engine.reports.practice_words import checked_line, cost_line, evidence_lines
from engine.ui import session
from engine.ui.charts import score_chart
from engine.ui.resources import content
from engine.ui.scores import score_words
from engine.ui.words import bullets, labelled, place_and_time, plain, prerequisite_line, said


def head(practice: Practice) -> None:
    """Draw title, place and time, standing, and why it may not be suggested."""
    texts, facts = session.texts(), practice.facts
    st.title(said(facts.title))
    standing = texts.name("standing", facts.standing)
    if facts.standing_year:
        standing = f"{standing} ({facts.standing_year})"
    st.caption(" · ".join(filter(None, [place_and_time(facts), standing])))
    if practice.is_warning:
        st.warning(texts("cli.warning"), icon=":material/warning:")
    if practice.retired:
        st.warning(texts("cli.retired", because=said(practice.retired)))
    st.markdown(said(facts.summary))


def here(made: Suggestion, *, is_among_best: bool) -> None:
    """Draw how it fits the State of the case: score, what to keep and change, what comes first."""
    texts = session.texts()
    st.subheader(texts("ui.practice.here", state=texts.place(session.known_profile().state)))
    if made.is_blocked:
        st.warning(texts("ui.suggestions.blocked"), icon=":material/block:")
    bars, words = st.columns(2)
    with bars:
        st.markdown(labelled(texts("cli.fit"), texts.number(made.fit.value)))
        score_chart(made.fit, texts("cli.fit"))
    with words:
        score_words(made.fit)
        if is_among_best:
            st.caption(texts("cli.confidence", percent=round(100 * made.top_share)))
    st.markdown(f"**{texts('cli.adapt')}**")
    adaptations(made.adaptations)
    own = [state for state in made.prerequisites if state.text]
    if own:
        st.markdown(f"**{texts('cli.first')}**", help=texts.meaning("prerequisite"))
        bullets(map(prerequisite_line, own))
    cautions(made)


def adaptations(found: tuple[Adaptation, ...]) -> None:
    """Draw what to adapt and why."""
    texts = session.texts()
    lines = [
        f"*{texts.name('adaptation_type', change.type)}*: {plain(texts.say(change.text))} "
        f"({plain(texts.say(change.because))})"
        for change in found
    ]
    bullets(lines or [texts("ui.suggestions.no_change")])


def cautions(made: Suggestion) -> None:
    """Draw what to beware of."""
    texts = session.texts()
    for caution in made.cautions:
        if caution.message is not None:
            words = plain(texts.say(caution.message))
            st.markdown(f":material/warning: {labelled(texts('cli.beware'), words)}")


def core(practice: Practice) -> None:
    """Draw what must be kept."""
    bullets(f"{said(c.element)} *{said(c.why)}*" for c in practice.judgement.core)


def evidence_and_cost(practice: Practice, made: Suggestion | None) -> None:
    """Draw evidence, cost, results and indicators."""
    texts = session.texts()
    step = strength(practice, content().rules)
    lines = [labelled(name, plain(text)) for name, text in evidence_lines(practice, step, texts)]
    st.markdown("  \n".join(lines))
    st.markdown(plain(cost_line(practice, made.cost if made else None, texts)))
    if practice.facts.results:
        st.markdown(labelled(texts("cli.results"), said(practice.facts.results)))
    indicators(practice)


def indicators(practice: Practice) -> None:
    """Draw how to measure it: indicators of the framework and its own."""
    texts, judged = session.texts(), practice.judgement
    named = {i.id: i for group in content().framework.indicators.values() for i in group}
    st.markdown(f"**{texts('ui.suggestions.indicators')}**", help=texts.meaning("indicator"))
    bullets([
        *(f"{plain(texts.indicator(named[code]))}" for code in judged.indicators),
        *(f"{said(own.name)} ({said(own.unit)})" for own in judged.own_indicators),
    ])


def record(practice: Practice) -> None:
    """Draw the whole record: what sources say and what we judge, apart."""
    texts, judged = session.texts(), practice.judgement
    keep, change = st.columns(2)
    with keep:
        st.subheader(texts("cli.keep"), help=texts.meaning("core element"))
        core(practice)
        st.subheader(texts("ui.practice.steps"))
        st.markdown("\n".join(f"{n}. {said(step)}" for n, step in enumerate(judged.steps, 1)))
    with change:
        st.subheader(texts("ui.practice.serves"))
        bullets(f"{plain(texts.name('measures', s.measure))}: {said(s.why)}" for s in judged.measures)
        st.subheader(texts("ui.practice.may_change"), help=texts.meaning("adaptable element"))
        bullets(
            f"*{texts.name('adaptation_type', a.type)}*: {said(a.change)}" for a in judged.adaptable
        )
    if practice.facts.caveats:
        st.markdown(labelled(texts("cli.caveats"), said(practice.facts.caveats)))
    st.subheader(texts("ui.practice.sources"))
    sources(practice)
    st.caption(plain(checked_line(practice, texts)))


def sources(practice: Practice) -> None:
    """Draw where the practice was read."""
    texts = session.texts()
    for source in practice.facts.sources:
        kind = texts.name("source_kind", source.kind)
        st.caption(f"[{plain(source.title)}]({source.url}). {plain(source.citation)} ({kind}).")
