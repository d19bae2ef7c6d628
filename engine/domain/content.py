"""All that the rules know before a profile comes: framework, catalogue, States, rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.domain.framework import Framework
from engine.domain.practice import Practice
from engine.domain.rules import Rules
from engine.domain.state import RegionalBody, State
from engine.domain.table import PracticeTable, StateTable
from engine.domain.vocabulary import MeasureId, PracticeId, StateCode, Vocabulary

ENOUGH_PRACTICES = 3
"""A measure served by fewer practices than this is thin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything under `data/`, checked, with the columns the rules compute with.

    `suggestible` are the practices of `table`, row by row; `warnings` the records shown as
    cautions, by measure. `territories` names places that are no member or observer State;
    `citations` says publisher and title of each source of the reference data, by id.
    """

    framework: Framework
    vocabulary: Vocabulary
    catalogue: Mapping[PracticeId, Practice]
    catalogue_version: str
    states: Mapping[StateCode, State]
    bodies: Mapping[str, RegionalBody]
    territories: Mapping[str, Mapping[str, str]]
    citations: Mapping[str, str]
    rules: Rules
    suggestible: tuple[Practice, ...]
    warnings: Mapping[MeasureId, tuple[PracticeId, ...]]
    table: PracticeTable
    state_table: StateTable

    def serving(self) -> dict[MeasureId, list[Practice]]:
        """Return the practices that may be suggested for each measure of the framework."""
        found: dict[MeasureId, list[Practice]] = {measure: [] for measure in self.framework.measures}
        for practice in self.suggestible:
            for link in practice.judgement.measures:
                found[link.measure].append(practice)
        return found
