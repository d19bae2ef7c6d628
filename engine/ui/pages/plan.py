"""Plan: who does what, when, at what cost, measured how; chosen by hand or under a budget."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import streamlit as st

from engine.domain.plan import Plan
from engine.domain.vocabulary import MeasureId
from engine.reports.plan_words import title_of
from engine.ui import plan_files, plan_items, plan_state, plan_views, session
from engine.ui.frame import needs_case
from engine.ui.resources import content
from engine.ui.words import bullets, plain, said

texts = session.texts()
_ITEM, _VIEW = "plan.item", "plan.view"


def settings(held: Plan) -> None:
    """Draw the limits of the plan."""
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


def items(held: Plan) -> None:
    """Draw the items to choose from, and the form of the one chosen."""
    if not held.items:
        st.info(texts("ui.plan.empty"))
        return
    key = st.selectbox(
        texts("ui.plan.item"),
        list(held.items),
        format_func=lambda code: f"{code} · {title_of(held.items[code], content(), texts)}",
        key=_ITEM,
    )
    with st.container(border=True):
        plan_items.edit(key, held.items[key])


def findings(held: Plan) -> None:
    """Draw what a committee would ask, the gravest first, each with the way to its item."""
    found = plan_state.findings()
    counts = Counter(finding.severity for finding in found)
    st.markdown(
        " · ".join(f"{texts.name('severity', severity)}: {n}" for severity, n in counts.items())
        or texts("ui.plan.no_findings")
    )
    groups: dict[tuple[str, str], list[str]] = {}
    for finding in found:
        words = (texts.name("severity", finding.severity), texts.say(finding.message))
        groups.setdefault(words, []).append(finding.item or "")
    for number, ((severity, asked), keys) in enumerate(groups.items()):
        with st.container(border=True):
            st.markdown(f"**{severity}** · {plain(asked)}")
            with st.container(horizontal=True):
                for key in filter(held.items.__contains__, keys):
                    st.button(key, key=f"finding.{number}.{key}", on_click=show, args=(key,))


def show(key: str) -> None:
    """Show an item in the form."""
    st.session_state[_ITEM] = key
    st.session_state[_VIEW] = "items"


st.title(texts("ui.page.plan"))
if not needs_case():
    held = plan_state.plan()
    if held is None:
        st.markdown(texts("ui.plan.what"))
        st.button(texts("ui.plan.begin"), type="primary", on_click=plan_state.begin, key="plan.begin")
    else:
        settings(held)
        choices(held)
        views = {
            "items": items,
            "check": findings,
            "money": plan_views.money,
            "timeline": plan_views.timeline,
            "partners": plan_views.partners,
            "progress": plan_views.changes,
            "documents": plan_files.documents,
        }
        view = st.segmented_control(
            texts("ui.plan.view"),
            list(views),
            default="items",
            format_func=lambda name: texts(f"ui.plan.view_{name}"),
            key=_VIEW,
            required=True,
            wrap=True,
            label_visibility="collapsed",
        )
        views[view](held)
