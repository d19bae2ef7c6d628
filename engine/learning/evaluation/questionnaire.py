"""How many answers it takes until the first ten priorities are nearly those under full answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from engine.domain.content import Content
from engine.domain.profile import MeasureStatus, StateProfile
from engine.domain.table import Flags, Numbers
from engine.domain.vocabulary import MeasureId, StateCode, Status
from engine.learning.attainability import SettingAndRest
from engine.learning.evaluation.rivals import SEED
from engine.learning.sources import MeasureShares, Response
from engine.matching.advise import rank_measures
from engine.matching.attainability import Attainability, chances
from engine.matching.questions import FIRST, next_questions
from engine.matching.scoring import Models

AGREE = 9
"""So many of the first ten must be the same: 90 per cent."""

_Ask = Callable[[Content, Models, StateProfile, Sequence[MeasureId]], MeasureId]


def answers_needed(
    content: Content,
    models: Models,
    response: Response,
    shares: MeasureShares,
    empty: Mapping[StateCode, StateProfile],
) -> dict[str, Numbers]:
    """Return for each way to ask how many answers each held-out State needed, (s,).

    Ten folds by State: the attainability that asks was learned without the State. Answers are Walk
    Free's, by our crosswalk: in place from two thirds, absent below one third, else partly; what
    they do not tell stays unknown. `empty` are profiles by State with no measure told.
    """
    rng = np.random.default_rng(SEED)
    needed: dict[str, list[int]] = {name: [] for name in _WAYS}
    for fold in np.array_split(rng.permutation(len(response.states)), 10):
        held_out = np.isin(np.arange(len(response.states)), fold)
        without = replace(
            models, attainability=_learned(models.attainability, response, shares, ~held_out)
        )
        for row in fold:
            profile = empty[response.states[row]]
            truth = {
                measure: MeasureStatus(practice=_status(share))
                for measure, share in zip(shares.measures, shares.share[row], strict=True)
            }
            for name, ask in _WAYS.items():
                needed[name].append(_count(content, without, profile, truth, ask))
    return {name: np.array(counts) for name, counts in needed.items()}


def _learned(
    model: Attainability,
    response: Response,
    shares: MeasureShares,
    taught: Flags,
) -> Attainability:
    """Return attainability learned from some States, with the calibration of all."""
    fitted = SettingAndRest().fit(response.setting[taught], shares.share[taught])
    return replace(model, **fitted.parameters())


def _status(share: float) -> Status:
    return Status.IN_PLACE if share >= 2 / 3 else Status.ABSENT if share < 1 / 3 else Status.PARTLY


def _count(
    content: Content,
    models: Models,
    profile: StateProfile,
    truth: Mapping[MeasureId, MeasureStatus],
    ask: _Ask,
) -> int:
    full = replace(profile, measures=dict(truth))
    wanted = _first_ten(content, models, full)
    open_questions = list(truth)
    for count in range(len(truth) + 1):
        if len(wanted & _first_ten(content, models, profile)) >= AGREE:
            return count
        measure = ask(content, models, profile, open_questions)
        open_questions.remove(measure)
        profile = replace(profile, measures={**profile.measures, measure: truth[measure]})
    return len(truth)


def _first_ten(content: Content, models: Models, profile: StateProfile) -> set[MeasureId]:
    return {gap.measure for gap, _ in rank_measures(content, models, profile).ranked[:FIRST]}


def _adaptive(
    content: Content, models: Models, profile: StateProfile, still: Sequence[MeasureId]
) -> MeasureId:
    asked = next_questions(content, models, profile, len(content.framework.measures))
    return next(question.measure for question in asked if question.measure in still)


def _fixed(
    content: Content, models: Models, profile: StateProfile, still: Sequence[MeasureId]
) -> MeasureId:
    return min(still, key=list(content.framework.measures).index)


def _random(
    content: Content, models: Models, profile: StateProfile, still: Sequence[MeasureId]
) -> MeasureId:
    seed = [SEED, *profile.state.encode(), len(still)]
    return still[int(np.random.default_rng(seed).integers(len(still)))]


def _uncertain(
    content: Content, models: Models, profile: StateProfile, still: Sequence[MeasureId]
) -> MeasureId:
    told = dict(
        zip(content.framework.measures, chances(content, models.attainability, profile), strict=True)
    )
    return min(still, key=lambda measure: (abs(told[measure] - 0.5), measure))


_WAYS: Mapping[str, _Ask] = {
    "adaptive": _adaptive,
    "fixed order": _fixed,
    "random order": _random,
    "least certain first": _uncertain,
}
