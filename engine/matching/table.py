"""Turns catalogue and States into the columns of `domain.table`."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from engine.domain.practice import Judgement, Practice
from engine.domain.rules import ContextAttribute, Rules
from engine.domain.state import ContextValue, State
from engine.domain.table import Flags, Indices, Numbers, PracticeTable, StateTable
from engine.domain.vocabulary import CostBand, MeasureId, Size, StateCode, Vocabulary
from engine.matching.evidence import evidence_value

_TITLE_BUCKETS = 128
_SHORT_WORD = 3


def build_state_table(states: Mapping[StateCode, State], rules: Rules) -> StateTable:
    """Return the context attributes of all States as one (s, a) table."""
    rows = [
        [encode(attribute, state_value(state, attribute.name)) for attribute in rules.attributes]
        for state in states.values()
    ]
    values = np.array(rows, dtype=np.float64).reshape(len(rows), len(rules.attributes))
    is_category = np.array([attribute.kind == "category" for attribute in rules.attributes])
    spread = np.array([_spread(column) for column in values.T])
    return StateTable(
        codes=tuple(states),
        attributes=tuple(attribute.name for attribute in rules.attributes),
        values=values,
        ranges=np.where(is_category, 0.0, spread),
    )


def _spread(column: Numbers) -> float:
    known = column[~np.isnan(column)]
    return float(known.max() - known.min()) if known.size else 1.0


def state_value(state: State, name: str) -> ContextValue | None:
    """Return one context value of a State, None where it is unknown."""
    if name == "region":
        return state.region
    datum = state.context.get(name)
    return None if datum is None else datum.value


def encode(attribute: ContextAttribute, value: ContextValue | None) -> float:
    """Return a context value as a number: step of an order, code of a category, NaN if unknown."""
    if value is None or value in {"", "unknown"}:
        return float("nan")
    if attribute.kind == "order":
        return float(attribute.order.index(str(value)))
    if attribute.kind == "category":
        return float(zlib.crc32(str(value).encode()))
    number = float(value)
    return float(np.log10(max(number, 1.0))) if attribute.kind == "log_number" else number


def build_practice_table(
    practices: Sequence[Practice],
    vocabulary: Vocabulary,
    measures: Sequence[MeasureId],
    states: Sequence[StateCode],
    rules: Rules,
) -> PracticeTable:
    """Return the columns of the practices that may be suggested, in the order given."""
    facts = [practice.facts for practice in practices]
    judged = [practice.judgement for practice in practices]
    needs = [[p.measure for p in j.prerequisites if p.measure is not None] for j in judged]
    place_starts, place_states = _places(practices, states)
    pair_starts, pair_practices, pair_is_main = _pairs(practices, measures)
    table = {
        "forms": _flags([f.forms for f in facts], vocabulary.of("forms")),
        "victim_groups": _flags([f.victim_groups for f in facts], vocabulary.of("victim_groups")),
        "flow_roles": _flags([f.flow_roles for f in facts], vocabulary.of("flow_roles")),
        "sectors": _flags([f.sectors for f in facts], vocabulary.of("sectors")),
    }
    relies_on = _flags([j.relies_on for j in judged], tuple(rules.institutions))
    serves = _flags([[s.measure for s in j.measures] for j in judged], measures)
    regions = {code: row for row, code in enumerate(vocabulary.of("region"))}
    return PracticeTable(
        **table,
        needs=np.hstack([_flags(needs, measures), relies_on]).astype(np.float32),
        cost=_costs(judged),
        evidence=np.array([evidence_value(practice, rules) for practice in practices]),
        region=_rows(regions.get(f.region, -1) for f in facts),
        place_starts=place_starts,
        place_states=place_states,
        pair_starts=pair_starts,
        pair_practices=pair_practices,
        pair_is_main=pair_is_main,
        ideas=_ideas([f.title for f in facts], (serves, relies_on, table["forms"])),
    )


def _costs(judged: Sequence[Judgement]) -> Indices:
    rows = [[list(CostBand).index(j.cost.bands[size]) for size in Size] for j in judged]
    return np.array(rows, dtype=np.int32).reshape(len(rows), len(Size))


def _rows(values: Iterable[int]) -> Indices:
    return np.fromiter(values, dtype=np.int32)


def _flags(rows: Sequence[Collection[str]], codes: Sequence[str]) -> Flags:
    column = {code: number for number, code in enumerate(codes)}
    flags = np.zeros((len(rows), len(codes)), dtype=np.bool_)
    for number, row in enumerate(rows):
        for code in row:
            flags[number, column[code]] = True
    return flags


def _places(practices: Sequence[Practice], states: Sequence[StateCode]) -> tuple[Indices, Indices]:
    row = {str(code): number for number, code in enumerate(states)}
    places = [[row[code] for code in p.facts.places if code in row] for p in practices]
    starts = _rows(accumulate((len(rows) for rows in places), initial=0))
    return starts, _rows(number for rows in places for number in rows)


def _pairs(
    practices: Sequence[Practice], measures: Sequence[MeasureId]
) -> tuple[Indices, Indices, Flags]:
    served: dict[str, list[tuple[int, bool]]] = {measure: [] for measure in measures}
    for number, practice in enumerate(practices):
        for rank, link in enumerate(practice.judgement.measures):
            served[link.measure].append((number, rank == 0))
    starts = _rows(accumulate((len(pairs) for pairs in served.values()), initial=0))
    flat = [pair for pairs in served.values() for pair in pairs]
    is_main = np.fromiter((main for _, main in flat), dtype=np.bool_)
    return starts, _rows(number for number, _ in flat), is_main


def _ideas(titles: Sequence[str], tags: Sequence[Flags]) -> NDArray[np.float32]:
    words = np.zeros((len(titles), _TITLE_BUCKETS), dtype=np.float32)
    for number, title in enumerate(titles):
        for word in re.findall(r"\w+", title.lower()):
            if len(word) > _SHORT_WORD:
                words[number, zlib.crc32(word.encode()) % _TITLE_BUCKETS] = 1.0
    ideas = np.hstack([*(tag.astype(np.float32) for tag in tags), words])
    length = np.sqrt(np.einsum("nd,nd->n", ideas, ideas))[:, None]
    return np.asarray(ideas / np.where(length > 0, length, 1), dtype=np.float32)
