"""The peers of a State as plain values and as a page for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.i18n import Texts
from engine.matching.peers import Peer
from engine.reports.tables import wrap
from engine.reports.values import Value

_ALIKE = 0.8
_UNLIKE = 0.4


def peers_value(peers: Sequence[Peer], texts: Texts) -> Value:
    """Return the peers, schema 1: similarity of 0 to 1 by attribute, and practices seen there."""
    return {
        "schema": 1,
        "language": texts.language,
        "peers": [
            {
                "state": str(peer.state),
                "name": texts.place(peer.state),
                "similarity": None if peer.similarity is None else round(peer.similarity, 4),
                "parts": {name: round(part, 4) for name, part in peer.parts.items()},
                "practices": [str(practice.id) for practice in peer.practices],
            }
            for peer in peers
        ],
    }


def peers_page(peers: Sequence[Peer], texts: Texts) -> str:
    """Return for each peer what is alike, what is not, and which practices were seen there."""
    lines = [wrap(texts("cli.peers.about"), ""), ""]
    for peer in peers:
        lines += [*_peer(peer, texts), ""]
    return "\n".join(lines)


def _peer(peer: Peer, texts: Texts) -> Iterator[str]:
    share = texts("cli.peers.unknown")
    if peer.similarity is not None:
        share = texts("cli.peers.alike_share", percent=round(100 * peer.similarity))
    yield f"{texts.place(peer.state)} ({peer.state})  {share}"
    for key, names in (
        ("alike", [name for name, part in peer.parts.items() if part >= _ALIKE]),
        ("unlike", [name for name, part in peer.parts.items() if part <= _UNLIKE]),
    ):
        if names:
            listed = texts.listing(texts.name("attributes", name) for name in names)
            yield wrap(texts.labelled(texts(f"cli.peers.{key}"), listed), "  ")
    for practice in peer.practices:
        yield wrap(f"- {texts.catalogue(practice.facts.title)} [{practice.id}]", "  ")
