"""The 193 member and 2 observer States: names, region, geography."""

from __future__ import annotations

import re
from typing import Any

from engine.content.reference_build.sources import Row, Sources

_UNTERM = {
    "en": "English",
    "fr": "French",
    "es": "Spanish",
    "ar": "Arabic",
    "ru": "Russian",
    "zh": "Chinese",
}
_OFFICIAL = {"zh": "cn"}
_NO_MEMBERS = ("COK", "NIU")


def state_rows(sources: Sources, choices: dict[str, Any]) -> list[Row]:
    """Return one row a State, by code."""
    added = choices["members_without_unterm_name"]
    regions = _regions(sources, choices)
    rows = [
        _state(row, regions, choices)
        for row in sources.rows("country_codes")
        if (row["UNTERM English Short"].strip() or row["ISO3166-1-Alpha-3"] in added)
        and row["ISO3166-1-Alpha-3"] not in _NO_MEMBERS
    ]
    return sorted(rows, key=lambda row: row["iso3"])


def _state(row: Row, regions: dict[str, str], choices: dict[str, Any]) -> Row:
    code = row["ISO3166-1-Alpha-3"]
    names = {f"name_{language}": _name(row, language, choices) for language in _UNTERM}
    return {
        "iso3": code,
        "iso2": row["ISO3166-1-Alpha-2"],
        "m49": row["M49"].zfill(3),
        "membership": "observer" if code in choices["observers"] else "member",
        **names,
        "m49_region": row["Region Name"],
        "m49_subregion": row["Intermediate Region Name"] or row["Sub-region Name"],
        "un_regional_group": _group(code, row, choices),
        "region": regions[code],
        "ldc": _flag(bool(row["Least Developed Countries (LDC)"])),
        "lldc": _flag(bool(row["Land Locked Developing Countries (LLDC)"])),
        "sids": _flag(bool(row["Small Island Developing States (SIDS)"])),
        "landlocked": _flag(code in choices["landlocked"]),
        "island": _flag(code in choices["island"]),
    }


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _name(row: Row, language: str, choices: dict[str, Any]) -> str:
    """Return the short name that the United Nations uses, without article and remark."""
    corrected = choices["names"].get(row["ISO3166-1-Alpha-3"], {}).get(language)
    if corrected:
        return str(corrected)
    official = row[f"official_name_{_OFFICIAL.get(language, language)}"]
    name = row[f"UNTERM {_UNTERM[language]} Short"].strip() or official
    name = re.sub(r"\s*\*+\s*$", "", name)
    return re.sub(r"\s*\((?:the|l['’]|le|la|les|el|los|las)\)\s*\*?$", "", name).strip()


def _regions(sources: Sources, choices: dict[str, Any]) -> dict[str, str]:
    """Return Passerelle's region of each State: the World Bank's, with Europe split in two."""
    bank = sources.sheet("world_bank_class").dropna(subset=["Region"])
    east = set(choices["groups"]["eastern_european"]) | set(choices["central_asia"])
    regions: dict[str, str] = {}
    for code, region in zip(bank["Code"], bank["Region"], strict=True):
        if region == "Europe & Central Asia":
            regions[code] = "eastern_europe_central_asia" if code in east else "western_europe"
        else:
            regions[code] = choices["world_bank_regions"][region]
    regions.update(choices["regions"])
    return regions


def _group(code: str, row: Row, choices: dict[str, Any]) -> str:
    for group, members in choices["groups"].items():
        if code in members:
            return str(group)
    if code in choices["observers"]:
        return ""
    return "african" if row["Region Name"] == "Africa" else "asia_pacific"
