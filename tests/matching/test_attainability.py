"""Estimates add up, unknown adds nothing, and what to ask next follows from them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.content.prefill import prefilled
from engine.domain.profile import Context, MeasureStatus, StateProfile
from engine.domain.vocabulary import MeasureId, StateCode, Status
from engine.matching.advise import advise
from engine.matching.attainability import chances, estimates
from engine.matching.confidence import plausible
from engine.matching.fit import readiness
from engine.matching.questions import next_questions

STATUSES = st.sampled_from([Status.IN_PLACE, Status.PARTLY, Status.ABSENT])


@given(
    answers=st.dictionaries(st.integers(0, 50), STATUSES, max_size=12),
    code=st.sampled_from(["MWI", "FRA", "FJI"]),
)
def test_an_estimate_is_its_base_and_its_parts(content, models, answers, code):
    model = models.attainability
    told = {model.measures[row]: MeasureStatus(practice=status) for row, status in answers.items()}
    profile = replace(prefilled(content, code, "2026-11-25"), measures=told)
    found = estimates(content, model, profile)
    by_measure = dict(zip(content.framework.measures, chances(content, model, profile), strict=True))
    for measure, estimate in found.items():
        assert estimate.chance == pytest.approx(1 / (1 + np.exp(-estimate.log_odds)))
        assert estimate.chance == pytest.approx(by_measure[measure])
        assert measure not in estimate.by_measure


def test_unknown_setting_adds_nothing_and_a_known_measure_moves_others(content, models):
    model = models.attainability
    nowhere = StateProfile(state=StateCode("XXX"), context=Context())
    for estimate in estimates(content, model, nowhere).values():
        assert set(estimate.by_attribute.values()) == {0.0}
        assert estimate.by_measure == {}
    there, absent = (
        estimates(
            content,
            model,
            replace(nowhere, measures={MeasureId("PT-01"): MeasureStatus(practice=status)}),
        )
        for status in (Status.IN_PLACE, Status.ABSENT)
    )
    assert there[MeasureId("PT-06")].chance > absent[MeasureId("PT-06")].chance
    assert there[MeasureId("PT-01")].chance == absent[MeasureId("PT-01")].chance


def test_what_does_not_apply_is_not_taken_for_in_place(content, models):
    nowhere = StateProfile(state=StateCode("XXX"), context=Context())
    code = MeasureId("PT-01")
    aside = replace(nowhere, measures={code: MeasureStatus(practice=Status.NOT_APPLICABLE)})
    unknown = estimates(content, models.attainability, nowhere)
    assert estimates(content, models.attainability, aside) == unknown


def test_questions_are_open_and_ordered_and_end(content, models, malawi):
    found = next_questions(content, models, malawi, 89)
    assert all(malawi.status_of(q.measure).practice is Status.UNKNOWN for q in found)
    assert [q.change for q in found] == sorted((q.change for q in found), reverse=True)
    assert len({q.measure for q in found}) == len(found)
    everything = {m: MeasureStatus(practice=Status.ABSENT) for m in content.framework.measures}
    assert next_questions(content, models, replace(malawi, measures=everything)) == ()


def test_draws_keep_what_is_known_and_follow_the_chances(content, models, malawi):
    chance = np.linspace(0.0, 1.0, len(content.framework.measures))
    draws = plausible(content, malawi, chance, models.fit)
    measures = list(content.framework.measures)
    is_open = np.array([not malawi.status_of(m).is_known for m in measures])
    assert not draws.absent[~is_open].any()
    np.testing.assert_allclose(draws.absent[is_open].mean(axis=1), 1 - chance[is_open], atol=0.02)
    ready = readiness(content.table.needs, draws.foundation)
    assert ready.shape == (len(content.suggestible), draws.foundation.shape[1])
    assert np.abs(ready).max() <= 1.0
    np.testing.assert_allclose(draws.factors.mean(axis=1), 1.0)


def test_answers_make_suggestions_surer_or_less_sure_but_never_out_of_range(content, models, malawi):
    found = advise(content, models, malawi, limit=10)
    shares = [s.top_share for m in found.measures for s in m.suggestions]
    assert all(0.0 <= share <= 1.0 for share in shares)
    assert len(set(shares)) > 5
