"""What to ask next, as plain values and as a page for a terminal; estimates are told as estimates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.domain.content import Content
from engine.domain.profile import StateProfile
from engine.i18n import Texts
from engine.matching.attainability import Estimate, estimates
from engine.matching.questions import Question
from engine.matching.scoring import Models
from engine.reports.tables import wrap
from engine.reports.values import Value

_NAMED = 3


def questions_value(
    questions: Sequence[Question],
    content: Content,
    models: Models,
    profile: StateProfile,
    texts: Texts,
) -> Value:
    """Return the questions, schema 1, each with the estimate where the data speak of the measure.

    The parts of an estimate are log-odds: base and parts add up to those of its chance.
    """
    told = estimates(content, models.attainability, profile)
    return {
        "schema": 1,
        "state": str(profile.state),
        "language": texts.language,
        "questions": [
            {
                "measure": str(question.measure),
                "title": texts.title(content.framework.measures[question.measure]),
                "change": round(question.change, 4),
                "priority_if_absent": round(question.if_absent, 2),
                "estimate": _estimate_value(told.get(question.measure)),
            }
            for question in questions
        ],
    }


def _estimate_value(estimate: Estimate | None) -> Value | None:
    if estimate is None:
        return None
    return {
        "chance": round(estimate.chance, 4),
        "base": round(estimate.base, 4),
        "by_attribute": {name: round(part, 4) for name, part in estimate.by_attribute.items()},
        "by_measure": {str(name): round(part, 4) for name, part in estimate.by_measure.items()},
    }


def questions_page(
    questions: Sequence[Question],
    content: Content,
    models: Models,
    profile: StateProfile,
    texts: Texts,
) -> str:
    """Return each question with the estimate and what raises and lowers it most."""
    if not questions:
        return texts("cli.questions.none")
    told = estimates(content, models.attainability, profile)
    lines = [wrap(texts("cli.questions.about"), ""), ""]
    for number, question in enumerate(questions, 1):
        title = texts.title(content.framework.measures[question.measure])
        lines.append(wrap(f"{number}. {question.measure} {title}", ""))
        lines += [*_estimate(told.get(question.measure), texts), ""]
    return "\n".join([*lines, wrap(texts("cli.questions.source"), "")])


def _estimate(estimate: Estimate | None, texts: Texts) -> Iterator[str]:
    if estimate is None:
        yield wrap(texts("cli.questions.no_estimate"), "   ")
        return
    yield wrap(texts("cli.questions.chance", percent=round(100 * estimate.chance)), "   ")
    parts = {texts.name("attributes", name): part for name, part in estimate.by_attribute.items()}
    parts |= {texts.name("measures", name): part for name, part in estimate.by_measure.items()}
    for key, sign in (("raised", 1.0), ("lowered", -1.0)):
        felt = {name: sign * part for name, part in parts.items() if round(sign * part, 1) > 0}
        moved = sorted(felt, key=lambda name: (-felt[name], name))
        if moved:
            listed = texts.listing(moved[:_NAMED])
            yield wrap(texts.labelled(texts(f"cli.questions.{key}"), listed), "   ")
