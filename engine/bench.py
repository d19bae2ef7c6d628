"""Measures how fast things are on this machine: medians where not said, with the aim beside each."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

import click

from engine.content.load import assemble, load_content
from engine.content.prefill import prefilled
from engine.content.profiles import write_profile
from engine.domain.content import Content
from engine.domain.vocabulary import PracticeId
from engine.errors import EngineError, Issue, said
from engine.matching.advise import advise
from engine.modelfile import load_models

_STATE, _DAY = "MWI", "2026-11-24"
_GROWN = (25_000, 50_000, 100_000)


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure: what was measured, the figure in seconds (or megabytes) and the aim."""

    what: str
    value: float
    aim: float
    unit: str = "s"


def run(*, with_app: bool) -> str:
    """Return all figures as a table; a bar shows how far it is."""
    content = load_content()
    steps: list[Callable[[], list[Measured]]] = [lambda: _advise(content), _processes]
    steps += [lambda: _search(content), lambda: _grown(content)]
    if with_app:
        steps.append(_app)
    figures: list[Measured] = []
    with click.progressbar(steps, label="bench", file=sys.stderr) as bar:
        for step in bar:
            figures += step()
    lines = [f"{'what':58} {'measured':>10} {'aim':>10}", f"{'-' * 58} {'-' * 10} {'-' * 10}"]
    lines += [f"{m.what:58} {_shown(m.value, m.unit):>10} {_shown(m.aim, m.unit):>10}" for m in figures]
    return "\n".join(lines)


def _shown(value: float, unit: str) -> str:
    if unit == "MB":
        return f"{value:.0f} MB"
    return f"{1000 * value:.1f} ms" if value < 1 else f"{value:.2f} s"


def _median(work: Callable[[], object], times: int) -> float:
    work()
    taken = []
    for _ in range(times):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return statistics.median(taken)


def _advise(content: Content) -> list[Measured]:
    models, profile = load_models(), prefilled(content, _STATE, _DAY)
    first = _median(lambda: advise(content, models, profile, limit=10), 50)
    whole = _median(lambda: advise(content, models, profile), 50)
    return [
        Measured("advise, all scored, first 10 measures explained", first, 0.010),
        Measured("advise, all scored, all unmet measures explained", whole, 0.010),
    ]


def _search(content: Content) -> list[Measured]:
    from engine.content.search import CatalogueIndex

    index = CatalogueIndex(content)
    taken = _median(lambda: index.search("foyers pour enfants des rues"), 50)
    return [Measured("catalogue search, index built", taken, 0.020)]


def _processes() -> list[Measured]:
    content = load_content()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "profile.yaml"
        path.write_text(write_profile(prefilled(content, _STATE, _DAY)), encoding="utf-8")
        suggest = _median(lambda: _command("suggest", str(path)), 5)
    return [
        Measured("passerelle suggest, fresh process", suggest, 1.5),
        Measured("passerelle --help, fresh process", _median(lambda: _command("--help"), 10), 0.3),
    ]


def _command(*arguments: str) -> None:
    command = [sys.executable, "-m", "engine.cli", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _grown(content: Content) -> list[Measured]:
    models, profile = load_models(), prefilled(content, _STATE, _DAY)
    figures = []
    for size in _GROWN:
        grown = grow(content, size)
        taken = _median(lambda grown=grown: advise(grown, models, profile, limit=10), 5)  # type: ignore[misc]
        figures.append(Measured(f"advise, {size:,} practices", taken, 0.150 * size / 100_000))
    return [*figures, Measured("memory at its highest, 100,000 practices", _memory(), 1000, "MB")]


def grow(content: Content, size: int) -> Content:
    """Return content with its practices repeated under new ids until there are `size` of them."""
    practices = list(content.suggestible)
    copies = (
        replace(practices[number % len(practices)], id=PracticeId(f"copy-{number:06d}"))
        for number in range(size)
    )
    return assemble(
        framework=content.framework,
        vocabulary=content.vocabulary,
        catalogue={practice.id: practice for practice in copies},
        catalogue_version="grown",
        states=content.states,
        bodies=content.bodies,
        territories=content.territories,
        citations=content.citations,
        rules=content.rules,
    )


def _memory() -> float:
    try:
        import resource  # not there on Windows
    except ImportError:
        return float("nan")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _app() -> list[Measured]:
    try:
        from engine.bench_app import SESSIONS, measure_app
    except ImportError:
        advice = said("install the development group: uv sync")
        raise EngineError([
            Issue(
                file="bench", path="--app", problem=said("Playwright is not installed"), advice=advice
            )
        ]) from None
    speed = measure_app()
    return [
        Measured("app, first page usable after start", speed.usable, 2.5),
        Measured("app, effect of an answer shown, 95th percentile", speed.answer, 0.3),
        Measured("app, page changed, 95th percentile", speed.page, 0.4),
        Measured(f"app, answer with {SESSIONS} sessions, 95th percentile", speed.crowd, 1.0),
        Measured(f"app, memory with {SESSIONS} sessions", speed.memory, 1500, "MB"),
    ]
