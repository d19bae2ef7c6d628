"""Loads everything under `data/` once, checked, with the columns the rules compute with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.content.catalogue import read_about, read_catalogue
from engine.content.framework import read_framework, read_vocabulary
from engine.content.practice_check import Known
from engine.content.reference import read_bodies, read_citations, read_states, read_territories
from engine.content.rules import read_rules
from engine.domain.content import Content
from engine.domain.framework import Framework
from engine.domain.practice import Practice
from engine.domain.rules import Rules
from engine.domain.state import RegionalBody, State
from engine.domain.vocabulary import MeasureId, PracticeId, StateCode, Vocabulary
from engine.matching.table import build_practice_table, build_state_table
from engine.paths import DATA


def load_content(folder: Path = DATA, cache: Path | None = None) -> Content:
    """Return all content of a data folder; `cache` keeps the checked catalogue for the next time.

    Raises:
        ContentError: with every problem of the first part that cannot be used.
    """
    basis = _read_basis(folder)
    catalogue, digest = read_catalogue(folder / "catalogue", basis.known, cache)
    version = f"{read_about(folder / 'catalogue').version}+{digest}"
    return assemble(
        framework=basis.known.framework,
        vocabulary=basis.known.vocabulary,
        catalogue=catalogue,
        catalogue_version=version,
        states=basis.states,
        bodies=basis.bodies,
        territories=basis.territories,
        citations=read_citations(folder / "reference"),
        rules=basis.rules,
    )


def known_codes(folder: Path = DATA) -> Known:
    """Return the codes a practice may name, without reading the catalogue.

    Raises:
        ContentError: with every problem of the first part that cannot be used.
    """
    return _read_basis(folder).known


@dataclass(frozen=True, slots=True, kw_only=True)
class _Basis:
    """What a catalogue is read against."""

    known: Known
    rules: Rules
    states: Mapping[StateCode, State]
    bodies: Mapping[str, RegionalBody]
    territories: Mapping[str, Mapping[str, str]]


def _read_basis(folder: Path) -> _Basis:
    vocabulary = read_vocabulary(folder / "framework")
    framework = read_framework(folder / "framework", vocabulary)
    rules = read_rules(folder / "matching" / "rules.yaml", framework)
    bodies = read_bodies(folder / "reference")
    states = read_states(folder / "reference", bodies)
    territories = read_territories(folder / "reference")
    known = Known(
        framework=framework,
        vocabulary=vocabulary,
        institutions=tuple(rules.institutions),
        places={*states, *territories},
    )
    return _Basis(known=known, rules=rules, states=states, bodies=bodies, territories=territories)


def assemble(  # noqa: PLR0913 - one argument for each part of the content
    *,
    framework: Framework,
    vocabulary: Vocabulary,
    catalogue: Mapping[PracticeId, Practice],
    catalogue_version: str,
    states: Mapping[StateCode, State],
    bodies: Mapping[str, RegionalBody],
    territories: Mapping[str, Mapping[str, str]],
    citations: Mapping[str, str],
    rules: Rules,
) -> Content:
    """Return content with the columns built; warnings are kept apart and never in the table."""
    suggestible = tuple(p for p in catalogue.values() if not p.is_warning and p.retired is None)
    warnings: dict[MeasureId, list[PracticeId]] = defaultdict(list)
    for practice in catalogue.values():
        for link in practice.judgement.measures if practice.is_warning and not practice.retired else ():
            warnings[link.measure].append(practice.id)
    return Content(
        framework=framework,
        vocabulary=vocabulary,
        catalogue=catalogue,
        catalogue_version=catalogue_version,
        states=states,
        bodies=bodies,
        territories=territories,
        citations=citations,
        rules=rules,
        suggestible=suggestible,
        warnings={measure: tuple(ids) for measure, ids in warnings.items()},
        table=build_practice_table(
            suggestible,
            vocabulary,
            tuple(framework.measures),
            tuple(states),
            rules,
        ),
        state_table=build_state_table(states, rules),
    )
