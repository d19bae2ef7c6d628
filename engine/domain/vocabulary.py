"""The closed sets the rules depend on, and the vocabularies that data may extend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

MeasureId = NewType("MeasureId", str)
PracticeId = NewType("PracticeId", str)
StateCode = NewType("StateCode", str)


class Status(StrEnum):
    """How far a measure is in place, in law or in practice. Unknown is never absent."""

    IN_PLACE = "in_place"
    PARTLY = "partly"
    ABSENT = "absent"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Level(StrEnum):
    """How much of something there is. `none` is a known absence."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    UNKNOWN = "unknown"


WEIGHTY = (Level.HIGH, Level.MEDIUM)
"""The levels at which a form or a group weighs in a State, weightiest first."""


class Amount(StrEnum):
    """How many of something a State has."""

    NONE = "none"
    FEW = "few"
    SOME = "some"
    MANY = "many"
    UNKNOWN = "unknown"


class Support(StrEnum):
    """How much donors support the response."""

    NONE = "none"
    SOME = "some"
    STRONG = "strong"
    UNKNOWN = "unknown"


class Obligation(StrEnum):
    """How strongly a treaty provision binds: our reading of its verb."""

    MANDATORY = "mandatory"
    CONSIDER = "consider_or_endeavour"
    OPTIONAL = "optional"
    INTERPRETIVE = "interpretive"


class MeasureLevel(StrEnum):
    """What stands behind a measure: a mandatory provision, a softer one, or guidance beyond."""

    MINIMUM = "minimum"
    SHOULD_CONSIDER = "should_consider"
    FURTHER = "further"


class Strength(StrEnum):
    """How firmly one measure comes before another."""

    MUST = "must"
    SHOULD = "should"


class CostBand(StrEnum):
    """What a practice costs a State in a year, relative to its means."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Means(StrEnum):
    """What a State can spend, from its budget, else its income group."""

    VERY_SMALL = "very_small"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Size(StrEnum):
    """How many people live in a State."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Design(StrEnum):
    """What kind of study or report tells what a practice did, strongest first."""

    RANDOMISED = "randomised"
    COMPARISON_GROUP = "comparison_group"
    BEFORE_AFTER = "before_after"
    QUALITATIVE = "qualitative_evaluation"
    MONITORING = "monitoring"
    EXPERT = "expert_opinion"
    DESCRIPTION = "description"


class Direction(StrEnum):
    """What was found: the effect intended, mixed ones, none, harm, or not known."""

    POSITIVE = "positive"
    MIXED = "mixed"
    NONE = "none"
    NEGATIVE = "negative"
    NOT_KNOWN = "not_known"


class EvidenceStrength(StrEnum):
    """How far what is said of the effect can be trusted, strongest first."""

    STRONG = "strong"
    MODERATE = "moderate"
    LIMITED = "limited"
    DESCRIBED = "described"


class SurvivorVoice(StrEnum):
    """Whether survivors had a say in the practice, as its sources report."""

    CONSULTED = "consulted"
    NOT_CONSULTED = "not_consulted"
    NOT_KNOWN = "not_known"


class Verdict(StrEnum):
    """What a second reader found when the record was held against its sources.

    `supported`: every claim as it stands. `corrected`: supported once mended or cut. `partly`: some of
    it could not be read again. `not_reread`: no source could be read again.
    """

    SUPPORTED = "supported"
    CORRECTED = "corrected"
    PARTLY = "partly"
    NOT_REREAD = "not_reread"


class Dimension(StrEnum):
    """What about a practice may change with the setting."""

    MEANS = "means"
    INSTITUTIONS = "institutions"
    ACTORS = "actors"
    SCALE = "scale"
    CHANNEL = "channel"
    POPULATION = "population"
    FORM = "form"
    FLOW_ROLE = "flow_role"
    LEGAL_SYSTEM = "legal_system"
    GEOGRAPHY = "geography"
    LANGUAGE = "language"
    SAFETY = "safety"


class AdaptationType(StrEnum):
    """What kind of change an adaptation is, after FRAME (Wiltsey Stirman et al., 2019)."""

    TAILOR = "tailor"
    ADD = "add"
    REMOVE = "remove"
    SUBSTITUTE = "substitute"
    CONDENSE = "condense"
    EXTEND = "extend"
    REORDER = "reorder"
    CHANGE_SETTING = "change_setting"
    CHANGE_PERSONNEL = "change_personnel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The codes that profiles and practices may use, as `data/framework/vocabulary.yaml` lists them.

    `near` maps a code to itself, the codes it contains and the one that contains it (online sexual
    exploitation is a kind of sexual exploitation); a code that is alone has no entry.
    `abbreviations` spells out those that titles and summaries may use.
    """

    codes: Mapping[str, tuple[str, ...]]
    abbreviations: Mapping[str, str]
    near: Mapping[str, frozenset[str]]

    def of(self, name: str) -> tuple[str, ...]:
        """Return the codes of one list, in their declared order."""
        return self.codes[name]

    def related(self, code: str) -> frozenset[str]:
        """Return the code itself, the codes it contains and the one that contains it."""
        return self.near.get(code) or frozenset({code})
