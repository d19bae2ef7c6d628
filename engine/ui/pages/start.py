"""Start: choose a State, open an example or a profile file."""

from __future__ import annotations

import streamlit as st

from engine.content.profiles import load_profile, parse_profile, personal_data
from engine.content.textfile import UnreadableError, decode
from engine.errors import EngineError, ProfileError
from engine.i18n import issue_line
from engine.paths import EXAMPLES
from engine.ui import session
from engine.ui.frame import PAGES
from engine.ui.resources import content

texts = session.texts()


def choose_state() -> None:
    """Let the user choose a State and begin."""
    names = {str(code): texts.place(code) for code in content().states}
    with st.form("choose"):
        code = st.selectbox(
            texts("ui.start.state"),
            sorted(names, key=names.__getitem__),
            index=None,
            format_func=names.__getitem__,
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
        list(paths),
        index=None,
        format_func=lambda stem: texts.place(stem.upper()),
        placeholder=texts("ui.start.placeholder"),
    )
    if chosen and st.button(texts("ui.start.open_example")):
        session.start(load_profile(paths[chosen], content()))
        st.switch_page(PAGES / "gaps.py")


def open_file() -> None:
    """Let the user open a profile file of their own."""
    upload = st.file_uploader(texts("ui.start.upload"), type=["yaml", "yml", "json"])
    if upload is not None and st.button(texts("ui.start.open_file")):
        try:
            opened = parse_profile(decode(upload.getvalue(), upload.name), upload.name, content())
        except UnreadableError as error:
            session.show_error(ProfileError([error.issue]))
        except EngineError as error:
            session.show_error(error)
        else:
            session.start(opened)
            found = personal_data(opened, upload.name)
            if not found:
                st.switch_page(PAGES / "gaps.py")
            for issue in found:
                st.warning(issue_line(issue, texts.language))


st.title("Passerelle")
st.markdown(texts("ui.start.what"))
if session.profile() is not None:
    st.page_link(PAGES / "gaps.py", label=texts("ui.start.go_on"), icon=":material/arrow_forward:")
choose_state()
left, right = st.columns(2)
with left:
    open_example()
with right:
    open_file()
st.caption(texts("ui.start.safety"))
