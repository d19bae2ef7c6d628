"""The kept suggestions as a table and as a page to print."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from engine.domain.case import Case
from engine.domain.content import Content
from engine.domain.practice import Practice
from engine.i18n import Texts
from engine.languages import is_right_to_left
from engine.matching.evidence import strength
from engine.reports.flat import to_csv
from engine.reports.practice_words import cost_line, evidence_lines

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; color: #14212b; }
h2 { border-top: 2px solid #1f5f8b; padding-top: .75rem; margin-top: 2rem; }
.note { border-inline-start: 4px solid #1f5f8b; padding-inline-start: .75rem; }
.small { font-size: .85rem; color: #44525e; }
"""


def kept_csv(case: Case, content: Content, texts: Texts) -> str:
    """Return one row for each kept suggestion, by measure and practice."""
    header = ["measure", "measure_title", "practice", "title", "countries", "evidence", "note", "url"]
    return to_csv(
        header,
        [
            [
                str(measure),
                texts.short_title(measure),
                str(practice.id),
                texts.catalogue(practice.facts.title),
                "; ".join(texts.place(code) for code in practice.facts.places),
                texts.name("evidence", strength(practice, content.rules)),
                note,
                practice.facts.sources[0].url,
            ]
            for measure, practice, note in _rows(case, content)
        ],
    )


def _rows(case: Case, content: Content) -> Iterator[tuple[str, Practice, str]]:
    for (measure, practice), note in sorted(case.kept.items()):
        yield measure, content.catalogue[practice], note


def kept_page(case: Case, content: Content, texts: Texts) -> str:
    """Return the kept suggestions as one HTML page that needs nothing else, ready to print."""
    title = f"{texts.place(case.profile.state)}: {texts('ui.page.kept')}"
    direction = "rtl" if is_right_to_left(texts.language) else "ltr"
    body = "".join(_section(*row, content, texts) for row in _rows(case, content))
    return (
        f'<!doctype html><html lang="{texts.language}" dir="{direction}"><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style><h1>{escape(title)}</h1>{body}"
        f'<p class="small">{escape(texts.notice())}</p></html>\n'
    )


def _section(measure: str, practice: Practice, note: str, content: Content, texts: Texts) -> str:
    facts, judged = practice.facts, practice.judgement
    steps = "".join(f"<li>{escape(texts.catalogue(step))}</li>" for step in judged.steps)
    keep = "".join(f"<li>{escape(texts.catalogue(core.element))}</li>" for core in judged.core)
    evidence = "".join(
        f"<p>{escape(texts.labelled(label, text))}</p>"
        for label, text in evidence_lines(practice, strength(practice, content.rules), texts)
    )
    sources = "".join(
        f"<li>{escape(f'{source.title}. {source.citation}. {source.url}')}</li>"
        for source in facts.sources
    )
    own = f'<p class="note">{escape(note)}</p>' if note else ""
    return (
        f"<h2>{escape(texts.catalogue(facts.title))}</h2>"
        f'<p class="small">{escape(texts.name("measures", measure))}</p>'
        f"<p>{escape(texts.catalogue(facts.summary))}</p>{own}"
        f"<h3>{escape(texts('cli.keep'))}</h3><ul>{keep}</ul>"
        f"<h3>{escape(texts('ui.practice.steps'))}</h3><ol>{steps}</ol>"
        f"{evidence}<p>{escape(cost_line(practice, None, texts))}</p>"
        f'<ul class="small">{sources}</ul>'
    )
