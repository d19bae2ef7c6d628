"""The limits of a plan, and the ways to fill it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import streamlit as st

from engine.domain.plan import Plan
from engine.domain.vocabulary import MeasureId
from engine.ui import plan_state, session
from engine.ui.resources import content
from engine.ui.words import bullets, plain, said


def settings(held: Plan) -> None:
    """Draw the limits of the plan."""
    texts = session.texts()
    cells = st.columns(4)
    for cell, (name, value, least, most, step) in zip(
        cells,
        (
            ("budget", held.budget_per_year, 0.0, 1e12, 10_000.0),
            ("years", held.years, 1, 10, 1),
            ("start_year", held.start_year, 2000, 2100, 1),
            ("starts", held.starts_per_year, 0, 1000, 1),
        ),
        strict=True,
    ):
        field = {"budget": "budget_per_year", "starts": "starts_per_year"}.get(name, name)
        key = session.key("plan", name)
        cell.number_input(
            texts(f"ui.plan.{name}"),
            least,
            most,
            value,
            step,
            key=key,
            placeholder=texts("ui.plan.no_limit"),
            on_change=set_limit,
            args=(field, key),
        )


def set_limit(field: str, key: str) -> None:
    """Keep one limit of the plan."""
    value, held = st.session_state[key], plan_state.plan()
    if held is not None and (value is not None or field in {"budget_per_year", "starts_per_year"}):
        plan_state.keep(replace(held, **{field: value}))


def choices(held: Plan) -> None:
    """Draw the ways to fill the plan, and what came of the last choice."""
    texts = session.texts()
    with st.container(horizontal=True):
        st.button(
            texts("ui.plan.choose"),
            key="plan.choose",
            type="primary",
            icon=":material/auto_awesome:",
            on_click=plan_state.choose_for_me,
            help=texts("ui.plan.choose_help"),
        )
        st.button(texts("ui.plan.add_kept"), key="plan.add_kept", on_click=plan_state.add_kept)
        st.toggle(
            texts("ui.plan.with_unknown"),
            key=plan_state.WITH_UNKNOWN,
            help=texts("ui.plan.with_unknown_help"),
        )
    with st.expander(texts("ui.plan.own"), icon=":material/add:"):
        measure = st.selectbox(
            texts("cli.measure"),
            list(content().framework.measures),
            format_func=lambda code: texts.name("measures", code),
            key="plan.own_measure",
        )
        title = st.text_input(texts("ui.plan.own_title"), max_chars=300, key="plan.own_title")
        st.button(
            texts("ui.plan.own"),
            key="plan.own_add",
            on_click=plan_state.add_own,
            args=(MeasureId(measure), title),
        )
    if (made := plan_state.last_choice()) is None:
        return
    if made.relax:
        limits = texts.listing(texts(f"plan.limit.{name}") for name in made.relax)
        st.error(texts("ui.plan.relax", limits=limits))
        return
    st.success(texts("ui.plan.chosen", count=len(made.begins), gap=texts.number(made.gap, ".1%")))
    with st.expander(texts("ui.plan.left_out", count=len(made.left_out))):
        counts = Counter(made.left_out.values())
        bullets(f"{texts.name('left_out', why)}: {count}" for why, count in counts.most_common())
        st.table(
            [
                {
                    texts("cli.measure"): plain(texts.name("measures", measure)),
                    texts("cli.practice"): said(content().catalogue[practice].facts.title),
                    texts("ui.plan.because"): texts.name("left_out", why),
                }
                for (measure, practice), why in made.left_out.items()
            ],
            hide_index=True,
        )
