"""Runs every evaluation and writes `docs/evaluation.md` with its tables and plots."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from engine.content.crosswalk import read_crosswalk
from engine.content.prefill import prefilled
from engine.domain.content import Content
from engine.domain.profile import StateProfile
from engine.domain.table import Numbers
from engine.domain.vocabulary import StateCode
from engine.files import write_whole
from engine.i18n import Texts
from engine.learning.attainability import calibrate
from engine.learning.evaluation import attainability, rivals, texts
from engine.learning.evaluation.adoption import events, over_time
from engine.learning.evaluation.fit import Hidden, hold_out
from engine.learning.evaluation.measures import paired
from engine.learning.evaluation.plots import draw_bars, draw_reliability
from engine.learning.evaluation.priority import learning_curve, leave_one_out
from engine.learning.evaluation.questionnaire import answers_needed
from engine.learning.hti import read_hti
from engine.learning.sources import (
    LARGELY,
    MeasureShares,
    Response,
    measure_shares,
    read_expert,
    read_gsi2023,
    settings,
)
from engine.matching.scoring import Models
from engine.modelfile import Prior
from engine.paths import DATA

_SIMPLE = ("ours", "popularity", "popularity in the region", "25 nearest States")
_BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the evaluations work with."""

    sources: Path
    content: Content
    models: Models
    prior: Prior
    response: Response
    shares: MeasureShares
    only_full: MeasureShares
    profiles: Mapping[StateCode, StateProfile]
    images: Path

    @classmethod
    def read(cls, sources: Path, content: Content, models: Models, prior: Prior, out: Path) -> Given:
        """Return what is read from the source data, to be written to `out`.

        Raises:
            EngineError: a source is missing or cannot be used.
        """
        crosswalk = read_crosswalk(DATA / "framework", "gsi2023", content.framework.measures)
        response = read_gsi2023(sources, content, crosswalk)
        return cls(
            sources=sources,
            content=content,
            models=models,
            prior=prior,
            response=response,
            shares=measure_shares(response, crosswalk),
            only_full=measure_shares(response, crosswalk, only_full=True),
            profiles={code: prefilled(content, code, "2026-01-01") for code in content.states},
            images=out.parent / "images",
        )


def write_evaluation(given: Given, out: Path, say: Callable[[str], None]) -> None:
    """Run every part, write the page to `out` and the plots to `images` beside it.

    `say` is told which part runs. Without the extra `bench` its rivals and the plots are left out,
    and the page says so.
    """
    parts = [texts.HEAD.format(version=given.models.version)]
    for title, part in _PARTS.items():
        say(title)
        parts.append(f"## {title}\n\n{part(given)}")
    write_whole(out, "\n".join(parts))


def _attainability(given: Given) -> str:
    table = attainability.Table.of_indicators(given.response)
    methods = {**rivals.ALWAYS, **(rivals.BENCH if _has_bench() else {})}
    text = [texts.ATTAINABILITY.format(states=len(table.has), indicators=table.has.shape[1])]
    text += [_split(given, table, split, methods) for split in attainability.REPEATS]
    return "\n".join([*text, _left_out(given, table), _ladder(given, table)])


def _split(
    given: Given, table: attainability.Table, split: str, methods: Mapping[str, rivals.Rival]
) -> str:
    told = attainability.tell(table, split, methods)
    figures = {name: result.by_state() for name, result in told.items()}
    ours = figures["ours"]["AUC"]
    rows = [
        [
            name,
            *(_mean(values) for values in by.values()),
            f"{told[name].within_measure():.3f}",
            _apart(ours, by["AUC"]),
        ]
        for name, by in figures.items()
    ]
    if split == "by State":
        bars = {name: float(np.nanmean(by["AUC"])) for name, by in figures.items()}
        draw_bars(
            bars, "AUC, half of the activities hidden", given.images / "evaluation-attainability.svg"
        )
    head = ["method", *figures["ours"], "AUC within an indicator", "ours better by (AUC)"]
    return f"### {split[0].upper()}{split[1:]}\n\n{_table(head, rows)}"


def _left_out(given: Given, table: attainability.Table) -> str:
    """Return AUC without each area of the setting."""
    areas = {attribute.name: attribute.area for attribute in given.content.rules.attributes}
    column = np.array([areas[column.attribute] for column in given.response.columns])
    whole = attainability.tell(table, "by State", {"ours": rivals.ours})["ours"].by_state()["AUC"]
    rows = []
    for area in sorted(set(areas.values())):
        without = replace(table, setting=table.setting[:, column != area])
        auc = attainability.tell(without, "by State", {"ours": rivals.ours})["ours"].by_state()["AUC"]
        rows.append([area, _mean(auc), _apart(whole, auc)])
    return "### Without one area of the setting (by State)\n\n" + _table(
        ["left out", "AUC", "whole better by"], rows
    )


