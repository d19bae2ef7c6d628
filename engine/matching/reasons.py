"""The reason in words for each contribution to the fit of one practice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.domain.advice import Message, Term
from engine.domain.content import Content
from engine.domain.practice import Practice
from engine.domain.profile import StateProfile
from engine.domain.table import Numbers
from engine.domain.vocabulary import CostBand, Means, Size, StateCode
from engine.matching.conditions import Conditions
from engine.matching.evidence import evidence_value, strength
from engine.matching.fit import CRITERIA, Setting

_NAMED = 3
_ALIKE, _UNLIKE = 0.9, 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One practice held against one setting: its row of features and the place nearest to here."""

    content: Content
    profile: StateProfile
    setting: Setting
    conditions: Conditions
    practice: Practice
    row: int
    features: Numbers
    nearest: int | None


def nearest_place(content: Content, setting: Setting, row: int) -> int | None:
    """Return the row of the State, among those where the practice was seen, most like here."""
    table = content.table
    places = table.place_states[table.place_starts[row] : table.place_starts[row + 1]]
    known = [place for place in places.tolist() if not np.isnan(setting.near.similarity[place])]
    return max(known, key=lambda place: float(setting.near.similarity[place]), default=None)


def fit_reasons(case: Case) -> tuple[Message, ...]:
    """Return one message for each criterion of fit except service, in the order of CRITERIA.

    A feature of 0 adds nothing and is shown nowhere: it needs no words.
    """
    return tuple(
        _REASONS[name](case, "match" if value > 0 else "no_match") if value else _NOTHING
        for name, value in zip(CRITERIA, case.features.tolist(), strict=True)
        if name in _REASONS
    )


_NOTHING = Message("fit.nothing", {})


def _levels(name: str) -> Callable[[Case, str], Message]:
    def reason(case: Case, sign: str) -> Message:
        served = getattr(case.practice.facts, name)
        if not served:
            return Message(f"fit.{name}.any", {})
        shown = [
            code
            for code, value in case.setting.by_value[name]
            if code in served and (value > 0) == (sign == "match")
        ]
        return _named(f"fit.{name}.{sign}", name, shown)

    return reason


def _codes(name: str) -> Callable[[Case, str], Message]:
    def reason(case: Case, sign: str) -> Message:
        served = sorted(getattr(case.practice.facts, name))
        if not served:
            return Message(f"fit.{name}.any", {})
        stated = getattr(case.profile.patterns, name)
        shown = [code for code in served if code in stated] if sign == "match" else served
        return _named(f"fit.{name}.{sign}", name, shown)

    return reason


def _named(key: str, vocabulary: str, codes: Sequence[str]) -> Message:
    return Message(key, {"patterns": tuple(Term(vocabulary, code) for code in codes[:_NAMED])})


def _context(case: Case, sign: str) -> Message:
    if case.nearest is None:
        return Message("fit.context.unknown", {})
    near, names = case.setting.near, case.content.state_table.attributes
    wanted = [
        Term("attributes", name)
        for name, part in zip(names, near.parts[case.nearest].tolist(), strict=True)
        if (part >= _ALIKE if sign == "match" else part <= _UNLIKE)
    ]
    return Message(
        f"fit.context.{sign}" if wanted else f"fit.context.{sign}_overall",
        {
            "place": Term("states", case.content.state_table.codes[case.nearest]),
            "percent": round(100 * float(near.similarity[case.nearest])),
            "attributes": tuple(wanted[:_NAMED]),
        },
    )


def _means(case: Case, sign: str) -> Message:
    means = "unknown" if case.setting.means is None else tuple(Means)[case.setting.means]
    cost = cost_here(case.practice, case.setting)
    return Message(
        f"fit.means.{sign}", {"cost": Term("cost_band", cost), "means": Term("means", means)}
    )


def _readiness(case: Case, sign: str) -> Message:
    wanted = 1.0 if sign == "match" else -1.0
    judged, there = case.practice.judgement, case.setting.there
    needed = {need.measure for need in judged.prerequisites if need.measure is not None}
    measures = {code for code in needed if there[code] == wanted}
    institutions = {
        code
        for code in judged.relies_on
        if there[code] == wanted and measures.isdisjoint(case.content.rules.institutions[code].measures)
    }
    things = [Term("measures", code) for code in sorted(measures)]
    things += [Term("institutions", code) for code in sorted(institutions)]
    return Message(f"fit.readiness.{sign}", {"things": tuple(things[:_NAMED])})


def _evidence(case: Case, sign: str) -> Message:
    found, rules = case.practice.evidence, case.content.rules
    step = strength(case.practice, rules)
    if evidence_value(case.practice, rules) == rules.evidence_values[step]:
        return Message(f"fit.evidence.{step}", {"design": Term("design", found.design)})
    return Message(f"fit.evidence.{found.direction}", {"design": Term("design", found.design)})


def cost_here(practice: Practice, given: Setting) -> CostBand:
    """Return what the practice costs a State of this size in a year; unknown counts as medium."""
    return practice.judgement.cost.bands[given.size or Size.MEDIUM]


def _regional(case: Case, sign: str) -> Message:
    return Message("fit.regional_experience", {"region": Term("region", case.practice.facts.region)})


def _peers(case: Case, sign: str) -> Message:
    table, codes = case.content.table, case.content.state_table.codes
    places = table.place_states[table.place_starts[case.row] : table.place_starts[case.row + 1]]
    peers = [Term("states", codes[place]) for place in places if case.setting.near.peers[place]]
    return Message("fit.peer_experience", {"places": tuple(peers[:_NAMED])})


_REASONS: Mapping[str, Callable[[Case, str], Message]] = {
    "forms": _levels("forms"),
    "victim_groups": _levels("victim_groups"),
    "flow_roles": _codes("flow_roles"),
    "sectors": _codes("sectors"),
    "context": _context,
    "means": _means,
    "readiness": _readiness,
    "evidence": _evidence,
    "regional_experience": _regional,
    "peer_experience": _peers,
}


def place_code(content: Content, row: int | None) -> StateCode | None:
    """Return the code of a State by its row, None for no State."""
    return None if row is None else StateCode(content.state_table.codes[row])
