"""One item of a plan as a form: every field is kept at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from engine.domain.plan import ItemStatus, PlanItem, YearlyCost
from engine.reports.plan_words import title_of
from engine.ui import plan_state, session
from engine.ui.resources import content
from engine.ui.words import plain, said

_NAME, _TEXT = 300, 2_000
_MOST = 1e12
_DAYS = (date(2000, 1, 1), date(2100, 12, 31))


def edit(key: str, item: PlanItem) -> None:
    """Draw the form of an item."""
    texts = session.texts()
    st.markdown(f"**{plain(title_of(item, content(), texts))}**")
    st.caption(plain(texts.name("measures", item.measure)))
    left, right = st.columns(2)
    with left:
        _text(key, item, "lead", _NAME)
        _partners(key, item)
        _text(key, item, "funding", _NAME)
        _status(key, item)
    with right:
        _day(key, item, "start")
        _day(key, item, "end")
        _day(key, item, "evaluation")
        _survivors(key, item)
    _cost(key, item)
    _lines(key, item, "changes")
    _core(key, item)
    _indicators(key, item)
    _text(key, item, "risks", _TEXT)
    _text(key, item, "notes", _TEXT)
    st.button(
        texts("ui.take_away"), key=f"remove.{key}", on_click=plan_state.remove, args=(key,),
        icon=":material/delete:",
    )  # fmt: skip


def _keep(key: str, widget: str, name: str, make: Callable[[Any], Any]) -> None:
    plan_state.change_item(key, **{name: make(st.session_state[widget])})


def _label(name: str) -> str:
    return session.texts()(f"ui.plan.{name}")


def _text(key: str, item: PlanItem, name: str, most: int) -> None:
    widget = session.key("plan", key, name)
    st.text_input(
        _label(name), getattr(item, name), max_chars=most, key=widget,
        on_change=_keep, args=(key, widget, name, str.strip),
    )  # fmt: skip


def _partners(key: str, item: PlanItem) -> None:
    widget = session.key("plan", key, "partners")
    st.text_input(
        _label("partners"), "; ".join(item.partners), max_chars=_TEXT, key=widget,
        on_change=_keep,
        args=(key, widget, "partners", lambda v: tuple(p.strip() for p in v.split(";") if p.strip())),
    )  # fmt: skip


def _status(key: str, item: PlanItem) -> None:
    texts, widget = session.texts(), session.key("plan", key, "status")
    st.selectbox(
        _label("status"), list(ItemStatus), index=list(ItemStatus).index(item.status), key=widget,
        format_func=lambda status: texts.name("item_status", status),
        on_change=_keep, args=(key, widget, "status", ItemStatus),
    )  # fmt: skip


def _day(key: str, item: PlanItem, name: str) -> None:
    widget = session.key("plan", key, name)
    st.date_input(
        _label(name), getattr(item, name), min_value=_DAYS[0], max_value=_DAYS[1], key=widget,
        format="YYYY-MM-DD", on_change=_keep, args=(key, widget, name, lambda day: day),
    )  # fmt: skip


def _survivors(key: str, item: PlanItem) -> None:
    widget = session.key("plan", key, "survivors")
    st.checkbox(
        _label("survivors"), item.survivors_consulted, key=widget,
        on_change=_keep, args=(key, widget, "survivors_consulted", bool),
    )  # fmt: skip


def _cost(key: str, item: PlanItem) -> None:
    held = item.cost or YearlyCost(low=0.0, likely=0.0, high=0.0)
    for column, name in zip(st.columns(3), ("low", "likely", "high"), strict=True):
        widget = session.key("plan", key, "cost", name)
        column.number_input(
            _label(f"cost_{name}"), 0.0, _MOST, getattr(held, name), 1000.0, format="%.2f", key=widget,
            on_change=_keep,
            args=(key, widget, "cost", lambda value, name=name: replace(held, **{name: value})),
        )  # fmt: skip


def _lines(key: str, item: PlanItem, name: str) -> None:
    """Draw the changes, one a line; those of the catalogue are shown in the user's language above."""
    texts, widget = session.texts(), session.key("plan", key, name)
    if item.practice and item.changes and texts.language != "en":
        st.caption("  \n".join(said(change) for change in item.changes))
    st.text_area(
        _label(name), "\n".join(item.changes), key=widget, help=_label("changes_help"),
        on_change=_keep,
        args=(key, widget, name, lambda v: tuple(filter(None, map(str.strip, v.splitlines())))),
    )  # fmt: skip


def _core(key: str, item: PlanItem) -> None:
    """Let the user say which core elements are given up."""
    if item.practice is None:
        return
    widget = session.key("plan", key, "core")
    core = [found.element for found in content().catalogue[item.practice].judgement.core]
    st.multiselect(
        _label("dropped_core"), core, [c for c in item.dropped_core if c in core], key=widget,
        format_func=session.texts().catalogue, placeholder=_label("none_dropped"),
        on_change=_keep, args=(key, widget, "dropped_core", tuple),
    )  # fmt: skip


def _indicators(key: str, item: PlanItem) -> None:
    """Draw baseline, target and the figure of this year for each indicator."""
    texts, year = session.texts(), str(plan_state.today().year)
    named = {i.id: i for group in content().framework.indicators.values() for i in group}
    st.markdown(f"**{_label('indicators')}**")
    for number, found in enumerate(item.indicators):
        known = named.get(found.framework)
        name = texts.indicator(known) if known else texts.catalogue(found.name)
        title, *figures = st.columns([4, 1, 1, 1], vertical_alignment="bottom")
        title.markdown(plain(name))
        values = {
            "baseline": found.baseline,
            "target": found.target,
            "actual": found.actuals.get(year),
        }
        for column, (part, value) in zip(figures, values.items(), strict=True):
            widget = session.key("plan", key, "indicator", str(number), part)
            column.number_input(
                f"{_label(part)} {year if part == 'actual' else ''} ({number + 1})", value=value,
                key=widget, on_change=_keep_figure, args=(key, item, number, part, widget),
            )  # fmt: skip


def _keep_figure(key: str, item: PlanItem, number: int, part: str, widget: str) -> None:
    value, found = st.session_state[widget], item.indicators[number]
    figure = None if value is None else float(value)
    if part == "actual":
        year = str(plan_state.today().year)
        actuals = {period: v for period, v in found.actuals.items() if period != year}
        changed = replace(found, actuals=actuals | ({} if figure is None else {year: figure}))
    elif part == "baseline":
        changed = replace(found, baseline=figure)
    else:
        changed = replace(found, target=figure)
    indicators = (*item.indicators[:number], changed, *item.indicators[number + 1 :])
    plan_state.change_item(key, indicators=indicators)
