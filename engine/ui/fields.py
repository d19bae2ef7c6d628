"""Inputs for one value of a profile: each shows its source and is kept at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from engine.domain.profile import StateProfile
from engine.domain.vocabulary import Level
from engine.ui import session
from engine.ui.words import plain

UNKNOWN = "unknown"


def source_line(path: str, profile: StateProfile) -> None:
    """Say where a value comes from; nothing where the user gave it."""
    texts = session.texts()
    for name, source in profile.sources.items():
        if name == path or name.startswith(f"{path}."):
            code = name.removeprefix(path).removeprefix(".")
            shown = f"{texts.name(path.rsplit('.', 1)[-1], code)}: {source}" if code else source
            st.caption(texts("ui.profile.source", source=plain(shown)))


def choice(
    path: tuple[str, str],
    options: Sequence[str],
    vocabulary: str,
    current: str,
    change: Callable[[str], object],
) -> None:
    """Draw the choice of one code; `path` is part and name, `change` makes the value of a code."""
    texts, key = session.texts(), session.key(*path)
    st.selectbox(
        texts(f"ui.field.{path[1]}"),
        options,
        index=options.index(current),
        format_func=lambda code: (
            texts("ui.unknown") if code == UNKNOWN else texts.name(vocabulary, code)
        ),
        key=key,
        on_change=lambda: session.change_part(*path, change(st.session_state[key])),
    )


def number(path: tuple[str, str], current: float | None, least: float, most: float) -> None:
    """Draw one number that may be left empty: empty is unknown, 0 is not."""
    texts, key = session.texts(), session.key(*path)
    st.number_input(
        texts(f"ui.field.{path[1]}"),
        min_value=least,
        max_value=most,
        value=current,
        step=1000.0,
        format="%.0f",
        key=key,
        placeholder=texts("ui.unknown"),
        on_change=lambda: session.change_part(*path, st.session_state[key]),
    )


def several(path: tuple[str, str], options: Sequence[str], current: Sequence[str]) -> None:
    """Draw the choice of several codes."""
    texts, key = session.texts(), session.key(*path)
    st.multiselect(
        texts(f"ui.field.{path[1]}"),
        texts.ordered(options, path[1]),
        default=list(current),
        format_func=lambda code: texts.name(path[1], code),
        placeholder=texts("ui.profile.none_named"),
        key=key,
        on_change=lambda: session.change_part(*path, tuple(st.session_state[key])),
    )


def levels(path: tuple[str, str], options: Sequence[str], stated: Mapping[str, Level]) -> None:
    """Draw a level for each code, in three columns."""
    texts = session.texts()
    columns = st.columns(3)
    for position, code in enumerate(texts.ordered(options, path[1])):
        with columns[position % 3]:
            _level(path, code, stated)


def _level(path: tuple[str, str], code: str, stated: Mapping[str, Level]) -> None:
    texts, key, found = session.texts(), session.key(*path, code), list(Level)

    def change() -> None:
        session.change_part(*path, dict(stated) | {code: st.session_state[key]})

    st.selectbox(
        texts.name(path[1], code),
        found,
        index=found.index(stated.get(code, Level.UNKNOWN)),
        format_func=lambda level: texts.name("level", level),
        key=key,
        on_change=change,
    )
