"""Reads and checks `data/framework/`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from engine.content.tables import Row, build, listed, table_issue
from engine.content.textfile import UnreadableError, parse, read_text
from engine.domain.framework import (
    Advised,
    Framework,
    Indicator,
    Measure,
    Prerequisite,
    Provision,
    Relevance,
)
from engine.domain.vocabulary import MeasureId, MeasureLevel, Obligation, Strength, Vocabulary
from engine.errors import ContentError, Issue, Said, said


def read_data_file(path: Path) -> Any:
    """Return what a YAML file of `data/` holds.

    Raises:
        ContentError: it is missing or unreadable.
    """
    try:
        return parse(read_text(path), f"{path.parent.name}/{path.name}")
    except UnreadableError as error:
        raise ContentError([error.issue]) from None


def read_vocabulary(folder: Path) -> Vocabulary:
    """Return the vocabularies of `vocabulary.yaml`."""
    value = read_data_file(folder / "vocabulary.yaml")
    near: dict[str, set[str]] = defaultdict(set)
    for narrow, broad in value["broader"].items():
        near[narrow] |= {narrow, broad}
        near[broad] |= {narrow, broad}
    return Vocabulary(
        codes={name: tuple(codes) for name, codes in value["codes"].items()},
        abbreviations=value["abbreviations"],
        near={code: frozenset(others) for code, others in near.items()},
    )


def read_framework(folder: Path, vocabulary: Vocabulary) -> Framework:
    """Return the framework of a folder such as `data/framework`.

    Raises:
        ContentError: with every problem: rows that cannot be used, ids that do not resolve, a
            cycle, a measure without provision and guidance.
    """
    issues: list[Issue] = []
    about = read_data_file(folder / "framework.yaml")
    relevance = _relevance(folder, vocabulary, issues)
    provisions = build(folder / "provisions.csv", ("id", "obligation"), _provision, issues)
    measures = build(
        folder / "measures.csv", ("id", "title"), lambda row: _measure(row, relevance), issues
    )
    indicators = build(folder / "indicators.csv", ("id", "measure"), _indicator, issues)
    edges = build(folder / "prerequisites.csv", ("before", "after"), _prerequisite, issues)
    advised = build(folder / "advised.csv", ("measure", "recommended", "unmet"), _advised, issues)
    by_measure: dict[MeasureId, list[Indicator]] = defaultdict(list)
    for indicator in indicators:
        by_measure[indicator.measure].append(indicator)
    framework = Framework(
        version=str(about["version"]),
        notice=about["notice"],
        principles=tuple(about["principles"]),
        pillars=about["pillars"],
        objectives=about["objectives"],
        measures={measure.id: measure for measure in measures},
        provisions={provision.id: provision for provision in provisions},
        indicators={measure: tuple(found) for measure, found in by_measure.items()},
        prerequisites=tuple(edges),
        advised=dict(advised),
    )
    issues += _unresolved(framework, relevance, folder) + _cycles(framework, folder)
    if issues:
        raise ContentError(issues)
    return framework


def _relevance(
    folder: Path, vocabulary: Vocabulary, issues: list[Issue]
) -> Mapping[str, Mapping[str, list[str]]]:
    path = folder / "relevance.yaml"
    value: Mapping[str, Mapping[str, list[str]]] = read_data_file(path)["measures"]
    for measure, lists in value.items():
        for name, codes in lists.items():
            for code in codes:
                if name == "reason" or code in vocabulary.codes.get(name, ()):
                    continue
                issues.append(
                    table_issue(
                        path,
                        f"{measure}.{name}",
                        said("unknown code {code!r}", code=code),
                        said("correct it"),
                    )
                )
    return value


def _provision(row: Row) -> Provision:
    return Provision(
        id=row["id"],
        instrument=row["instrument"],
        article=row["article"],
        paragraph=row["paragraph"],
        obligation=Obligation(row["obligation"]),
        qualifier=row["qualifier"],
        paraphrase=row["paraphrase"],
    )


def _measure(row: Row, relevance: Mapping[str, Mapping[str, list[str]]]) -> Measure:
    lists = {
        name: frozenset(codes)
        for name, codes in relevance.get(row["id"], {}).items()
        if name != "reason"
    }
    return Measure(
        id=MeasureId(row["id"]),
        pillar=row["pillar"],
        principle=row["principle"],
        objective=row["objective"],
        title=row["title"],
        short_title=row["short_title"],
        provisions=listed(row["provisions"]),
        guidance=row["guidance"],
        level=MeasureLevel(row["level"]),
        basis=row["basis"],
        relevance=Relevance(**lists),
    )


def _indicator(row: Row) -> Indicator:
    return Indicator(
        id=row["id"],
        measure=MeasureId(row["measure"]),
        name=row["name"],
        unit=row["unit"],
        kind=row["kind"],
        data_source=row["data_source"],
        direction=row["direction"],
        reference=row["reference"],
        published=row["published"] == "true",
    )


def _prerequisite(row: Row) -> Prerequisite:
    return Prerequisite(
        before=MeasureId(row["before"]),
        after=MeasureId(row["after"]),
        strength=Strength(row["strength"]),
        reason=row["reason"],
        source=row["source"],
    )


def _advised(row: Row) -> tuple[MeasureId, Advised]:
    return MeasureId(row["measure"]), Advised(
        recommended=int(row["recommended"]), unmet=int(row["unmet"])
    )


def _unresolved(framework: Framework, relevance: Mapping[str, object], folder: Path) -> list[Issue]:
    found = [*_wrong_measures(framework), *_unknown_measures(framework, relevance)]
    advice = said("correct the id or add what it names")
    return [table_issue(folder / file, key, problem, advice) for file, key, problem in found]


def _wrong_measures(framework: Framework) -> Iterator[tuple[str, str, Said]]:
    """Yield file, key and problem for what a measure names and is not there."""
    for measure in framework.measures.values():
        for provision in measure.provisions:
            if provision not in framework.provisions:
                yield "measures.csv", measure.id, said("unknown provision {code!r}", code=provision)
        if not measure.provisions and not measure.guidance:
            yield "measures.csv", measure.id, said("neither a provision nor guidance stands behind it")
        for value, known in (
            (measure.pillar, framework.pillars),
            (measure.objective, framework.objectives),
            (measure.principle, framework.principles),
        ):
            if value not in known:
                yield (
                    "measures.csv",
                    measure.id,
                    said("unknown pillar, objective or principle {code!r}", code=value),
                )
        if measure.id not in framework.advised:
            yield "advised.csv", measure.id, said("no row for this measure")


def _unknown_measures(
    framework: Framework, relevance: Mapping[str, object]
) -> Iterator[tuple[str, str, Said]]:
    """Yield file, key and problem for each measure that a file names and is not there."""
    edges = framework.prerequisites
    named: dict[str, list[str]] = {
        "prerequisites.csv": [*(edge.before for edge in edges), *(edge.after for edge in edges)],
        "indicators.csv": list(framework.indicators),
        "advised.csv": list(framework.advised),
        "relevance.yaml": list(relevance),
    }
    for file, codes in named.items():
        for code in codes:
            if code not in framework.measures:
                yield file, code, said("unknown measure {code!r}", code=code)


def _cycles(framework: Framework, folder: Path) -> list[Issue]:
    graph: dict[str, set[str]] = defaultdict(set)
    for edge in framework.prerequisites:
        graph[edge.after].add(edge.before)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = " > ".join(reversed(error.args[1]))
        path = folder / "prerequisites.csv"
        return [
            table_issue(
                path,
                circle,
                said("measures that wait for each other"),
                said("remove one of these rows"),
            )
        ]
    return []
