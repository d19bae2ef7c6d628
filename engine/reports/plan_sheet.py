"""A plan as an Excel workbook: real dates and numbers, totals as formulas, nothing that acts."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from engine.i18n import Texts
from engine.languages import is_right_to_left
from engine.reports.plan_words import PlanWords

_HEAD = PatternFill("solid", fgColor="FF1F5F8B")
_ACTING = ("=", "+", "-", "@", "\t")
_WIDEST = 60
_MONEY, _DAY = "#,##0.00", "yyyy-mm-dd"

Cell = str | float | int | date | None


def plan_workbook(words: PlanWords, texts: Texts) -> bytes:
    """Return the workbook: plan, budget, indicators, gaps, checks and sources, a sheet each."""
    book = Workbook()
    book.remove(book.worksheets[0])
    rtl = is_right_to_left(texts.language)
    for name, header, rows in (
        ("plan", _PLAN, _plan_rows(words)),
        ("indicators", _INDICATORS, _indicator_rows(words)),
        ("gaps", ("measure", "law", "practice", "priority"), [list(row) for row in words.gaps]),
        ("findings", ("severity", "item", "finding"), [list(row) for row in words.findings]),
        ("sources", ("source", "address"), [list(row) for row in words.sources]),
    ):
        sheet = book.create_sheet(_sheet_name(texts(f"plan.sheet.{name}")))
        _fill(sheet, [texts(f"plan.column.{column}") for column in header], rows, rtl=rtl)
    _budget(book.create_sheet(_sheet_name(texts("plan.sheet.budget")), 1), words, texts, rtl=rtl)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_PLAN = (
    "item", "title", "measure", "status", "lead", "partners", "start", "end", "cost_low",
    "cost_likely", "cost_high", "currency", "funding", "changes", "risks", "notes",
)  # fmt: skip
_INDICATORS = (
    "item",
    "indicator",
    "unit",
    "baseline",
    "target",
    "period",
    "actual",
    "provision",
    "sdg",
)


def _plan_rows(words: PlanWords) -> list[list[Cell]]:
    return [
        [
            item.key,
            item.title,
            item.measure,
            item.status,
            item.lead,
            "; ".join(item.partners),
            item.start,
            item.end,
            *(item.cost or (None, None, None)),
            words.currency,
            item.funding,
            "\n".join(item.changes),
            item.risks,
            item.notes,
        ]
        for item in words.items
    ]


def _indicator_rows(words: PlanWords) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for item in words.items:
        for found in item.indicators:
            head: list[Cell] = [item.key, found.name, found.unit, found.baseline, found.target]
            periods: list[tuple[str, float | None]] = [*sorted(found.actuals.items())]
            for period, actual in periods or [("", None)]:
                rows.append([*head, period, actual, found.provision, found.sdg])
    return rows


def _budget(sheet: Worksheet, words: PlanWords, texts: Texts, *, rtl: bool) -> None:
    """Write the costs by item and year; every total is a sum that the sheet computes itself."""
    years = words.budget.years
    header = [texts("plan.column.item"), texts("plan.column.title"), *map(str, years)]
    rows: list[list[Cell]] = [
        [item.key, item.title, *(item.by_year[year] / 100 for year in years)]
        for item in words.items
        if item.by_year
    ]
    _fill(sheet, [*header, texts("plan.column.total")], rows, rtl=rtl)
    first, last = 3, 2 + len(years)
    total = len(rows) + 2
    for line in range(2, total + 1):
        cells = f"{get_column_letter(first)}{line}:{get_column_letter(last)}{line}"
        sheet.cell(line, last + 1, f"=SUM({cells})")
    sheet.cell(total, 1, texts("plan.column.total"))
    for column in range(first, last + 1):
        letter = get_column_letter(column)
        formula = f"=SUM({letter}2:{letter}{total - 1})" if rows else 0
        sheet.cell(total, column, formula)
    for column in range(first, last + 2):
        for line in range(2, total + 1):
            sheet.cell(line, column).number_format = _MONEY
    for column in range(1, last + 2):
        sheet.cell(total, column).font = Font(bold=True)


def _fill(
    sheet: Worksheet, header: Sequence[str], rows: Sequence[Sequence[Cell]], *, rtl: bool
) -> None:
    """Write a table with a frozen head and filters."""
    sheet.sheet_view.rightToLeft = rtl
    sheet.append(list(header))
    for row in rows:
        sheet.append([harmless(cell) for cell in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = _HEAD
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{len(rows) + 1}"
    for number, name in enumerate(header, 1):
        longest = max([
            len(name),
            *(len(str(row[number - 1] or "")) for row in rows if number <= len(row)),
        ])
        sheet.column_dimensions[get_column_letter(number)].width = min(_WIDEST, longest + 3)
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, date):
                cell.number_format = _DAY


def _sheet_name(name: str) -> str:
    """Return a name as Excel takes it for a sheet: short, without the signs of references."""
    return re.sub(r"[\[\]:*?/\\]", "", name)[:31]


def harmless(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("-"), harmless(-2.5)
    ("'=1+1", "'-", -2.5)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_ACTING) else cell
