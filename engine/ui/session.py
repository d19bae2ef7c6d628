"""What one session holds: its language, its case, and what is tried without being kept.

Every change is on disk before it is in the session. The case and the language stand in the address,
so that a reload or a new tab finds them again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from engine.content.cases import case_from_value, case_value
from engine.content.prefill import prefilled
from engine.domain.case import Case
from engine.domain.profile import MeasureStatus, StateProfile
from engine.domain.vocabulary import MeasureId, PracticeId, Status
from engine.errors import EngineError
from engine.i18n import Texts, issue_line
from engine.languages import LANGUAGES
from engine.storage.cases import StoredCase
from engine.ui.resources import cases, content, texts_of

_CASE, _LANGUAGE = "case", "lang"
_STORED, _OPEN, _DRAFT, _EPOCH, _NOTICE = "stored", "open_case", "draft", "epoch", "notice"
LAST_ANSWER = "last_answer"
"""The measure answered last and the status given, to show that it is kept."""
CHOSEN_MEASURE = "chosen_measure"
"""The measure that the user looks at, on every page that shows one."""


def restore() -> None:
    """Take language and case from the address where the session has none, and keep them in it.

    A case that another tab changed meanwhile is read again.
    """
    state, address = st.session_state, st.query_params
    if _LANGUAGE not in state:
        asked = address.get(_LANGUAGE, "en")
        state[_LANGUAGE] = asked if asked in LANGUAGES else "en"
    try:
        if _CASE not in state and _CASE in address:
            open_case(address[_CASE])
        elif (held := _stored()) is not None and cases().stamp(held.id) != held.stamp:
            open_case(held.id)
    except EngineError as error:
        show_error(error)
    for name in (_LANGUAGE, _CASE):
        if name in state and address.get(name) != state[name]:
            address[name] = state[name]


def _stored() -> StoredCase | None:
    found = st.session_state.get(_STORED)
    return found if isinstance(found, StoredCase) else None


def open_case(case: str) -> None:
    """Make a case that is kept the session's case.

    Raises:
        EngineError: there is none, or it cannot be read.
    """
    _hold(cases().load(case))
    st.session_state.pop(_DRAFT, None)


def _hold(stored: StoredCase, *, drawn_again: bool = True) -> None:
    """Take a stored case as the session's; `drawn_again` makes every input show its values."""
    state = st.session_state
    state[_OPEN] = case_from_value(stored.document, "case", content())
    state[_STORED] = stored
    state[_CASE] = stored.id
    if drawn_again:
        state[_EPOCH] = state.get(_EPOCH, 0) + 1


def start(made: Case) -> None:
    """Begin a new case."""
    _hold(cases().create(case_value(made)))
    st.session_state.pop(_DRAFT, None)
    st.session_state.pop(CHOSEN_MEASURE, None)


def start_with_state(code: str) -> None:
    """Begin a new case with a State, filled from reference data."""
    start(Case(profile=prefilled(content(), code, datetime.now(UTC).date().isoformat())))


def close() -> None:
    """Leave the case; it stays kept."""
    for name in (_CASE, _STORED, _OPEN, _DRAFT):
        st.session_state.pop(name, None)
    st.query_params.pop(_CASE, None)


def key(*path: str) -> str:
    """Return the key of an input: a new one whenever what it shows was changed elsewhere."""
    state = st.session_state
    trying = "draft" if _DRAFT in state else "kept"
    return ".".join([str(state.get(_CASE, "")), trying, str(state.get(_EPOCH, 0)), *path])


def show_error(error: EngineError) -> None:
    """Show each problem as one line."""
    for issue in error.issues:
        st.error(issue_line(issue, language()))


def show_notice() -> None:
    """Show once what the last change had to tell."""
    if notice := st.session_state.pop(_NOTICE, None):
        st.warning(notice)


def language() -> str:
    """Return the language of the session."""
    return str(st.session_state.get(_LANGUAGE, "en"))


def use_language(code: str) -> None:
    """Change the language of the session."""
    st.session_state[_LANGUAGE] = code
    st.session_state[_EPOCH] = st.session_state.get(_EPOCH, 0) + 1


def texts() -> Texts:
    """Return the texts in the session's language."""
    return texts_of(language())


def case() -> Case | None:
    """Return the session's case as it is shown: what is tried, else what is kept, else None."""
    found = st.session_state.get(_DRAFT) or st.session_state.get(_OPEN)
    return found if isinstance(found, Case) else None


def known_case() -> Case:
    """Return the session's case, on pages that ask first whether there is one."""
    found = case()
    if found is None:
        raise LookupError("no State is chosen")
    return found


