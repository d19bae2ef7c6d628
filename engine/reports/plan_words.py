"""A plan in words: what every document of it shows, put into the user's language once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engine.domain.advice import Advice, MeasureAdvice, Suggestion
from engine.domain.case import Case
from engine.domain.content import Content
from engine.domain.plan import Plan, PlanIndicator, PlanItem
from engine.i18n import Texts
from engine.matching.evidence import strength
from engine.planning.budget import Budget, budget
from engine.planning.candidates import is_missing
from engine.planning.check import Finding
from engine.planning.order import critical_chain, waits_for

QUARTERS = 4
_REASONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorWords:
    """One indicator of an item. Figures are None where nobody has set them."""

    name: str
    unit: str
    baseline: float | None
    target: float | None
    actuals: Mapping[str, float]
    provision: str
    sdg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemWords:
    """One item of a plan, every text in the user's language.

    `quarters` says for each quarter of the plan whether it runs; `by_year` holds cents.
    """

    key: str
    title: str
    measure: str
    provisions: tuple[str, ...]
    summary: str
    status: str
    lead: str
    partners: tuple[str, ...]
    start: date | None
    end: date | None
    milestones: Mapping[str, str]
    cost: tuple[float, float, float] | None
    by_year: Mapping[int, int]
    funding: str
    reasons: tuple[str, ...]
    keep: tuple[str, ...]
    changes: tuple[str, ...]
    evidence: str
    indicators: tuple[IndicatorWords, ...]
    risks: str
    notes: str
    sources: tuple[tuple[str, str], ...]
    quarters: tuple[bool, ...]
    is_critical: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWords:
    """A whole plan in words, with the figures of its budget."""

    title: str
    state: str
    period: str
    made: str
    messages: tuple[str, ...]
    gaps: tuple[tuple[str, str, str, str], ...]
    items: tuple[ItemWords, ...]
    budget: Budget
    currency: str
    findings: tuple[tuple[str, str, str], ...]
    sources: tuple[tuple[str, str], ...]
    method: str
    notice: str
    versions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCase:
    """A case with a plan, the advice for its profile with suggestions, and the findings on the plan."""

    case: Case
    plan: Plan
    advice: Advice
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What every item needs to be put into words."""

    plan: Plan
    advice: Advice
    budget: Budget
    chain: tuple[str, ...]
    content: Content
    texts: Texts


def plan_words(given: PlanCase, content: Content, texts: Texts, today: date) -> PlanWords:
    """Return a plan in words, its items by their first day."""
    plan, advice = given.plan, given.advice
    made = _Made(
        plan=plan,
        advice=advice,
        budget=budget(plan),
        chain=critical_chain(waits_for(content.framework, plan)),
        content=content,
        texts=texts,
    )
    items = tuple(_item(key, item, made) for key, item in _in_order(plan).items())
    state = texts.place(given.case.profile.state)
    known = [found for found in advice.measures if is_missing(found.gap)]
    return PlanWords(
        title=texts("plan.title", state=state),
        state=state,
        period=f"{plan.start_year}–{plan.last_year}",
        made=texts.day(today),
        messages=_messages(made),
        gaps=tuple(_gap(found, content, texts) for found in known),
        items=items,
        budget=made.budget,
        currency=plan.currency,
        findings=tuple(_grouped(given.findings, texts)),
        sources=tuple(dict.fromkeys(source for item in items for source in item.sources)),
        method=texts("ui.method.what"),
        notice=texts.notice(),
        versions=texts(
            "plan.versions",
            software=advice.versions.software,
            framework=advice.versions.framework,
            catalogue=advice.versions.catalogue,
            models=advice.versions.models,
        ),
    )


def _grouped(findings: tuple[Finding, ...], texts: Texts) -> Iterator[tuple[str, str, str]]:
    """Yield gravity, items and text of the findings, those of the same text together."""
    items: dict[tuple[str, str], list[str]] = {}
    for found in findings:
        key = (texts.name("severity", found.severity), texts.say(found.message))
        items.setdefault(key, []).append(found.item or texts("plan.whole"))
    for (severity, text), where in items.items():
        yield severity, ", ".join(where), text


def _in_order(plan: Plan) -> dict[str, PlanItem]:
    """Return the items by their first day, those without one last."""
    return dict(sorted(plan.items.items(), key=lambda pair: (pair[1].start or date.max, pair[0])))


def title_of(item: PlanItem, content: Content, texts: Texts) -> str:
    """Return what an item is called: its own title, else that of its practice, else its measure."""
    if item.title:
        return item.title
    if item.practice is not None:
        return texts.catalogue(content.catalogue[item.practice].facts.title)
    return texts.short_title(item.measure)


