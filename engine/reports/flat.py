"""Advice as CSV: one row for each gap, or for each suggestion."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from engine.domain.advice import Advice, PrerequisiteState, Score
from engine.domain.content import Content
from engine.i18n import Texts

_FORMULA = ("=", "+", "-", "@", "\t")


def to_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    r"""Return rows as CSV text; text that a spreadsheet would run as a formula is quoted.

    >>> to_csv(["note"], [["=1+1"], [-2.5]])
    "note\n'=1+1\n-2.5\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def gaps_csv(advice: Advice, content: Content, texts: Texts) -> str:
    """Return one row for each unmet measure, highest priority first."""
    header = [
        "measure",
        "title",
        "pillar",
        "law",
        "practice",
        "to_confirm",
        "priority",
        "reasons",
    ]
    rows = []
    for found in advice.measures:
        measure, status = content.framework.measures[found.gap.measure], found.gap.status
        place = [measure.id, texts.title(measure), texts.pillar(measure.pillar)]
        state = [str(status.law), str(status.practice), str(found.gap.to_confirm).lower()]
        rows.append([*place, *state, found.priority.value, _reasons(found.priority, texts)])
    return to_csv(header, rows)


def suggestions_csv(advice: Advice, content: Content, texts: Texts) -> str:
    """Return one row for each suggestion, by measure and fit."""
    header = [
        "measure", "measure_title", "priority", "practice", "title", "countries", "fit",
        "top_share", "reasons",
        "core", "adaptations", "prerequisites", "cautions", "cost_band", "evidence", "source",
        "year", "url",
    ]  # fmt: skip
    rows: list[list[object]] = []
    for found in advice.measures:
        measure = content.framework.measures[found.gap.measure]
        for made in found.suggestions:
            facts, judged = made.practice.facts, made.practice.judgement
            source = facts.sources[0]
            rows.append([
                measure.id,
                texts.title(measure),
                found.priority.value,
                made.practice.id,
                texts.catalogue(facts.title),
                "; ".join(texts.place(code) for code in facts.places),
                made.fit.value,
                round(made.top_share, 4),
                _reasons(made.fit, texts),
                " | ".join(texts.catalogue(core.element) for core in judged.core),
                " | ".join(f"{texts.say(c.text)} ({texts.say(c.because)})" for c in made.adaptations),
                " | ".join(_needed(state, texts) for state in made.prerequisites),
                " | ".join(texts.say(c.message) for c in made.cautions if c.message is not None),
                texts.name("cost_band", made.cost),
                texts.name("evidence", made.strength),
                source.publisher,
                source.year or "",
                source.url,
            ])
    return to_csv(header, rows)


def _reasons(score: Score, texts: Texts) -> str:
    return " | ".join(f"{part.value:+g} {texts.say(part.reason)}" for part in score.contributions)


def _needed(state: PrerequisiteState, texts: Texts) -> str:
    text = state.text and texts.catalogue(state.text)
    return " ".join(filter(None, [state.measure, text, f"({met(state.met, texts)})"]))


def met(state: bool | None, texts: Texts) -> str:
    """Return met, not met or unknown in words."""
    return texts(f"term.met.{'null' if state is None else str(state).lower()}")
