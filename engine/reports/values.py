"""Advice as plain values: the contract of `suggest --format json`."""

from __future__ import annotations

import json
from collections.abc import Iterable

from engine.domain.advice import (
    Adaptation,
    Advice,
    Caution,
    MeasureAdvice,
    PrerequisiteState,
    Score,
    Suggestion,
)
from engine.domain.content import Content
from engine.domain.practice import Facts, Practice, Source
from engine.domain.profile import MeasureStatus
from engine.i18n import Texts
from engine.matching.evidence import rests_on, strength
from engine.reports.practice_words import EMMIE

Value = dict[str, object]


def advice_value(advice: Advice, content: Content, texts: Texts) -> Value:
    """Return the whole advice, schema 1, in the language of `texts`."""
    versions = advice.versions
    return {
        "schema": 1,
        "versions": {
            "software": versions.software,
            "framework": versions.framework,
            "catalogue": versions.catalogue,
            "models": versions.models,
        },
        "state": str(advice.state),
        "as_of": advice.as_of,
        "language": texts.language,
        "notice": texts.notice(),
        "measures": [measure_value(measure, content, texts) for measure in advice.measures],
    }


def to_json(value: Value) -> str:
    """Return plain values as JSON text; the same values give the same bytes."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def measure_value(advice: MeasureAdvice, content: Content, texts: Texts) -> Value:
    """Return one unmet measure with its suggestions."""
    return gap_value(advice, content, texts) | {
        "prerequisites": [prerequisite_value(state, texts) for state in advice.prerequisites],
        "cautions": [caution_value(caution, content, texts) for caution in advice.cautions],
        "suggestions": [
            suggestion_value(suggestion, advice, content, texts) for suggestion in advice.suggestions
        ],
    }


def gap_value(advice: MeasureAdvice, content: Content, texts: Texts) -> Value:
    """Return one unmet measure without its suggestions."""
    measure = content.framework.measures[advice.gap.measure]
    return {
        "id": str(measure.id),
        "title": texts.title(measure),
        "pillar": measure.pillar,
        "principle": measure.principle,
        "objective": texts.objective(measure.objective),
        "provisions": list(measure.provisions),
        "obligation": str(measure.level),
        "status": status_value(advice.gap.status),
        "to_confirm": advice.gap.to_confirm,
        "priority": score_value(advice.priority, texts),
    }


def status_value(status: MeasureStatus) -> Value:
    """Return law and practice, with the note and source where there are any."""
    value: Value = {"law": str(status.law), "practice": str(status.practice)}
    return value | {k: v for k, v in (("note", status.note), ("source", status.source)) if v}


def score_value(score: Score, texts: Texts) -> Value:
    """Return a score; its value is its base and the sum of its contributions."""
    return {
        "value": score.value,
        "base": score.base,
        "contributions": [
            {"criterion": part.criterion, "value": part.value, "reason": texts.say(part.reason)}
            for part in score.contributions
        ],
    }


def suggestion_value(
    suggestion: Suggestion, advice: MeasureAdvice, content: Content, texts: Texts
) -> Value:
    """Return one suggestion for one measure."""
    facts, judged = suggestion.practice.facts, suggestion.practice.judgement
    return {
        "practice": str(suggestion.practice.id),
        "title": texts.catalogue(facts.title),
        "summary": texts.catalogue(facts.summary),
        "why": texts.catalogue(suggestion.why),
        "countries": list(facts.places),
        "country_names": [texts.place(code) for code in facts.places],
        "years": [facts.start_year, facts.end_year],
        "fit": score_value(suggestion.fit, texts),
        "confidence": {"top_share": round(suggestion.top_share, 4)},
        "is_blocked": suggestion.is_blocked,
        "core": [texts.catalogue(core.element) for core in judged.core],
        "core_reasons": [texts.catalogue(core.why) for core in judged.core],
        "steps": [texts.catalogue(text) for text in judged.steps],
        "adaptations": [adaptation_value(change, texts) for change in suggestion.adaptations],
        "prerequisites": [prerequisite_value(state, texts) for state in suggestion.prerequisites],
        "cautions": [caution_value(caution, content, texts) for caution in suggestion.cautions],
        "cost_band": str(suggestion.cost),
        "cost": cost_value(suggestion.practice, texts),
        "evidence": {"level": str(suggestion.strength)}
        | evidence_value(suggestion.practice, texts)
        | {
            "label": texts.name("evidence", suggestion.strength),
            "results": facts.results and texts.catalogue(facts.results),
        },
        "indicators": indicators_value(suggestion.practice, content, texts),
        "source": source_value(facts.sources[0]),
        "sources": [source_value(source) for source in facts.sources],
    }


def adaptation_value(change: Adaptation, texts: Texts) -> Value:
    """Return one adaptation in words."""
    return {
        "element": change.element,
        "type": str(change.type),
        "text": texts.say(change.text),
        "because": texts.say(change.because),
    }


def cost_value(practice: Practice, texts: Texts) -> Value:
    """Return the cost band by size of State, what drives it, staff and set-up time."""
    cost = practice.judgement.cost
    return {str(size): str(band) for size, band in cost.bands.items()} | {
        "basis": "stated" if cost.is_stated else "judged",
        "drivers": texts.catalogue(cost.drivers),
        "staff": texts.catalogue(cost.staff),
        "setup_months": cost.setup_months,
    }


def evidence_value(practice: Practice, texts: Texts) -> Value:
    """Return the evidence under EMMIE; null is not known."""
    found = practice.evidence
    told = {name: getattr(found, name) for name in EMMIE}
    return {
        "design": str(found.design),
        "effect": str(found.direction),
        **{name: text and texts.catalogue(text) for name, text in told.items()},
        "survivors": str(found.survivors),
        "rests_on": rests_on(practice.facts),
    }


def indicators_value(practice: Practice, content: Content, texts: Texts) -> list[Value]:
    """Return the framework's indicators the practice should move, then its own."""
    known = {i.id: i for group in content.framework.indicators.values() for i in group}
    named = [known[code] for code in practice.judgement.indicators]
    values: list[Value] = [
        {"id": i.id, "name": texts.indicator(i), "unit": texts.unit(i), "direction": i.direction}
        for i in named
    ]
    return values + [
        {"id": None, "name": texts.catalogue(own.name), "unit": texts.catalogue(own.unit)}
        for own in practice.judgement.own_indicators
    ]


