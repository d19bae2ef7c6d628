"""Tables and pages for a terminal of 100 columns, without colour."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence

from engine.domain.advice import (
    Advice,
    Contribution,
    MeasureAdvice,
    PrerequisiteState,
    Score,
    Suggestion,
)
from engine.domain.content import ENOUGH_PRACTICES, Content
from engine.domain.practice import Facts, Practice
from engine.domain.vocabulary import CostBand, EvidenceStrength
from engine.i18n import Texts
from engine.matching.conditions import condition_words
from engine.matching.evidence import strength
from engine.reports.flat import met
from engine.reports.practice_words import checked_line, cost_line, evidence_lines

WIDTH = 100


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
    return table(header, rows, [7, 0, 14, 14, 8]) + f"\n\n{wrap(texts.notice(), '')}"


def advice_page(advice: Advice, content: Content, texts: Texts) -> str:
    """Return the whole advice as a page to read."""
    lines = [
        f"{texts.place(advice.state)}  ({advice.state})  {advice.as_of or ''}".rstrip(),
        "",
    ]
    for found in advice.measures:
        lines += [*_measure(found, content, texts), ""]
    return "\n".join([*lines, wrap(texts.notice(), "")])


def _measure(found: MeasureAdvice, content: Content, texts: Texts) -> Iterator[str]:
    measure, status = content.framework.measures[found.gap.measure], found.gap.status
    yield "=" * WIDTH
    yield wrap(f"{measure.id}  {texts.title(measure)}", "")
    yield wrap(texts.labelled(texts.pillar(measure.pillar), texts.objective(measure.objective)), "")
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
            yield wrap(f"! {texts.labelled(texts('cli.warning'), title)}", "  ")
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
    yield wrap(f"{number}. {texts.catalogue(facts.title)}", "  ")
    yield wrap(f"[{made.practice.id}]  {places}", "     ")
    yield wrap(texts.catalogue(facts.summary), "     ")
    yield from _score(texts("cli.fit"), made.fit, texts, "     ")
    yield wrap(texts("cli.confidence", percent=round(100 * made.top_share)), "     ")
    for key, items in (
        ("keep", [texts.catalogue(core.element) for core in judged.core]),
        ("adapt", [f"{texts.say(c.text)} ({texts.say(c.because)})" for c in made.adaptations]),
        (
            "first",
            [f"{_needed(state, texts)} ({met(state.met, texts)})" for state in made.prerequisites],
        ),
        ("beware", [texts.say(c.message) for c in made.cautions if c.message is not None]),
    ):
        for position, item in enumerate(items):
            line = f"- {item}"
            yield wrap(line if position else texts.labelled(texts(f"cli.{key}"), line), "     ")
    yield from _known_lines(made.practice, made.strength, made.cost, texts, "     ")
    own = [f"{texts.catalogue(i.name)} ({texts.catalogue(i.unit)})" for i in judged.own_indicators]
    yield wrap(texts.labelled(texts("ui.suggestions.indicators"), "; ".join(own)), "     ")
    yield wrap(
        texts("cli.source", title=source.title, citation=source.citation),
        "     ",
    )
    yield f"     {source.url}"


def _needed(state: PrerequisiteState, texts: Texts) -> str:
    return texts.catalogue(state.text) if state.text else texts.name("measures", str(state.measure))


def _known_lines(
    practice: Practice, step: EvidenceStrength, band: CostBand | None, texts: Texts, indent: str
) -> Iterator[str]:
    """Yield evidence and cost, one line each."""
    for label, text in evidence_lines(practice, step, texts):
        yield wrap(texts.labelled(label, text), indent)
    yield wrap(cost_line(practice, band, texts), indent)


def _score(label: str, score: Score, texts: Texts, indent: str) -> Iterator[str]:
    total = f"{texts.number(score.value, '.2f')} = {texts.number(score.base)}"
    yield indent + texts.labelled(label, total)
    yield from (part_line(part, texts, indent) for part in score.contributions)


def part_line(part: Contribution, texts: Texts, indent: str) -> str:
    """Return what one criterion adds, in points, with its name and its reason."""
    line = texts.labelled(texts.name("criteria", part.criterion), texts.say(part.reason))
    return wrap(f"{texts.number(part.value, '+7.2f')}  {line}", indent, hanging=9)


def wrap(text: str, indent: str, hanging: int = 2) -> str:
    """Return text in lines of 100 columns; what follows the first line hangs under an indent."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + " " * hanging if indent else "",
        break_on_hyphens=False,  # an id stays whole, to be copied
    )


