"""Times the app in headless Chromium: first page, answers, page changes, many sessions at once."""

from __future__ import annotations

import math
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from engine.errors import EngineError, Issue, said
from engine.i18n import Texts

SESSIONS = 25
"""So many sessions answer at once."""

CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_TIMES = 40
_ROUNDS = 6
_VISITED = ("Gaps", "Suggestions", "Peers", "Catalogue", "Method", "Questions", "Profile")
_SCREEN: ViewportSize = {"width": 1366, "height": 900}
_PAUSE = 5.0
"""Seconds between two answers of one session."""
_SETTLE_MS = 500
_PATIENCE_SECONDS = 60


def chromium() -> str:
    """Return where Chromium is.

    Raises:
        EngineError: there is none.
    """
    found = (
        shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    )
    if found is None:
        advice = said("install Debian's chromium")
        raise EngineError([
            Issue(file="bench", path="", problem=said("there is no Chromium"), advice=advice)
        ])
    return found


def free_port() -> int:
    """Return a port of 127.0.0.1 that nothing uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_app(data_dir: str) -> Iterator[str]:
    """Run the app as a process of its own and give its address; it is stopped at the end."""
    with _process(data_dir) as (address, _):
        yield address


@contextmanager
def _process(data_dir: str) -> Iterator[tuple[str, int]]:
    port = free_port()
    environment = os.environ | {"PASSERELLE_DATA_DIR": data_dir}
    command = [sys.executable, "-m", "engine.cli", "app", "--port", str(port)]
    process = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=_PATIENCE_SECONDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppSpeed:
    """Seconds until the first page is usable, and the 95th percentiles of what follows.

    `answer` is from the click to its effect on the screen, `page` from a link to the heading of the
    page, `crowd` as `answer` while so many sessions answer at once; `memory` is that of the server
    then, in MB.
    """

    usable: float
    answer: float
    page: float
    crowd: float
    memory: float


def measure_app() -> AppSpeed:
    """Measure the app in headless Chromium, on the same machine as the app."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(CHROMIUM_OPTIONS))
        page = browser.new_page(viewport=_SCREEN)
        start = perf_counter()
        with _process(folder) as (address, pid):
            page.goto(address)
            page.get_by_role("heading", name="Passerelle").wait_for()
            page.get_by_role("combobox").first.wait_for()
            usable = perf_counter() - start
            begin_case(page)
            _to_questions(page)
            answers = [_answer(page, number) for number in range(_TIMES)]
            pages = [_go(page, name) for _ in range(_ROUNDS) for name in _VISITED]
            crowd, memory = _crowd(browser, address, pid)
        browser.close()
    return AppSpeed(
        usable=usable, answer=_p95(answers), page=_p95(pages), crowd=_p95(crowd), memory=memory
    )


def _p95(taken: Sequence[float]) -> float:
    return sorted(taken)[math.ceil(0.95 * len(taken)) - 1]


def _crowd(browser: Browser, address: str, pid: int) -> tuple[list[float], float]:
    """Return the seconds of answers while many sessions answer in turn, and the server's memory."""
    pages = []
    for _ in range(SESSIONS):
        page = browser.new_page(viewport=_SCREEN)
        page.goto(address)
        begin_case(page)
        _to_questions(page)
        pages.append(page)
    taken = []
    for number in range(_ROUNDS):
        for page in pages:
            start = perf_counter()
            taken.append(_answer(page, number))
            page.wait_for_timeout(max(0.0, 1000 * (_PAUSE / SESSIONS - (perf_counter() - start))))
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    memory = int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]  # always there
    return taken, memory


def begin_case(page: Page, texts: Texts | None = None) -> None:
    """Begin a case of Malawi from the first page; `texts` where it is not in English."""
    label, button, name = "State", "Begin with this State", "Malawi"
    if texts is not None:
        label, button = texts("ui.start.state"), texts("ui.start.begin")
        name = texts.place("MWI")
    state = page.get_by_role("combobox", name=label, exact=True)
    state.click()
    state.fill(name)
    page.get_by_role("option", name=name, exact=True).click()
    page.get_by_role("button", name=button).click()


def _to_questions(page: Page) -> None:
    page.get_by_role("heading", name="Profile").wait_for()
    page.locator(".st-key-navigation").get_by_role("link", name="Questions").click()
    page.get_by_role("radiogroup", name="Practice").wait_for()
    page.wait_for_timeout(_SETTLE_MS)


def _answer(page: Page, number: int) -> float:
    """Change one answer and return the seconds until its effect is shown."""
    wanted = ("absent", "partly")[number % 2]
    option = page.get_by_role("radiogroup", name="Practice").get_by_text(wanted, exact=True)
    start = perf_counter()
    option.click()
    page.get_by_text(re.compile(f"^Kept: .* {wanted}[.]$")).wait_for()
    return perf_counter() - start


def _go(page: Page, name: str) -> float:
    """Go to a page and return the seconds until its heading is there."""
    page.wait_for_timeout(_SETTLE_MS)
    link = page.locator(".st-key-navigation").get_by_role("link", name=name, exact=True)
    start = perf_counter()
    link.click()
    page.get_by_role("heading", name=name, exact=True).wait_for()
    return perf_counter() - start
