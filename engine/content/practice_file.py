"""The schema of a catalogue file, version 2: what `data/catalogue/schema.json` publishes."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from engine.domain.practice import (
    AdaptableElement,
    Check,
    CoreElement,
    Cost,
    Evidence,
    Facts,
    Judgement,
    OwnIndicator,
    Practice,
    PracticePrerequisite,
    ServedMeasure,
    Source,
)
from engine.domain.vocabulary import (
    AdaptationType,
    Amount,
    CostBand,
    Design,
    Dimension,
    Direction,
    Level,
    Means,
    MeasureId,
    PracticeId,
    Size,
    Support,
    SurvivorVoice,
    Verdict,
)

Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Year = Annotated[int, Field(ge=1800, le=2100)]
Code = Annotated[str, Field(pattern="^[A-Z]{3}$")]
Day = datetime.date


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SourceFile(_Part):
    """Where the practice was read. `original` names the publication of which a mirror was read.

    `by` is own where who publishes it runs or pays for the practice, independent otherwise.
    """

    title: Text
    publisher: Text
    year: Year | None
    url: Text
    locator: str = ""
    kind: Literal["primary", "mirror", "news", "secondary"]
    by: Literal["own", "independent"]
    original: Text | None = None
    read: Day


class StandingFile(_Part):
    """Whether the practice still ran, and in which year that was known."""

    state: Literal["running", "ended", "not_known"]
    as_of: Year | None


class FactsFile(_Part):
    """What the sources say; an empty list of forms, groups, roles or sectors means not specific."""

    title: Annotated[str, Field(min_length=1, max_length=80)]
    summary: Text
    places: list[Code]
    region: str
    scale: Literal["local", "subnational", "national", "multinational"]
    actors: Annotated[list[Text], Field(min_length=1)]
    start_year: Year | None
    end_year: Year | None
    standing: StandingFile
    forms: list[str]
    victim_groups: list[str]
    flow_roles: list[str]
    sectors: list[str]
    results: Text | None
    caveats: Text | None
    sources: Annotated[list[SourceFile], Field(min_length=1)]


class EffectFile(_Part):
    """What the sources report it did: direction, size in words, and the design that tells."""

    direction: Direction
    size: Text | None
    design: Design


class EvidenceFile(_Part):
    """EMMIE (Johnson, Tilley and Bowers, 2015), as the sources report it; null is not known."""

    effect: EffectFile
    mechanism: Text | None
    moderators: Text | None
    implementation: Text | None
    economics: Text | None
    harms: Text | None
    survivors: SurvivorVoice


class ServedFile(_Part):
    """A measure the practice serves and why, in one line."""

    measure: str
    why: Text


class CoreFile(_Part):
    """What must be kept, or it is another practice; with one line why."""

    element: Text
    why: Text


class WhenFile(_Part):
    """A condition over a profile: every key given must hold, any value of its list is enough.

    `forms` and `victim_groups` hold where one of them weighs medium or high, `flow_roles` and
    `sectors` where one is named, `lacks` and `has` where one of the institutions or measures is
    known to be absent, or there.
    """

    means: list[Means] = []
    size: list[Size] = []
    income_group: list[str] = []
    region: list[str] = []
    legal_system: list[str] = []
    landlocked: bool | None = None
    island: bool | None = None
    conflict_affected: bool | None = None
    displacement: list[Level] = []
    specialised_staff: list[Amount] = []
    shelters: list[Amount] = []
    labour_inspectors: list[Amount] = []
    donor_support: list[Support] = []
    internet: list[Level] = []
    forms: list[str] = []
    victim_groups: list[str] = []
    flow_roles: list[str] = []
    sectors: list[str] = []
    lacks: list[str] = []
    has: list[str] = []

    def conditions(self) -> dict[str, tuple[str, ...]]:
        """Return the values of each key that is given, flags as yes or no."""
        given = self.model_dump(exclude_defaults=True)
        return {
            name: ("yes" if value else "no",) if isinstance(value, bool) else tuple(map(str, value))
            for name, value in given.items()
        }


class AdaptableFile(_Part):
    """What may change and when: the dimension, a condition, the change, its FRAME type."""

    dimension: Dimension
    when: WhenFile
    change: Text
    type: AdaptationType


class PrerequisiteFile(_Part):
    """What must be there first; `measure` where it is one of the measures."""

    text: Text
    measure: str | None = None


class CostFile(_Part):
    """The band a year for a small, medium and large State, what drives it, staff and set-up."""

    small: CostBand
    medium: CostBand
    large: CostBand
    basis: Literal["stated", "judged"]
    drivers: Text
    staff: Text
    setup_months: Annotated[int, Field(ge=0, le=120)]


class IndicatorFile(_Part):
    """An indicator of the practice's own."""

    name: Text
    unit: Text


