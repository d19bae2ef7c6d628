"""Writes a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from engine.errors import Issue, StorageError, said


def write_whole(path: Path, text: str | bytes) -> None:
    """Write a text or bytes so that the file is at any time either the old or the new one.

    Raises:
        StorageError: the folder is missing or cannot be written.
    """
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode() if isinstance(text, str) else text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):
                Path(temporary).unlink()
        raise unwritable(path, error) from None


def unwritable(path: Path, error: OSError) -> StorageError:
    """Return the error that says that, and why, a file cannot be written."""
    reason = (error.strerror or "unknown reason").lower()
    return StorageError([
        Issue(
            file=str(path),
            path="",
            problem=said("cannot write it: {reason}", reason=reason),
            advice=said("choose another folder"),
        )
    ])
