"""The app in a real browser: the journeys of its users, with no network, in three languages."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from playwright.sync_api import Browser, Page, TimeoutError, expect, sync_playwright

from engine.bench_app import CHROMIUM_OPTIONS, begin_case, running_app
from engine.content.cases import case_from_value
from engine.domain.vocabulary import Status
from engine.i18n import Texts
from engine.storage.cases import CaseStore
from engine.ui.frame import HIDDEN, SECTIONS

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
LANGUAGES = ("en", "fr", "ar")
PAGES = [*(name for found in SECTIONS.values() for name in found), *HIDDEN]


@dataclass
class Visit:
    """A page on the running app, its address, every address it asked, and where cases are kept."""

    page: Page
    address: str
    asked: list[str]
    folder: Path

    def asks_only_here(self) -> bool:
        hosts = {url.split("/")[2] for url in self.asked if url.startswith("http")}
        return hosts == {self.address.removeprefix("http://")}


@pytest.fixture(scope="module")
def browser(browser_path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=browser_path, args=list(CHROMIUM_OPTIONS))
        yield found
        found.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[tuple[str, Path]]:
    """The address of an app that runs for all tests of this file, and its data folder."""
    folder = tmp_path_factory.mktemp("served")
    with running_app(str(folder)) as address:
        yield address, folder


@pytest.fixture
def visit(browser, served) -> Iterator[Visit]:
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_default_timeout(30_000)
    yield Visit(page, served[0], asked, served[1])
    page.close()


@pytest.fixture(params=LANGUAGES)
def texts(request, content) -> Texts:
    return Texts(request.param, content)


def heading(page: Page, text: str) -> None:
    page.get_by_role("heading", name=text, exact=True).first.wait_for()


def go(page: Page, texts: Texts, name: str) -> None:
    title = texts(f"ui.page.{name}")
    page.locator(".st-key-navigation").get_by_role("link", name=title, exact=True).click()
    heading(page, title)


def settled(page: Page) -> None:
    """Wait until the page is drawn: a click on what is about to change would be lost."""
    page.wait_for_timeout(250)  # what was clicked before has to reach the server first
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()


def press(page: Page, text: str) -> None:
    settled(page)
    page.get_by_role("button", name=text, exact=True).first.click()


def stored(folder: Path, content):
    store = CaseStore(folder / "passerelle.sqlite")
    return case_from_value(store.load(store.heads()[0].id).document, "case", content)


def until(true: Callable[[], bool], page: Page) -> None:
    """Wait until something holds on disk."""
    for _ in range(100):
        if true():
            return
        page.wait_for_timeout(100)
    pytest.fail("it did not come about in ten seconds")


def begin(page: Page, address: str, texts: Texts) -> None:
    page.goto(f"{address}?lang={texts.language}")
    begin_case(page, texts)
    heading(page, texts("ui.page.profile"))


def open_example_file(page: Page, address: str, texts: Texts) -> None:
    """Open the example of Malawi as a file of one's own."""
    page.goto(f"{address}?lang={texts.language}")
    page.locator("input[type=file]").set_input_files("data/examples/mwi.yaml")
    press(page, texts("ui.start.open_file"))
    heading(page, texts("ui.page.gaps"))


def answer(page: Page, texts: Texts, name: str, status: Status) -> None:
    """Answer the question on the screen and wait until it is told to be kept."""
    word = texts.name("status", status)
    group = page.get_by_role("radiogroup", name=texts(f"cli.{name}"))
    group.get_by_text(word, exact=True).click()
    told = texts("ui.profile.last", measure="~", status=word).split("~")
    expect(page.get_by_text(re.compile(".+".join(map(re.escape, told)))).first).to_be_visible()


def test_first_visit_of_a_planner(visit, texts):
    """Language, State, profile, questions, gaps, suggestions, five kept, download; nothing leaves."""
    page, address = visit.page, visit.address
    begin(page, address, texts)
    assert page.evaluate("document.documentElement.dir") == ("rtl" if texts.language == "ar" else "ltr")
    assert page.evaluate("document.documentElement.lang") == texts.language
    go(page, texts, "questions")
    for status in (Status.ABSENT, Status.PARTLY):
        answer(page, texts, "practice", status)
        press(page, texts("ui.questions.next"))
    go(page, texts, "gaps")
    press(page, texts("ui.gaps.see"))
    heading(page, texts("ui.page.suggestions"))
    for number in range(1, 6):
        press(page, texts("ui.keep"))
        expect(page.get_by_role("button", name=texts("ui.kept_already"), exact=True)).to_have_count(
            number
        )
    go(page, texts, "kept")
    expect(page.get_by_text(texts("ui.kept_page.count", count=5))).to_be_visible()
    with page.expect_download() as download:
        press(page, texts("ui.kept_page.page"))
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert text.count("<h2>") == 5
    assert visit.asks_only_here()