def known_profile() -> StateProfile:
    """Return the profile of the session's case, on pages that ask first whether there is one."""
    return known_case().profile


def kept_case() -> Case:
    """Return the case as it is kept, whatever is tried."""
    found = st.session_state[_OPEN]
    assert isinstance(found, Case)  # set together with the case
    return found


def stored() -> StoredCase | None:
    """Return the session's case as storage has it, None before a State is chosen."""
    return _stored()


def change(changed: Case) -> None:
    """Take a changed case: on disk first, then in the session; only here while trying."""
    state, held = st.session_state, _stored()
    if held is None:
        return
    if _DRAFT in state:
        state[_DRAFT] = changed
        return
    try:
        now, conflicts = cases().change(held.id, held.document, case_value(changed))
        others = now.stamp != held.stamp + 1
        _hold(now, drawn_again=others or bool(conflicts))
    except EngineError as error:
        state[_NOTICE] = "  \n".join(issue_line(issue, language()) for issue in error.issues)
        return
    if conflicts:
        places = ", ".join(place_name(".".join(place)) for place in conflicts)
        state[_NOTICE] = texts()("ui.case.conflict", places=places)


def change_drawn_again(changed: Case) -> None:
    """Take a changed case whose inputs do not show the change yet."""
    change(changed)
    st.session_state[_EPOCH] = st.session_state.get(_EPOCH, 0) + 1


def place_name(place: str) -> str:
    """Return in words which part of a case a place is, for undo and for conflicts."""
    words = texts()
    keys = [step for step in place.split(".") if step not in {"profile", "measures"}]
    if not keys:
        return words("ui.case.begun")
    if keys[0] in content().framework.measures:
        return words.name("measures", keys[0])
    named = [f"ui.field.{step}" for step in keys if words.has(f"ui.field.{step}")]
    return words(named[-1]) if named else words("ui.case.part")


def undo() -> None:
    """Undo the last change of the case."""
    if (held := _stored()) is not None:
        _hold(cases().undo(held.id))


def redo() -> None:
    """Do again what was undone last."""
    if (held := _stored()) is not None:
        _hold(cases().redo(held.id))


def is_trying() -> bool:
    """Return whether changes are tried without being kept."""
    return _DRAFT in st.session_state


def try_changes() -> None:
    """From now on change a copy of the case only."""
    st.session_state[_DRAFT] = kept_case()


def keep_tried() -> None:
    """Keep what was tried."""
    change_drawn_again(st.session_state.pop(_DRAFT))


def drop_tried() -> None:
    """Forget what was tried."""
    st.session_state.pop(_DRAFT, None)
    st.session_state[_EPOCH] = st.session_state.get(_EPOCH, 0) + 1


def change_part(part: str, name: str, value: object) -> None:
    """Change one value of context, resources or patterns; its source becomes the user."""
    current = known_case()
    profile = current.profile
    sources = {
        path: source
        for path, source in profile.sources.items()
        if path != f"{part}.{name}" and not path.startswith(f"{part}.{name}.")
    }
    changed = replace(getattr(profile, part), **{name: value})
    change(replace(current, profile=replace(profile, sources=sources, **{part: changed})))


def answer(measure: MeasureId, **values: Status | str) -> None:
    """Change what is said of one measure; saying nothing at all takes it out again.

    A source spoke for the status before: it goes when the status changes. The note stays.
    """
    current = known_case()
    said: dict[MeasureId, MeasureStatus] = dict(current.profile.measures)
    before = current.profile.status_of(measure)
    if {"law", "practice"} & values.keys():
        values = {"source": ""} | values
    said[measure] = replace(before, **values)  # type: ignore[arg-type]  # fields by name
    if said[measure] == MeasureStatus():
        del said[measure]
    change(replace(current, profile=replace(current.profile, measures=said)))
    if statuses := [value for value in values.values() if isinstance(value, Status)]:
        st.session_state[LAST_ANSWER] = (measure, statuses[-1])


def keep_suggestion(measure: MeasureId, practice: PracticeId, note: str | None) -> None:
    """Keep a suggestion with a note, or with None give it up."""
    current = known_case()
    kept = dict(current.kept)
    if note is None:
        kept.pop((measure, practice), None)
    else:
        kept[measure, practice] = note
    change(replace(current, kept=kept))


def compare_practice(practice: PracticeId, *, is_in: bool) -> None:
    """Set a practice beside others, the last three chosen, or take it away."""
    current = known_case()
    others = [chosen for chosen in current.compared if chosen != practice]
    chosen = (*others, practice)[-MOST_COMPARED:] if is_in else tuple(others)
    change(replace(current, compared=chosen))


MOST_COMPARED = 3
"""So many practices stand side by side at most."""
