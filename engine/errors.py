"""The errors Passerelle tells its users: each says where, what and what to do.

Texts are `Said`: an English template and its parameters. The template is also the key by which
`data/locales/<language>/interface.po` gives it in another language: the core needs no language to
fail.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A text with its parameters; as a string it is English."""

    template: str
    parameters: Mapping[str, object]

    def __str__(self) -> str:
        """Return the text in English."""
        return self.template.format(**self.parameters)


def said(template: str, **parameters: object) -> Said:
    """Return a text that another language can say too.

    >>> str(said("unknown key {key}", key="foo"))
    'unknown key foo'
    """
    return Said(template, parameters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One located problem of an input: the file, the place in it, what is wrong, what to do."""

    file: str
    path: str
    problem: Said
    advice: Said
    line: int | None = None

    @property
    def place(self) -> str:
        """Return the file, line and path as they stand before the problem."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.path}" if self.path else place

    def __str__(self) -> str:
        """Return the one line that a user reads, in English."""
        return f"{self.place}: {self.problem}; {self.advice}"


class EngineError(Exception):
    """Unusable input or data; `issues` holds every problem found, one line each."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = tuple(issues)
        super().__init__("\n".join(str(issue) for issue in self.issues))


class ContentError(EngineError):
    """Files under `data/` that cannot be used: damaged, incomplete or inconsistent."""


class ProfileError(EngineError):
    """A State profile that cannot be used."""


class ModelError(EngineError):
    """Files under `models/` that are missing, changed or unreadable."""


class StorageError(EngineError):
    """A saved case that cannot be read or written."""


class ReportError(EngineError):
    """A document that cannot be made."""


class QueryError(EngineError):
    """A question that cannot be answered: an unknown measure, practice or State code."""
