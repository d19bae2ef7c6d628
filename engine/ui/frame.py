"""The frame around every page: language, navigation, the open case, footer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from engine.errors import EngineError
from engine.languages import LANGUAGES, NAMES
from engine.ui import log, look, session
from engine.ui.resources import cases, content

PAGES = Path(__file__).parent / "pages"
_ICON = Path(__file__).parent / "icon.png"
SECTIONS = {
    "know": {"start": "flag", "profile": "edit_note", "questions": "quiz"},
    "decide": {
        "gaps": "checklist",
        "suggestions": "lightbulb",
        "compare": "compare",
        "kept": "bookmark",
        "plan": "event_note",
    },
    "explore": {"catalogue": "library_books", "peers": "groups"},
    "trust": {"method": "balance", "help": "help"},
}
"""The pages in the order of the navigation, with their icons."""
HIDDEN = {"practice": "article"}
"""Pages that are reached from others only."""


def run() -> None:
    """Draw the frame and the page the user is on; no error ever shows a traceback."""
    st.set_page_config(page_title="Passerelle", page_icon=str(_ICON), layout="wide")
    log.keep(cases().path.parent)
    try:
        session.restore()
        look.apply(session.language())
        _draw()
    except EngineError as error:
        session.show_error(error)


def _draw() -> None:
    texts = session.texts()
    pages = {name: _page(name, icon) for found in SECTIONS.values() for name, icon in found.items()}
    others = [_page(name, icon) for name, icon in HIDDEN.items()]
    page = st.navigation([*pages.values(), *others], position="hidden")
    with st.sidebar:
        _case_box()
        _navigation(pages)
        _settings()
    session.show_notice()
    if session.is_trying():
        _trying_bar()
    page.run()
    with st.container(key="footer"):
        st.divider()
        st.caption(texts.notice())
        st.caption(texts("ui.footer", version=content().framework.version))


def _navigation(pages: Mapping[str, st.Page]) -> None:
    """Draw the links to the pages by section: Streamlit's own list breaks rules of accessibility."""
    texts = session.texts()
    with st.container(key="navigation", gap=None):
        for section, names in SECTIONS.items():
            st.markdown(f"**{texts(f'ui.section.{section}')}**")
            for name in names:
                st.page_link(pages[name], width="stretch")


def _page(name: str, icon: str) -> st.Page:
    return st.Page(
        PAGES / f"{name}.py",
        title=session.texts()(f"ui.page.{name}"),
        icon=f":material/{icon}:",
        default=name == "start",
    )


def _case_box() -> None:
    texts, held, case = session.texts(), session.stored(), session.case()
    if held is None or case is None:
        return
    with st.container(border=True, key="case_box"):
        st.markdown(f"**{texts.place(case.profile.state)}**")
        if case.name:
            st.text(case.name)
        with st.container(horizontal=True, gap="small"):
            for name, place, act in (
                ("undo", held.undo, session.undo),
                ("redo", held.redo, session.redo),
            ):
                st.button(
                    texts(f"ui.case.{name}"),
                    key=f"case.{name}",
                    icon=f":material/{name}:",
                    on_click=act,
                    disabled=place is None or session.is_trying(),
                    help=None if place is None else session.place_name(place),
                )
        if not session.is_trying():
            st.button(
                texts("ui.case.try"),
                key="case.try",
                icon=":material/science:",
                on_click=session.try_changes,
                help=texts("ui.case.try_help"),
            )
        st.caption(texts("ui.kept"))


def _settings() -> None:
    texts = session.texts()
    st.selectbox(
        texts("ui.language"),
        LANGUAGES,
        index=LANGUAGES.index(session.language()),
        format_func=NAMES.__getitem__,
        key="language_choice",
        on_change=lambda: session.use_language(st.session_state["language_choice"]),
    )
    st.toggle(texts("ui.projector"), key=look.PROJECTOR, help=texts("ui.projector_help"))


def _trying_bar() -> None:
    texts = session.texts()
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="trying"):
        st.markdown(f":material/science: **{texts('ui.case.trying')}**")
        st.button(texts("ui.case.keep_tried"), type="primary", on_click=session.keep_tried)
        st.button(texts("ui.case.drop_tried"), on_click=session.drop_tried)


def needs_case() -> bool:
    """Say that a State must be chosen first, and return whether that is so."""
    if session.case() is not None:
        return False
    texts = session.texts()
    st.info(texts("ui.choose_first"), icon=":material/flag:")
    to_page("start")
    return True


def to_page(name: str) -> None:
    """Draw a link to another page."""
    icon = next(found[name] for found in SECTIONS.values() if name in found)
    st.page_link(
        PAGES / f"{name}.py", label=session.texts()(f"ui.page.{name}"), icon=f":material/{icon}:"
    )


def next_step(name: str, text: str) -> None:
    """Draw what to do next, with the link there, at the end of a page."""
    with st.container(key="next_step"):
        st.markdown(text)
        to_page(name)
