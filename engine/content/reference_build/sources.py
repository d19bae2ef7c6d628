"""Reads the source files, and writes tables that are the same at every build."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas

from engine.errors import ContentError, Issue, said

Row = dict[str, str]

FILES = {
    "country_codes": "country_codes/country-codes.csv",
    "world_bank_class": "world_bank/CLASS.xlsx",
    "factbook": "factbook/factbook_profile.csv",
    "inform": "crba/INFORM_Risk_2021.xlsx",
    "tip_legislation": "crba/S_12_unodc_tip_legislation.xlsx",
    "untreaties_tip": "untreaties/18-12-a.csv",
    "untreaties": "untreaties/18-12.csv",
    "glotip": "glotip/data_glotip_2025-04-14.csv",
}
"""The source files that may be redistributed in part; nothing else is read."""


class Sources:
    """The source files in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str) -> Path:
        """Return where a source file is.

        Raises:
            ContentError: it is not there.
        """
        path = self.folder / FILES[name]
        if not path.is_file():
            advice = said("give the folder of the source data")
            raise ContentError([
                Issue(file=FILES[name], path="", problem=said("not found"), advice=advice)
            ])
        return path

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a CSV source."""
        with self.path(name).open(encoding="utf-8", errors="replace", newline="") as file:
            return list(csv.DictReader(file))

    def sheet(self, name: str, sheet: str | int = 0, header: int = 0) -> pandas.DataFrame:
        """Return a sheet of an Excel source, all cells as they are."""
        return pandas.read_excel(self.path(name), sheet_name=sheet, header=header)

    def digest(self, name: str) -> str:
        """Return the sha256 of a source file."""
        return hashlib.sha256(self.path(name).read_bytes()).hexdigest()


def write_table(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """Write rows as CSV with the columns of the first."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
