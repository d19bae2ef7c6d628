"""Each difference between the two settings becomes an adaptation of a kind, with its because."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.domain.profile import Patterns, Resources
from engine.domain.vocabulary import AdaptationType, Amount, Level, MeasureId
from engine.i18n import Texts
from engine.matching.advise import advise


def changes(content, models, profile, practice):
    """Return the adaptations of one practice, by element."""
    measure = practice.judgement.measures[0].measure
    bare = replace(profile, measures={})
    found = advise(content, models, bare, measures=[MeasureId(measure)], top=50).measures[0]
    made = next(made for made in found.suggestions if made.practice.id == practice.id)
    return {change.element: change for change in made.adaptations}


def first(content, wanted):
    starts = content.table.pair_starts
    counts = dict(zip(content.framework.measures, starts[1:] - starts[:-1], strict=True))
    return next(
        p for p in content.suggestible if wanted(p) and counts[p.judgement.measures[0].measure] <= 50
    )


def test_a_missing_institution_is_replaced(content, models, malawi):
    practice = first(content, lambda p: "shelters" in p.judgement.relies_on)
    without = replace(malawi, resources=Resources(shelters=Amount.NONE))
    with_some = replace(malawi, resources=Resources(shelters=Amount.SOME))
    found = changes(content, models, without, practice)["institutions"]
    assert found.text.key == "adapt.institution.shelters"
    assert found.type is content.rules.institutions["shelters"].type
    kept = changes(content, models, with_some, practice)
    assert "institutions" not in kept or kept["institutions"].text.key != found.text.key


def test_a_landlocked_state_gets_no_sea_port(content, models, malawi):
    practice = first(content, lambda p: "sea_ports" in p.judgement.relies_on)
    found = changes(content, models, malawi, practice)["geography"]
    assert found.type is AdaptationType.CHANGE_SETTING
    coast = replace(malawi, context=replace(malawi.context, landlocked=False))
    assert "geography" not in changes(content, models, coast, practice)


@pytest.mark.parametrize(
    ("element", "wanted", "patterns"),
    [
        (
            "flow_roles",
            lambda p: p.facts.flow_roles == {"destination"},
            Patterns(flow_roles=("origin",)),
        ),
        (
            "forms",
            lambda p: p.facts.forms == {"sexual_exploitation"},
            Patterns(forms={"forced_labour": Level.HIGH}),
        ),
        (
            "victim_groups",
            lambda p: p.facts.victim_groups == {"women"},
            Patterns(victim_groups={"boys": Level.HIGH}),
        ),
    ],
)
def test_other_patterns_call_for_a_change(content, models, malawi, element, wanted, patterns):
    practice = first(content, wanted)
    found = changes(content, models, replace(malawi, patterns=patterns), practice)
    assert found[element].type is content.rules.adaptation_types[element]
    assert element not in changes(content, models, replace(malawi, patterns=Patterns()), practice)


def test_another_legal_system_matters_only_for_rules_of_law(content, models, malawi):
    system = {
        code: s.context["legal_system"].value
        for code, s in content.states.items()
        if "legal_system" in s.context
    }
    of_law = first(
        content,
        lambda p: (
            p.judgement.rests_on_law
            and len(p.facts.places) == 1
            and system.get(p.facts.places[0]) == "civil"
        ),
    )
    other = first(
        content,
        lambda p: (
            not p.judgement.rests_on_law
            and len(p.facts.places) == 1
            and system.get(p.facts.places[0]) == "civil"
        ),
    )
    common = replace(malawi, context=replace(malawi.context, legal_system="common"))
    assert "legal_system" in changes(content, models, common, of_law)
    assert "legal_system" not in changes(content, models, common, other)
    civil = replace(malawi, context=replace(malawi.context, legal_system="civil"))
    assert "legal_system" not in changes(content, models, civil, of_law)


def test_every_institution_and_dimension_has_words_in_every_language(content):
    for language in ("en", "fr"):
        texts = Texts(language, content)
        for code in content.rules.institutions:
            assert texts.has(f"adapt.institution.{code}")
            assert texts.has(f"term.institutions.{code}")
        for dimension in content.rules.adaptation_types:
            assert texts.has(f"adapt.{dimension}.because")
            assert texts.has(f"term.element.{dimension}")


def test_scale_follows_population_and_leaves_rules_of_law_alone(content, models, malawi):
    few = replace(malawi, context=replace(malawi.context, population=20_000))
    for rests_on_law, expected in ((False, True), (True, False)):
        practice = first(
            content,
            lambda p, law=rests_on_law: p.facts.places == ("USA",) and p.judgement.rests_on_law is law,
        )
        assert ("scale_down" in changes(content, models, few, practice)) is expected