def test_workshop_of_an_advisor(visit, texts):
    """A saved case is opened from a file, projected, changed on trial, compared, set beside peers."""
    page = visit.page
    open_example_file(page, visit.address, texts)
    page.get_by_text(texts("ui.projector"), exact=True).click()
    expect(page.get_by_text(texts("ui.gaps.balance"))).to_have_count(0)
    page.get_by_text(texts("ui.projector"), exact=True).click()
    press(page, texts("ui.case.try"))
    expect(page.get_by_text(texts("ui.case.trying"))).to_be_visible()
    go(page, texts, "questions")
    answer(page, texts, "practice", Status.IN_PLACE)
    go(page, texts, "gaps")
    expect(page.get_by_role("heading", name=texts("ui.case.moved"))).to_be_visible()
    press(page, texts("ui.case.drop_tried"))
    go(page, texts, "suggestions")
    for count in (1, 2):
        press(page, texts("ui.compare"))
        in_place = page.get_by_role("button", name=texts("ui.compared_already"), exact=True)
        expect(in_place).to_have_count(count)
    go(page, texts, "compare")
    expect(page.get_by_role("table").get_by_text(texts("cli.evidence"), exact=True)).to_be_visible()
    go(page, texts, "peers")
    expect(page.get_by_text(texts("cli.peers.about"))).to_be_visible()


def open_first(page: Page, texts: Texts) -> None:
    """Open the first practice; a click that a redrawn page has lost is made again."""
    sources = page.get_by_role("heading", name=texts("ui.practice.sources"))
    for _ in range(4):
        press(page, texts("ui.open"))
        with suppress(TimeoutError):
            sources.wait_for(timeout=5_000)
            return
    pytest.fail("the practice did not open")


def test_a_reader_explores_the_catalogue(visit, texts):
    """Search, map, evidence, one practice; all without a case."""
    page, address = visit.page, visit.address
    page.goto(f"{address}/catalogue?lang={texts.language}")
    search = page.get_by_role("searchbox").or_(page.get_by_label(texts("ui.catalogue.search")))
    search.first.fill("labour inspection")
    search.first.press("Enter")
    expect(
        page.get_by_test_id("stElementContainer").get_by_text(re.compile(r"labour|travail", re.I)).first
    ).to_be_visible()
    view = page.get_by_role("radiogroup", name=texts("ui.catalogue.view"))
    view.get_by_text(texts("ui.catalogue.view_map"), exact=True).click()
    page.get_by_test_id("stVegaLiteChart").first.wait_for()
    expect(page.get_by_text("Natural Earth")).to_be_visible()
    view.get_by_text(texts("ui.catalogue.view_evidence"), exact=True).click()
    expect(page.get_by_text(texts("map.caption"))).to_be_visible()
    view.get_by_text(texts("ui.catalogue.view_list"), exact=True).click()
    expect(page.get_by_text(texts("map.caption"))).to_have_count(0)
    open_first(page, texts)
    address_of_practice = page.url
    page.goto(address_of_practice)
    expect(page.get_by_role("heading", name=texts("ui.practice.sources"))).to_be_visible()
    assert visit.asks_only_here()


def kill(address: str) -> None:
    """Kill the app at an address so that it can end nothing in order."""
    command = f"engine.cli\0app\0--port\0{address.rsplit(':', 1)[1]}\0"
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if command in (process / "cmdline").read_text():
                os.kill(int(process.name), signal.SIGKILL)
                return
    pytest.fail("the app was not found")


def test_return_after_a_crash(browser, tmp_path, content):
    """After a killed server and a new tab everything is where it was left."""
    texts = Texts("en", content)
    with running_app(str(tmp_path)) as address:
        page = browser.new_page()
        begin(page, address, texts)
        go(page, texts, "questions")
        answer(page, texts, "law", Status.PARTLY)
        kill(address)
        page.close()
    with running_app(str(tmp_path)) as address:
        page = browser.new_page()
        page.goto(address)
        row = page.locator("[class*='st-key-case_']").first
        row.get_by_role("button", name=texts("ui.start.open"), exact=True).click()
        heading(page, texts("ui.page.gaps"))
        page.reload()
        heading(page, texts("ui.page.gaps"))
        expect(page.get_by_text(texts.place("MWI")).first).to_be_visible()
        page.close()
    assert any(s.law is Status.PARTLY for s in stored(tmp_path, content).profile.measures.values())


