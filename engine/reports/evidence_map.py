"""The evidence-gap map: measures by region and by strength of evidence, empty cells visible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from engine.domain.content import Content
from engine.domain.practice import Practice
from engine.domain.vocabulary import EvidenceStrength, MeasureId
from engine.i18n import Texts
from engine.matching.evidence import strength

_EMPTY = "·"
_GLOBAL = "global"


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: practices by region, by strength, and the strongest of each region."""

    measure: MeasureId
    by_region: dict[str, int]
    strongest: dict[str, EvidenceStrength]
    by_strength: dict[EvidenceStrength, int]


def evidence_map(content: Content) -> list[Row]:
    """Return one row for each measure of the framework, in its order."""
    return [_row(measure, serving, content) for measure, serving in content.serving().items()]


def _row(measure: MeasureId, serving: Sequence[Practice], content: Content) -> Row:
    steps = {practice.id: strength(practice, content.rules) for practice in serving}
    order = list(EvidenceStrength)
    strongest: dict[str, EvidenceStrength] = {}
    for practice in sorted(serving, key=lambda p: order.index(steps[p.id]), reverse=True):
        strongest[practice.facts.region] = steps[practice.id]
    return Row(
        measure=measure,
        by_region=dict(Counter(practice.facts.region for practice in serving)),
        strongest=strongest,
        by_strength=dict(Counter(steps.values())),
    )


def regions(content: Content) -> tuple[str, ...]:
    """Return the regions of the map, practices of several regions last."""
    return (*content.vocabulary.of("region"), _GLOBAL)


def map_table(content: Content, texts: Texts) -> str:
    """Return the map for a terminal of 100 columns; a cell is a count and its strongest evidence."""
    codes, steps = regions(content), list(EvidenceStrength)
    legend = [f"{number + 1} {texts.name('region', code)}" for number, code in enumerate(codes)]
    marks = [f"{_mark(step, texts)} {texts.name('evidence', step)}" for step in steps]
    columns = [*(str(number + 1) for number in range(len(codes))), *(_mark(s, texts) for s in steps)]
    lines = [
        texts("map.regions", regions=", ".join(legend)),
        texts("map.marks", marks=", ".join(marks)),
    ]
    lines += ["", f"{'':6}" + "".join(f"{column:>6}" for column in columns) + "   =", ""]
    for row in evidence_map(content):
        cells = [_cell(row, code, texts) for code in codes]
        counts = [str(row.by_strength.get(step, _EMPTY)) for step in steps]
        total = sum(row.by_region.values())
        lines.append(f"{row.measure:6}" + "".join(f"{c:>6}" for c in [*cells, *counts]) + f"{total:>4}")
    return "\n".join(lines)


def _mark(step: EvidenceStrength, texts: Texts) -> str:
    return texts(f"map.mark.{step}")


def _cell(row: Row, region: str, texts: Texts) -> str:
    if region not in row.by_region:
        return _EMPTY
    return f"{row.by_region[region]}{_mark(row.strongest[region], texts)}"


_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem; color: #1c2733; background: #fff; }
table { border-collapse: collapse; }
caption { text-align: start; padding-bottom: .75rem; max-width: 60rem; }
th, td { border: 1px solid #d4dae1; padding: .3rem .5rem; text-align: center; }
th[scope=row] { text-align: start; font-weight: 400; min-width: 22rem; }
thead th { background: #eef2f6; font-weight: 600; max-width: 7rem; }
td.strong { background: #1f5f8b; color: #fff; }
td.moderate { background: #8db8d4; }
td.limited { background: #d7e6f0; }
td.described { background: #f4f7fa; }
td.empty { background: repeating-linear-gradient(45deg, #fff, #fff 5px, #f3d9d1 5px, #f3d9d1 6px); }
tr.pillar th { background: #1c2733; color: #fff; text-align: start; }
"""


def map_html(content: Content, texts: Texts) -> str:
    """Return the map as one HTML page that needs nothing else; colour never stands alone."""
    title = escape(texts("map.title"))
    head = "".join(f"<th scope=col>{escape(text)}</th>" for text in _heads(content, texts))
    return (
        f'<!doctype html><html lang="{texts.language}"><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style><h1>{title}</h1><table><caption>{escape(texts('map.caption'))} "
        f"{escape(texts.notice())}</caption><thead><tr>{head}</tr></thead><tbody>"
        f"{''.join(_html_rows(content, texts))}</tbody></table></html>\n"
    )


def _heads(content: Content, texts: Texts) -> list[str]:
    names = [texts.name("region", code) for code in regions(content)]
    steps = [texts.name("evidence", step) for step in EvidenceStrength]
    return [texts("cli.measure"), *names, *steps, texts("map.total")]


def _html_rows(content: Content, texts: Texts) -> Iterator[str]:
    pillar, width = "", len(_heads(content, texts))
    for row in evidence_map(content):
        measure = content.framework.measures[row.measure]
        if measure.pillar != pillar:
            pillar = measure.pillar
            name = escape(texts.pillar(pillar))
            yield f"<tr class=pillar><th scope=colgroup colspan={width}>{name}</th></tr>"
        cells = "".join(_html_cell(row, code, texts) for code in regions(content))
        counts = "".join(f"<td>{row.by_strength.get(step, 0)}</td>" for step in EvidenceStrength)
        total = sum(row.by_region.values())
        name = escape(f"{measure.id} {texts.title(measure)}")
        yield f"<tr><th scope=row>{name}</th>{cells}{counts}<td>{total}</td></tr>"


def _html_cell(row: Row, region: str, texts: Texts) -> str:
    if region not in row.by_region:
        return f"<td class=empty>{escape(texts('map.none'))}</td>"
    step = row.strongest[region]
    words = escape(f"{row.by_region[region]} · {texts.name('evidence', step)}")
    return f"<td class={step}>{words}</td>"
