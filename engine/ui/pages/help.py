"""Help: the tour, the glossary, how to work without a mouse, what is kept where."""

from __future__ import annotations

import streamlit as st

from engine.languages import sort_key
from engine.ui import session, tour
from engine.ui.resources import cases

texts = session.texts()


def glossary() -> None:
    """Draw the terms that hold the words looked for."""
    wanted = st.text_input(texts("ui.help.find"), key="help.find", type="search")
    asked = str(sort_key(wanted, "en")[0])
    rows = [
        {texts("ui.help.term"): term, texts("ui.help.meaning"): meaning}
        for term, meaning in texts.glossary()
        if asked in str(sort_key(f"{term} {meaning}", "en")[0])
    ]
    if rows:
        st.table(rows, hide_index=True, border="horizontal")
    else:
        st.info(texts("ui.help.no_term"))


st.title(texts("ui.page.help"))
st.button(texts("ui.help.tour"), icon=":material/tour:", on_click=tour.again)
tour.draw()
for part in ("keys", "kept", "languages", "private"):
    st.subheader(texts(f"ui.help.{part}_title"))
    st.markdown(texts(f"ui.help.{part}"))
    if part == "kept":
        st.code(str(cases().path), language=None)
st.subheader(texts("ui.help.glossary"))
glossary()
