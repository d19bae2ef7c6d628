"""When each State signed and joined UNTOC and the Protocol, by the list of March 2015."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.content.reference_build.sources import Row, Sources

_LIST_DATE = "2015-03"
_ACTS = {
    "a": "accession",
    "d": "succession",
    "A": "acceptance",
    "AA": "approval",
    "": "ratification",
}
_JOINED = "Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)"


def treaty_rows(sources: Sources, states: Mapping[str, Row], choices: dict[str, Any]) -> list[Row]:
    """Return one row for each State and instrument of the list; after March 2015 nothing is known."""
    codes = {row["name_en"].casefold(): code for code, row in states.items()} | {
        name.casefold(): code for name, code in choices["treaty_names"].items()
    }
    rows = []
    for instrument, file in (("tip_protocol", "untreaties_tip"), ("untoc", "untreaties")):
        for line in sources.rows(file):
            code = codes.get(line["Participant"].casefold())
            if code is None:
                continue
            joined, act = _joined(line[_JOINED])
            rows.append({
                "iso3": code,
                "instrument": instrument,
                "signed": _date(line["Signature"]),
                "joined": joined,
                "act": act,
                "list_date": _LIST_DATE,
                "source": file,
            })
    return sorted(rows, key=lambda row: (row["iso3"], row["instrument"]))


def _joined(text: str) -> tuple[str, str]:
    """Return the day a State joined and by which act, both empty where it has not.

    >>> _joined("7 Jun 2004 a")
    ('2004-06-07', 'accession')
    """
    if not text.strip():
        return "", ""
    day, act = (text.split()[:3], "".join(text.split()[3:]))
    return _date(" ".join(day)), _ACTS.get(act, "")


def _date(text: str) -> str:
    return (
        ""
        if not text.strip()
        else datetime.strptime(f"{text.strip()} +0000", "%d %b %Y %z").date().isoformat()
    )
