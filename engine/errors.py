"""The errors Passerelle tells its users: each says where, what and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One located problem of an input: the file, the place in it, what is wrong, what to do."""

    file: str
    path: str
    problem: str
    advice: str
    line: int | None = None

    def __str__(self) -> str:
        """Return the one line that a user reads."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        at = f": {self.path}" if self.path else ""
        return f"{place}{at}: {self.problem}; {self.advice}"


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


class QueryError(EngineError):
    """A question that cannot be answered: an unknown measure, practice or State code."""
