"""What every session of the process shares: content, models, texts and cases, loaded once."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from engine.content.cases import case_value, load_case
from engine.content.load import load_content
from engine.domain.content import Content
from engine.errors import EngineError
from engine.i18n import Texts
from engine.matching.scoring import Models
from engine.modelfile import load_models
from engine.paths import cache_folder, user_folder
from engine.storage.cases import CaseStore

if TYPE_CHECKING:
    from engine.content.search import CatalogueIndex


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


@st.cache_resource(show_spinner=False)
def catalogue_index() -> CatalogueIndex:
    """Return the index that searches the catalogue, built once."""
    from engine.content.search import CatalogueIndex  # brings scikit-learn: seconds at the start

    return CatalogueIndex(content())


def warm() -> None:
    """Load what the first page needs, while the server starts and the browser fetches the page."""
    texts_of("en")
    models()


def cases() -> CaseStore:
    """Return where cases are kept: `PASSERELLE_DATA_DIR`, else the user's data folder."""
    chosen = os.environ.get("PASSERELLE_DATA_DIR")
    return _store(str(Path(chosen) if chosen else user_folder()))


@st.cache_resource(show_spinner=False)
def _store(folder: str) -> CaseStore:
    store = CaseStore(Path(folder) / "passerelle.sqlite")
    for path in sorted((Path(folder) / "cases").glob("*.yaml")):
        _take_over(path, store)
    return store


def _take_over(path: Path, store: CaseStore) -> None:
    """Put a case of an earlier version, a profile file of its own, into the store; it stays beside."""
    with suppress(EngineError, OSError):  # what cannot be read stays as it is
        store.create(case_value(load_case(path, content())), path.stem)
        path.rename(path.with_suffix(".taken-over"))
