"""The app in a real browser: the planner's way through, offline, kept after a reload."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect, sync_playwright

from engine.bench_app import CHROMIUM_OPTIONS, begin_case, running_app

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(browser_path, tmp_path) -> Iterator[tuple[Page, str, list[str]]]:
    """A page on the running app, its address, and every host it asked."""
    with sync_playwright() as playwright, running_app(str(tmp_path)) as address:
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(CHROMIUM_OPTIONS))
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.set_default_timeout(30_000)
        yield page, address, asked
        browser.close()


def begin(page: Page, address: str) -> None:
    page.goto(address)
    begin_case(page)
    page.get_by_role("heading", name="Profile").wait_for()


def answer(page: Page, label: str, value: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.scroll_into_view_if_needed()
    box.click()
    box.fill(value)
    page.get_by_role("option", name=value, exact=True).click()
    expect(page.get_by_role("combobox", name=label)).to_have_value(value)


def test_the_planners_way_from_state_to_download(visit):
    page, address, asked = visit
    begin(page, address)
    page.get_by_role("tab", name="Measures in place").click()
    answer(page, "Practice (PR-15)", "absent")
    page.get_by_text("Kept: PR-15 absent.").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download this profile").click()
    kept = yaml.safe_load(Path(download.value.path()).read_text(encoding="utf-8"))
    assert kept["measures"]["PR-15"]["practice"] == "absent"
    page.get_by_role("link", name="Gaps").first.click()
    page.get_by_role("heading", name="Gaps").wait_for()
    gap = page.get_by_text("PR-15").first
    gap.click()
    page.get_by_role("button", name="See suggestions").first.click()
    page.get_by_role("heading", name="Suggestions").wait_for()
    page.get_by_role("heading", name="PR-15").wait_for()
    page.get_by_text("Keep", exact=True).first.wait_for()
    for label, suffix in (("Download as JSON", "json"), ("Download as CSV", "csv")):
        with page.expect_download() as download:
            page.get_by_role("button", name=label).click()
        path = Path(download.value.path())
        assert download.value.suggested_filename == f"mwi.{suffix}"
        text = path.read_text(encoding="utf-8")
        if suffix == "json":
            assert json.loads(text)["state"] == "MWI"
        else:
            assert len(list(csv.DictReader(io.StringIO(text)))) > 10
    page.get_by_role("link", name="Method").first.click()
    page.get_by_role("heading", name="Method").wait_for()
    hosts = {url.split("/")[2] for url in asked if url.startswith("http")}
    assert hosts == {address.removeprefix("http://")}


def test_what_was_entered_is_there_after_page_changes_and_a_reload(visit):
    page, address, _ = visit
    begin(page, address)
    page.get_by_role("tab", name="Measures in place").click()
    answer(page, "Law (PR-04)", "partly")
    page.get_by_role("link", name="Gaps").first.click()
    page.get_by_role("heading", name="Gaps").wait_for()
    page.reload()
    page.get_by_role("heading", name="Gaps").wait_for()
    expect(page.get_by_text("Malawi").first).to_be_visible()
    page.get_by_role("link", name="Profile").first.click()
    page.get_by_role("tab", name="Measures in place").click()
    expect(page.get_by_role("combobox", name="Law (PR-04)")).to_have_value("partly")


def test_french_and_a_wrong_file(visit, tmp_path):
    page, address, _ = visit
    page.goto(f"{address}?lang=fr")
    page.get_by_role("button", name="Commencer avec cet État").wait_for()
    wrong = tmp_path / "profil.yaml"
    wrong.write_text("schema: 1\nstate: XXX\n", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(str(wrong))
    page.get_by_role("button", name="Ouvrir ce fichier").click()
    expect(page.get_by_text("valeur inconnue (code d’État)")).to_be_visible()
    assert page.get_by_text("Traceback").count() == 0
