"""The whole advice: what is shown adds up, is reproducible, and keeps its promises."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.domain.advice import Score
from engine.domain.profile import Context, MeasureStatus, StateProfile
from engine.domain.vocabulary import CostBand, MeasureId, StateCode, Status, Strength
from engine.errors import QueryError
from engine.i18n import Texts
from engine.matching.advise import advise
from engine.matching.gaps import find_gaps
from engine.reports.values import advice_value, to_json


def assert_adds_up(score: Score) -> None:
    assert score.value == score.base + sum(part.value for part in score.contributions)
    assert 0.0 <= score.value <= 100.0


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_profile_gets_an_advice_that_adds_up_and_can_be_said(content, models, any_profile, data):
    profile = data.draw(any_profile)
    advice = advise(content, models, profile, top=3)
    assert {found.gap.measure for found in advice.measures} == {
        gap.measure for gap in find_gaps(content, profile)
    }
    ranks = [(-found.priority.value, found.gap.measure) for found in advice.measures]
    assert ranks == sorted(ranks)
    for found in advice.measures:
        assert_adds_up(found.priority)
        fits = [(-made.fit.value, made.practice.id) for made in found.suggestions]
        assert fits == sorted(fits)
        for made in found.suggestions:
            assert_adds_up(made.fit)
            assert 0.0 <= made.top_share <= 1.0
            assert not made.practice.is_warning
            assert found.gap.measure in {link.measure for link in made.practice.judgement.measures}
    for language in ("en", "fr"):
        text = to_json(advice_value(advice, content, Texts(language, content)))
        assert '"priority.' not in text
        assert '"fit.' not in text


def test_the_same_input_gives_the_same_bytes_in_any_order(content, models, malawi):
    texts = Texts("en", content)
    turned = replace(malawi, measures=dict(reversed(list(malawi.measures.items()))))
    first, second = (
        to_json(advice_value(advise(content, models, profile), content, texts))
        for profile in (malawi, turned)
    )
    assert first == second


def test_limit_and_named_measures(content, models, malawi):
    ten = advise(content, models, malawi, limit=10)
    assert ten.measures == advise(content, models, malawi).measures[:10]
    named = advise(content, models, malawi, measures=[MeasureId("PT-07")], top=2)
    assert [found.gap.measure for found in named.measures] == ["PT-07"]
    assert len(named.measures[0].suggestions) == 2
    assert advise(content, models, malawi, measures=[MeasureId("NC-01")]).measures == ()


def test_an_unknown_measure_is_told(content, models, malawi):
    with pytest.raises(QueryError, match="PT-99"):
        advise(content, models, malawi, measures=[MeasureId("PT-99")])


def test_an_absent_must_prerequisite_marks_and_lowers_but_never_hides(content, models, malawi):
    edge = next(e for e in content.framework.prerequisites if e.strength is Strength.MUST)
    missing = replace(
        malawi, measures={edge.before: MeasureStatus(law=Status.ABSENT, practice=Status.ABSENT)}
    )
    unknown = replace(malawi, measures={})
    blocked, free = (
        advise(content, models, profile, measures=[edge.after], top=50).measures[0].suggestions
        for profile in (missing, unknown)
    )
    assert {made.practice.id for made in blocked} == {made.practice.id for made in free}
    assert all(made.is_blocked for made in blocked)
    assert not any(made.is_blocked for made in free)
    fit = {made.practice.id: made.fit.value for made in free}
    assert all(made.fit.value < fit[made.practice.id] for made in blocked)


def test_warnings_are_cautions_and_never_suggestions(content, models, malawi):
    warned = [measure for measure, ids in content.warnings.items() if ids]
    assert warned
    advice = advise(content, models, replace(malawi, measures={}), measures=warned, top=50)
    for found in advice.measures:
        shown = {caution.warning for caution in found.cautions}
        assert shown == set(content.warnings[found.gap.measure])
        assert not shown & {made.practice.id for made in found.suggestions}


def test_the_best_are_not_all_from_one_region_where_others_fit(content, models):
    """For each measure and several States: one region only where nothing else is near in fit."""
    limit = content.rules.diversity.give_up_points
    for state in ("MWI", "NPL", "DEU", "BRA", "FJI"):
        profile = StateProfile(
            state=StateCode(state), context=Context(region=content.states[StateCode(state)].region)
        )
        few = advise(content, models, profile)
        many = {found.gap.measure: found for found in advise(content, models, profile, top=50).measures}
        for found in few.measures:
            regions = {made.practice.facts.region for made in found.suggestions}
            if len(found.suggestions) < 5 or len(regions) > 1:
                continue
            best = found.suggestions[0].fit.value
            others = [
                made
                for made in many[found.gap.measure].suggestions
                if made.practice.facts.region not in regions and made.fit.value > best - limit
            ]
            near = [made for made in others if made.fit.value >= found.suggestions[-1].fit.value - 1]
            assert not near, (state, found.gap.measure)


def test_a_practice_of_the_same_state_is_marked_and_not_compared_with_itself(content, models):
    practice = next(p for p in content.suggestible if p.facts.places == ("BRA",))
    measure = practice.judgement.measures[0].measure
    profile = StateProfile(state=StateCode("BRA"))
    found = advise(content, models, profile, measures=[measure], top=50).measures[0]
    made = next(made for made in found.suggestions if made.practice.id == practice.id)
    assert made.nearest_place is None
    keys = [caution.message.key for caution in made.cautions if caution.message]
    assert "caution.seen_here" in keys


def test_means_decide_between_cheap_and_dear(content, models, malawi):
    """With a small budget a costly practice loses points and is condensed; with a large one not."""
    poor, rich = (
        replace(malawi, resources=replace(malawi.resources, budget_usd_per_year=budget))
        for budget in (50_000.0, 50_000_000.0)
    )
    dear = {CostBand.HIGH}
    practice = next(p for p in content.suggestible if set(p.judgement.cost.bands.values()) == dear)
    measure = practice.judgement.measures[0].measure

    def made_for(profile):
        found = advise(content, models, profile, measures=[measure], top=50).measures
        return next(m for m in found[0].suggestions if m.practice.id == practice.id)

    small, large = made_for(poor), made_for(rich)
    assert small.fit.value < large.fit.value
    assert "means" in {change.element for change in small.adaptations}
    assert "means" not in {change.element for change in large.adaptations}