def _item(key: str, item: PlanItem, made: _Made) -> ItemWords:
    content, texts = made.content, made.texts
    practice = None if item.practice is None else content.catalogue[item.practice]
    suggestion = _suggestion(item, made.advice)
    measure = content.framework.measures[item.measure]
    dropped = set(item.dropped_core)
    return ItemWords(
        key=key,
        title=title_of(item, content, texts),
        measure=texts.name("measures", item.measure),
        provisions=measure.provisions,
        summary="" if practice is None else texts.catalogue(practice.facts.summary),
        status=texts.name("item_status", item.status),
        lead=item.lead,
        partners=item.partners,
        start=item.start,
        end=item.end,
        milestones=item.milestones,
        cost=None if item.cost is None else (item.cost.low, item.cost.likely, item.cost.high),
        by_year=made.budget.by_item.get(key, {}),
        funding=item.funding,
        reasons=tuple(
            texts.say(part.reason)
            for part in (suggestion.fit.contributions[:_REASONS] if suggestion else ())
        ),
        keep=tuple(
            texts.catalogue(core.element)
            for core in (practice.judgement.core if practice else ())
            if core.element not in dropped
        ),
        changes=tuple(map(texts.catalogue, item.changes)) if practice else item.changes,
        evidence="" if practice is None else texts.name("evidence", strength(practice, content.rules)),
        indicators=tuple(_indicator(item, found, content, texts) for found in item.indicators),
        risks=item.risks,
        notes=item.notes,
        sources=tuple(
            (f"{source.title}. {source.citation}", source.url)
            for source in (practice.facts.sources if practice else ())
        ),
        quarters=_quarters(item, made.plan),
        is_critical=key in made.chain,
    )


def _suggestion(item: PlanItem, advice: Advice) -> Suggestion | None:
    for found in advice.measures:
        if found.gap.measure == item.measure:
            for made in found.suggestions:
                if made.practice.id == item.practice:
                    return made
    return None


def _indicator(item: PlanItem, found: PlanIndicator, content: Content, texts: Texts) -> IndicatorWords:
    own = {i.id: i for i in content.framework.indicators.get(item.measure, ())}
    known = own.get(found.framework)
    measure = content.framework.measures[item.measure]
    return IndicatorWords(
        name=texts.indicator(known) if known else texts.catalogue(found.name),
        unit=texts.unit(known) if known else texts.catalogue(found.unit),
        baseline=found.baseline,
        target=found.target,
        actuals=found.actuals,
        provision=measure.provisions[0] if measure.provisions else "",
        sdg=known.reference if known and "SDG" in known.reference else "",
    )


def _quarters(item: PlanItem, plan: Plan) -> tuple[bool, ...]:
    """Return for each quarter of the plan whether the item runs in it."""
    if item.start is None:
        return (False,) * (QUARTERS * plan.years)
    last = item.end or date(plan.last_year, 12, 31)
    return tuple(
        date(year, 3 * quarter + 3, 28) >= item.start and date(year, 3 * quarter + 1, 1) <= last
        for year in range(plan.start_year, plan.last_year + 1)
        for quarter in range(QUARTERS)
    )


def _gap(found: MeasureAdvice, content: Content, texts: Texts) -> tuple[str, str, str, str]:
    measure = content.framework.measures[found.gap.measure]
    status = found.gap.status
    return (
        texts.name("measures", measure.id),
        texts.name("status", status.law),
        texts.name("status", status.practice),
        texts.number(found.priority.value),
    )


def _messages(made: _Made) -> tuple[str, ...]:
    """Return what a reader with one minute has to know."""
    plan, advice, texts = made.plan, made.advice, made.texts
    known = [found for found in advice.measures if is_missing(found.gap)]
    first = [texts.short_title(found.gap.measure) for found in known[:_REASONS]]
    measures = {item.measure for item in plan.items.values()}
    lines = [
        texts("plan.message.gaps", count=len(known)),
        *([texts("plan.message.first", measures=texts.listing(first))] if first else []),
        texts("plan.message.items", count=len(plan.items), measures=len(measures)),
    ]
    if made.budget.by_item:
        dearest = max(made.budget.years, key=made.budget.of_year)
        lines.append(
            texts(
                "plan.message.cost",
                total=texts.amount(made.budget.total / 100),
                currency=plan.currency,
                year=str(dearest),
                most=texts.amount(made.budget.of_year(dearest) / 100),
            )
        )
    lines.append(texts("plan.message.estimates"))
    return tuple(lines)
