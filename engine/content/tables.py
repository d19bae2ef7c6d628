"""Reads the small CSV tables of `data/` and notes every row that cannot be used."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from engine.errors import ContentError, Issue, Said, said

Row = dict[str, str]
Value = TypeVar("Value")


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, Row]]:
    """Yield each row with its line number.

    Raises:
        ContentError: the file is missing, no UTF-8, or lacks a column.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError([
            table_issue(
                path, "", said("cannot read it: {reason}", reason=error), said("restore the file")
            )
        ]) from None
    reader = csv.DictReader(text.splitlines())
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        found = said("column {columns} is missing", columns=", ".join(missing))
        raise ContentError([table_issue(path, "", found, said("restore the header"))])
    for row in reader:
        yield reader.line_num, row


def build(
    path: Path, columns: Sequence[str], make: Callable[[Row], Value], issues: list[Issue]
) -> list[Value]:
    """Return a value for each row; a row that cannot be used becomes an issue."""
    values = []
    for line, row in read_rows(path, columns):
        try:
            values.append(make(row))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            key = next(iter(row.values())) or ""
            issues.append(
                table_issue(
                    path,
                    key,
                    said("unusable row: {detail}", detail=error),
                    said("correct the row"),
                    line,
                )
            )
    return values


def table_issue(path: Path, key: str, problem: Said, advice: Said, line: int | None = None) -> Issue:
    """Return an issue of a table of `data/`, named by its folder and file."""
    return Issue(
        file=f"{path.parent.name}/{path.name}",
        path=key,
        problem=problem,
        advice=advice,
        line=line,
    )


def listed(text: str) -> tuple[str, ...]:
    """Return the items of a cell that holds a list.

    >>> listed("TIP-3.a; TIP-5.1")
    ('TIP-3.a', 'TIP-5.1')
    """
    return tuple(item.strip() for item in text.split(";") if item.strip())