def test_downloads_hold_what_they_say(visit, content):
    page, address = visit.page, visit.address
    texts = Texts("en", content)
    begin(page, address, texts)
    go(page, texts, "suggestions")
    for label, suffix in (("Download as JSON", "json"), ("Download as CSV", "csv")):
        with page.expect_download() as download:
            press(page, label)
        assert download.value.suggested_filename == f"mwi.{suffix}"
        text = Path(download.value.path()).read_text(encoding="utf-8")
        if suffix == "json":
            assert json.loads(text)["state"] == "MWI"
        else:
            assert len(list(csv.DictReader(io.StringIO(text)))) > 10


def test_a_wrong_file_is_told_in_french(visit, content, tmp_path):
    page, address = visit.page, visit.address
    texts = Texts("fr", content)
    page.goto(f"{address}?lang=fr")
    wrong = tmp_path / "profil.yaml"
    wrong.write_text("schema: 1\nstate: XXX\n", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(str(wrong))
    press(page, texts("ui.start.open_file"))
    expect(page.get_by_text(re.compile("valeur inconnue"))).to_be_visible()
    assert page.get_by_text("Traceback").count() == 0


def test_every_journey_can_be_made_with_the_keyboard(visit, content):
    page, address = visit.page, visit.address
    texts = Texts("en", content)
    page.goto(address)
    page.get_by_role("combobox", name="State").first.focus()
    page.keyboard.type("Malawi")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.get_by_role("button", name=texts("ui.start.begin")).focus()
    page.keyboard.press("Enter")
    heading(page, texts("ui.page.profile"))
    page.locator(".st-key-navigation").get_by_role("link", name="Questions").focus()
    page.keyboard.press("Enter")
    heading(page, texts("ui.page.questions"))
    page.get_by_role("radiogroup", name="Practice").get_by_role("radio").nth(3).focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    until(
        lambda: any(
            s.practice is Status.ABSENT for s in stored(visit.folder, content).profile.measures.values()
        ),
        page,
    )


AXE = Axe()
SERIOUS = ("serious", "critical")
AXE_OF_STREAMLIT: dict[str, str] = {}
"""Rules that Streamlit itself breaks, with what it does; the app cannot mend them."""


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh"])
def test_no_serious_fault_of_accessibility(visit, content, language):
    """axe-core on every page, in a light and in a dark theme."""
    page, address, texts = visit.page, visit.address, Texts(language, content)
    begin(page, address, texts)
    case = page.url.split("case=")[1].split("&")[0]
    faults = []
    for name in PAGES:
        where = "" if name == "start" else name
        page.emulate_media(color_scheme="dark" if len(faults) % 2 else "light")
        practice = content.suggestible[0].id
        page.goto(f"{address}/{where}?lang={language}&case={case}&practice={practice}")
        page.locator("h1").first.wait_for()
        page.wait_for_timeout(700)
        for fault in AXE.run(page).response["violations"]:
            if fault["impact"] in SERIOUS and fault["id"] not in AXE_OF_STREAMLIT:
                nodes = [node["html"][:200] for node in fault["nodes"][:2]]
                faults.append((name, fault["id"], len(fault["nodes"]), nodes))
    assert faults == []


def test_a_plan_is_chosen_and_handed_on_in_word(visit, texts):
    """Begin, choose under a budget, name a lead, make the document."""
    page = visit.page
    open_example_file(page, visit.address, texts)
    go(page, texts, "plan")
    press(page, texts("ui.plan.begin"))
    press(page, texts("ui.plan.choose"))
    lead = page.get_by_label(texts("ui.plan.lead"), exact=True)
    lead.fill("Ministry")
    lead.press("Enter")
    settled(page)
    view = page.get_by_role("radiogroup", name=texts("ui.plan.view"))
    view.get_by_text(texts("ui.plan.view_documents"), exact=True).click()
    press(page, texts("ui.plan.make"))
    with page.expect_download() as download:
        page.get_by_role("button", name=texts("ui.plan.download"), exact=True).click()
    document = Document(str(download.value.path()))
    assert "Ministry" in "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert visit.asks_only_here()
