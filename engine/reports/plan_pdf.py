"""A plan as PDF, set by Typst: fonts for Latin and Cyrillic come with it, Arabic with Passerelle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import typst

from engine.errors import Issue, ReportError, said
from engine.i18n import Texts
from engine.languages import is_right_to_left
from engine.paths import DATA
from engine.reports.plan_words import ItemWords, PlanWords

FONTS = DATA / "fonts"

_FAMILIES = (
    "Libertinus Serif",
    "Noto Naskh Arabic",
    "Noto Serif CJK SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "SimSun",
)
"""Families in order: the first two are always there, the Chinese ones where the system has them."""
_CHINESE = _FAMILIES[2:]


def plan_pdf(words: PlanWords, texts: Texts) -> bytes:
    """Return the plan as PDF.

    Raises:
        ReportError: the language needs a font that this computer does not have.
    """
    if texts.language == "zh":
        _need_chinese()
    source = "\n".join(_source(words, texts))
    made: bytes = typst.compile(source.encode(), font_paths=[str(FONTS)])  # type: ignore[misc]  # its stub
    return made


def _need_chinese() -> None:
    there = {family.lower() for family in typst.Fonts().families()}
    if not there & {family.lower() for family in _CHINESE}:
        raise ReportError([
            Issue(
                file="pdf",
                path="",
                problem=said("this computer has no font with Chinese characters"),
                advice=said("install one such as Noto Sans CJK, or choose Word"),
            )
        ])


def text(value: str) -> str:
    r"""Return a text as a Typst expression that shows it as it is written.

    >>> text('a "b" #c')
    '#"a \\"b\\" #c"'
    """
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'#"{escaped}"'


def _source(words: PlanWords, texts: Texts) -> Iterator[str]:
    direction = "rtl" if is_right_to_left(texts.language) else "ltr"
    families = ", ".join(f'"{family}"' for family in _FAMILIES)
    yield f'#set document(title: "{words.title.replace(chr(34), chr(39))}")'
    yield '#set page(paper: "a4", margin: 2.2cm, numbering: "1")'
    yield f'#set text(font: ({families}), size: 10pt, lang: "{texts.language}", dir: {direction})'
    yield "#set par(justify: false, leading: 0.65em)"
    yield '#show heading: set text(fill: rgb("#1f5f8b"))'
    yield f"= {text(words.title)}"
    yield text(f"{words.period} · {texts('plan.label.made')} {words.made}")
    yield f"== {text(texts('plan.label.summary'))}"
    yield from map(_bullet, words.messages)
    yield f'#text(size: 8.5pt, fill: rgb("#44525e"))[{text(words.notice)}]'
    yield f"== {text(texts('plan.label.gaps'))}"
    heads = [texts(f"plan.label.{name}") for name in ("measure", "law", "practice", "priority")]
    yield _table("(1fr, auto, auto, auto)", heads, words.gaps)
    yield f"== {text(texts('plan.label.actions'))}"
    for item in words.items:
        yield from _item(item, words, texts)
    yield f"== {text(texts('plan.label.budget'))} ({words.currency})"
    yield _budget(words, texts)
    yield f"== {text(texts('plan.label.gantt'))}"
    yield _gantt(words)
    yield f"== {text(texts('plan.label.findings'))}"
    yield from (_bullet(": ".join(row)) for row in words.findings)
    yield f"== {text(texts('plan.label.sources'))}"
    yield from (_bullet(f"{said_by}. {url}") for said_by, url in words.sources)
    yield f"== {text(texts('plan.label.method'))}"
    yield text(words.method)
    yield f"#text(size: 8.5pt)[{text(words.versions)}]"


def _bullet(value: str) -> str:
    return f"- {text(value)}"


def _table(columns: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = ", ".join(f"[*{text(cell)}*]" for cell in heads)
    body = ", ".join(f"[{text(cell)}]" for row in rows for cell in row)
    style = 'stroke: 0.4pt + rgb("#c9d2da"), inset: 4pt'
    return f"#table(columns: {columns}, {style}, table.header({head}), {body})"


def _item(item: ItemWords, words: PlanWords, texts: Texts) -> Iterator[str]:
    yield f"=== {text(f'{item.key}  {item.title}')}"
    yield f'#text(size: 9pt, fill: rgb("#44525e"))[{text(item.measure)}]'
    yield f"\n{text(item.summary)}\n"
    likely = texts.amount(item.cost[1]) if item.cost else texts("plan.not_named")
    for label, value in (
        ("lead", item.lead or texts("plan.not_named")),
        ("partners", "; ".join(item.partners)),
        ("start", texts.day(item.start) if item.start else texts("plan.no_date")),
        ("end", texts.day(item.end) if item.end else ""),
        ("cost_year", f"{likely} {words.currency}"),
        ("status", item.status),
        ("evidence", item.evidence),
    ):
        if value:
            yield f"{text(texts.labelled(texts(f'plan.label.{label}'), value))} \\"
    for label, lines in (("why", item.reasons), ("keep", item.keep), ("change", item.changes)):
        if lines:
            yield f"\n*{text(texts(f'plan.label.{label}'))}*"
            yield from map(_bullet, lines)
    if item.indicators:
        yield f"\n*{text(texts('plan.label.measured'))}*"
        yield from (_bullet(f"{found.name} ({found.unit})") for found in item.indicators)


def _budget(words: PlanWords, texts: Texts) -> str:
    years = words.budget.years
    rows = [
        [
            item.title,
            *(texts.amount(item.by_year[year] / 100) for year in years),
            texts.amount(sum(item.by_year.values()) / 100),
        ]
        for item in words.items
        if item.by_year
    ]
    total = texts("plan.label.total")
    sums = [texts.amount(words.budget.of_year(year) / 100) for year in years]
    rows.append([total, *sums, texts.amount(words.budget.total / 100)])
    columns = f"(1fr, {', '.join(['auto'] * (len(years) + 1))})"
    return _table(columns, [texts("plan.label.item"), *map(str, years), total], rows)


def _gantt(words: PlanWords) -> str:
    """Return the timeline as a table of coloured cells."""
    quarters = len(words.items[0].quarters) if words.items else 0
    cells = []
    for item in words.items:
        cells.append(f"[#text(size: 7.5pt)[{text(item.title)}]]")
        colour = "#b8573c" if item.is_critical else "#1f5f8b"
        cells += [
            f'table.cell(fill: rgb("{colour if runs else "#ffffff"}"))[]' for runs in item.quarters
        ]
    columns = f"(1fr, {', '.join(['0.45cm'] * quarters)})" if quarters else "(1fr)"
    style = 'stroke: 0.3pt + rgb("#c9d2da"), inset: 3pt'
    return f"#table(columns: {columns}, {style}, {', '.join(cells)})"
