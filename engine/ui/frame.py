"""The frame around every page: title, language, navigation, footer."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from engine.errors import EngineError
from engine.i18n import LANGUAGES
from engine.ui import session
from engine.ui.resources import content

PAGES = Path(__file__).parent / "pages"
_ICON = Path(__file__).parent / "icon.png"
_NAMES = {"en": "English", "fr": "Français"}
_ICONS = {
    "start": ":material/flag:",
    "profile": ":material/edit_note:",
    "gaps": ":material/checklist:",
    "suggestions": ":material/lightbulb:",
    "method": ":material/balance:",
}


def run() -> None:
    """Draw the frame and the page the user is on; no error ever shows a traceback."""
    st.set_page_config(page_title="Passerelle", page_icon=str(_ICON), layout="wide")
    try:
        session.restore()
        _draw()
    except EngineError as error:
        session.show_error(error)


def _draw() -> None:
    texts = session.texts()
    pages = [
        st.Page(
            PAGES / f"{name}.py",
            title=texts(f"ui.page.{name}"),
            icon=icon,
            default=name == "start",
        )
        for name, icon in _ICONS.items()
    ]
    page = st.navigation(pages)
    with st.sidebar:
        st.selectbox(
            texts("ui.language"),
            LANGUAGES,
            index=LANGUAGES.index(session.language()),
            format_func=_NAMES.__getitem__,
            key="language_choice",
            on_change=lambda: session.use_language(st.session_state["language_choice"]),
        )
        current = session.profile()
        if current is not None:
            st.markdown(f"**{texts.place(current.state)}**")
            st.caption(texts("ui.kept"))
    page.run()
    st.divider()
    st.caption(texts.notice())
    st.caption(texts("ui.footer", version=content().framework.version))


def needs_case() -> bool:
    """Say that a State must be chosen first, and return whether that is so."""
    if session.profile() is not None:
        return False
    texts = session.texts()
    st.info(texts("ui.choose_first"))
    st.page_link(PAGES / "start.py", label=texts("ui.page.start"), icon=_ICONS["start"])
    return True
