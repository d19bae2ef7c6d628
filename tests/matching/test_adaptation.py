"""What to change here: the practice's own elements under their conditions, then other differences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.domain.practice import AdaptableElement
from engine.domain.profile import Context, MeasureStatus, Patterns, Resources, StateProfile
from engine.domain.vocabulary import (
    AdaptationType,
    Amount,
    Dimension,
    Level,
    MeasureId,
    StateCode,
    Status,
)
from engine.i18n import Texts
from engine.matching.adaptation import adaptations
from engine.matching.conditions import Conditions
from engine.matching.context import nearness
from engine.matching.fit import fit_features, setting
from engine.matching.reasons import Case, nearest_place


def told(content, profile, practice):
    """Return the adaptations of one practice."""
    given = setting(content, profile, nearness(content, profile))
    row = content.suggestible.index(practice)
    case = Case(
        content=content,
        profile=profile,
        setting=given,
        conditions=Conditions(content, profile, given),
        practice=practice,
        row=row,
        features=fit_features(content, profile, given)[row],
        nearest=nearest_place(content, given, row),
    )
    return adaptations(case)


def changes(content, profile, practice):
    """Return the general adaptations of one practice, by the key of their because."""
    return {
        change.because.key.split(".")[1]: change
        for change in told(content, replace(profile, measures={}), practice)
        if change.because.key not in {"adapt.here", "adapt.if_unknown"}
    }


def first(content, wanted):
    return next(p for p in content.suggestible if wanted(p))


def with_elements(content, practice, *elements):
    """Return content in which one practice has just these adaptable elements."""
    made = replace(practice, judgement=replace(practice.judgement, adaptable=elements))
    others = [made if p.id == practice.id else p for p in content.suggestible]
    return replace(content, suggestible=tuple(others)), made


def element(dimension, **when):
    return AdaptableElement(
        dimension=Dimension(dimension),
        when={
            name: values if isinstance(values, tuple) else (values,) for name, values in when.items()
        },
        change=f"Change the {dimension} of it.",
        type=AdaptationType.TAILOR,
    )


def test_a_missing_institution_is_replaced(content, malawi):
    practice = first(content, lambda p: "shelters" in p.judgement.relies_on)
    content, practice = with_elements(content, practice)
    without = replace(malawi, resources=Resources(shelters=Amount.NONE))
    with_some = replace(malawi, resources=Resources(shelters=Amount.SOME))
    found = changes(content, without, practice)["institutions"]
    assert found.text.key == "adapt.institution.shelters"
    assert found.type is content.rules.institutions["shelters"].type
    kept = changes(content, with_some, practice)
    assert "institutions" not in kept or kept["institutions"].text.key != found.text.key
    covered, practice = with_elements(content, practice, element("institutions", shelters="none"))
    own = told(covered, replace(without, measures={}), practice)
    assert not any(change.text.key == found.text.key for change in own)


def test_a_landlocked_state_gets_no_sea_port(content, malawi):
    practice = first(content, lambda p: "sea_ports" in p.judgement.relies_on)
    content, practice = with_elements(content, practice)
    found = changes(content, malawi, practice)["geography"]
    assert found.type is AdaptationType.CHANGE_SETTING
    coast = replace(malawi, context=replace(malawi.context, landlocked=False))
    assert "geography" not in changes(content, coast, practice)


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
def test_other_patterns_call_for_a_change(content, malawi, element, wanted, patterns):
    content, practice = with_elements(content, first(content, wanted))
    found = changes(content, replace(malawi, patterns=patterns), practice)
    assert found[element].type is content.rules.adaptation_kinds[element].type
    assert element not in changes(content, replace(malawi, patterns=Patterns()), practice)


def test_another_legal_system_matters_only_for_rules_of_law(content, malawi):
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
    content, of_law = with_elements(content, of_law)
    other = first(
        content,
        lambda p: (
            not p.judgement.rests_on_law
            and len(p.facts.places) == 1
            and system.get(p.facts.places[0]) == "civil"
        ),
    )
    content, other = with_elements(content, other)
    common = replace(malawi, context=replace(malawi.context, legal_system="common"))
    assert "legal_system" in changes(content, common, of_law)
    assert "legal_system" not in changes(content, common, other)
    civil = replace(malawi, context=replace(malawi.context, legal_system="civil"))
    assert "legal_system" not in changes(content, civil, of_law)


def test_every_institution_and_dimension_has_words_in_every_language(content):
    for language in ("en", "fr"):
        texts = Texts(language, content)
        for code in content.rules.institutions:
            assert texts.has(f"adapt.institution.{code}")
            assert texts.has(f"term.institutions.{code}")
        for dimension in content.rules.adaptation_kinds:
            assert texts.has(f"adapt.{dimension}.because")


def test_scale_follows_population_and_leaves_rules_of_law_alone(content, malawi):
    few = replace(malawi, context=replace(malawi.context, population=20_000))
    for rests_on_law, expected in ((False, True), (True, False)):
        practice = first(
            content,
            lambda p, law=rests_on_law: p.facts.places == ("USA",) and p.judgement.rests_on_law is law,
        )
        content, practice = with_elements(content, practice)
        assert ("scale_down" in changes(content, few, practice)) is expected


NOTHING = StateProfile(state=StateCode("MWI"))
KNOWN = replace(
    NOTHING,
    context=Context(
        region="sub_saharan_africa",
        income_group="low",
        legal_system="common",
        landlocked=True,
        conflict_affected=False,
        displacement=Level.LOW,
        population=20_000_000,
    ),
    resources=Resources(budget_usd_per_year=50_000, shelters=Amount.FEW, internet=Level.LOW),
    patterns=Patterns(
        forms={"sexual_exploitation": Level.HIGH, "organ_removal": Level.NONE, "other": Level.LOW},
        victim_groups={"children": Level.MEDIUM, "men": Level.LOW},
        flow_roles=("origin",),
        sectors=("agriculture",),
    ),
    measures={
        MeasureId("PT-07"): MeasureStatus(practice=Status.ABSENT),
        MeasureId("NC-01"): MeasureStatus(practice=Status.IN_PLACE),
    },
)


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ({"means": ("very_small", "small")}, True),
        ({"means": "large"}, False),
        ({"size": "medium"}, True),
        ({"size": "small"}, False),
        ({"income_group": "low"}, True),
        ({"region": "south_asia"}, False),
        ({"legal_system": ("civil", "mixed")}, False),
        ({"landlocked": "yes"}, True),
        ({"conflict_affected": "yes"}, False),
        ({"conflict_affected": "no"}, True),
        ({"island": "yes"}, None),
        ({"displacement": ("low", "medium")}, True),
        ({"shelters": ("none", "few")}, True),
        ({"labour_inspectors": "none"}, None),
        ({"donor_support": "none"}, None),
        ({"internet": ("none", "low")}, True),
        ({"forms": "sexual_exploitation"}, True),
        ({"forms": "online_sexual_exploitation"}, True),  # a kind of what is said to be high here
        ({"forms": "organ_removal"}, False),
        ({"forms": "other"}, False),
        ({"forms": ("organ_removal", "forced_begging")}, None),
        ({"victim_groups": ("men", "children")}, True),
        ({"victim_groups": "men"}, False),
        ({"flow_roles": "destination"}, False),
        ({"flow_roles": ("destination", "origin")}, True),
        ({"sectors": "fishing"}, False),
        ({"lacks": "PT-07"}, True),
        ({"has": "NC-01"}, True),
        ({"lacks": "NC-01"}, False),
        ({"lacks": "helpline"}, None),
        ({"means": "very_small", "island": "yes"}, None),
        ({"means": "large", "island": "yes"}, False),
        ({"means": "very_small", "landlocked": "yes"}, True),
    ],
)
def test_a_condition_holds_fails_or_is_not_known(content, when, holds):
    given = setting(content, KNOWN, nearness(content, KNOWN))
    condition = element("means", **when).when
    answer = Conditions(content, KNOWN, given).answer(condition)
    assert answer.holds is holds
    for language in ("en", "fr"):
        assert "{" not in Texts(language, content).say(answer.because)


def test_what_is_not_known_is_told_with_an_if_and_what_holds_not_comes_out(content):
    elements = [
        element("means", means="very_small"),
        element("scale", size="large"),
        *(element("safety", island="yes") for _ in range(content.rules.if_unknown + 1)),
    ]
    content, practice = with_elements(content, content.suggestible[0], *elements)
    found = told(content, KNOWN, practice)
    assert [change.element for change in found if change.because.key == "adapt.here"] == ["means"]
    assert "scale" not in {change.element for change in found if change.text.key == "verbatim"}
    unsure = [change for change in found if change.holds is None]
    assert len(unsure) == content.rules.if_unknown
    assert found[-1] in unsure
    texts = Texts("en", content)
    assert texts.say(unsure[0].because) == "If here, which is not known yet: island State: yes."
    assert texts.say(found[0].because) == "Here: very small means."


def test_an_empty_profile_gets_only_ifs(content):
    for practice in content.suggestible[:40]:
        for change in told(content, NOTHING, practice):
            assert (
                change.holds is None
                or change.because.key != "adapt.here"
                or all(
                    part.key in {"condition.size"} for part in change.because.parameters["conditions"]
                )
            )
