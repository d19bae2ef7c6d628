"""The log: what goes wrong is told to the user in one line and kept here in full."""

from __future__ import annotations

import logging
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

import streamlit as st

_STREAMLIT = "streamlit.error_util"
_BYTES, _FILES = 500_000, 3


@st.cache_resource(show_spinner=False)
def keep(folder: Path) -> None:
    """Write every unexpected error of a page to `passerelle.log` in a folder, from now on."""
    with suppress(OSError):  # without a log the app still works
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "passerelle.log", maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        logging.getLogger(_STREAMLIT).addHandler(handler)