def prerequisite_value(state: PrerequisiteState, texts: Texts) -> Value:
    """Return what must come first and whether it is met (null: unknown)."""
    value: Value = {"strength": str(state.strength), "met": state.met}
    if state.measure is not None:
        value = {
            "measure": str(state.measure),
            "title": texts.short_title(state.measure),
        } | value
    if state.text is not None:
        value = {"text": texts.catalogue(state.text)} | value
    return value


def caution_value(caution: Caution, content: Content, texts: Texts) -> str | Value:
    """Return a caution in words; a warning of the catalogue comes with its source."""
    if caution.warning is None:
        return "" if caution.message is None else texts.say(caution.message)
    facts = content.catalogue[caution.warning].facts
    return {
        "practice": str(caution.warning),
        "title": texts.catalogue(facts.title),
        "text": texts.catalogue(facts.summary),
        "source": source_value(facts.sources[0]),
    }


def source_value(source: Source) -> Value:
    """Return where a practice was read."""
    return {
        "title": source.title,
        "publisher": source.publisher,
        "year": source.year,
        "url": source.url,
        "locator": source.locator,
        "kind": source.kind,
        "by": "own" if source.is_own else "independent",
        "original": source.original,
        "read": source.read.isoformat(),
    }


def practice_value(practice: Practice, content: Content, texts: Texts) -> Value:
    """Return everything known of one practice: facts, evidence and judgement apart."""
    checked = practice.checked
    return {
        "id": str(practice.id),
        "version": practice.version,
        "kind": "warning" if practice.is_warning else "practice",
        "added": practice.added.isoformat(),
        "reviewed": practice.reviewed.isoformat(),
        "review_due": practice.review_due.isoformat(),
        "retired": practice.retired,
        "facts": _facts_value(practice.facts, texts),
        "evidence": {"level": str(strength(practice, content.rules))} | evidence_value(practice, texts),
        "judgement": _judgement_value(practice, content, texts),
        "checked": {
            "date": checked.date.isoformat(),
            "by": checked.by,
            "sources_read": checked.sources_read,
            "verdict": str(checked.verdict),
        },
    }


def _facts_value(facts: Facts, texts: Texts) -> Value:
    return {
        "title": texts.catalogue(facts.title),
        "summary": texts.catalogue(facts.summary),
        "places": list(facts.places),
        "place_names": [texts.place(code) for code in facts.places],
        "scale": facts.scale,
        "actors": list(facts.actors),
        "years": [facts.start_year, facts.end_year],
        "standing": {"state": facts.standing, "as_of": facts.standing_year},
        "forms": _named("forms", facts.forms, texts),
        "victim_groups": _named("victim_groups", facts.victim_groups, texts),
        "flow_roles": _named("flow_roles", facts.flow_roles, texts),
        "sectors": _named("sectors", facts.sectors, texts),
        "results": facts.results and texts.catalogue(facts.results),
        "caveats": facts.caveats and texts.catalogue(facts.caveats),
        "sources": [source_value(source) for source in facts.sources],
    }


def _judgement_value(practice: Practice, content: Content, texts: Texts) -> Value:
    judged = practice.judgement
    return {
        "measures": [
            {"measure": str(s.measure), "why": texts.catalogue(s.why)} for s in judged.measures
        ],
        "core": [
            {"element": texts.catalogue(core.element), "why": texts.catalogue(core.why)}
            for core in judged.core
        ],
        "adaptable": [
            {
                "dimension": str(element.dimension),
                "when": {name: list(values) for name, values in element.when.items()},
                "change": texts.catalogue(element.change),
                "type": str(element.type),
            }
            for element in judged.adaptable
        ],
        "steps": [texts.catalogue(text) for text in judged.steps],
        "prerequisites": [texts.catalogue(need.text) for need in judged.prerequisites],
        "relies_on": list(judged.relies_on),
        "cost": cost_value(practice, texts),
        "indicators": indicators_value(practice, content, texts),
    }


def _named(vocabulary: str, codes: Iterable[str], texts: Texts) -> list[str]:
    return sorted(texts.name(vocabulary, code) for code in codes)
