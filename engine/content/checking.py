"""Puts what a schema or a vocabulary refuses into issues that say what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from engine.content.textfile import line_of
from engine.errors import Issue, Said, said

Path = tuple[str | int, ...]

_SHOWN = 12
_CODE = 3
"""The length of a State code: too short to guess which one was meant."""


class Checker:
    """Collects the issues of one file, with the line of each where it is YAML."""

    def __init__(self, file: str, text: str, root: Path = ()) -> None:
        self.file = file
        self.text = text
        self.root = root
        self.issues: list[Issue] = []

    def under(self, key: str) -> Checker:
        """Return a checker for the part of the same file under a key."""
        return Checker(self.file, self.text, (*self.root, key))

    def add(self, path: Path, problem: Said, advice: Said) -> None:
        """Note one problem at a place in the file."""
        path = (*self.root, *path)
        self.issues.append(
            Issue(
                file=self.file,
                path=".".join(str(step) for step in path),
                problem=problem,
                advice=advice,
                line=line_of(self.text, path),
            )
        )

    def code(self, path: Path, value: str, allowed: Collection[str], what: Said) -> None:
        """Note a value that is not among the allowed codes."""
        if value not in allowed:
            problem = said("unknown {what} {value!r}", what=what, value=value)
            self.add(path, problem, suggest(value, allowed))

    def codes(self, path: Path, values: Iterable[str], allowed: Collection[str], what: Said) -> None:
        """Note each value of a list that is not among the allowed codes."""
        for number, value in enumerate(values):
            self.code((*path, number), value, allowed, what)

    def refused(self, error: ValidationError, keys: Sequence[str]) -> None:
        """Note everything a schema refused; `keys` are the keys it knows, to suggest one."""
        for detail in error.errors():
            self.add(detail["loc"], *_in_words(detail, keys))


def suggest(value: str, allowed: Collection[str]) -> Said:
    """Return what to write instead: the nearest code, else the choices; State codes are not guessed.

    >>> str(suggest("forced_labor", ["forced_labour", "forced_begging"]))
    "did you mean 'forced_labour'?"
    """
    if max(map(len, allowed), default=0) <= _CODE:
        return said("use a code that `passerelle states` lists")
    near = get_close_matches(str(value), list(allowed), n=1)
    if near:
        return said("did you mean {near!r}?", near=near[0])
    more = " ..." if len(allowed) > _SHOWN else ""
    return said("use one of {choices}", choices=", ".join(sorted(allowed)[:_SHOWN]) + more)


_NUMBER = said("expected a number")
_DATE = said("expected a date such as 2026-11-24")
_IN_WORDS = {
    "bool_type": said("expected yes or no"),
    "bool_parsing": said("expected yes or no"),
    "int_parsing": said("expected a whole number"),
    "int_type": said("expected a whole number"),
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "finite_number": _NUMBER,
    "string_type": said("expected a text"),
    "value_error": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_type": _DATE,
}


def _in_words(detail: ErrorDetails, keys: Sequence[str]) -> tuple[Said, Said]:
    """Return problem and advice for what a schema refused."""
    kind, context = detail["type"], detail.get("ctx", {})
    found = _short(detail["input"])
    if kind == "extra_forbidden":
        return said("unknown key"), suggest(str(detail["loc"][-1]), keys)
    if kind == "missing":
        return said("this key is missing"), said("add it")
    if kind in {"enum", "literal_error"}:
        choices = context["expected"].replace(" or ", ", ").replace("'", "")
        return said("unknown value {found}", found=found), said("use one of {choices}", choices=choices)
    if kind in {"model_type", "dict_type", "model_attributes_type"}:
        problem = said("expected keys with values, found {found}", found=found)
        return problem, said("see the examples")
    if kind in {"list_type", "tuple_type"}:
        return said("expected a list, found {found}", found=found), said("write it as [one, two]")
    limit = _limit(kind, context) or _IN_WORDS.get(kind) or said("{text}", text=detail["msg"])
    return said("{found}: {expected}", found=found, expected=limit), said("correct the value")


_LIMITS = {
    "ge": "expected {limit} or more",
    "le": "expected {limit} or less",
    "max_length": "expected at most {limit} characters or items",
    "min_length": "expected at least {limit} characters or items",
    "pattern": "expected the form {limit}",
}
LIMITS = tuple(_LIMITS.values())
"""The templates of what passed a limit, for the translators' files."""


def _limit(kind: str, context: Mapping[str, object]) -> Said | None:
    """Return the limit that a value passed, None where it is another kind of mistake."""
    for name, template in _LIMITS.items():
        if name in context:
            return said(template, limit=context[name])
    return None


def _short(value: object) -> str:
    shown = {True: "yes", False: "no"}[value] if isinstance(value, bool) else repr(value)
    return shown if len(shown) <= 40 else f"{shown[:37]}..."
