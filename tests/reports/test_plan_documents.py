"""The documents of a plan: opened again, they hold what the plan holds, and nothing that acts."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from engine.content.cases import parse_case
from engine.domain.case import Case
from engine.domain.plan import Plan, PlanItem, YearlyCost
from engine.domain.vocabulary import MeasureId
from engine.errors import ReportError
from engine.i18n import Texts
from engine.languages import LANGUAGES
from engine.matching.advise import advise
from engine.planning.candidates import candidates
from engine.planning.check import check
from engine.planning.choose import Wishes, choose
from engine.planning.items import add, with_choice
from engine.reports.plan_document import brief_document, plan_document
from engine.reports.plan_flat import answers_by_article, plan_csv, plan_json
from engine.reports.plan_pdf import plan_pdf
from engine.reports.plan_sheet import plan_workbook
from engine.reports.plan_words import PlanCase, plan_words

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def given(content, models, malawi, planning) -> PlanCase:
    """The plan proposed to Malawi, with an item of its own whose texts would act if they could."""
    advice = advise(content, models, malawi)
    found = candidates(content, advice, planning, with_unknown=True)
    choice = choose(found, Wishes(budget_per_year=400_000), planning)
    plan = with_choice(
        content, Plan(start_year=2027, budget_per_year=400_000.0), advice, choice, planning
    )
    own = PlanItem(
        measure=MeasureId("NC-01"),
        title='=HYPERLINK("http://other")',
        lead="{{ 7 * 7 }} <b>Ministry</b>",
        notes='-1+2 \\ #set "quote"',
        start=date(2027, 3, 1),
        cost=YearlyCost(low=1, likely=1000.55, high=2000),
    )
    plan = add(plan, own)
    return PlanCase(
        case=Case(profile=malawi, plan=plan),
        plan=plan,
        advice=advice,
        findings=check(content, malawi, plan, planning, TODAY),
    )


def words_in(given, content, language):
    texts = Texts(language, content)
    return plan_words(given, content, texts, TODAY), texts


def text_of(document) -> str:
    return "\n".join(
        "".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p"))
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_document_holds_every_item_in_every_language(given, content, language):
    words, texts = words_in(given, content, language)
    document = Document(io.BytesIO(plan_document(words, texts)))
    text = text_of(document)
    assert "{{" not in text.replace("{{ 7 * 7 }}", "")
    assert "{%" not in text
    for item in words.items:
        assert item.title in text
        assert texts.name("item_status", "proposed") in text
    assert words.messages[0] in text
    assert texts.amount(words.budget.total / 100) in text
    assert "{{ 7 * 7 }} <b>Ministry</b>" in text
    is_rtl = document.element.body.find(f".//{qn('w:bidi')}") is not None
    assert is_rtl is (language == "ar")


def test_the_budget_in_word_is_that_of_the_items(given, content):
    words, texts = words_in(given, content, "en")
    document = Document(io.BytesIO(plan_document(words, texts)))
    table = next(t for t in document.tables if t.cell(0, 0).text == "Item")
    last = [cell.text for cell in table.rows[-1].cells]
    assert last == [
        "Total",
        *(texts.amount(words.budget.of_year(year) / 100) for year in words.budget.years),
        texts.amount(words.budget.total / 100),
    ]


def test_a_brief_is_one_item(given, content):
    words, texts = words_in(given, content, "en")
    text = text_of(Document(io.BytesIO(brief_document(words.items[0], words, texts))))
    assert words.items[0].title in text
    assert words.items[1].title not in text


def test_an_office_uses_its_own_template(given, content):
    words, texts = words_in(given, content, "en")
    own = Document()
    own.add_paragraph("Ministry of Justice: {{ title }}, {{ items|length }} items")
    out = io.BytesIO()
    own.save(out)
    text = text_of(Document(io.BytesIO(plan_document(words, texts, out.getvalue()))))
    assert f"Ministry of Justice: {words.title}, {len(words.items)} items" in text


def template(text: str = "x", **extra: bytes) -> bytes:
    document = Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out, "a") as parts:
        for name, data in extra.items():
            parts.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        (b"no zip", "no Word document"),
        (template(word__vbaProject_bin=b"macro"), "macros"),
        (template("{{ title "), "cannot be filled"),
        (template("{{ ''.__class__.__mro__[1].__subclasses__() }}"), "cannot be filled"),
        (template("{% for x in %}"), "cannot be filled"),
        (b"PK" + b"0" * 6_000_000, "too large"),
    ],
)
def test_a_template_that_acts_or_is_broken_is_refused(given, content, bad, problem):
    words, texts = words_in(given, content, "en")
    with pytest.raises(ReportError, match=problem):
        plan_document(words, texts, bad)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_holds_real_dates_numbers_and_sums(given, content, language):
    words, texts = words_in(given, content, language)
    book = openpyxl.load_workbook(io.BytesIO(plan_workbook(words, texts)))
    plan, budget = book.worksheets[0], book.worksheets[1]
    rows = list(plan.iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(words.items)
    assert isinstance(rows[0][6], datetime)
    assert isinstance(rows[0][9], int | float)
    assert plan.freeze_panes == "A2"
    assert plan.auto_filter.ref
    assert plan.sheet_view.rightToLeft is (language == "ar")
    formulas = [
        c.value
        for row in budget.iter_rows()
        for c in row
        if isinstance(c.value, str) and c.value.startswith("=")
    ]
    assert formulas
    assert all(formula.startswith("=SUM(") for formula in formulas)
    values = [
        c.value
        for row in budget.iter_rows(min_row=2, min_col=3)
        for c in row
        if isinstance(c.value, int | float)
    ]
    assert round(100 * sum(values)) == words.budget.total
    acting = [
        c
        for sheet in book
        for row in sheet.iter_rows()
        for c in row
        if c.data_type == "f" and c not in [x for r in budget.iter_rows() for x in r]
    ]
    assert acting == []
    assert any(str(cell).startswith("'=HYPERLINK") for row in rows for cell in row)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar"])
def test_the_pdf_is_set_in_every_language_with_fonts_of_its_own(given, content, language):
    words, texts = words_in(given, content, language)
    made = plan_pdf(words, texts)
    assert made.startswith(b"%PDF")
    assert len(made) > 20_000


def test_chinese_needs_a_font_and_says_so(given, content, monkeypatch):
    words, texts = words_in(given, content, "zh")
    monkeypatch.setattr("engine.reports.plan_pdf._CHINESE", ("No Such Family",))
    with pytest.raises(ReportError, match="no font with Chinese characters"):
        plan_pdf(words, texts)


def test_json_reads_back_as_the_same_plan(given, content):
    words, _ = words_in(given, content, "en")
    value = json.loads(plan_json(given.case, given.plan, words))
    text = json.dumps({"schema": 2, "profile": {"schema": 1, "state": "MWI"}, "plan": value["plan"]})
    assert parse_case(text, "case", content).plan == given.plan
    assert value["budget"]["total"] == words.budget.total / 100
    assert len(value["results"]) == len(words.items)


def test_csv_has_hxl_tags_and_nothing_that_acts(given, content):
    words, _ = words_in(given, content, "en")
    rows = list(csv.reader(io.StringIO(plan_csv(words))))
    assert rows[1][0] == "#activity+id"
    assert all(tag.startswith("#") for tag in rows[1])
    assert len(rows) == 2 + len(words.items)
    assert not any(cell.startswith(("=", "@")) for row in rows for cell in row)


def test_answers_come_in_the_order_of_the_provisions(given, content):
    rows = list(
        csv.DictReader(io.StringIO(answers_by_article(given.case, content, Texts("en", content))))
    )
    order = list(content.framework.provisions)
    places = [order.index(row["provision"]) for row in rows]
    assert places == sorted(places)
    assert {row["measure"].split()[0] for row in rows} == {
        m.id for m in content.framework.measures.values() if m.provisions
    }
    helped = {row["measure"].split()[0] for row in rows if row["help_needed"]}
    assert "PT-01" in helped
    assert "NC-01" not in helped


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_libreoffice_opens_the_documents(given, content, language, tmp_path):
    words, texts = words_in(given, content, language)
    (tmp_path / "plan.docx").write_bytes(plan_document(words, texts))
    (tmp_path / "plan.xlsx").write_bytes(plan_workbook(words, texts))
    for name in ("plan.docx", "plan.xlsx"):
        command = [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{tmp_path}/office",
            "--convert-to",
            "pdf",
            name,
        ]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
        assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")
        (tmp_path / "plan.pdf").unlink()


def test_two_thousand_items_and_ten_years(given, content):
    items = list(given.plan.items.values())
    many = {
        f"X.{n}": replace(items[n % len(items)], start=date(2027 + n % 10, 1, 1)) for n in range(2_000)
    }
    plan = replace(given.plan, years=10, items=many)
    words = plan_words(replace(given, plan=plan, findings=()), content, Texts("en", content), TODAY)
    assert len(words.items) == 2_000
    assert sum(map(words.budget.of_year, words.budget.years)) == words.budget.total
    book = openpyxl.load_workbook(
        io.BytesIO(plan_workbook(words, Texts("en", content))), read_only=True
    )
    assert book.worksheets[0].max_row == 2_001
