"""Puts what a schema or a vocabulary refuses into issues that say what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from engine.content.textfile import line_of
from engine.errors import Issue

Path = tuple[str | int, ...]

_SHOWN = 12
_CODE = 3
"""The length of a State code: too short to guess which one was meant."""


class Checker:
    """Collects the issues of one file, with the line of each where it is YAML."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.issues: list[Issue] = []

    def add(self, path: Path, problem: str, advice: str) -> None:
        """Note one problem at a place in the file."""
        self.issues.append(
            Issue(
                file=self.file,
                path=".".join(str(step) for step in path),
                problem=problem,
                advice=advice,
                line=line_of(self.text, path),
            )
        )

    def code(self, path: Path, value: str, allowed: Collection[str], what: str) -> None:
        """Note a value that is not among the allowed codes."""
        if value not in allowed:
            self.add(path, f"unknown {what} {value!r}", suggest(value, allowed))

    def codes(self, path: Path, values: Iterable[str], allowed: Collection[str], what: str) -> None:
        """Note each value of a list that is not among the allowed codes."""
        for number, value in enumerate(values):
            self.code((*path, number), value, allowed, what)

    def refused(self, error: ValidationError, keys: Sequence[str]) -> None:
        """Note everything a schema refused; `keys` are the keys it knows, to suggest one."""
        for detail in error.errors():
            self.add(detail["loc"], *_in_words(detail, keys))


def suggest(value: str, allowed: Collection[str]) -> str:
    """Return what to write instead: the nearest code, else the choices; State codes are not guessed.

    >>> suggest("forced_labor", ["forced_labour", "forced_begging"])
    "did you mean 'forced_labour'?"
    """
    if max(map(len, allowed), default=0) <= _CODE:
        return "use a code that `passerelle states` lists"
    near = get_close_matches(str(value), list(allowed), n=1)
    if near:
        return f"did you mean {near[0]!r}?"
    shown = ", ".join(sorted(allowed)[:_SHOWN])
    return f"use one of {shown}{' ...' if len(allowed) > _SHOWN else ''}"


def _in_words(detail: ErrorDetails, keys: Sequence[str]) -> tuple[str, str]:
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return "unknown key", suggest(str(detail["loc"][-1]), keys)
    if kind == "missing":
        return "this key is missing", "add it"
    if kind in {"enum", "literal_error"}:
        return f"unknown value {_short(value)}", f"use one of {context['expected']}"
    if kind in {"model_type", "dict_type", "model_attributes_type"}:
        return f"expected keys with values, found {_short(value)}", "see the examples"
    if kind in {"list_type", "tuple_type"}:
        return f"expected a list, found {_short(value)}", "write it as [one, two]"
    return (
        f"{_short(value)}: {detail['msg'][:1].lower()}{detail['msg'][1:]}",
        "correct the value",
    )


def _short(value: object) -> str:
    shown = {True: "yes", False: "no"}[value] if isinstance(value, bool) else repr(value)
    return shown if len(shown) <= 40 else f"{shown[:37]}..."
