"""Each page renders in each language without an exception, and its main action works."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from engine.i18n import LANGUAGES
from engine.paths import APP
from engine.storage.cases import CaseFolder, new_case_id
from engine.ui import frame
from engine.ui.parts import plain

PAGES_FOLDER = frame.PAGES
PAGES = ("start", "profile", "gaps", "suggestions", "method")


@pytest.fixture
def case(content, malawi, tmp_path, monkeypatch) -> str:
    """A case of Malawi on disk, as an earlier session left it."""
    from engine.content.profiles import write_profile

    monkeypatch.setenv("PASSERELLE_DATA_DIR", str(tmp_path))
    name = new_case_id()
    CaseFolder(tmp_path / "cases").save(name, write_profile(malawi))
    return name


def open_app(case: str, language: str = "en") -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=30)
    app.query_params["lang"] = language
    if case:
        app.query_params["case"] = case
    return app.run()


def goto(app: AppTest, page: str) -> AppTest:
    if page != "start":
        app.switch_page(str(PAGES_FOLDER / f"{page}.py"))
    return app.run()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_in_every_language(case, page, language):
    app = goto(open_app(case, language), page)
    assert not app.exception
    assert not app.error
    assert app.title
    assert not [text.value for text in app.markdown if re.search(r"\bui\.\w", text.value)]


def test_texts_of_others_are_shown_as_written():
    amounts = "US$5 and US$6, [see](http://other) *here* <b>"
    assert plain(amounts) == r"US\$5 and US\$6, \[see\](http://other) \*here\* \<b\>"


@pytest.mark.parametrize("page", ["profile", "gaps", "suggestions"])
def test_without_a_state_a_page_says_what_to_do(tmp_path, monkeypatch, page):
    monkeypatch.setenv("PASSERELLE_DATA_DIR", str(tmp_path))
    app = goto(open_app(""), page)
    assert not app.exception
    assert app.info[0].value == "Choose a State first."


def test_choosing_a_state_begins_a_case_on_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("PASSERELLE_DATA_DIR", str(tmp_path))
    app = open_app("")
    next(box for box in app.selectbox if box.label == "State").select("MWI")
    app.button[0].click().run()
    assert not app.exception
    assert len(list((tmp_path / "cases").glob("*.yaml"))) == 1


def test_an_answer_is_kept_on_disk_at_once(case, content, tmp_path):
    from engine.content.profiles import parse_profile
    from engine.domain.vocabulary import MeasureId, Status

    app = goto(open_app(case), "profile")
    next(box for box in app.selectbox if box.label == "Practice (PR-03)").select("partly").run()
    assert not app.exception
    text = CaseFolder(tmp_path / "cases").load(case)
    assert text is not None
    kept = parse_profile(text, "case", content)
    assert kept.status_of(MeasureId("PR-03")).practice is Status.PARTLY


def test_a_changed_status_loses_the_source_that_spoke_for_the_old_one(case, content, malawi, tmp_path):
    from engine.content.profiles import parse_profile

    pillar = next(iter(content.framework.pillars))
    measure, before = next(
        (code, status)
        for code, status in malawi.measures.items()
        if status.source and content.framework.measures[code].pillar == pillar
    )
    app = goto(open_app(case), "profile")
    box = next(box for box in app.selectbox if box.label == f"Practice ({measure})")
    box.select("absent" if before.practice != "absent" else "partly").run()
    assert not app.exception
    text = CaseFolder(tmp_path / "cases").load(case)
    assert text is not None
    after = parse_profile(text, "case", content).measures[measure]
    assert (after.source, after.note) == ("", before.note)


def test_a_damaged_case_is_told_in_one_line(case, tmp_path):
    (tmp_path / "cases" / f"{case}.yaml").write_text("schema: [", encoding="utf-8")
    app = open_app(case)
    assert not app.exception
    assert "broken YAML" in app.error[0].value


def test_a_case_name_from_the_address_cannot_reach_other_files(tmp_path, monkeypatch):
    monkeypatch.setenv("PASSERELLE_DATA_DIR", str(tmp_path))
    app = open_app("../../../etc/passwd")
    assert not app.exception
    assert "no case has this name" in app.error[0].value