def _ladder(given: Given, table: attainability.Table) -> str:
    """Return AUC by how many States taught."""
    rng = np.random.default_rng(rivals.SEED)
    order = rng.permutation(len(table.has))
    tested, teachers = order[:40], order[40:]
    hidden = attainability.hide(table, rng)
    rows = []
    for size in (20, 40, 80, len(teachers)):
        aucs = []
        for _ in range(5):
            chosen = np.concatenate([rng.choice(teachers, size, replace=False), tested])
            is_test = np.arange(len(chosen)) >= size
            has = np.where(hidden[chosen] & is_test[:, None], np.nan, table.has[chosen])
            task = rivals.Task(
                setting=table.setting[chosen], region=table.region[chosen], has=has, is_test=is_test
            )
            told = attainability.Told(
                scores=rivals.ours(task)[None], hidden=hidden[tested][None], has=table.has[tested]
            )
            aucs.append(np.nanmean(told.by_state()["AUC"]))
        rows.append([str(size), f"{np.mean(aucs):.3f}"])
    return "### By how many States teach (40 others tested)\n\n" + _table(["States", "AUC"], rows)


def _measures(given: Given) -> str:
    """Return the figures of what the product ships: chances by measure, calibrated."""
    rows, text = [], [texts.MEASURES.format(measures=len(given.shares.measures))]
    crosswalks = {"all links": given.shares, "only links that show a whole part": given.only_full}
    for name, shares in crosswalks.items():
        table = attainability.Table.of_measures(given.response, shares)
        methods = {method: rivals.ALWAYS[method] for method in _SIMPLE}
        for split in attainability.REPEATS:
            told = attainability.tell(table, split, methods)
            ours = told["ours"].by_state()["AUC"]
            for method, result in told.items():
                auc = result.by_state()["AUC"]
                brier = _brier(result)
                rows.append([name, split, method, _mean(auc), f"{brier:.3f}", _apart(ours, auc)])
            if (name, split) == ("all links", "by State"):
                text += [_reliability(given, told["ours"]), _by_group(given, ours)]
    head = ["crosswalk", "split", "method", "AUC", "Brier score", "ours better by (AUC)"]
    return "\n".join([text[0], _table(head, rows), *text[1:]])


def _brier(told: attainability.Told) -> float:
    """Return the Brier score of chances fitted to the other repeats' scores, 0 (best) to 1."""
    chance, largely = _chances(told)
    return float(np.mean((chance - largely) ** 2))


def _chances(told: attainability.Told) -> tuple[Numbers, Numbers]:
    """Return calibrated chances and outcomes of what was hidden; each repeat by the other ones' fit."""
    largely = np.broadcast_to(told.has >= LARGELY, told.hidden.shape)
    chances, outcomes = [], []
    for repeat, hidden in enumerate(told.hidden):
        others = told.hidden.copy()
        others[repeat] = False
        fitted = calibrate(told.scores[others], largely[others])
        chances.append(fitted.predict_proba(told.scores[repeat][hidden][:, None])[:, 1])
        outcomes.append(largely[repeat][hidden])
    return np.concatenate(chances), np.concatenate(outcomes).astype(np.float64)


def _reliability(given: Given, told: attainability.Told) -> str:
    chance, largely = _chances(told)
    bins = np.minimum((chance * _BINS).astype(int), _BINS - 1)
    points = [
        (float(chance[bins == b].mean()), float(largely[bins == b].mean()), int((bins == b).sum()))
        for b in range(_BINS)
        if (bins == b).any()
    ]
    draw_reliability([(x, y) for x, y, _ in points], given.images / "evaluation-reliability.svg")
    rows = [[f"{x:.2f}", f"{y:.2f}", str(n)] for x, y, n in points]
    return (
        "### Calibration (by State, hidden measures)\n\n"
        "![Reliability](images/evaluation-reliability.svg)\n\n"
        + _table(["estimated chance", "largely in place", "number"], rows)
    )


def _by_group(given: Given, auc: Numbers) -> str:
    rows = []
    for attribute in ("income_group", "region"):
        groups: dict[str, list[float]] = {}
        for state, value in zip(given.response.states, auc.tolist(), strict=True):
            group = getattr(given.profiles[state].context, attribute)
            groups.setdefault(str(group or "not known"), []).append(value)
        rows += [[name, str(len(v)), f"{np.nanmean(v):.3f}"] for name, v in sorted(groups.items())]
    return "### By group of States\n\n" + _table(["group", "States", "AUC of ours"], rows)


