"""Peers: the States whose setting is most like this one, and what was seen there."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from engine.domain.vocabulary import StateCode
from engine.matching.peers import Peer, peers
from engine.ui import session
from engine.ui.cards import open_button
from engine.ui.frame import needs_case
from engine.ui.resources import content
from engine.ui.words import as_table, labelled, said

texts = session.texts()
_ALIKE, _UNLIKE = 0.8, 0.4


def choose(found: tuple[Peer, ...]) -> None:
    """Let the user put other States in place of the nearest."""
    case, key = session.known_case(), session.key("peers")
    others = [code for code in content().states if code != case.profile.state]

    def change() -> None:
        chosen = tuple(StateCode(code) for code in st.session_state[key])
        session.change(replace(session.known_case(), peers=chosen or None))

    st.multiselect(
        texts("ui.peers_page.choose"),
        texts.ordered(map(str, others), "states"),
        default=[str(peer.state) for peer in found],
        format_func=texts.place,
        key=key,
        on_change=change,
        placeholder=texts("ui.start.placeholder"),
    )
    if case.peers is not None:
        st.button(
            texts("ui.peers_page.nearest"),
            icon=":material/restart_alt:",
            on_click=lambda: session.change_drawn_again(replace(session.known_case(), peers=None)),
        )


def one(peer: Peer) -> None:
    """Draw one peer: how alike, in what, and the practices seen there."""
    share = texts("cli.peers.unknown")
    if peer.similarity is not None:
        share = texts("cli.peers.alike_share", percent=round(100 * peer.similarity))
    with st.container(border=True, key=f"card_peer_{peer.state}"):
        st.markdown(f"**{texts.place(peer.state)}** · {share}")
        for label, names in (
            ("cli.peers.alike", [name for name, part in peer.parts.items() if part >= _ALIKE]),
            ("cli.peers.unlike", [name for name, part in peer.parts.items() if part <= _UNLIKE]),
        ):
            if names:
                listed = texts.listing(texts.name("attributes", name) for name in names)
                st.markdown(labelled(texts(label), listed))
        count = len(peer.practices)
        with st.expander(texts("ui.peers_page.practices", count=count)):
            for practice in peer.practices:
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.markdown(said(practice.facts.title))
                    open_button(practice, f"peer.{peer.state}")


def table(found: tuple[Peer, ...]) -> None:
    """Draw the likeness of each peer by attribute."""
    names = list(dict.fromkeys(name for peer in found for name in peer.parts))
    as_table([
        {texts("cli.state"): texts.place(peer.state)}
        | {
            texts.name("attributes", name): (
                texts.number(peer.parts[name], ".0%") if name in peer.parts else texts("ui.unknown")
            )
            for name in names
        }
        for peer in found
    ])


st.title(texts("ui.page.peers"))
if not needs_case():
    st.markdown(texts("cli.peers.about"))
    case = session.known_case()
    found = peers(content(), case.profile, case.peers)
    choose(found)
    for peer in found:
        one(peer)
    table(found)
