"""What a catalogue file must hold beyond its schema: codes that exist, texts that say enough, dates."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from engine.content.checking import Checker
from engine.content.practice_file import PracticeFile
from engine.domain.framework import Framework
from engine.domain.vocabulary import CostBand, Direction, Vocabulary
from engine.errors import said

SUMMARY_WORDS = (40, 80)
CHANGE_WORDS = (8, 60)
_YEAR = re.compile(r"\b(1[89]|20)\d\d\b")
_ABBREVIATION = re.compile(r"\b[A-Z][A-Z0-9]*[A-Z][A-Z0-9]*\b")
_CODED = {
    "region": said("region"),
    "income_group": said("income group"),
    "legal_system": said("legal system"),
    "forms": said("form"),
    "victim_groups": said("victim group"),
    "flow_roles": said("flow role"),
    "sectors": said("sector"),
}
"""Lists of a file whose values are codes of the vocabulary, and what one code is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The codes a practice may name."""

    framework: Framework
    vocabulary: Vocabulary
    institutions: Collection[str]
    places: Collection[str]

    def digest(self) -> str:
        """Return what changes with any code, so that a checked catalogue is checked again."""
        codes = (
            *self.framework.measures,
            *(i.id for group in self.framework.indicators.values() for i in group),
            *self.framework.pillars,
            *(code for codes in self.vocabulary.codes.values() for code in codes),
            *self.vocabulary.abbreviations,
            *sorted(self.institutions),
            *sorted(self.places),
            str(PracticeFile.model_json_schema()),
        )
        return hashlib.sha256(" ".join(codes).encode()).hexdigest()[:12]


def check_practice(file: PracticeFile, checker: Checker, known: Known) -> None:
    """Note every mistake that the schema alone cannot see."""
    for check in (_codes, _conditions, _indicators, _words, _dates, _sources, _sense):
        check(file, checker, known)


def _codes(file: PracticeFile, checker: Checker, known: Known) -> None:
    facts, judged, measures = file.facts, file.judgement, known.framework.measures
    checker.codes(("facts", "places"), facts.places, known.places, said("place"))
    checker.code(
        ("facts", "region"), facts.region, (*known.vocabulary.of("region"), "global"), said("region")
    )
    for name in ("forms", "victim_groups", "flow_roles", "sectors"):
        codes = known.vocabulary.of(name)
        checker.codes(("facts", name), getattr(facts, name), codes, _CODED[name])
    checker.codes(("judgement", "relies_on"), judged.relies_on, known.institutions, said("institution"))
    for number, served in enumerate(judged.measures):
        checker.code(
            ("judgement", "measures", number, "measure"),
            served.measure,
            measures,
            said("measure"),
        )
    for number, need in enumerate(judged.prerequisites):
        if need.measure is not None:
            path = ("judgement", "prerequisites", number, "measure")
            checker.code(path, need.measure, measures, said("measure"))


def _conditions(file: PracticeFile, checker: Checker, known: Known) -> None:
    buildable = {*known.institutions, *known.framework.measures}
    for number, element in enumerate(file.judgement.adaptable):
        path = ("judgement", "adaptable", number, "when")
        conditions = element.when.conditions()
        if not conditions:
            problem = said("a change with no condition would be told to every State")
            checker.add(path, problem, said("say when it is needed, for instance means: [very_small]"))
        for name, values in conditions.items():
            if name in _CODED:
                checker.codes((*path, name), values, known.vocabulary.of(name), _CODED[name])
            elif name in {"lacks", "has"}:
                checker.codes((*path, name), values, buildable, said("institution or measure"))


def _indicators(file: PracticeFile, checker: Checker, known: Known) -> None:
    served = {served.measure for served in file.judgement.measures}
    measure_of = {
        indicator.id: measure
        for measure, indicators in known.framework.indicators.items()
        for indicator in indicators
    }
    for number, indicator in enumerate(file.judgement.indicators.framework):
        path = ("judgement", "indicators", "framework", number)
        checker.code(path, indicator, measure_of, said("indicator"))
        measure = measure_of.get(indicator)
        if measure is not None and measure not in served:
            problem = said("{indicator} measures {measure}", indicator=indicator, measure=measure)
            checker.add(path, problem, said("name indicators of the measures this practice serves"))


def _words(file: PracticeFile, checker: Checker, known: Known) -> None:
    least, most = SUMMARY_WORDS
    _length(checker, ("facts", "summary"), file.facts.summary, least, most)
    for number, element in enumerate(file.judgement.adaptable):
        _length(checker, ("judgement", "adaptable", number, "change"), element.change, *CHANGE_WORDS)
    for name in ("title", "summary"):
        for word in sorted(set(_ABBREVIATION.findall(getattr(file.facts, name)))):
            if word not in known.vocabulary.abbreviations:
                problem = said("the abbreviation {word} is not in the glossary", word=word)
                checker.add(("facts", name), problem, said("write it out"))


def _length(checker: Checker, path: tuple[str | int, ...], text: str, least: int, most: int) -> None:
    count = len(text.split())
    if not least <= count <= most:
        problem = said("{count} words", count=count)
        checker.add(path, problem, said("write {least} to {most} words", least=least, most=most))


def _dates(file: PracticeFile, checker: Checker, known: Known) -> None:
    facts = file.facts
    if file.reviewed < file.added:
        checker.add(("reviewed",), said("reviewed before it was added"), said("correct the date"))
    if file.review_due <= file.reviewed:
        checker.add(("review_due",), said("due before it was reviewed"), said("correct the date"))
    if facts.start_year and facts.end_year and facts.end_year < facts.start_year:
        checker.add(("facts", "end_year"), said("it ends before it starts"), said("correct the years"))
    if facts.end_year is not None and facts.standing.state != "ended":
        problem = said("it has an end year but did not end")
        checker.add(("facts", "standing", "state"), problem, said("write ended, or no end year"))
    if facts.standing.state != "not_known" and facts.standing.as_of is None:
        problem = said("the year is missing in which that was known")
        checker.add(("facts", "standing", "as_of"), problem, said("add the year of the source"))
    for name, text in _figures(file):
        if re.search(r"\d", text) and not _YEAR.search(text):
            problem = said("a figure with no year")
            checker.add(tuple(name.split(".")), problem, said("say for which year or years"))


def _figures(file: PracticeFile) -> Iterator[tuple[str, str]]:
    if file.facts.results:
        yield "facts.results", file.facts.results
    if file.evidence.effect.size:
        yield "evidence.effect.size", file.evidence.effect.size


def _sources(file: PracticeFile, checker: Checker, known: Known) -> None:
    for number, source in enumerate(file.facts.sources):
        if source.kind == "mirror" and source.original is None:
            problem = said("a mirror, and the original publication is not named")
            checker.add(
                ("facts", "sources", number, "original"), problem, said("name publisher and title")
            )


def _sense(file: PracticeFile, checker: Checker, known: Known) -> None:
    harmful = {Direction.NEGATIVE, Direction.NONE}
    if file.evidence.effect.direction in harmful and file.kind == "practice":
        problem = said("a practice with no effect or a harmful one would be suggested")
        path = ("evidence", "effect", "direction")
        checker.add(path, problem, said("make its kind a warning"))
    cost = file.judgement.cost
    order = [list(CostBand).index(band) for band in (cost.small, cost.medium, cost.large)]
    if order != sorted(order):
        problem = said("it costs a small State more than a large one")
        checker.add(("judgement", "cost"), problem, said("order the bands"))
    if file.checked.verdict != "not_reread" and file.checked.sources_read == 0:
        problem = said("a verdict, and no source was read")
        checker.add(("checked", "verdict"), problem, said("write not_reread, or count the sources"))
