"""What every session of the process shares: content, models and texts, loaded once."""

from __future__ import annotations

import streamlit as st

from engine.content.load import load_content
from engine.domain.content import Content
from engine.i18n import Texts
from engine.matching.scoring import Models
from engine.modelfile import load_models
from engine.paths import cache_folder


@st.cache_resource(show_spinner=False)
def content() -> Content:
    """Return all content, read once."""
    return load_content(cache=cache_folder())


@st.cache_resource(show_spinner=False)
def models() -> Models:
    """Return the scorers, read once."""
    return load_models()


@st.cache_resource(show_spinner=False)
def texts_of(language: str) -> Texts:
    """Return the texts of one language, read once."""
    return Texts(language, content())