def _adoption(given: Given) -> str:
    table = read_hti(given.sources, given.content)
    _, setting = settings(given.content, [StateCode(str(state)) for state in table.states])
    found = over_time(events(table, setting))
    rows = [
        [name, *(_mean(values) for values in by.values()), _apart(found["ours"]["AUC"], by["AUC"])]
        for name, by in found.items()
    ]
    count = len(found["ours"]["AUC"])
    head = ["method", "hit@1", "recall@3", "AUC", "ours better by (AUC)"]
    return f"{texts.ADOPTION.format(count=count)}\n{_table(head, rows)}"


def _priority(given: Given) -> str:
    states = read_expert(given.sources, given.content)
    found = leave_one_out(given.content, given.models.attainability, given.prior, states)
    ours = found["ours, learned"]
    rows = [
        [
            name,
            *(_mean(values) for values in by.values()),
            _apart(ours["recall@10"], by["recall@10"]),
            _apart(ours["nDCG@10"], by["nDCG@10"]),
        ]
        for name, by in found.items()
    ]
    bars = {name: float(by["nDCG@10"].mean()) for name, by in found.items() if " without " not in name}
    draw_bars(bars, "nDCG@10, one State left out at a time", given.images / "evaluation-priority.svg")
    head = ["method", *ours, "ours better by (recall@10)", "ours better by (nDCG@10)"]
    curve = learning_curve(given.content, given.models.attainability, given.prior, states)
    steps = [[str(n), *(f"{v:.3f}" for v in by.values())] for n, by in curve.items()]
    return "\n".join([
        texts.PRIORITY.format(states=len(ours["recall@10"])),
        _table(head, rows),
        "### By how many States teach\n",
        _table(["States", "recall@10", "nDCG@10"], steps),
    ])


def _fit(given: Given) -> str:
    found = hold_out(given.content, given.models, Texts("en", given.content), given.profiles)
    main = [item for item in found if item.is_main]
    text = [texts.FIT.format(count=len(found), main=len(main), among=np.mean([h.among for h in found]))]
    cases = {"The measure that a practice serves first": main, "Every measure that it serves": found}
    for title, items in cases.items():
        text.append(f"### {title}\n\n{_ranks(items)}")
    groups: dict[str, list[Hidden]] = {}
    for item in main:
        context = given.profiles[item.state].context
        for group in (context.income_group, context.region):
            groups.setdefault(group or "not known", []).append(item)
    rows = [
        [name, str(len(items)), *(_reached(items, method) for method in ("ours", "random"))]
        for name, items in sorted(groups.items())
    ]
    head = ["group of the hidden State", "hidden", "ours, recall@5", "random, recall@5"]
    return "\n".join([*text, "### By group of States (first measure)\n", _table(head, rows)])


def _ranks(items: Sequence[Hidden]) -> str:
    ours = np.array([item.rank["ours"] for item in items])
    rows = []
    for name in items[0].rank:
        ranks = np.array([item.rank[name] for item in items])
        rows.append([name, f"{ranks.mean():.3f}", _reached(items, name), _apart(ours, ranks)])
    return _table(["method", "MRR", "recall@5", "ours better by (MRR)"], rows)


def _reached(items: Iterable[Hidden], method: str) -> str:
    return f"{np.mean([item.rank[method] >= 1 / 5 for item in items]):.3f}"


def _questions(given: Given) -> str:
    empty = {code: replace(profile, measures={}) for code, profile in given.profiles.items()}
    found = answers_needed(given.content, given.models, given.response, given.shares, empty)
    rows = [
        [name, f"{np.median(counts):.0f}", f"{counts.mean():.1f}", f"{np.percentile(counts, 90):.0f}"]
        for name, counts in found.items()
    ]
    return f"{texts.QUESTIONS}\n{_table(['way to ask', 'median', 'mean', 'nine in ten'], rows)}"


def _mean(values: Numbers) -> str:
    return f"{np.nanmean(values):.3f}"


def _apart(ours: Numbers, others: Numbers) -> str:
    if ours is others or np.array_equal(ours, others, equal_nan=True):
        return ""
    found = paired(ours, others)
    return f"{found.mean:+.3f} [{found.low:+.3f}, {found.high:+.3f}]"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _has_bench() -> bool:
    return all(find_spec(name) for name in ("implicit", "interpret", "lenskit"))


_PARTS: Mapping[str, Callable[[Given], str]] = {
    "Attainability, by indicator": _attainability,
    "Attainability, by measure": _measures,
    "Adoption over time": _adoption,
    "Priority": _priority,
    "Fit": _fit,
    "Questions": _questions,
}
