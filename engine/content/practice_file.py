"""The schema of a catalogue file, version 1: what `data/catalogue/schema.json` publishes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from engine.domain.practice import (
    Facts,
    Judgement,
    Practice,
    PracticePrerequisite,
    ServedMeasure,
    Source,
)
from engine.domain.vocabulary import CostBand, Effect, EvidenceLevel, MeasureId, PracticeId

Text = Annotated[str, Field(min_length=1)]
Year = Annotated[int, Field(ge=1800, le=2100)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SourceFile(_Part):
    """Where the practice was read; a mirror or a news item is named as such."""

    title: Text
    publisher: Text
    year: Year | None
    url: Text
    locator: str = ""
    kind: Literal["primary", "mirror", "news", "secondary"]


class FactsFile(_Part):
    """What the sources say; an empty list of forms, groups, roles or sectors means not specific."""

    title: Annotated[str, Field(min_length=1, max_length=140)]
    summary: Text
    places: list[Annotated[str, Field(pattern="^[A-Z]{3}$")]]
    region: str
    actors: list[Text]
    start_year: Year | None
    end_year: Year | None
    forms: list[str]
    victim_groups: list[str]
    flow_roles: list[str]
    sectors: list[str]
    results: str | None
    caveats: str | None
    sources: Annotated[list[SourceFile], Field(min_length=1)]


class ServedFile(_Part):
    """A measure the practice serves and why, in one line."""

    measure: str
    why: Text


class PrerequisiteFile(_Part):
    """What must be there first; `measure` where it is one of the measures."""

    text: Text
    measure: str | None = None


class JudgementFile(_Part):
    """What the editors judge: not the words of the sources."""

    measures: Annotated[list[ServedFile], Field(min_length=1, max_length=4)]
    steps: Annotated[list[Text], Field(min_length=1)]
    core_steps: Annotated[list[Annotated[int, Field(ge=1)]], Field(min_length=1)]
    prerequisites: list[PrerequisiteFile]
    relies_on: list[str]
    rests_on_law: bool
    adaptation_notes: str
    cost_band: CostBand
    cost_basis: Literal["stated", "judged"]
    evidence: EvidenceLevel
    effect: Effect


class PracticeFile(_Part):
    """One practice: source facts and our judgement in separate blocks."""

    model_config = ConfigDict(extra="forbid", title="Practice")

    schema_version: Annotated[Literal[1], Field(alias="schema")]
    id: Annotated[str, Field(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
    version: Annotated[int, Field(ge=1)]
    kind: Literal["practice", "warning"]
    merged: list[str] = []
    facts: FactsFile
    judgement: JudgementFile

    def to_domain(self) -> Practice:
        """Return the practice as the rules see it."""
        facts, judged = self.facts, self.judgement
        return Practice(
            id=PracticeId(self.id),
            version=self.version,
            is_warning=self.kind == "warning",
            merged=tuple(self.merged),
            facts=Facts(
                title=facts.title,
                summary=facts.summary,
                places=tuple(facts.places),
                region=facts.region,
                actors=tuple(facts.actors),
                start_year=facts.start_year,
                end_year=facts.end_year,
                forms=frozenset(facts.forms),
                victim_groups=frozenset(facts.victim_groups),
                flow_roles=frozenset(facts.flow_roles),
                sectors=frozenset(facts.sectors),
                results=facts.results,
                caveats=facts.caveats,
                sources=tuple(Source(**source.model_dump()) for source in facts.sources),
            ),
            judgement=Judgement(
                measures=tuple(
                    ServedMeasure(measure=MeasureId(s.measure), why=s.why) for s in judged.measures
                ),
                steps=tuple(judged.steps),
                core=tuple(judged.steps[number - 1] for number in judged.core_steps),
                prerequisites=tuple(
                    PracticePrerequisite(
                        text=p.text, measure=None if p.measure is None else MeasureId(p.measure)
                    )
                    for p in judged.prerequisites
                ),
                relies_on=tuple(judged.relies_on),
                rests_on_law=judged.rests_on_law,
                adaptation_notes=judged.adaptation_notes,
                cost_band=judged.cost_band,
                cost_is_stated=judged.cost_basis == "stated",
                evidence=judged.evidence,
                effect=judged.effect,
            ),
        )


def practice_keys() -> list[str]:
    """Return every key the schema knows, to suggest the right one for a wrong one."""
    models = (PracticeFile, FactsFile, JudgementFile, SourceFile, ServedFile, PrerequisiteFile)
    return sorted({f.alias or name for model in models for name, f in model.model_fields.items()})
