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
from engine.domain.practice import Practice, Source
from engine.domain.profile import MeasureStatus
from engine.i18n import Texts

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
    indicators = content.framework.indicators.get(advice.gap.measure, ())
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
        "core": [texts.catalogue(text) for text in judged.core],
        "steps": [texts.catalogue(text) for text in judged.steps],
        "adaptations": [adaptation_value(change, texts) for change in suggestion.adaptations],
        "adaptation_notes": texts.catalogue(judged.adaptation_notes),
        "prerequisites": [prerequisite_value(state, texts) for state in suggestion.prerequisites],
        "cautions": [caution_value(caution, content, texts) for caution in suggestion.cautions],
        "cost_band": str(judged.cost_band),
        "cost_basis": "stated" if judged.cost_is_stated else "judged",
        "evidence": {
            "level": str(judged.evidence),
            "effect": str(judged.effect),
            "label": texts.name("evidence", judged.evidence),
            "results": facts.results and texts.catalogue(facts.results),
        },
        "indicators": [
            {"id": i.id, "name": texts.indicator(i), "unit": texts.unit(i), "direction": i.direction}
            for i in indicators
        ],
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
    }


def practice_value(practice: Practice, texts: Texts) -> Value:
    """Return everything known of one practice, facts and judgement apart."""
    facts, judged = practice.facts, practice.judgement
    return {
        "id": str(practice.id),
        "kind": "warning" if practice.is_warning else "practice",
        "facts": {
            "title": texts.catalogue(facts.title),
            "summary": texts.catalogue(facts.summary),
            "places": list(facts.places),
            "place_names": [texts.place(code) for code in facts.places],
            "actors": list(facts.actors),
            "years": [facts.start_year, facts.end_year],
            "forms": _named("forms", facts.forms, texts),
            "victim_groups": _named("victim_groups", facts.victim_groups, texts),
            "flow_roles": _named("flow_roles", facts.flow_roles, texts),
            "sectors": _named("sectors", facts.sectors, texts),
            "results": facts.results and texts.catalogue(facts.results),
            "caveats": facts.caveats and texts.catalogue(facts.caveats),
            "sources": [source_value(source) for source in facts.sources],
        },
        "judgement": {
            "measures": [
                {"measure": str(s.measure), "why": texts.catalogue(s.why)} for s in judged.measures
            ],
            "steps": [texts.catalogue(text) for text in judged.steps],
            "core": [texts.catalogue(text) for text in judged.core],
            "prerequisites": [texts.catalogue(need.text) for need in judged.prerequisites],
            "adaptation_notes": texts.catalogue(judged.adaptation_notes),
            "cost_band": str(judged.cost_band),
            "cost_basis": "stated" if judged.cost_is_stated else "judged",
            "evidence": str(judged.evidence),
            "effect": str(judged.effect),
        },
    }


def _named(vocabulary: str, codes: Iterable[str], texts: Texts) -> list[str]:
    return sorted(texts.name(vocabulary, code) for code in codes)
