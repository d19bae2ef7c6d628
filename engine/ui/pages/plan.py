"""Plan: who does what, when, at what cost, measured how; chosen by hand or under a budget."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from engine.domain.plan import Plan
from engine.reports.plan_words import title_of
from engine.ui import plan_choices, plan_files, plan_items, plan_state, plan_views, session
from engine.ui.frame import needs_case
from engine.ui.resources import content
from engine.ui.words import plain

texts = session.texts()
_ITEM, _VIEW = "plan.item", "plan.view"


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
        plan_choices.settings(held)
        plan_choices.choices(held)
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
