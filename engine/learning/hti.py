"""Reads which measures States had by year: Human Trafficking Indicators (R. W. Frank), 2001-2011."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.domain.content import Content
from engine.domain.table import Numbers
from engine.domain.vocabulary import StateCode
from engine.learning.sources import FILES, read_rows

_NAMES = {
    "Bahamas, The": "BHS", "Bolivia": "BOL", "Bosnia": "BIH", "Brunei": "BRN", "Cape Verde": "CPV",
    "Congo, Democratic Republic": "COD", "Congo, Republic": "COG", "Cote D'Ivoire": "CIV",
    "Cote d'Ivoire": "CIV", "Czech Republic": "CZE", "Equatorial Quinea": "GNQ", "Gambia, The": "GMB",
    "Iran": "IRN", "Korea, North": "PRK", "Korea, South": "KOR", "Laos": "LAO", "Macedonia": "MKD",
    "Micronesia": "FSM", "Moldova": "MDA", "Netherlands, The": "NLD", "Russia": "RUS",
    "Slovak Republic": "SVK", "Solomon Island": "SLB", "St. Lucia": "LCA",
    "St. Vincent and the Grenadines": "VCT", "Swaziland": "SWZ", "Syria": "SYR", "Tanzania": "TZA",
    "Turkey": "TUR", "United Kingdom": "GBR", "United States": "USA", "Venezuela": "VEN",
    "Vietnam": "VNM",
}  # fmt: skip


def _yes(text: str, year: int) -> bool:
    return text.strip() == "Yes"


def _no(text: str, year: int) -> bool:
    return text.strip() == "No"


def _joined(text: str, year: int) -> bool:
    found = re.search(r"(\d{2,4})\D*$", text.strip())
    if not found:
        return False
    joined = int(found.group(1))
    century = 0 if joined > 99 else 1900 if joined > 20 else 2000
    return joined + century <= year


_READERS: dict[str, Callable[[str, int], bool]] = {
    "domesticlaws": _yes,
    "enforcement": _yes,
    "convictinfo": _yes,
    "protectprogress": _yes,
    "victimid": _yes,
    "victimservices": _yes,
    "victimpunish": _no,
    "preventprogress": _yes,
    "UNP_rat": _joined,
    "ILO182": _joined,
    "ILO29": _joined,
    "ILO105": _joined,
    "CEDAW_rat": _joined,
    "UNCRC_rat": _joined,
    "conflict_rat": _joined,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StateYears:
    """Measures by State and year: `has` (n, m) is whether the source tells of it, else 0."""

    states: NDArray[np.str_]
    years: NDArray[np.int64]
    measures: tuple[str, ...]
    has: Numbers


def read_hti(folder: Path, content: Content) -> StateYears:
    """Return the State-years of States that the reference data know, in order of State and year.

    Raises:
        EngineError: the file is missing.
    """
    names: dict[str, StateCode] = {s.names["en"]: code for code, s in content.states.items()}
    names |= {name: StateCode(code) for name, code in _NAMES.items()}
    rows = [r for r in read_rows(folder / FILES["hti"], "latin1") if r["country"] in names]
    rows.sort(key=lambda row: (names[row["country"]], int(row["year"])))
    return StateYears(
        states=np.array([names[row["country"]] for row in rows]),
        years=np.array([int(row["year"]) for row in rows]),
        measures=tuple(_READERS),
        has=np.array(
            [[read(row[name], int(row["year"])) for name, read in _READERS.items()] for row in rows],
            dtype=np.float64,
        ),
    )
