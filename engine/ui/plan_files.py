"""The documents of a plan, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from engine.domain.case import Case
from engine.domain.content import Content
from engine.domain.plan import Plan
from engine.errors import EngineError
from engine.i18n import Texts
from engine.reports import plan_document, plan_flat
from engine.reports.plan_pdf import plan_pdf
from engine.reports.plan_sheet import plan_workbook
from engine.reports.plan_words import PlanCase, PlanWords, plan_words
from engine.ui import plan_state, session
from engine.ui.resources import content

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = {
    "docx": _WORD,
    "xlsx": _EXCEL,
    "pdf": "application/pdf",
    "csv": "text/csv",
    "json": "application/json",
    "articles": "text/csv",
    "brief": _WORD,
}


def documents(held: Plan) -> None:
    """Draw the choice of a document, an office's own template, and the download."""
    texts, case = session.texts(), session.known_case()
    form = st.segmented_control(
        texts("ui.plan.form"),
        list(FORMS),
        default="docx",
        format_func=lambda code: texts(f"ui.plan.form_{code}"),
        key="plan.form",
        required=True,
    )
    item = None
    if form == "brief":
        item = st.selectbox(texts("plan.label.item"), list(held.items), key="plan.brief")
    template = None
    if form == "docx":
        upload = st.file_uploader(texts("ui.plan.template"), type=["docx"], key="plan.template")
        template = upload.getvalue() if upload else None
    if not st.button(texts("ui.plan.make"), icon=":material/description:", disabled=not held.items):
        return
    with st.spinner(texts("ui.plan.making")):
        words = _words(case, held, content(), texts, plan_state.today())
        try:
            made = _makers(case, held, words, texts, template, item)[form]()
        except EngineError as error:
            session.show_error(error)
            return
    ending = {"articles": "csv", "brief": "docx"}.get(form, form)
    st.download_button(
        texts("ui.plan.download"),
        made,
        f"{case.profile.state.lower()}-{form}.{ending}",
        FORMS[form],
        on_click="ignore",
        type="primary",
        icon=":material/download:",
    )


def _words(case: Case, held: Plan, known: Content, texts: Texts, day: date) -> PlanWords:
    given = PlanCase(
        case=case, plan=held, advice=plan_state.whole_advice(), findings=plan_state.findings()
    )
    return plan_words(given, known, texts, day)


def _makers(
    case: Case,
    held: Plan,
    words: PlanWords,
    texts: Texts,
    template: bytes | None,
    item: str | None,
) -> dict[str, Callable[[], str | bytes]]:
    """Return what makes each kind of document."""
    by_key = {found.key: found for found in words.items}
    return {
        "docx": lambda: plan_document.plan_document(words, texts, template),
        "xlsx": lambda: plan_workbook(words, texts),
        "pdf": lambda: plan_pdf(words, texts),
        "csv": lambda: plan_flat.plan_csv(words),
        "json": lambda: plan_flat.plan_json(case, held, words),
        "articles": lambda: plan_flat.answers_by_article(case, content(), texts),
        "brief": lambda: plan_document.brief_document(by_key[item or ""], words, texts),
    }
