"""Keeps a catalogue that was read and checked, as JSON, so that it need not be read again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from engine.content.practice_file import PracticeFile
from engine.domain.practice import Practice
from engine.errors import StorageError
from engine.files import write_whole

_FILES = TypeAdapter(list[PracticeFile])


@dataclass(frozen=True, slots=True)
class Kept:
    """One catalogue in a folder, under a key that changes with every file and every rule it met.

    What is kept is held against the schema again when it is read: a damaged file is as good as none.
    """

    folder: Path
    key: str

    @property
    def path(self) -> Path:
        """Return where this catalogue is kept."""
        return self.folder / f"catalogue-{self.key}.json"

    def read(self) -> list[Practice] | None:
        """Return the practices, None where they are not kept or cannot be used."""
        with suppress(OSError, ValidationError):
            return [file.to_domain() for file in _FILES.validate_json(self.path.read_bytes())]
        return None

    def write(self, files: list[PracticeFile]) -> None:
        """Keep a catalogue in place of any other; a folder that cannot be written keeps nothing."""
        with suppress(OSError, StorageError):
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(self.path, _FILES.dump_json(files, by_alias=True).decode())
            for other in self.folder.glob("catalogue-*.json"):
                if other != self.path:
                    other.unlink()
