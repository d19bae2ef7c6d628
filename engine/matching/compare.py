"""What-if: two advices for one State side by side, what moved and which part moved it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.domain.advice import Advice, Contribution, MeasureAdvice, Score
from engine.domain.vocabulary import MeasureId
from engine.errors import Issue, QueryError, said


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands in an advice: its rank from 1 and its score in points."""

    rank: int
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A measure or practice whose place or score differs between two advices.

    `before` or `after` is None where that advice does not hold it. `parts` are the points by which
    each criterion moved the score, largest first, with the reason that holds now: they sum to the
    change of the score exactly, and are empty for what entered, left, or was only pushed by others.
    """

    id: str
    before: Place | None
    after: Place | None
    parts: tuple[Contribution, ...]

    @property
    def is_pushed(self) -> bool:
        """Return whether only its rank changed, because of others."""
        return not self.parts and self.before is not None and self.after is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What differs: unmet measures, and the suggestions of each measure that both advices hold.

    Moves come in the order of the later advice; what left it follows in its former order.
    """

    measures: tuple[Move, ...]
    suggestions: Mapping[MeasureId, tuple[Move, ...]]


def compare(before: Advice, after: Advice) -> Comparison:
    """Return what moved from one advice to another for the same State.

    Raises:
        QueryError: the advices are for two States, or were made by different versions.
    """
    _check(before, after)
    earlier = {found.gap.measure: found for found in before.measures}
    shared = [found for found in after.measures if found.gap.measure in earlier]
    moved = {
        found.gap.measure: _moves(_fits(earlier[found.gap.measure]), _fits(found)) for found in shared
    }
    return Comparison(
        measures=_moves(_priorities(before.measures), _priorities(after.measures)),
        suggestions={measure: moves for measure, moves in moved.items() if moves},
    )


def _check(before: Advice, after: Advice) -> None:
    if before.state != after.state:
        raise QueryError([
            Issue(
                file="compare",
                path=f"{before.state}, {after.state}",
                problem=said("these are two States"),
                advice=said("compare two profiles of one State"),
            )
        ])
    if before.versions != after.versions:
        raise QueryError([
            Issue(
                file="compare",
                path="versions",
                problem=said("different versions made these advices"),
                advice=said("make both again with this version"),
            )
        ])


def _priorities(measures: Iterable[MeasureAdvice]) -> dict[str, Score]:
    return {found.gap.measure: found.priority for found in measures}


def _fits(found: MeasureAdvice) -> dict[str, Score]:
    return {made.practice.id: made.fit for made in found.suggestions}


def _moves(before: Mapping[str, Score], after: Mapping[str, Score]) -> tuple[Move, ...]:
    earlier, later = _places(before), _places(after)
    return tuple(
        Move(
            id=key,
            before=earlier.get(key),
            after=later.get(key),
            parts=_parts(before[key].contributions, after[key].contributions)
            if key in before and key in after
            else (),
        )
        for key in [*after, *(key for key in before if key not in after)]
        if earlier.get(key) != later.get(key)
    )


def _places(scores: Mapping[str, Score]) -> dict[str, Place]:
    return {
        key: Place(rank=rank, value=score.value) for rank, (key, score) in enumerate(scores.items(), 1)
    }


def _parts(before: Sequence[Contribution], after: Sequence[Contribution]) -> tuple[Contribution, ...]:
    """Return what each criterion added or took since, largest first; what did not change stays out."""
    earlier = {part.criterion: part for part in before}
    later = {part.criterion: part for part in after}
    moved = []
    for criterion in dict.fromkeys([*later, *earlier]):
        was, now = earlier.get(criterion), later.get(criterion)
        change = (now.value if now else 0.0) - (was.value if was else 0.0)
        told = now or was
        if change and told is not None:
            moved.append(Contribution(criterion, change, told.reason))
    return tuple(sorted(moved, key=lambda part: -abs(part.value)))
