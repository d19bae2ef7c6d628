"""What to ask next: the measures whose answer may change the first priorities most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.domain.content import Content
from engine.domain.profile import StateProfile
from engine.domain.vocabulary import MeasureId, Status
from engine.matching.advise import rank_measures
from engine.matching.scoring import Models

FIRST = 10
"""So many priorities are what an answer may change."""

ENOUGH = 15
"""So many answers are good enough to start: asked in this order, the first ten priorities then agree
with those under full answers for half of the held-out States (docs/evaluation.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A measure whose practice nobody has told.

    `chance` is the estimated chance, 0 to 1, that it is in place; `if_absent` the priority it would
    have if it were not; `change` the chance, 0 to 1, that the answer changes the first priorities.
    """

    measure: MeasureId
    chance: float
    if_absent: float
    change: float


def next_questions(
    content: Content, models: Models, profile: StateProfile, n: int = 5
) -> tuple[Question, ...]:
    """Return up to n questions, the one likeliest to change the first priorities first, ties by id.

    A measure that is among the first now leaves them if it turns out to be in place. Another enters
    them if it turns out to be absent and then stands above the last that are to be expected there.
    """
    known = rank_measures(content, models, profile)
    ranked = known.ranked
    chance = dict(zip(content.framework.measures, known.chance.tolist(), strict=True))
    rise = _rise(content, models)
    is_open = [profile.status_of(gap.measure).practice is Status.UNKNOWN for gap, _ in ranked]
    entry = _entry([
        (score.value + rise, 1.0 - chance[gap.measure]) if asked else (score.value, 1.0)
        for asked, (gap, score) in zip(is_open, ranked, strict=True)
    ])
    found = []
    for place, (asked, (gap, score)) in enumerate(zip(is_open, ranked, strict=True)):
        if asked:
            here, if_absent = chance[gap.measure], score.value + rise
            enters = 1.0 - here if if_absent > entry else 0.0
            change = here if place < FIRST else enters
            found.append(Question(measure=gap.measure, chance=here, if_absent=if_absent, change=change))
    return tuple(sorted(found, key=lambda q: (-q.change, -q.if_absent, q.measure))[:n])


def _rise(content: Content, models: Models) -> float:
    """Return the points that a practice gains when it turns out to be absent."""
    values = content.rules.gap_values
    weight = float(models.priority.weights[models.priority.criteria.index("practice_gap")])
    return (values[Status.ABSENT] - values[Status.UNKNOWN]) * weight


def _entry(expected: Sequence[tuple[float, float]]) -> float:
    """Return the score above which ten are to be expected, from scores and the chance of each."""
    count = 0.0
    for value, chance in sorted(expected, reverse=True):
        count += chance
        if count >= FIRST:
            return value
    return 0.0
