"""Choosing under a budget: no limit broken, more money never worse, what cannot be met is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.content.planning import load_planning
from engine.domain.plan import YearlyCost
from engine.domain.vocabulary import MeasureId, PracticeId, Status
from engine.errors import ContentError
from engine.matching.advise import advise
from engine.paths import DATA
from engine.planning.candidates import Candidate, candidates
from engine.planning.choose import Wishes, choose, trade_off

PRINCIPLES = ("prevention", "prosecution", "protection", "partnership")


def candidate(measure: int, practice: int = 0, worth: float = 0.5, cost: float = 10.0, needs=()):
    return Candidate(
        measure=MeasureId(f"M{measure:02}"),
        practice=PracticeId(f"m{measure:02}-p{practice}"),
        worth=worth,
        cost=YearlyCost(low=cost / 2, likely=cost, high=2 * cost),
        principle=PRINCIPLES[measure % 4],
        needs=frozenset(MeasureId(f"M{n:02}") for n in needs),
    )


@st.composite
def some(draw) -> list[Candidate]:
    size = draw(st.integers(1, 8))
    return [
        candidate(
            number,
            practice,
            worth=draw(st.floats(0.01, 1)),
            cost=draw(st.integers(1, 30)),
            needs=[n for n in range(number) if draw(st.integers(0, 4)) == 0],
        )
        for number in range(size)
        for practice in range(draw(st.integers(1, 2)))
    ]


wishes = st.builds(
    Wishes,
    budget_per_year=st.none() | st.integers(0, 100),
    years=st.integers(1, 4),
    starts_per_year=st.none() | st.integers(1, 4),
    balanced=st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(some(), wishes)
def test_no_chosen_set_breaks_a_limit(planning, found, asked):
    choice = choose(found, asked, planning)
    if choice.relax:
        assert choice.begins == {}
        return
    chosen = {c.measure: c for c in found if c.key in choice.begins}
    assert len(chosen) == len(choice.begins), "one practice of each measure"
    begin = {c.measure: choice.begins[c.key] for c in chosen.values()}
    for measure, c in chosen.items():
        assert all(needed in chosen and begin[needed] <= begin[measure] for needed in c.needs)
    for year in range(asked.years):
        running = sum(c.cost.likely for c in chosen.values() if begin[c.measure] <= year)
        assert asked.budget_per_year is None or running <= asked.budget_per_year + 1e-6
        starts = sum(at == year for at in begin.values())
        assert asked.starts_per_year is None or starts <= asked.starts_per_year
    assert set(choice.left_out) == {c.key for c in found} - set(choice.begins)
    expected = sum(c.worth * (asked.years - begin[c.measure]) / asked.years for c in chosen.values())
    assert choice.worth == pytest.approx(expected, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(some(), st.integers(0, 60), st.integers(0, 60))
def test_more_money_is_never_worth_less(planning, found, budget, more):
    poor = choose(found, Wishes(budget_per_year=budget, balanced=False), planning)
    rich = choose(found, Wishes(budget_per_year=budget + more, balanced=False), planning)
    assert rich.worth >= poor.worth - 1e-6


@settings(max_examples=40, deadline=None)
@given(some(), st.integers(0, 60))
def test_without_a_prerequisite_it_is_never_worth_less(planning, found, budget):
    free = [replace(c, needs=frozenset()) for c in found]
    asked = Wishes(budget_per_year=budget, balanced=False)
    assert choose(free, asked, planning).worth >= choose(found, asked, planning).worth - 1e-6


def test_the_best_is_found_where_the_greedy_way_fails(planning):
    found = [
        candidate(0, worth=0.6, cost=60),
        candidate(1, worth=0.5, cost=50),
        candidate(2, worth=0.5, cost=50),
    ]
    choice = choose(found, Wishes(budget_per_year=100, balanced=False), planning)
    assert {key[0] for key in choice.begins} == {"M01", "M02"}
    assert choice.gap == 0
    assert choice.left_out == {found[0].key: "budget"}


def test_what_cannot_be_met_together_is_named(planning):
    dear = candidate(1, cost=500)
    asked = Wishes(budget_per_year=100, must=frozenset({dear.key}), balanced=False)
    assert set(choose([candidate(0), dear], asked, planning).relax) <= {"budget", "must"}
    assert choose([candidate(0), dear], asked, planning).relax
    assert choose([dear], replace(asked, must=frozenset(), balanced=True), planning).relax


def test_a_choice_keeps_the_balance_of_the_protocol(planning):
    found = [candidate(4 * n, worth=0.9) for n in range(5)] + [
        candidate(n, worth=0.01) for n in (1, 2, 3)
    ]
    choice = choose(found, Wishes(budget_per_year=40), planning)
    assert {c.principle for c in found if c.key in choice.begins} == set(PRINCIPLES)


def test_a_lead_is_not_given_too_much(planning):
    found = [candidate(n) for n in range(4)]
    asked = Wishes(leads={c.measure: "Ministry" for c in found}, per_lead=2, balanced=False)
    assert len(choose(found, asked, planning).begins) == 2


def test_the_curve_of_what_money_buys_only_rises(content, models, malawi, planning):
    found = candidates(content, advise(content, models, malawi), planning, with_unknown=True)
    curve = trade_off(found, Wishes(years=5), planning, [0, 100_000, 250_000, 1_000_000])
    worths = [worth for _, worth, _ in curve]
    assert worths == sorted(worths)
    assert worths[0] == 0
    assert worths[-1] > worths[1] > 0


def test_nothing_to_choose_from(planning):
    assert choose([], Wishes(), planning).begins == {}


def test_what_nobody_said_is_missing_is_not_proposed(content, models, malawi, planning):
    found = candidates(content, advise(content, models, malawi), planning)
    missing = {Status.ABSENT, Status.PARTLY}
    known = {c for c, status in malawi.measures.items() if missing & {status.law, status.practice}}
    assert found
    assert {candidate.measure for candidate in found} <= known
    more = candidates(content, advise(content, models, malawi), planning, with_unknown=True)
    assert len(more) > len(found)


def test_a_practice_is_not_chosen_twice(planning):
    twice = [replace(candidate(n), practice=PracticeId("same")) for n in range(3)]
    assert len(choose(twice, Wishes(balanced=False), planning).begins) == 1


def test_wrong_rules_are_told(tmp_path):
    for name in ("rules.yaml", "partners.yaml"):
        (tmp_path / name).write_text((DATA / "planning" / name).read_text(encoding="utf-8"))
    rules = (tmp_path / "rules.yaml").read_text(encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(rules.replace("seconds: 10", "seconds: -1"))
    with pytest.raises(ContentError, match="seconds"):
        load_planning(tmp_path)
