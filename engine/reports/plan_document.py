"""A plan, and a brief of one suggestion, as Word documents from a template an office can replace."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from engine.errors import Issue, ReportError, Said, said
from engine.i18n import Texts
from engine.languages import is_right_to_left
from engine.paths import DATA
from engine.reports.plan_words import ItemWords, PlanWords

TEMPLATE = DATA / "templates" / "plan.docx"
BRIEF = DATA / "templates" / "brief.docx"

_MOST_BYTES = 5_000_000
_RUNS, _RESTS, _WAITED_FOR = "1F5F8B", "FFFFFF", "B8573C"
_LABELS = (
    "summary", "gaps", "actions", "budget", "gantt", "findings", "sources", "method", "lead",
    "partners", "start", "end", "cost_year", "why", "keep", "change", "measured", "risks", "notes",
    "milestones", "made", "measure", "law", "practice", "priority", "item", "total", "critical",
    "evidence", "funding", "status", "baseline", "target",
)  # fmt: skip


def plan_document(words: PlanWords, texts: Texts, template: bytes | None = None) -> bytes:
    """Return the plan as a Word document; `template` is an office's own in place of ours.

    Raises:
        ReportError: the template is no Word document, holds macros, or asks for what is not there.
    """
    return _rendered(template or TEMPLATE.read_bytes(), _values(words, texts), texts)


def brief_document(item: ItemWords, words: PlanWords, texts: Texts) -> bytes:
    """Return one item on a page, to hand to a ministry."""
    values = _values(words, texts) | {"item": _item(item, words, texts)}
    return _rendered(BRIEF.read_bytes(), values, texts)


def _rendered(template: bytes, values: Mapping[str, Any], texts: Texts) -> bytes:
    _refuse(template)
    document = DocxTemplate(io.BytesIO(template))
    try:
        document.render(dict(values), SandboxedEnvironment(autoescape=True))
    except TemplateError as error:
        raise _error(said("a field cannot be filled: {detail}", detail=error)) from None
    out = io.BytesIO()
    document.save(out)
    if not is_right_to_left(texts.language):
        return out.getvalue()
    return _right_to_left(out)


def _refuse(template: bytes) -> None:
    """Raise where a template is no plain Word document: too large, damaged, or with macros."""
    if len(template) > _MOST_BYTES:
        raise _error(said("it is too large"))
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as parts:
            names = parts.namelist()
            types = parts.read("[Content_Types].xml").decode("utf-8", "replace")
            size = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, KeyError):
        raise _error(said("it is no Word document (.docx)")) from None
    if "word/document.xml" not in names or size > 20 * _MOST_BYTES:
        raise _error(said("it is no Word document (.docx)"))
    if "macroEnabled" in types or any("vbaProject" in name for name in names):
        raise _error(said("it holds macros"))


def _error(problem: Said) -> ReportError:
    advice = said("start from the template that comes with Passerelle")
    return ReportError([Issue(file="template", path="", problem=problem, advice=advice)])


def _values(words: PlanWords, texts: Texts) -> dict[str, Any]:
    years = words.budget.years
    return {
        "label": {name: texts(f"plan.label.{name}") for name in _LABELS},  # no name of a method of dict
        "title": words.title,
        "state": words.state,
        "period": words.period,
        "made": words.made,
        "messages": list(words.messages),
        "gaps": [
            dict(zip(("measure", "law", "practice", "priority"), row, strict=True))
            for row in words.gaps
        ],
        "items": [_item(item, words, texts) for item in words.items],
        "years": [str(year) for year in years],
        "budget": [
            {
                "key": item.key,
                "title": item.title,
                "years": [texts.amount(item.by_year[year] / 100) for year in years],
                "total": texts.amount(sum(item.by_year.values()) / 100),
            }
            for item in words.items
            if item.by_year
        ],
        "totals": [texts.amount(words.budget.of_year(year) / 100) for year in years],
        "total": texts.amount(words.budget.total / 100),
        "currency": words.currency,
        "findings": [
            dict(zip(("severity", "item", "text"), row, strict=True)) for row in words.findings
        ],
        "sources": [dict(zip(("text", "url"), row, strict=True)) for row in words.sources],
        "method": words.method,
        "notice": words.notice,
        "versions": words.versions,
    }


def _item(item: ItemWords, words: PlanWords, texts: Texts) -> dict[str, Any]:
    low, likely, high = item.cost or (0.0, 0.0, 0.0)
    cost = texts(
        "plan.cost_range",
        low=texts.amount(low),
        likely=texts.amount(likely),
        high=texts.amount(high),
        currency=words.currency,
    )
    colour = _WAITED_FOR if item.is_critical else _RUNS
    return {
        "key": item.key,
        "title": item.title,
        "measure": item.measure,
        "summary": item.summary,
        "status": item.status,
        "lead": item.lead or texts("plan.not_named"),
        "partners": "; ".join(item.partners),
        "start": _day(item.start, texts),
        "end": _day(item.end, texts) if item.end else "",
        "cost": cost if item.cost else texts("plan.not_named"),
        "funding": item.funding,
        "reasons": list(item.reasons),
        "keep": list(item.keep),
        "changes": list(item.changes),
        "evidence": item.evidence,
        "indicators": [
            {
                "name": found.name,
                "unit": found.unit,
                "baseline": "" if found.baseline is None else texts.number(found.baseline),
                "target": "" if found.target is None else texts.number(found.target),
            }
            for found in item.indicators
        ],
        "risks": item.risks,
        "notes": item.notes,
        "milestones": [{"day": day, "text": text} for day, text in sorted(item.milestones.items())],
        "sources": [dict(zip(("text", "url"), row, strict=True)) for row in item.sources],
        "quarters": [{"colour": colour if runs else _RESTS} for runs in item.quarters],
        "is_critical": item.is_critical,
    }


def _day(day: date | None, texts: Texts) -> str:
    return texts.day(day) if day else texts("plan.no_date")


def _right_to_left(rendered: io.BytesIO) -> bytes:
    """Return the document with every paragraph, run and table set from right to left."""
    rendered.seek(0)
    document = Document(rendered)
    for paragraph in _paragraphs(document):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for run in paragraph.runs:
            run.font.rtl = True
    for table in document.element.body.iter(qn("w:tbl")):
        table.tblPr.append(OxmlElement("w:bidiVisual"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraphs(document: WordDocument) -> Iterator[Any]:
    from docx.text.paragraph import Paragraph

    for element in document.element.body.iter(qn("w:p")):
        yield Paragraph(element, document)


def read_template(path: Path) -> bytes:
    """Return a template file of an office.

    Raises:
        ReportError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError:
        raise _error(said("the file cannot be read")) from None
