"""The look that the theme cannot give: a style sheet, the direction of writing, the projector view."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from engine.languages import is_right_to_left

_HERE = Path(__file__).parent
PROJECTOR = "projector"
"""The key of the switch to the projector view."""


def apply(language: str) -> None:
    """Put the page into the direction of its language and into its style."""
    sheets = ["style.css"]
    rtl = is_right_to_left(language)
    sheets += ["style_rtl.css"] if rtl else []
    sheets += ["style_projector.css"] if is_projector() else []
    css = "".join(_read(name) for name in sheets)
    direction = "rtl" if rtl else "ltr"
    script = f"document.documentElement.lang='{language}';document.documentElement.dir='{direction}'"
    st.html(f"<style>{css}</style><script>{script}</script>", unsafe_allow_javascript=True)


@st.cache_resource(show_spinner=False)
def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def is_projector() -> bool:
    """Return whether the user chose the projector view."""
    return bool(st.session_state.get(PROJECTOR))