class IndicatorsFile(_Part):
    """The framework's indicators the practice should move, and one or two of its own."""

    framework: list[str]
    own: Annotated[list[IndicatorFile], Field(min_length=1, max_length=2)]


class JudgementFile(_Part):
    """What the editors judge: not the words of the sources."""

    measures: Annotated[list[ServedFile], Field(min_length=1, max_length=4)]
    core: Annotated[list[CoreFile], Field(min_length=2, max_length=5)]
    adaptable: Annotated[list[AdaptableFile], Field(min_length=3, max_length=8)]
    steps: Annotated[list[Text], Field(min_length=3, max_length=8)]
    prerequisites: list[PrerequisiteFile]
    relies_on: list[str]
    rests_on_law: bool
    cost: CostFile
    indicators: IndicatorsFile


class CheckedFile(_Part):
    """Who re-read the record against its sources: when, how many sources, with what verdict."""

    date: Day
    by: Literal["second-reader", "author"]
    sources_read: Annotated[int, Field(ge=0)]
    verdict: Verdict


class RetiredFile(_Part):
    """Since when and why the record is no longer suggested; its id is kept."""

    date: Day
    because: Text


class PracticeFile(_Part):
    """One practice: what sources say, the evidence they report, and our judgement, apart."""

    model_config = ConfigDict(extra="forbid", title="Practice")

    schema_version: Annotated[Literal[2], Field(alias="schema")]
    id: Annotated[str, Field(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
    version: Annotated[int, Field(ge=1)]
    kind: Literal["practice", "warning"]
    added: Day
    reviewed: Day
    review_due: Day
    merged: list[str] = []
    retired: RetiredFile | None = None
    facts: FactsFile
    evidence: EvidenceFile
    judgement: JudgementFile
    checked: CheckedFile

    def to_domain(self) -> Practice:
        """Return the practice as the rules see it."""
        return Practice(
            id=PracticeId(self.id),
            version=self.version,
            is_warning=self.kind == "warning",
            merged=tuple(self.merged),
            added=self.added,
            reviewed=self.reviewed,
            review_due=self.review_due,
            retired=None if self.retired is None else self.retired.because,
            facts=_facts(self.facts),
            evidence=_evidence(self.evidence),
            judgement=_judgement(self.judgement),
            checked=Check(**dict(self.checked)),
        )


def _facts(facts: FactsFile) -> Facts:
    return Facts(
        title=facts.title,
        summary=facts.summary,
        places=tuple(facts.places),
        region=facts.region,
        scale=facts.scale,
        actors=tuple(facts.actors),
        start_year=facts.start_year,
        end_year=facts.end_year,
        standing=facts.standing.state,
        standing_year=facts.standing.as_of,
        forms=frozenset(facts.forms),
        victim_groups=frozenset(facts.victim_groups),
        flow_roles=frozenset(facts.flow_roles),
        sectors=frozenset(facts.sectors),
        results=facts.results,
        caveats=facts.caveats,
        sources=tuple(
            Source(**source.model_dump(exclude={"by"}), is_own=source.by == "own")
            for source in facts.sources
        ),
    )


def _evidence(evidence: EvidenceFile) -> Evidence:
    return Evidence(
        **evidence.model_dump(exclude={"effect"}),
        **dict(evidence.effect),
    )


def _judgement(judged: JudgementFile) -> Judgement:
    cost = judged.cost
    return Judgement(
        measures=tuple(ServedMeasure(measure=MeasureId(s.measure), why=s.why) for s in judged.measures),
        core=tuple(CoreElement(element=c.element, why=c.why) for c in judged.core),
        adaptable=tuple(
            AdaptableElement(
                dimension=a.dimension, when=a.when.conditions(), change=a.change, type=a.type
            )
            for a in judged.adaptable
        ),
        steps=tuple(judged.steps),
        prerequisites=tuple(
            PracticePrerequisite(
                text=p.text, measure=None if p.measure is None else MeasureId(p.measure)
            )
            for p in judged.prerequisites
        ),
        relies_on=tuple(judged.relies_on),
        rests_on_law=judged.rests_on_law,
        cost=Cost(
            bands={Size.SMALL: cost.small, Size.MEDIUM: cost.medium, Size.LARGE: cost.large},
            is_stated=cost.basis == "stated",
            drivers=cost.drivers,
            staff=cost.staff,
            setup_months=cost.setup_months,
        ),
        indicators=tuple(judged.indicators.framework),
        own_indicators=tuple(OwnIndicator(name=i.name, unit=i.unit) for i in judged.indicators.own),
    )


def practice_keys() -> list[str]:
    """Return every key the schema knows, to suggest the right one for a wrong one."""
    parts: list[type[BaseModel]] = [PracticeFile, *_Part.__subclasses__()]
    return sorted({f.alias or name for part in parts for name, f in part.model_fields.items()})
