"""Draws the plots of the evaluation page; without the extra `bench` there are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

_INK, _OURS, _OTHERS = "#1f2933", "#0b6e4f", "#9aa5b1"


def draw_bars(values: Mapping[str, float], title: str, path: Path) -> None:
    """Draw one bar for each method, longest first, ours in its own colour with its value in words."""
    if not find_spec("matplotlib"):
        return
    figure, axes = _figure((7.2, 0.9 + 0.28 * len(values)))
    ordered = sorted(values.items(), key=lambda pair: pair[1])
    names = [name for name, _ in ordered]
    axes.barh(
        names,
        [value for _, value in ordered],
        color=[_OURS if name.startswith("ours") else _OTHERS for name in names],
    )
    for place, (_, value) in enumerate(ordered):
        axes.text(value + 0.005, place, f"{value:.3f}", va="center", fontsize=8, color=_INK)
    axes.set_xlim(0, 1)
    axes.set_title(title, fontsize=10, color=_INK, loc="left")
    _save(figure, path)


def draw_reliability(points: Sequence[tuple[float, float]], path: Path) -> None:
    """Draw how often what was estimated at a chance is so."""
    if not find_spec("matplotlib"):
        return
    figure, axes = _figure((4.2, 4.2))
    axes.plot([0, 1], [0, 1], color=_OTHERS, linewidth=1, linestyle="--")
    axes.plot(*zip(*points, strict=True), color=_OURS, marker="o")
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="estimated chance", ylabel="share largely in place")
    _save(figure, path)


def _figure(size: tuple[float, float]):  # type: ignore[no-untyped-def]  # matplotlib has no types here
    from matplotlib.figure import Figure

    figure = Figure(figsize=size, layout="constrained")
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=8, colors=_INK)
    return figure, axes


def _save(figure, path: Path) -> None:  # type: ignore[no-untyped-def]  # matplotlib has no types here
    import matplotlib as mpl

    with mpl.rc_context({"svg.hashsalt": path.stem, "svg.fonttype": "path"}):
        figure.savefig(path, metadata={"Date": None})
