"""Each page renders in each language without an exception, and its main action works."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from engine.content.cases import case_from_value, case_value
from engine.domain.case import Case
from engine.domain.vocabulary import MeasureId, Status
from engine.languages import LANGUAGES
from engine.paths import APP
from engine.storage.cases import CaseStore
from engine.ui import frame
from engine.ui.words import plain

PAGES = [*(name for found in frame.SECTIONS.values() for name in found), *frame.HIDDEN]
NEEDING_A_CASE = ("profile", "questions", "gaps", "suggestions", "compare", "kept", "peers")


class Kept:
    """A case on disk as the app sees it."""

    def __init__(self, folder: Path, content) -> None:
        self.store = CaseStore(folder / "passerelle.sqlite")
        self.content = content

    def begin(self, case: Case) -> str:
        self.id = self.store.create(case_value(case)).id
        return self.id

    @property
    def case(self) -> Case:
        return case_from_value(self.store.load(self.id).document, "case", self.content)


@pytest.fixture
def kept(content, malawi, tmp_path, monkeypatch) -> Kept:
    """A case of Malawi on disk, as an earlier session left it, with three kept suggestions."""
    monkeypatch.setenv("PASSERELLE_DATA_DIR", str(tmp_path))
    found = Kept(tmp_path, content)
    practices = content.suggestible[:3]
    found.begin(
        Case(
            profile=malawi,
            name="Workshop",
            kept={(p.judgement.measures[0].measure, p.id): "" for p in practices},
            compared=tuple(p.id for p in practices),
        )
    )
    return found


def open_app(case: str = "", language: str = "en", **address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["lang"] = language
    for name, value in address.items():
        app.query_params[name] = value
    if case:
        app.query_params["case"] = case
    return app.run()


def goto(app: AppTest, page: str) -> AppTest:
    if page != "start":
        app.switch_page(str(frame.PAGES / f"{page}.py"))
    return app.run()


def shown(app: AppTest) -> str:
    texts = [part.value for part in [*app.markdown, *app.caption, *app.title, *app.subheader]]
    return "\n".join([*texts, *(part.label for part in [*app.button, *app.selectbox])])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_in_every_language(kept, page, language, content):
    app = goto(open_app(kept.id, language, practice=str(content.suggestible[0].id)), page)
    assert not app.exception
    assert not app.error
    assert app.title
    assert re.findall(r"\b(?:ui|cli)\.\w+[\w.]*", shown(app)) == []


def test_texts_of_others_are_shown_as_written():
    amounts = "US$5 and US$6, [see](http://other) *here* <b> :red[now]"
    assert plain(amounts) == r"US\$5 and US\$6, \[see\](http://other) \*here\* \<b\> \:red\[now\]"


@pytest.mark.parametrize("page", NEEDING_A_CASE)
def test_without_a_state_a_page_says_what_to_do(tmp_path, monkeypatch, page):
    monkeypatch.setenv("PASSERELLE_DATA_DIR", str(tmp_path))
    app = goto(open_app(), page)
    assert not app.exception
    assert app.info[0].value == "Choose a State first."


def button(app: AppTest, label: str):
    return next(found for found in app.button if found.label == label)


def test_choosing_a_state_begins_a_case_on_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("PASSERELLE_DATA_DIR", str(tmp_path))
    app = open_app()
    next(box for box in app.selectbox if box.label == "State").select("MWI")
    button(app, "Begin with this State").click().run()
    assert not app.exception
    assert [head.state for head in CaseStore(tmp_path / "passerelle.sqlite").heads()] == ["MWI"]


def test_a_case_is_opened_and_deleted_from_the_first_page(kept):
    app = open_app()
    button(app, "Open").click().run()
    assert not app.exception
    assert app.title[0].value == "Gaps"
    app = open_app(kept.id)
    app.button(key=f"sure.{kept.id}").click().run()
    assert not app.exception
    assert kept.store.heads() == ()


def answer(app: AppTest, measure: str, name: str, status: str) -> AppTest:
    """Answer one measure in the list of all."""
    box = next(box for box in app.selectbox if box.label == f"{name} ({measure})")
    return box.select(status).run()


def all_measures(kept) -> AppTest:
    app = goto(open_app(kept.id), "questions")
    return app.button_group(key="questions.mode").set_value("every").run()


def test_an_answer_is_kept_at_once_and_can_be_undone(kept):
    app = answer(all_measures(kept), "PR-03", "Practice", "partly")
    assert not app.exception
    assert kept.case.profile.status_of(MeasureId("PR-03")).practice is Status.PARTLY
    app.run()
    button(app, "Undo").click().run()
    assert kept.case.profile.status_of(MeasureId("PR-03")).practice is Status.UNKNOWN
    button(app, "Redo").click().run()
    assert kept.case.profile.status_of(MeasureId("PR-03")).practice is Status.PARTLY


def test_a_changed_status_loses_the_source_that_spoke_for_the_old_one(kept, content, malawi):
    pillar = next(iter(content.framework.pillars))
    measure, before = next(
        (code, status)
        for code, status in malawi.measures.items()
        if status.source and content.framework.measures[code].pillar == pillar
    )
    wanted = "absent" if before.practice != "absent" else "partly"
    app = answer(all_measures(kept), measure, "Practice", wanted)
    assert not app.exception
    after = kept.case.profile.measures[measure]
    assert (after.source, after.note) == ("", before.note)


def test_the_question_asked_takes_its_answer_and_goes_on(kept):
    app = goto(open_app(kept.id), "questions")
    first = app.subheader[0].value
    measure = app.session_state["asked_measure"]
    law = next(group for group in app.button_group if group.label == "Law")
    law.set_value(Status.ABSENT).run()
    assert not app.exception
    assert kept.case.profile.status_of(measure).law is Status.ABSENT
    assert app.subheader[0].value == first
    button(app, "Next question").click().run()
    assert app.subheader[0].value != first
    button(app, "Back").click().run()
    assert app.subheader[0].value == first


def test_what_is_tried_is_not_kept_until_it_is(kept):
    app = all_measures(kept)
    button(app, "Try changes").click().run()
    app = answer(app, "PR-03", "Practice", "partly")
    assert kept.case.profile.status_of(MeasureId("PR-03")).practice is Status.UNKNOWN
    app.run()
    app = goto(app, "gaps")
    assert "What would move" in [found.value for found in app.subheader]
    button(app, "Drop them").click().run()
    app = all_measures(kept)
    button(app, "Try changes").click().run()
    answer(app, "PR-03", "Practice", "partly").run()
    button(app, "Keep these changes").click().run()
    assert not app.exception
    assert kept.case.profile.status_of(MeasureId("PR-03")).practice is Status.PARTLY


def test_a_suggestion_is_kept_noted_and_taken_away(kept):
    kept.store.change(
        kept.id, kept.store.load(kept.id).document, case_value(replace(kept.case, kept={}))
    )
    app = goto(open_app(kept.id), "suggestions")
    button(app, "Keep").click().run()
    assert not app.exception
    assert len(kept.case.kept) == 1
    app = goto(app, "kept")
    next(box for box in app.text_input if box.label.startswith("Why we keep")).input(
        "Ask the ministry"
    ).run()
    assert list(kept.case.kept.values()) == ["Ask the ministry"]
    button(app, "Take away").click().run()
    assert kept.case.kept == {}


def test_a_weight_is_moved_and_put_back(kept):
    app = goto(open_app(kept.id), "method")
    slider = next(found for found in app.slider if found.label == "gap in practice")
    slider.set_value(0.0).run()
    assert not app.exception
    assert kept.case.weights == {"priority": {"practice_gap": 0.0}}
    button(app, "Back to the weights of the model").click().run()
    assert not app.exception
    assert kept.case.weights == {}
    slider = next(found for found in app.slider if found.label == "gap in practice")
    assert slider.value > 10


def test_peers_are_chosen_by_the_user(kept):
    app = goto(open_app(kept.id), "peers")
    app.multiselect[0].set_value(["FRA", "KEN"]).run()
    assert not app.exception
    assert kept.case.peers == ("FRA", "KEN")
    button(app, "Back to the nearest States").click().run()
    assert kept.case.peers is None


def test_the_catalogue_is_searched_and_filtered(kept):
    app = goto(open_app(), "catalogue")
    app.text_input(key="catalogue.search").input("forced begging").run()
    assert not app.exception
    found = next(m.value for m in app.markdown if re.fullmatch(r"\*\*\d+ practices?\*\*", m.value))
    app.selectbox(key="catalogue.region").select("sub_saharan_africa").run()
    fewer = next(m.value for m in app.markdown if re.fullmatch(r"\*\*\d+ practices?\*\*", m.value))
    assert 0 < int(re.sub(r"\D", "", fewer)) < int(re.sub(r"\D", "", found))
    for view in ("map", "evidence"):
        app.button_group(key="catalogue.view").set_value(view).run()
        assert not app.exception


def test_the_same_answered_in_another_window_is_told(kept):
    app = all_measures(kept)
    other = kept.case
    measures = dict(other.profile.measures) | {
        MeasureId("PR-03"): replace(other.profile.status_of(MeasureId("PR-03")), practice=Status.ABSENT)
    }
    changed = replace(other, profile=replace(other.profile, measures=measures))
    box = next(box for box in app.selectbox if box.label == "Practice (PR-03)")
    box.select("partly")
    kept.store.change(kept.id, kept.store.load(kept.id).document, case_value(changed))
    app.run()
    assert not app.exception
    assert kept.case.profile.status_of(MeasureId("PR-03")).practice is Status.ABSENT
    assert any("Another window changed the same" in warning.value for warning in app.warning)


def test_a_note_that_names_a_person_is_told(kept):
    app = goto(open_app(kept.id), "questions")
    next(box for box in app.text_input if box.label == "Note").input("the victim Anna Smith said").run()
    assert not app.exception
    assert any("person's name" in warning.value for warning in app.warning)


def test_a_damaged_case_is_told_in_one_line(kept):
    document = dict(kept.store.load(kept.id).document) | {"kept": {"PT-99": {"x": ""}}}
    kept.store.change(kept.id, kept.store.load(kept.id).document, document)
    app = open_app(kept.id)
    assert not app.exception
    assert "unknown measure" in app.error[0].value


@pytest.mark.parametrize("name", ["../../../etc/passwd", "0000000000000000", "'; drop table cases"])
def test_a_case_name_from_the_address_reaches_nothing_else(kept, name):
    app = open_app(name)
    assert not app.exception
    assert "no case has this name" in app.error[0].value
    assert len(kept.store.heads()) == 1


def test_an_unexpected_error_is_hidden_and_kept_in_the_log(kept, tmp_path, monkeypatch):
    def broken(*_):
        raise ValueError("secret detail")

    monkeypatch.setattr("engine.ui.charts.balance", broken)
    app = goto(open_app(kept.id), "gaps")
    assert app.exception
    assert "secret detail" not in str(app.exception[0].message)
    assert "secret detail" in (tmp_path / "passerelle.log").read_text(encoding="utf-8")


def plan_page(kept) -> AppTest:
    app = goto(open_app(kept.id), "plan")
    if any(found.key == "plan.begin" for found in app.button):
        app.button(key="plan.begin").click().run()
    assert not app.exception
    return app


def test_a_plan_is_begun_chosen_and_edited(kept):
    app = plan_page(kept)
    assert kept.case.plan is not None
    next(n for n in app.number_input if n.label == "Budget for a year").set_value(300_000.0).run()
    app.button(key="plan.choose").click().run()
    assert not app.exception
    plan = kept.case.plan
    assert plan.budget_per_year == 300_000
    assert plan.items
    key = next(iter(plan.items))
    lead = next(box for box in app.text_input if box.label == "Lead institution")
    lead.input("Ministry of Gender").run()
    assert not app.exception
    assert kept.case.plan.items[key].lead == "Ministry of Gender"
    next(b for b in app.button if b.label == "Take away").click().run()
    assert key not in kept.case.plan.items
    button(app, "Undo").click().run()
    assert key in kept.case.plan.items


def test_what_was_kept_and_ones_own_enter_the_plan(kept):
    app = plan_page(kept)
    app.button(key="plan.add_kept").click().run()
    assert not app.exception
    assert {(i.measure, i.practice) for i in kept.case.plan.items.values()} == set(kept.case.kept)
    app.text_input(key="plan.own_title").input("Our own hotline").run()
    app.button(key="plan.own_add").click().run()
    assert not app.exception
    assert "Our own hotline" in {item.title for item in kept.case.plan.items.values()}


@pytest.mark.parametrize("view", ["check", "money", "timeline", "partners", "progress", "documents"])
def test_every_view_of_a_plan(kept, view):
    app = plan_page(kept)
    app.button(key="plan.choose").click().run()
    app.button_group(key="plan.view").set_value(view).run()
    assert not app.exception
    if view == "progress":
        button(app, "Keep today's state").click().run()
        assert len(kept.case.plan.snapshots) == 1
        assert not app.exception
    if view == "money":
        button(app, "What more or less money would buy").click().run()
        assert not app.exception


@pytest.mark.parametrize("form", ["docx", "xlsx", "pdf", "csv", "json", "articles", "brief"])
def test_every_document_of_a_plan_is_made(kept, form):
    app = plan_page(kept)
    app.button(key="plan.choose").click().run()
    app.button_group(key="plan.view").set_value("documents").run()
    app.button_group(key="plan.form").set_value(form).run()
    button(app, "Make the document").click().run()
    assert not app.exception
    assert not app.error
    assert any(found.proto.label == "Download the document" for found in app.get("download_button"))


def test_cases_of_an_earlier_version_are_taken_over(content, malawi, tmp_path, monkeypatch):
    from engine.content.profiles import write_profile

    monkeypatch.setenv("PASSERELLE_DATA_DIR", str(tmp_path))
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "0123456789abcdef.yaml").write_text(write_profile(malawi), encoding="utf-8")
    (tmp_path / "cases" / "broken.yaml").write_text("schema: [", encoding="utf-8")
    app = open_app("0123456789abcdef")
    assert not app.exception
    assert not app.error
    heads = CaseStore(tmp_path / "passerelle.sqlite").heads()
    assert [(head.id, head.state) for head in heads] == [("0123456789abcdef", "MWI")]
    assert (tmp_path / "cases" / "broken.yaml").is_file()
    assert not (tmp_path / "cases" / "0123456789abcdef.yaml").exists()


def test_no_budget_is_not_an_unknown_one(kept):
    app = goto(open_app(kept.id), "profile")
    budget = next(n for n in app.number_input if n.label.startswith("Budget for this work"))
    budget.set_value(0.0).run()
    assert not app.exception
    assert kept.case.profile.resources.budget_usd_per_year == 0
