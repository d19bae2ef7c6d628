"""A plan as JSON with results as IATI has them, as CSV with HXL tags, and as a page for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator

from engine.domain.case import Case
from engine.domain.content import Content
from engine.domain.plan import Plan
from engine.domain.vocabulary import Status
from engine.i18n import Texts
from engine.planning.values import plan_value
from engine.reports.flat import to_csv
from engine.reports.plan_words import IndicatorWords, ItemWords, PlanWords
from engine.reports.tables import WIDTH, wrap
from engine.reports.values import Value

_HXL = {
    "item": "#activity+id",
    "title": "#activity+name",
    "measure": "#sector+measure",
    "provisions": "#meta+provision",
    "status": "#status",
    "lead": "#org+lead",
    "partners": "#org+partner",
    "start": "#date+start",
    "end": "#date+end",
    "cost_year_likely": "#value+likely+year",
    "cost_plan": "#value+total",
    "currency": "#currency+code",
    "funding": "#org+funder",
    "indicators": "#indicator+name",
}
"""Columns of the CSV with their tags (Humanitarian Exchange Language)."""


def plan_csv(words: PlanWords) -> str:
    """Return one row for each item, under a row of HXL tags."""
    rows: list[list[object]] = [list(_HXL.values())]
    rows += [_row(item, words) for item in words.items]
    return to_csv(list(_HXL), rows)


def _row(item: ItemWords, words: PlanWords) -> list[object]:
    return [
        item.key,
        item.title,
        item.measure,
        "; ".join(item.provisions),
        item.status,
        item.lead,
        "; ".join(item.partners),
        item.start.isoformat() if item.start else "",
        item.end.isoformat() if item.end else "",
        item.cost[1] if item.cost else "",
        sum(item.by_year.values()) / 100 if item.by_year else "",
        words.currency,
        item.funding,
        "; ".join(indicator.name for indicator in item.indicators),
    ]


def plan_json(case: Case, plan: Plan, words: PlanWords) -> str:
    """Return the plan, schema 1: `plan` reads back as it is in a case file, the rest is to be read.

    `results` have the shape of IATI: indicator, baseline, target and actual by period.
    """
    value: Value = {
        "schema": 1,
        "state": str(case.profile.state),
        "title": words.title,
        "versions": words.versions,
        "plan": plan_value(plan),
        "budget": {
            "currency": words.currency,
            "years": {str(year): words.budget.of_year(year) / 100 for year in words.budget.years},
            "total": words.budget.total / 100,
        },
        "results": [
            {
                "item": item.key,
                "title": item.title,
                "indicators": [
                    {
                        "title": found.name,
                        "unit": found.unit,
                        "provision": found.provision,
                        "sdg": found.sdg,
                        "baseline": found.baseline,
                        "periods": [
                            {"period": period, "target": found.target, "actual": actual}
                            for period, actual in _periods(found)
                        ],
                    }
                    for found in item.indicators
                ],
            }
            for item in words.items
        ],
        "findings": [
            {"severity": severity, "item": item, "text": text}
            for severity, item, text in words.findings
        ],
        "notice": words.notice,
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _periods(found: IndicatorWords) -> list[tuple[str, float | None]]:
    return [*sorted(found.actuals.items())] or [("", None)]


def plan_page(words: PlanWords, texts: Texts) -> str:
    """Return the plan as a page for a terminal."""
    lines = [words.title, words.period, "=" * WIDTH]
    lines += [wrap(f"- {message}", "") for message in words.messages]
    for item in words.items:
        lines += ["", *_item_lines(item, words, texts)]
    lines += ["", "=" * WIDTH, texts("plan.budget"), ""]
    for year in words.budget.years:
        lines.append(f"  {year}  {texts.amount(words.budget.of_year(year) / 100):>16} {words.currency}")
    if words.findings:
        lines += ["", texts("plan.findings"), ""]
        lines += [wrap(f"{severity}: {item}: {text}", "  ") for severity, item, text in words.findings]
    return "\n".join([*lines, "", wrap(words.notice, "")])


def _item_lines(item: ItemWords, words: PlanWords, texts: Texts) -> Iterator[str]:
    yield wrap(f"{item.key}  {item.title}", "")
    yield wrap(item.measure, "  ")
    start = item.start.isoformat() if item.start else texts("plan.no_date")
    cost = texts.amount(item.cost[1]) if item.cost else "–"
    yield f"  {texts('plan.start')}: {start}   {texts('plan.cost_year')}: {cost} {words.currency}"
    for change in item.changes:
        yield wrap(f"- {change}", "  ")


def answers_by_article(case: Case, content: Content, texts: Texts) -> str:
    """Return what is in place in law and practice, in the order of the treaties' provisions, as CSV.

    For reporting to the Conference of the Parties: one row for each provision and measure, with what
    is missing and where help is needed.
    """
    header = [
        "provision",
        "asks",
        "obligation",
        "measure",
        "law",
        "practice",
        "note",
        "source",
        "help_needed",
    ]
    rows = []
    for code, provision in content.framework.provisions.items():
        for measure in content.framework.measures.values():
            if code not in measure.provisions:
                continue
            status = case.profile.status_of(measure.id)
            open_ = {Status.ABSENT, Status.PARTLY} & {status.law, status.practice}
            rows.append([
                code,
                texts.provision(provision),
                texts.name("obligation", provision.obligation),
                texts.name("measures", measure.id),
                texts.name("status", status.law),
                texts.name("status", status.practice),
                status.note,
                status.source,
                texts.name("truth", "yes") if open_ else "",
            ])
    return to_csv(header, rows)
