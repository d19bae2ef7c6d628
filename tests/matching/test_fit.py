"""The features of fit: each lies in -1 to 1, and says nothing where nothing is known."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from engine.domain.profile import Patterns, Resources, StateProfile
from engine.domain.vocabulary import (
    Amount,
    Design,
    Direction,
    EvidenceStrength,
    Level,
    Size,
    StateCode,
)
from engine.matching.confidence import top_shares, weightings
from engine.matching.context import nearness
from engine.matching.diversity import choose
from engine.matching.evidence import evidence_value, rests_on, strength
from engine.matching.fit import CRITERIA, best_known, fit_features, setting, shared
from engine.matching.readiness import exists
from engine.matching.scoring import AdditiveScorer


def features_of(content, profile):
    return fit_features(content, profile, setting(content, profile, nearness(content, profile)))


def test_features_stay_in_bounds(content, malawi):
    features = features_of(content, malawi)
    assert features.shape == (len(content.suggestible), len(CRITERIA))
    assert np.isfinite(features).all()
    assert features.min() >= -1
    assert features.max() <= 1


@pytest.mark.parametrize("name", ["forms", "victim_groups", "flow_roles", "sectors", "means"])
def test_what_is_unknown_says_nothing(content, name):
    features = features_of(content, StateProfile(state=StateCode("MWI")))
    assert not features[:, CRITERIA.index(name)].any()


def test_best_known_takes_the_highest_and_leaves_the_unspecific_alone():
    flags = np.array([[True, True], [False, True], [False, False]])
    assert best_known(flags, np.array([1.0, -1.0]), 0.5).tolist() == [1.0, -1.0, 0.5]
    assert best_known(flags, np.array([0.0, -1.0]), 0.5).tolist() == [0.0, -1.0, 0.0]


def test_shared_tells_match_mismatch_and_unspecific():
    flags = np.array([[True, False], [False, True], [False, False]])
    codes = ("origin", "transit")
    assert shared(flags, codes, ("origin",), (-0.5, 0.2)).tolist() == [1.0, -0.5, 0.2]
    assert not shared(flags, codes, (), (-0.5, 0.2)).any()


def test_a_level_of_none_speaks_against_and_a_narrower_form_counts(content):
    codes = content.vocabulary.of("forms")

    def values(**forms):
        profile = StateProfile(state=StateCode("MWI"), patterns=Patterns(forms=forms))
        return setting(content, profile, nearness(content, profile)).forms

    assert values(organ_removal=Level.NONE)[codes.index("organ_removal")] == -1
    online = codes.index("online_sexual_exploitation")
    assert values(sexual_exploitation=Level.HIGH)[online] == 1
    assert values(online_sexual_exploitation=Level.LOW, sexual_exploitation=Level.HIGH)[online] < 1


def test_more_of_a_pattern_never_lowers_a_fit(content, malawi):
    def features(level):
        patterns = replace(malawi.patterns, forms={"forced_labour": level})
        return features_of(content, replace(malawi, patterns=patterns))[:, CRITERIA.index("forms")]

    ladder = [features(level) for level in (Level.NONE, Level.LOW, Level.MEDIUM, Level.HIGH)]
    for lower, higher in pairwise(ladder):
        assert (higher >= lower).all()


def test_an_institution_is_there_absent_or_unknown(content, malawi):
    shelters = content.rules.institutions["shelters"]
    bare = replace(malawi, measures={})
    assert exists(bare, shelters) == 0
    for amount, there in ((Amount.NONE, -1), (Amount.FEW, 1), (Amount.UNKNOWN, 0)):
        assert exists(replace(bare, resources=Resources(shelters=amount)), shelters) == there
    assert exists(malawi, content.rules.institutions["coordinating_body"]) == 1
    assert exists(malawi, content.rules.institutions["sea_ports"]) == -1


def test_choose_takes_two_ideas_before_two_versions_of_one(content):
    ideas = np.array([[1, 0], [1, 0], [0, 1]], dtype=np.float32)
    table = replace(content.table, ideas=ideas, region=np.array([0, 0, 1], dtype=np.int32))
    rows = np.arange(3, dtype=np.int32)
    assert choose(np.array([60.0, 59.0, 57.0]), rows, table, content.rules.diversity, 2) == [0, 2]
    assert choose(np.array([60.0, 59.0, 20.0]), rows, table, content.rules.diversity, 3) == [0, 1, 2]


def test_weightings_are_balanced_and_shares_tell_how_sure():
    factors = weightings(11, 0.5)
    assert factors.shape[0] == 11
    np.testing.assert_allclose(factors.mean(axis=1), 1.0)
    assert set(factors.ravel()) == {0.5, 1.5}
    sure = np.array([[10.0, 10.0], [0.5, 0.0], [0.0, 0.5]])
    nothing = np.zeros((3, 8))
    shares = top_shares(sure, nothing, weightings(2, 0.5), 1)
    assert shares.tolist() == [1.0, 0.0, 0.0]
    even = np.array([[1.0, 0.0], [0.0, 1.0]])
    close = top_shares(even, nothing[:2], weightings(2, 0.5), 1)
    assert (close > 0).all()
    assert (close < 1).all()


def test_signs_are_fixed():
    scorer = AdditiveScorer(base=50.0, weight_of={"evidence": 10.0, "means": 4.0})
    low, high = scorer.contributions(np.array([[0.1, -1.0], [0.9, -1.0]]))
    assert high[0] > low[0]
    assert high[1] == low[1] == -4.0


def test_a_test_counts_for_its_design_only_where_it_found_the_effect_intended(content):
    rules = content.rules
    tested = next(p for p in content.suggestible if strength(p, rules) is EvidenceStrength.STRONG)

    def value(direction):
        return evidence_value(
            replace(tested, evidence=replace(tested.evidence, direction=direction)), rules
        )

    assert value(Direction.POSITIVE) == rules.evidence_values[EvidenceStrength.STRONG]
    assert value(Direction.POSITIVE) > value(Direction.NOT_KNOWN) > value(Direction.NONE)
    assert value(Direction.MIXED) < value(Direction.POSITIVE)


def test_news_and_self_report_alone_cost_a_step(content):
    rules = content.rules
    practice = next(p for p in content.suggestible if rests_on(p.facts) is None)
    source = replace(practice.facts.sources[0], kind="primary", is_own=False)

    def read(*sources, design=Design.BEFORE_AFTER):
        evidence = replace(practice.evidence, design=design)
        return replace(practice, facts=replace(practice.facts, sources=sources), evidence=evidence)

    news, own = replace(source, kind="news"), replace(source, is_own=True)
    assert strength(read(source), rules) is EvidenceStrength.MODERATE
    assert strength(read(news, own, source), rules) is EvidenceStrength.MODERATE
    for sources, said in (((news,), "news"), ((own, own), "own"), ((own, news), "own")):
        assert rests_on(read(*sources).facts) == said
        assert strength(read(*sources), rules) is EvidenceStrength.LIMITED
    described = read(own, design=Design.DESCRIPTION)
    assert strength(described, rules) is EvidenceStrength.DESCRIBED


def test_the_cost_is_that_of_a_state_of_this_size(content, malawi):
    column = CRITERIA.index("means")
    rows = [
        row
        for row, practice in enumerate(content.suggestible)
        if practice.judgement.cost.bands[Size.SMALL] is not practice.judgement.cost.bands[Size.LARGE]
    ]
    small, large = (
        features_of(content, replace(malawi, context=replace(malawi.context, population=people)))
        for people in (500_000, 90_000_000)
    )
    assert rows
    assert (small[rows, column] >= large[rows, column]).all()
    assert (small[rows, column] > large[rows, column]).any()
