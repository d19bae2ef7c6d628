"""Cases on disk: one profile file each, under names that nobody can guess or misuse."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from engine.errors import Issue, StorageError, said
from engine.files import unwritable, write_whole

_NAME = re.compile(r"[a-z0-9]{16}")


def new_case_id() -> str:
    """Return an id for a new case: 16 letters and digits."""
    return secrets.token_hex(8)


class CaseFolder:
    """The cases kept in one folder, made when the first is saved."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, case: str) -> Path:
        if not _NAME.fullmatch(case):
            advice = said("start a new case")
            raise StorageError([
                Issue(file="case", path=case[:40], problem=said("no case has this name"), advice=advice)
            ])
        return self.folder / f"{case}.yaml"

    def save(self, case: str, text: str) -> None:
        """Keep the text of a case in place of the one before.

        Raises:
            StorageError: the folder cannot be written, or the id is none.
        """
        path = self._path(case)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(self.folder, error) from None
        write_whole(path, text)

    def load(self, case: str) -> str | None:
        """Return the text of a case, None where there is none.

        Raises:
            StorageError: the id is none, or the file cannot be read as text.
        """
        path = self._path(case)
        if not path.is_file():
            return None
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            problem, advice = said("the file cannot be read"), said("start a new case")
            raise StorageError([
                Issue(file=path.name, path="", problem=problem, advice=advice)
            ]) from None
