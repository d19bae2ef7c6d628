"""Brings two changes of one document together; what both changed differently is told, not guessed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Document = Mapping[str, Any]
"""A value of JSON whose top is a mapping; lists count as one value."""

Path = tuple[str, ...]

_GONE = object()


def merge(base: Document, mine: Document, theirs: Document) -> tuple[dict[str, Any], tuple[Path, ...]]:
    """Return `theirs` with what `mine` changed since `base`, and the places both changed differently.

    At those places the document returned keeps `theirs`.

    >>> merge({"a": 1, "b": {"c": 1}}, {"a": 2, "b": {"c": 1}}, {"a": 1, "b": {"c": 3}})
    ({'a': 2, 'b': {'c': 3}}, ())
    >>> merge({"a": 1}, {"a": 2}, {"a": 3})
    ({'a': 3}, (('a',),))
    """
    before, wanted, found = _flat(base), _flat(mine), _flat(theirs)
    conflicts = []
    for path in sorted(before.keys() | wanted.keys()):
        old, new = before.get(path, _GONE), wanted.get(path, _GONE)
        now = found.get(path, _GONE)
        if new in (old, now):
            continue
        if now != old:
            conflicts.append(path)
        elif new is _GONE:
            del found[path]
        else:
            found[path] = new
    return _deep(found), tuple(conflicts)


def changes(before: Document, after: Document) -> tuple[Path, ...]:
    """Return the places where two documents differ, in order.

    >>> changes({"a": 1, "b": {"c": 1}}, {"b": {"c": 2}, "d": 3})
    (('a',), ('b', 'c'), ('d',))
    """
    old, new = _flat(before), _flat(after)
    return tuple(
        path for path in sorted(old.keys() | new.keys()) if old.get(path, _GONE) != new.get(path, _GONE)
    )


def _flat(document: Document, at: Path = ()) -> dict[Path, Any]:
    """Return the leaves of a document by their path; an empty mapping is a leaf of its parent."""
    leaves: dict[Path, Any] = {}
    for key, value in document.items():
        if isinstance(value, Mapping) and value:
            leaves |= _flat(value, (*at, key))
        elif not isinstance(value, Mapping):
            leaves[*at, key] = value
    return leaves


def _deep(leaves: Mapping[Path, Any]) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for path, value in leaves.items():
        part = document
        for key in path[:-1]:
            part = part.setdefault(key, {})
        part[path[-1]] = value
    return document
