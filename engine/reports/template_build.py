"""Builds the Word templates in `data/templates`: `make templates`. An office edits a copy in Word."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell

from engine.paths import DATA

_ACCENT = RGBColor(0x1F, 0x5F, 0x8B)
_QUIET = RGBColor(0x44, 0x52, 0x5E)
_ITEM = (
    ("lead", "item.lead"), ("partners", "item.partners"), ("start", "item.start"), ("end", "item.end"),
    ("cost_year", "item.cost"), ("funding", "item.funding"), ("status", "item.status"),
    ("evidence", "item.evidence"),
)  # fmt: skip
_END = "{%tc endfor %}"
_LISTS = (("why", "item.reasons"), ("keep", "item.keep"), ("change", "item.changes"))


def main(folder: Path = DATA / "templates") -> None:
    """Write the templates of the plan and of the brief."""
    folder.mkdir(exist_ok=True)
    _plan().save(str(folder / "plan.docx"))
    _brief().save(str(folder / "brief.docx"))


def _document() -> WordDocument:
    document = Document()
    normal = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(5)
    for level, size in ((1, 16), (2, 12.5), (3, 11)):
        style = document.styles[f"Heading {level}"]
        style.font.size, style.font.color.rgb = Pt(size), _ACCENT
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    return document


def _plan() -> WordDocument:
    document = _document()
    document.add_heading("{{ title }}", 0)
    document.add_paragraph("{{ period }}")
    _quiet(document, "{{ label.made }} {{ made }}")
    document.add_heading("{{ label.summary }}", 1)
    _bullets(document, "messages", "{{ m }}", "m")
    _quiet(document, "{{ notice }}")
    document.add_page_break()  # type: ignore[no-untyped-call]  # python-docx
    document.add_heading("{{ label.gaps }}", 1)
    columns = ("measure", "law", "practice", "priority")
    _table(document, columns, "gaps", [f"{{{{ g.{name} }}}}" for name in columns], "g")
    document.add_heading("{{ label.actions }}", 1)
    document.add_paragraph("{%p for item in items %}")
    document.add_heading("{{ item.key }}  {{ item.title }}", 2)
    _one_item(document)
    document.add_paragraph("{%p endfor %}")
    _landscape(document)
    document.add_heading("{{ label.budget }} ({{ currency }})", 1)
    _budget(document)
    document.add_heading("{{ label.gantt }}", 1)
    _gantt(document)
    _quiet(document, "{{ label.critical }}")
    document.add_heading("{{ label.findings }}", 1)
    _bullets(document, "findings", "{{ f.severity }}: {{ f.item }}: {{ f.text }}", "f")
    document.add_heading("{{ label.sources }}", 1)
    _bullets(document, "sources", "{{ s.text }}. {{ s.url }}", "s")
    document.add_heading("{{ label.method }}", 1)
    document.add_paragraph("{{ method }}")
    _quiet(document, "{{ versions }}")
    return document


def _brief() -> WordDocument:
    document = _document()
    _quiet(document, "{{ state }} · {{ item.measure }}")
    document.add_heading("{{ item.title }}", 1)
    _one_item(document)
    document.add_heading("{{ label.sources }}", 3)
    _bullets(document, "item.sources", "{{ s.text }}. {{ s.url }}", "s")
    _quiet(document, "{{ notice }}")
    _quiet(document, "{{ versions }}")
    return document


def _one_item(document: WordDocument) -> None:
    _quiet(document, "{{ item.measure }}")
    document.add_paragraph("{{ item.summary }}")
    for label, field in _ITEM:
        document.add_paragraph(f"{{%p if {field} %}}")
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{{{{ label.{label} }}}}: ").bold = True
        paragraph.add_run(f"{{{{ {field} }}}}")
        document.add_paragraph("{%p endif %}")
    for label, field in _LISTS:
        document.add_paragraph(f"{{%p if {field} %}}")
        document.add_heading(f"{{{{ label.{label} }}}}", 3)
        _bullets(document, field, "{{ x }}", "x")
        document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if item.indicators %}")
    columns = ("measured", "baseline", "target")
    cells = ["{{ i.name }} ({{ i.unit }})", "{{ i.baseline }}", "{{ i.target }}"]
    _table(document, columns, "item.indicators", cells, "i")
    document.add_paragraph("{%p endif %}")
    for label in ("risks", "notes"):
        document.add_paragraph(f"{{%p if item.{label} %}}")
        document.add_paragraph(f"{{{{ label.{label} }}}}: {{{{ item.{label} }}}}")
        document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if item.milestones %}")
    document.add_heading("{{ label.milestones }}", 3)
    _bullets(document, "item.milestones", "{{ x.day }}: {{ x.text }}", "x")
    document.add_paragraph("{%p endif %}")


def _quiet(document: WordDocument, text: str) -> None:
    run = document.add_paragraph().add_run(text)
    run.font.size, run.font.color.rgb = Pt(9), _QUIET


def _bullets(document: WordDocument, of: str, text: str, name: str) -> None:
    document.add_paragraph(f"{{%p for {name} in {of} %}}")
    document.add_paragraph(text, style="List Bullet")
    document.add_paragraph("{%p endfor %}")


def _table(
    document: WordDocument, columns: tuple[str, ...], of: str, cells: list[str], name: str
) -> None:
    """Add a table with a head and a row for each thing of a list."""
    table = document.add_table(rows=4, cols=len(columns), style="Light Grid Accent 1")
    for number, column in enumerate(columns):
        table.rows[0].cells[number].text = f"{{{{ label.{column} }}}}"
        table.rows[2].cells[number].text = cells[number]
    table.rows[1].cells[0].text = f"{{%tr for {name} in {of} %}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    _repeat_head(table.rows[0]._tr)


def _repeat_head(row: object) -> None:
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(head)  # type: ignore[attr-defined]  # a table row


def _budget(document: WordDocument) -> None:
    table = document.add_table(rows=5, cols=5, style="Light Grid Accent 1")
    for row, cells in enumerate((
        ("{{ label.item }}", "{%tc for y in years %}", "{{ y }}", _END, "{{ label.total }}"),
        ("{%tr for b in budget %}", "", "", "", ""),
        ("{{ b.title }}", "{%tc for y in b.years %}", "{{ y }}", _END, "{{ b.total }}"),
        ("{%tr endfor %}", "", "", "", ""),
        ("{{ label.total }}", "{%tc for y in totals %}", "{{ y }}", _END, "{{ total }}"),
    )):  # fmt: skip
        for number, text in enumerate(cells):
            table.rows[row].cells[number].text = text
    _repeat_head(table.rows[0]._tr)


def _gantt(document: WordDocument) -> None:
    table = document.add_table(rows=3, cols=4, style="Table Grid")
    for row, cells in enumerate((
        ("{%tr for item in items %}", "", "", ""),
        ("{{ item.title }}", "{%tc for q in item.quarters %}", "{% cellbg q.colour %}", _END),
        ("{%tr endfor %}", "", "", ""),
    )):  # fmt: skip
        for number, text in enumerate(cells):
            _small(table.rows[row].cells[number], text)


def _small(cell: _Cell, text: str) -> None:
    run = cell.paragraphs[0].add_run(text)
    run.font.size = Pt(8)


def _landscape(document: WordDocument) -> None:
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)


if __name__ == "__main__":
    main()