def catalogue_summary(content: Content, texts: Texts) -> str:
    """Return what the catalogue holds, the measures that few practices serve and pairs much alike."""
    serving = {measure: len(practices) for measure, practices in content.serving().items()}
    records = content.catalogue.values()
    lines = [
        texts(
            "cli.checked",
            practices=len(content.suggestible),
            warnings=sum(p.is_warning and p.retired is None for p in records),
            retired=sum(p.retired is not None for p in records),
            served=sum(map(bool, serving.values())),
            measures=len(serving),
        )
    ]
    thin = [f"{measure} ({count})" for measure, count in serving.items() if count < ENOUGH_PRACTICES]
    if thin:
        lines.append(texts("cli.thin", measures=", ".join(thin)))
    lines += _counts(content, texts)
    return "\n".join(lines)


def _counts(content: Content, texts: Texts) -> Iterator[str]:
    """Yield the practices by strength of evidence, region, reader, verdict and kind of source."""
    records, named = content.suggestible, Texts.name
    sources = [source for p in records for source in p.facts.sources]
    for key, vocabulary, codes in (
        ("evidence", "evidence", [strength(p, content.rules) for p in records]),
        ("region", "region", [p.facts.region for p in records]),
        ("by", "checked_by", [p.checked.by for p in records]),
        ("verdict", "verdict", [p.checked.verdict for p in records]),
        ("sources", "source_kind", [source.kind for source in sources]),
    ):
        counted = Counter(map(str, codes)).most_common()
        shown = "; ".join(f"{named(texts, vocabulary, code)} {count}" for code, count in counted)
        yield wrap(texts.labelled(texts(f"cli.by.{key}"), shown), "")


def catalogue_table(practices: Sequence[Practice], texts: Texts) -> str:
    """Return practices with main measure, places and title; `!` marks a warning, `x` a retired one."""
    header = [texts(f"cli.{key}") for key in ("practice_id", "measure", "places", "title")]
    rows = []
    for practice in practices:
        places = " ".join(practice.facts.places[:4]) + (
            " ..." if len(practice.facts.places) > 4 else ""
        )
        mark = "x " if practice.retired else "! " if practice.is_warning else ""
        title = mark + texts.catalogue(practice.facts.title)
        rows.append([practice.id, practice.judgement.measures[0].measure, places, title])
    return table(header, rows, [32, 7, 11, 0])


def practice_page(practice: Practice, content: Content, texts: Texts) -> str:
    """Return everything known of one practice: facts, evidence and judgement apart."""
    facts = practice.facts
    lines = [wrap(texts.catalogue(facts.title), ""), f"[{practice.id}]  {facts.years}"]
    if practice.retired is not None:
        lines.append(wrap(texts("cli.retired", because=practice.retired), ""))
    lines += ["", texts("cli.facts").upper(), *_fact_lines(facts, texts)]
    step = strength(practice, content.rules)
    lines += ["", texts("cli.evidence").upper(), *_known_lines(practice, step, None, texts, "  ")]
    lines += ["", texts("cli.judgement").upper(), *_judgement_lines(practice, texts)]
    return "\n".join([*lines, "", wrap(checked_line(practice, texts), "")])


def _fact_lines(facts: Facts, texts: Texts) -> Iterator[str]:
    yield wrap(texts.catalogue(facts.summary), "  ")
    standing = texts.name("standing", facts.standing)
    for key, items in (
        ("places", [texts.place(code) for code in facts.places]),
        ("standing", [f"{standing} ({facts.standing_year})" if facts.standing_year else standing]),
        ("actors", list(facts.actors)),
        ("results", [texts.catalogue(facts.results)] if facts.results else []),
        ("caveats", [texts.catalogue(facts.caveats)] if facts.caveats else []),
    ):
        yield wrap(texts.labelled(texts(f"cli.{key}"), "; ".join(items) or "-"), "  ")
    for source in facts.sources:
        kind = texts.name("source_kind", source.kind)
        yield wrap(f"{source.title}. {source.citation} ({kind}). {source.url}", "  ")


def _judgement_lines(practice: Practice, texts: Texts) -> Iterator[str]:
    judged = practice.judgement
    for served in judged.measures:
        name = texts.name("measures", served.measure)
        yield wrap(texts.labelled(name, texts.catalogue(served.why)), "  ")
    for core in judged.core:
        yield wrap(f"* {texts.catalogue(core.element)} ({texts.catalogue(core.why)})", "  ")
    for step in judged.steps:
        yield wrap(f"- {texts.catalogue(step)}", "  ")
    for element in judged.adaptable:
        condition = texts.say(condition_words(element.when))
        kind = texts.name("adaptation_type", element.type)
        yield wrap(f"~ {texts.labelled(condition, texts.catalogue(element.change))} ({kind})", "  ")
    needs = [texts.catalogue(need.text) for need in judged.prerequisites]
    yield wrap(texts.labelled(texts("cli.first"), "; ".join(needs) or "-"), "  ")
