"""Times the app in headless Chromium: the first page, and a changed answer."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import perf_counter

from playwright.sync_api import Page, sync_playwright

from engine.errors import EngineError, Issue, said
from engine.i18n import Texts

CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_TIMES = 20
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
        yield f"http://127.0.0.1:{port}"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=_PATIENCE_SECONDS)


def measure_app() -> tuple[float, float]:
    """Return seconds until the first page is usable, and until a changed answer shows."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(CHROMIUM_OPTIONS))
        page = browser.new_page(viewport={"width": 1280, "height": 1400})
        start = perf_counter()
        with running_app(folder) as address:
            page.goto(address)
            page.get_by_role("heading", name="Passerelle").wait_for()
            page.get_by_role("combobox").first.wait_for()
            usable = perf_counter() - start
            answered = statistics.median(_answer(page, number) for number in range(_TIMES))
        browser.close()
    return usable, answered


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


def _answer(page: Page, number: int) -> float:
    """Change one answer on the page of questions and return the seconds until its effect is shown."""
    if number == 0:
        begin_case(page)
        page.get_by_role("heading", name="Profile").wait_for()
        page.get_by_role("link", name="Questions").click()
        page.get_by_role("radiogroup", name="Practice").wait_for()
        page.wait_for_timeout(_SETTLE_MS)
    wanted = ("absent", "partly")[number % 2]
    option = page.get_by_role("radiogroup", name="Practice").get_by_text(wanted, exact=True)
    start = perf_counter()
    option.click()
    page.get_by_text(re.compile(f"^Kept: .* {wanted}[.]$")).wait_for()
    return perf_counter() - start
