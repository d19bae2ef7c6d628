"""A comparison of two advices as plain values and as a page for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.domain.content import Content
from engine.i18n import Texts
from engine.matching.compare import Comparison, Move, Place
from engine.reports.tables import WIDTH, part_line, wrap
from engine.reports.values import Value


def comparison_value(comparison: Comparison, texts: Texts) -> Value:
    """Return the comparison, schema 1; ranks count from 1, null is not in that advice."""
    return {
        "schema": 1,
        "language": texts.language,
        "measures": [_move_value(move, texts) for move in comparison.measures],
        "suggestions": {
            str(measure): [_move_value(move, texts) for move in moves]
            for measure, moves in comparison.suggestions.items()
        },
    }


def _move_value(move: Move, texts: Texts) -> Value:
    return {
        "id": move.id,
        "before": _place_value(move.before),
        "after": _place_value(move.after),
        "parts": [
            {"criterion": part.criterion, "value": part.value, "reason": texts.say(part.reason)}
            for part in move.parts
        ],
    }


def _place_value(place: Place | None) -> Value | None:
    return None if place is None else {"rank": place.rank, "value": place.value}


def comparison_page(comparison: Comparison, content: Content, texts: Texts) -> str:
    """Return what moved as a page to read; what others only pushed is counted, not listed."""
    titles = {str(code): texts.title(m) for code, m in content.framework.measures.items()}
    titles |= {str(code): texts.catalogue(p.facts.title) for code, p in content.catalogue.items()}
    lines = [texts("cli.compare.measures"), "", *_lines(comparison.measures, titles, texts)]
    for measure, moves in comparison.suggestions.items():
        if not all(move.is_pushed for move in moves):
            lines += ["", "=" * WIDTH, wrap(f"{measure}  {titles[measure]}", ""), ""]
            lines += _lines(moves, titles, texts)
    return "\n".join([*lines, "", wrap(texts.notice(), "")])


def _lines(moves: Sequence[Move], titles: Mapping[str, str], texts: Texts) -> Iterator[str]:
    pushed = sum(move.is_pushed for move in moves)
    if not moves:
        yield f"  {texts('cli.compare.nothing')}"
    for move in moves:
        if not move.is_pushed:
            yield wrap(f"{_place(move.before, texts)} > {_place(move.after, texts)}  {move.id}", "  ")
            yield wrap(titles[move.id], "    ")
            yield from (part_line(part, texts, "    ") for part in move.parts)
    if pushed:
        yield f"  {texts('cli.compare.pushed', count=pushed)}"


def _place(place: Place | None, texts: Texts) -> str:
    if place is None:
        return texts("cli.compare.absent")
    return texts("cli.compare.place", rank=place.rank, value=texts.number(place.value, ".2f"))
