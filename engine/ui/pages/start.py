"""Start: go on with a case, choose a State, open an example or a file."""

from __future__ import annotations

import streamlit as st

from engine.content.cases import parse_case
from engine.content.profiles import load_profile, personal_data
from engine.content.textfile import UnreadableError, decode
from engine.domain.case import Case
from engine.errors import EngineError, ProfileError
from engine.i18n import issue_line
from engine.paths import EXAMPLES
from engine.storage.cases import CaseHead
from engine.ui import session, tour
from engine.ui.frame import PAGES
from engine.ui.resources import cases, content

texts = session.texts()
_SHOWN = 8


def kept_cases(heads: tuple[CaseHead, ...]) -> None:
    """Draw the cases that are kept, changed last first."""
    st.subheader(texts("ui.start.cases"))
    for head in heads[:_SHOWN]:
        with st.container(horizontal=True, vertical_alignment="center", key=f"case_{head.id}"):
            name = f" · {head.name}" if head.name else ""
            st.text(f"{texts.place(head.state)}{name}")
            st.caption(texts("ui.start.changed", day=texts.day(head.changed.date())))
            if st.button(texts("ui.start.open"), key=f"open.{head.id}"):
                session.open_case(head.id)
                st.switch_page(PAGES / "gaps.py")
            with st.popover(texts("ui.start.delete"), icon=":material/delete:", key=f"del.{head.id}"):
                st.markdown(texts("ui.start.delete_sure"))
                st.button(
                    texts("ui.start.delete"), key=f"sure.{head.id}", on_click=delete, args=(head.id,)
                )


def delete(case: str) -> None:
    """Delete a case, and leave it where it is open."""
    cases().delete(case)
    if (held := session.stored()) is not None and held.id == case:
        session.close()


def choose_state() -> None:
    """Let the user choose a State and begin."""
    with st.form("choose"):
        code = st.selectbox(
            texts("ui.start.state"),
            texts.ordered(map(str, content().states), "states"),
            index=None,
            format_func=texts.place,
            placeholder=texts("ui.start.placeholder"),
        )
        if st.form_submit_button(texts("ui.start.begin"), type="primary"):
            if code is None:
                st.warning(texts("ui.start.none_chosen"))
            else:
                session.start_with_state(code)
                st.switch_page(PAGES / "profile.py")


def open_example() -> None:
    """Let the user open one of the examples."""
    paths = {path.stem: path for path in sorted(EXAMPLES.glob("*.yaml")) if path.stem != "origin"}
    chosen = st.selectbox(
        texts("ui.start.example"),
        texts.ordered([stem.upper() for stem in paths], "states"),
        index=None,
        format_func=texts.place,
        placeholder=texts("ui.start.placeholder"),
    )
    if st.button(texts("ui.start.open_example"), disabled=chosen is None) and chosen:
        profile = load_profile(paths[chosen.lower()], content())
        session.start(Case(profile=profile, name=texts("ui.start.example_name")))
        st.switch_page(PAGES / "gaps.py")


def open_file() -> None:
    """Let the user open a case or profile file of their own."""
    upload = st.file_uploader(texts("ui.start.upload"), type=["yaml", "yml", "json"])
    if upload is not None and st.button(texts("ui.start.open_file")):
        try:
            opened = parse_case(decode(upload.getvalue(), upload.name), upload.name, content())
        except UnreadableError as error:
            session.show_error(ProfileError([error.issue]))
        except EngineError as error:
            session.show_error(error)
        else:
            session.start(opened)
            found = personal_data(opened.profile, upload.name)
            if not found:
                st.switch_page(PAGES / "gaps.py")
            for issue in found:
                st.warning(issue_line(issue, texts.language))


st.title("Passerelle")
st.markdown(texts("ui.start.what"))
try:
    heads = cases().heads()
except EngineError as error:
    heads = ()
    session.show_error(error)
if heads:
    kept_cases(heads)
else:
    tour.draw()
st.subheader(texts("ui.start.new"))
choose_state()
left, right = st.columns(2)
with left:
    open_example()
with right:
    open_file()
st.caption(texts("ui.start.safety"))
