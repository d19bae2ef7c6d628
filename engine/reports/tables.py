"""Tables and pages for a terminal of 100 columns, without colour."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

import numpy as np

from engine.domain.advice import Advice, MeasureAdvice, PrerequisiteState, Score, Suggestion
from engine.domain.content import Content
from engine.domain.practice import Practice
from engine.i18n import Texts
from engine.matching.diversity import alike_pairs
from engine.reports.flat import met

WIDTH = 100
_ENOUGH = 3
"""A measure served by fewer practices than this is thin."""
_MUCH_ALIKE = 0.8


def table(header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    """Return rows under a header; a cell wraps within its column, a width of 0 takes what is left."""
    left = WIDTH - sum(widths) - 2 * (len(widths) - 1)
    sizes = [width or left for width in widths]
    lines = [*_cells(header, sizes), "  ".join("-" * size for size in sizes)]
    for row in rows:
        lines += _cells(row, sizes)
    return "\n".join(lines)


def _cells(row: Sequence[str], sizes: Sequence[int]) -> list[str]:
    wrapped = [textwrap.wrap(cell, size) or [""] for cell, size in zip(row, sizes, strict=True)]
    height = max(map(len, wrapped))
    return [
        "  ".join(
            (cell[line] if line < len(cell) else "").ljust(size)
            for cell, size in zip(wrapped, sizes, strict=True)
        ).rstrip()
        for line in range(height)
    ]


def states_table(content: Content, texts: Texts) -> str:
    """Return the States by name with code and region."""
    rows = sorted((texts.place(code), str(code)) for code in content.states)
    regions = {code: texts.name("region", state.region) for code, state in content.states.items()}
    header = [texts("cli.code"), texts("cli.state"), texts("cli.region")]
    return table(header, [[code, name, regions[code]] for name, code in rows], [4, 0, 36])  # type: ignore[index]


def gaps_table(advice: Advice, content: Content, texts: Texts) -> str:
    """Return the unmet measures, highest priority first."""
    header = [texts(f"cli.{key}") for key in ("measure", "title", "law", "practice", "priority")]
    rows = []
    for found in advice.measures:
        status = found.gap.status
        law, practice = (texts.name("status", value) for value in (status.law, status.practice))
        if found.gap.to_confirm:
            law, practice = texts("cli.to_confirm"), ""
        title = texts.title(content.framework.measures[found.gap.measure])
        rows.append([
            found.gap.measure,
            title,
            law,
            practice,
            texts.number(found.priority.value, ".2f"),
        ])
    return table(header, rows, [7, 0, 14, 14, 8]) + f"\n\n{_wrap(texts.notice(), '')}"


def advice_page(advice: Advice, content: Content, texts: Texts) -> str:
    """Return the whole advice as a page to read."""
    lines = [
        f"{texts.place(advice.state)}  ({advice.state})  {advice.as_of or ''}".rstrip(),
        "",
    ]
    for found in advice.measures:
        lines += [*_measure(found, content, texts), ""]
    return "\n".join([*lines, _wrap(texts.notice(), "")])


def _measure(found: MeasureAdvice, content: Content, texts: Texts) -> Iterator[str]:
    measure, status = content.framework.measures[found.gap.measure], found.gap.status
    yield "=" * WIDTH
    yield _wrap(f"{measure.id}  {texts.title(measure)}", "")
    yield _wrap(texts.labelled(texts.pillar(measure.pillar), texts.objective(measure.objective)), "")
    if found.gap.to_confirm:
        yield texts("cli.nothing_known")
    else:
        law, practice = (texts.name("status", value) for value in (status.law, status.practice))
        yield texts("cli.status", law=law, practice=practice)
    yield from _score(texts("cli.priority"), found.priority, texts, "  ")
    for caution in found.cautions:
        if caution.warning is not None:
            facts = content.catalogue[caution.warning].facts
            title = texts.catalogue(facts.title)
            yield _wrap(f"! {texts.labelled(texts('cli.warning'), title)}", "  ")
    if not found.suggestions:
        yield f"  {texts('cli.no_practice')}"
    for number, suggestion in enumerate(found.suggestions, start=1):
        yield ""
        yield from _suggestion(number, suggestion, texts)


def _suggestion(number: int, made: Suggestion, texts: Texts) -> Iterator[str]:
    facts, judged, source = (
        made.practice.facts,
        made.practice.judgement,
        made.practice.facts.sources[0],
    )
    places = texts.listing(texts.place(code) for code in facts.places) if facts.places else ""
    yield _wrap(f"{number}. {texts.catalogue(facts.title)}", "  ")
    yield _wrap(f"[{made.practice.id}]  {places}", "     ")
    yield _wrap(texts.catalogue(facts.summary), "     ")
    yield from _score(texts("cli.fit"), made.fit, texts, "     ")
    yield _wrap(texts("cli.confidence", percent=round(100 * made.top_share)), "     ")
    for key, items in (
        ("keep", map(texts.catalogue, judged.core)),
        ("adapt", [f"{texts.say(c.text)} ({texts.say(c.because)})" for c in made.adaptations]),
        ("notes", [texts.catalogue(judged.adaptation_notes)] if judged.adaptation_notes else []),
        (
            "first",
            [f"{_needed(state, texts)} ({met(state.met, texts)})" for state in made.prerequisites],
        ),
        ("beware", [texts.say(c.message) for c in made.cautions if c.message is not None]),
    ):
        for position, item in enumerate(items):
            line = f"- {item}"
            yield _wrap(line if position else texts.labelled(texts(f"cli.{key}"), line), "     ")
    cost = f"{texts.name('cost_band', judged.cost_band)} ({_basis(made.practice, texts)})"
    evidence = texts.name("evidence", judged.evidence)
    yield _wrap(texts("cli.cost_evidence", cost=cost, evidence=evidence), "     ")
    yield _wrap(
        texts("cli.source", title=source.title, citation=source.citation),
        "     ",
    )
    yield f"     {source.url}"


def _needed(state: PrerequisiteState, texts: Texts) -> str:
    return texts.catalogue(state.text) if state.text else texts.name("measures", str(state.measure))


def _basis(practice: Practice, texts: Texts) -> str:
    return texts.name("cost_basis", "stated" if practice.judgement.cost_is_stated else "judged")


def _score(label: str, score: Score, texts: Texts, indent: str) -> Iterator[str]:
    total = f"{texts.number(score.value, '.2f')} = {texts.number(score.base)}"
    yield indent + texts.labelled(label, total)
    for part in score.contributions:
        line = texts.labelled(texts.name("criteria", part.criterion), texts.say(part.reason))
        yield _wrap(f"{texts.number(part.value, '+7.2f')}  {line}", indent, hanging=9)


def _wrap(text: str, indent: str, hanging: int = 2) -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + " " * hanging if indent else "",
    )


def catalogue_summary(content: Content, texts: Texts) -> str:
    """Return what the catalogue holds, the measures that few practices serve and pairs much alike."""
    practices, starts = content.suggestible, content.table.pair_starts
    serving = dict(zip(content.framework.measures, np.diff(starts).tolist(), strict=True))
    lines = [
        texts(
            "cli.checked",
            practices=len(practices),
            warnings=len(content.catalogue) - len(practices),
            served=sum(map(bool, serving.values())),
            measures=len(serving),
        )
    ]
    thin = [f"{measure} ({count})" for measure, count in serving.items() if count < _ENOUGH]
    if thin:
        lines.append(texts("cli.thin", measures=", ".join(thin)))
    for first, second, share in alike_pairs([p.id for p in practices], content.table, _MUCH_ALIKE):
        names = {"first": practices[first].id, "second": practices[second].id}
        lines.append(texts("cli.alike", share=round(100 * share), **names))
    return "\n".join(lines)


def catalogue_table(practices: Sequence[Practice], texts: Texts) -> str:
    """Return practices with their main measure, places and title."""
    header = [texts(f"cli.{key}") for key in ("practice_id", "measure", "places", "title")]
    rows = []
    for practice in practices:
        places = " ".join(practice.facts.places[:4]) + (
            " ..." if len(practice.facts.places) > 4 else ""
        )
        mark = "! " if practice.is_warning else ""
        title = mark + texts.catalogue(practice.facts.title)
        rows.append([practice.id, practice.judgement.measures[0].measure, places, title])
    return table(header, rows, [32, 7, 11, 0])


def practice_page(practice: Practice, texts: Texts) -> str:
    """Return everything known of one practice, facts and judgement apart."""
    facts, judged = practice.facts, practice.judgement
    lines = [_wrap(texts.catalogue(facts.title), ""), f"[{practice.id}]  {facts.years}"]
    lines += ["", texts("cli.facts").upper(), _wrap(texts.catalogue(facts.summary), "  ")]
    for key, items in (
        ("places", [texts.place(code) for code in facts.places]),
        ("actors", list(facts.actors)),
        ("results", [texts.catalogue(facts.results)] if facts.results else []),
        ("caveats", [texts.catalogue(facts.caveats)] if facts.caveats else []),
    ):
        lines += [_wrap(texts.labelled(texts(f"cli.{key}"), "; ".join(items) or "-"), "  ")]
    for source in facts.sources:
        kind = texts.name("source_kind", source.kind)
        lines += [
            _wrap(
                f"{source.title}. {source.citation} ({kind}). {source.url}",
                "  ",
            )
        ]
    lines += ["", texts("cli.judgement").upper()]
    lines += [
        _wrap(texts.labelled(texts.name("measures", served.measure), texts.catalogue(served.why)), "  ")
        for served in judged.measures
    ]
    core = set(judged.core)
    needs = [texts.catalogue(need.text) for need in judged.prerequisites]
    lines += [
        _wrap(f"{'*' if step in core else '-'} {texts.catalogue(step)}", "  ") for step in judged.steps
    ]
    lines += [
        _wrap(texts.labelled(texts("cli.first"), "; ".join(needs) or "-"), "  "),
    ]
    notes = judged.adaptation_notes and texts.catalogue(judged.adaptation_notes)
    lines += [_wrap(texts.labelled(texts("cli.notes"), notes or "-"), "  ")]
    cost = f"{texts.name('cost_band', judged.cost_band)} ({_basis(practice, texts)})"
    evidence = texts.name("evidence", judged.evidence)
    lines += [_wrap(texts("cli.cost_evidence", cost=cost, evidence=evidence), "  ")]
    return "\n".join(lines)
