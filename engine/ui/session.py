"""What one session holds: its language, its case, and the profile, kept on disk at every change.

The case and the language stand in the address, so that a reload or a new tab finds them again.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from engine.content.prefill import prefilled
from engine.content.profiles import parse_profile, write_profile
from engine.domain.profile import MeasureStatus, StateProfile
from engine.domain.vocabulary import MeasureId, Status
from engine.errors import EngineError
from engine.i18n import LANGUAGES, Texts, issue_line
from engine.paths import user_folder
from engine.storage.cases import CaseFolder, new_case_id
from engine.ui.resources import content, texts_of

_CASE, _LANGUAGE, _PROFILE = "case", "lang", "profile"
LAST_ANSWER = "last_answer"
"""The measure answered last and the status given, to show that it is kept."""
CHOSEN_MEASURE = "chosen_measure"
"""The measure whose suggestions the user wants to see."""


def cases() -> CaseFolder:
    """Return where cases are kept: `PASSERELLE_DATA_DIR`, else the user's data folder."""
    chosen = os.environ.get("PASSERELLE_DATA_DIR")
    return CaseFolder((Path(chosen) if chosen else user_folder()) / "cases")


def restore() -> None:
    """Take language and case from the address where the session has none, and keep them in it."""
    state, address = st.session_state, st.query_params
    if _LANGUAGE not in state:
        asked = address.get(_LANGUAGE, "en")
        state[_LANGUAGE] = asked if asked in LANGUAGES else "en"
    if _CASE not in state and _CASE in address:
        _open(address[_CASE])
    for name in (_LANGUAGE, _CASE):
        if name in state and address.get(name) != state[name]:
            address[name] = state[name]


def _open(case: str) -> None:
    try:
        text = cases().load(case)
        if text is not None:
            st.session_state[_PROFILE] = parse_profile(text, "case", content())
            st.session_state[_CASE] = case
    except EngineError as error:
        show_error(error)


def show_error(error: EngineError) -> None:
    """Show each problem as one line."""
    for issue in error.issues:
        st.error(issue_line(issue, language()))


def language() -> str:
    """Return the language of the session."""
    return str(st.session_state.get(_LANGUAGE, "en"))


def use_language(code: str) -> None:
    """Change the language of the session."""
    st.session_state[_LANGUAGE] = code


def texts() -> Texts:
    """Return the texts in the session's language."""
    return texts_of(language())


def profile() -> StateProfile | None:
    """Return the profile of the session's case, None before a State is chosen."""
    found = st.session_state.get(_PROFILE)
    return found if isinstance(found, StateProfile) else None


def known_profile() -> StateProfile:
    """Return the profile of the session's case, on pages that ask first whether there is one."""
    found = profile()
    if found is None:
        raise LookupError("no State is chosen")
    return found


def case_id() -> str:
    """Return the id of the session's case, empty before a State is chosen."""
    return str(st.session_state.get(_CASE, ""))


def start(made: StateProfile) -> None:
    """Begin a new case with a profile."""
    st.session_state[_CASE] = new_case_id()
    keep(made)


def start_with_state(code: str) -> None:
    """Begin a new case with a State, filled from reference data."""
    start(prefilled(content(), code, datetime.now(UTC).date().isoformat()))


def keep(changed: StateProfile) -> None:
    """Keep a changed profile: on disk first, then in the session."""
    try:
        cases().save(case_id(), write_profile(changed))
    except EngineError as error:
        show_error(error)
    st.session_state[_PROFILE] = changed


def change_part(part: str, name: str, value: object) -> None:
    """Change one value of context, resources or patterns; its source becomes the user."""
    current = profile()
    if current is None:
        return
    sources = {
        path: source
        for path, source in current.sources.items()
        if path != f"{part}.{name}" and not path.startswith(f"{part}.{name}.")
    }
    changed = replace(getattr(current, part), **{name: value})
    keep(replace(current, sources=sources, **{part: changed}))


def answer(measure: MeasureId, **values: Status) -> None:
    """Change what is said of one measure; saying nothing at all takes it out again.

    Its source spoke for the status before and goes with it; the note stays.
    """
    current = profile()
    if current is None:
        return
    said: dict[MeasureId, MeasureStatus] = dict(current.measures)
    said[measure] = replace(current.status_of(measure), source="", **values)
    if said[measure] == MeasureStatus():
        del said[measure]
    keep(replace(current, measures=said))
    st.session_state[LAST_ANSWER] = (measure, *values.values())


def sources_of(path: str, current: StateProfile) -> Mapping[str, str]:
    """Return the sources of a value and of the values under it, by their path."""
    return {
        key: source
        for key, source in current.sources.items()
        if key == path or key.startswith(f"{path}.")
    }
