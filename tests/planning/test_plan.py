"""A plan: its budget adds up, its order waits, its check says what a committee would ask."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.content.cases import parse_case, write_case
from engine.domain.case import Case
from engine.domain.plan import ItemStatus, Plan, PlanIndicator, PlanItem, YearlyCost
from engine.domain.vocabulary import MeasureId, Status
from engine.errors import ProfileError
from engine.matching.advise import advise
from engine.planning.budget import budget
from engine.planning.candidates import candidates
from engine.planning.check import RULES, check
from engine.planning.choose import Wishes, choose
from engine.planning.items import add, new_id, progress, with_choice
from engine.planning.order import critical_chain, start_dates, waits_for

TODAY = date(2027, 6, 1)


@pytest.fixture(scope="module")
def proposed(content, models, malawi, planning) -> Plan:
    """A plan as it is proposed to Malawi with 600,000 dollars a year."""
    advice = advise(content, models, malawi)
    wishes = Wishes(budget_per_year=600_000, years=4, starts_per_year=4)
    found = candidates(content, advice, planning, with_unknown=True)
    choice = choose(found, wishes, planning)
    empty = Plan(start_year=2027, years=4, budget_per_year=600_000)
    return with_choice(content, empty, advice, choice, planning)


days = st.dates(date(2025, 1, 1), date(2032, 12, 31))
items = st.builds(
    PlanItem,
    measure=st.just(MeasureId("PT-01")),
    start=st.none() | days,
    cost=st.none()
    | st.builds(YearlyCost, low=st.just(0.0), likely=st.floats(0, 1e7), high=st.just(1e7)),
)


@given(st.lists(items, max_size=6), st.integers(1, 10))
def test_the_budget_adds_up_to_the_cent(found, years):
    plan = Plan(start_year=2027, years=years)
    for item in found:
        plan = add(plan, item)
    made = budget(plan)
    assert sum(map(made.of_year, made.years)) == sum(map(made.of_item, made.by_item)) == made.total
    for key, row in made.by_item.items():
        assert all(cents >= 0 for cents in row.values())
        assert sum(row.values()) <= round(100 * plan.items[key].cost.likely) * years
    assert set(made.by_item) | set(made.undated) == {
        key for key, item in plan.items.items() if item.cost is not None
    }


def test_whole_years_cost_the_yearly_cost():
    cost = YearlyCost(low=1, likely=100.01, high=200)
    item = PlanItem(measure=MeasureId("PT-01"), start=date(2027, 1, 1), cost=cost)
    assert dict(budget(add(Plan(start_year=2027, years=3), item)).by_item["PT-01.1"]) == {
        2027: 10001, 2028: 10001, 2029: 10001,
    }  # fmt: skip
    half = replace(item, start=date(2027, 7, 1), end=date(2028, 6, 30))
    assert sum(budget(add(Plan(start_year=2027, years=3), half)).by_item["PT-01.1"].values()) == 10001


def test_a_proposed_plan_keeps_its_budget_and_its_order(content, proposed):
    made = budget(proposed)
    assert all(made.of_year(year) <= 60_000_000 for year in made.years)
    waits = waits_for(content.framework, proposed)
    assert any(waits.values())
    for key, before in waits.items():
        assert all(proposed.items[b].start < proposed.items[key].start for b in before)
    chain = critical_chain(waits)
    assert len(chain) > 1
    assert all(a in waits[b] for a, b in itertools.pairwise(chain))


@settings(deadline=None)
@given(st.data())
def test_first_days_respect_what_is_waited_for(data):
    keys = [f"k{n}" for n in range(6)]
    waits = {
        key: frozenset(k for k in keys[:number] if data.draw(st.booleans()))
        for number, key in enumerate(keys)
    }
    years = {key: data.draw(st.integers(2027, 2029)) for key in keys}
    starts = start_dates(waits, years)
    for key, before in waits.items():
        assert starts[key].year >= years[key]
        assert all(starts[key] > starts[b] for b in before)


def test_ids_are_never_used_again(proposed):
    measure = next(iter(proposed.items.values())).measure
    first = new_id(proposed, measure)
    held = replace(proposed, items={}, snapshots={"2027-01-01": proposed.items})
    assert new_id(held, measure) == first


def test_a_plan_reads_back_as_it_was(content, malawi, proposed):
    item = next(iter(proposed.items.values()))
    indicator = replace(item.indicators[0], baseline=3.0, target=10.0, actuals={"2027": 4.0})
    full = replace(
        item,
        lead="Ministry of Homeland Security",
        partners=("IOM",),
        milestones={"2027-06-30": "Circular signed"},
        indicators=(indicator, PlanIndicator(name="Own", unit="count")),
        status=ItemStatus.RUNNING,
        evaluation=date(2029, 1, 31),
        survivors_consulted=True,
    )
    plan = replace(add(proposed, full), snapshots={"2027-03-01": {"PT-01.1": full}}, currency="MWK")
    case = Case(profile=malawi, plan=plan)
    assert parse_case(write_case(case), "case", content) == case
    assert parse_case(write_case(case, "json"), "case", content) == case


@pytest.mark.parametrize(
    ("plan", "problem"),
    [
        ("{start_year: 2027, items: {a: {measure: XX-1}}}", "plan.items.a.measure: unknown measure"),
        ("{start_year: 2027, items: {a: {measure: PT-01, practice: none-such}}}", "unknown practice"),
        ("{start_year: 2027, years: 40}", "plan.years: 40: expected 10 or less"),
        (
            "{start_year: 2027, items: {a: {measure: PT-01, cost: {low: -1, likely: 1, high: 2}}}}",
            "0 or more",
        ),
        ("{start_year: 2027, items: {a: {measure: PT-01, status: done}}}", "unknown value"),
    ],
)
def test_a_wrong_plan_is_told(content, plan, problem):
    text = f"schema: 2\nprofile: {{schema: 1, state: MWI}}\nplan: {plan}\n"
    with pytest.raises(ProfileError, match=problem):
        parse_case(text, "case.yaml", content)


def test_every_rule_has_a_severity_and_a_text(planning):
    from engine.languages import read_locale

    assert set(planning.checks) == set(RULES)
    assert {f"plan.check.{name}" for name in RULES} <= set(read_locale("en"))


def rules_of(content, malawi, plan, planning) -> set[str]:
    return {finding.rule for finding in check(content, malawi, plan, planning, TODAY)}


def test_each_rule_finds_its_fault_and_only_then(content, malawi, planning, proposed):
    key, item = next((k, i) for k, i in proposed.items.items() if i.indicators)
    plan = replace(proposed, items={key: item})
    assert {
        "no_lead", "no_baseline", "no_target", "principle_missing", "no_survivors", "no_evaluation",
        "past_its_date",
    } <= rules_of(content, malawi, plan, planning)  # fmt: skip
    whole = replace(
        item,
        lead="Ministry",
        survivors_consulted=True,
        evaluation=date(2029, 1, 1),
        status=ItemStatus.RUNNING,
        risks="Known",
        indicators=(replace(item.indicators[0], baseline=0.0, target=1.0), PlanIndicator(name="Own")),
    )
    found = rules_of(content, malawi, replace(plan, items={key: whole}), planning)
    assert found <= {
        "principle_missing",
        "pattern_missing",
        "prerequisite_missing",
        "prerequisite_unknown",
    }
    broken = replace(whole, indicators=(), cost=None, start=None, dropped_core=("The core",))
    assert {"no_indicator", "no_cost", "no_start", "core_dropped"} <= rules_of(
        content, malawi, replace(plan, items={key: broken}), planning
    )
    poor = replace(proposed, budget_per_year=1.0)
    assert "over_budget" in rules_of(content, malawi, poor, planning)
    stopped = replace(broken, status=ItemStatus.STOPPED)
    assert {
        f.item for f in check(content, malawi, replace(plan, items={key: stopped}), planning, TODAY)
    } <= {None}


def test_a_missing_prerequisite_is_an_error_only_where_it_is_known_to_be_missing(
    content, malawi, planning
):
    edge = next(e for e in content.framework.prerequisites if e.strength == "must")
    plan = add(Plan(start_year=2027), PlanItem(measure=edge.after))
    for status, expected in ((Status.ABSENT, True), (Status.UNKNOWN, False), (Status.IN_PLACE, False)):
        measures = dict(malawi.measures)
        measures[edge.before] = replace(malawi.status_of(edge.before), practice=status, law=status)
        profile = replace(malawi, measures=measures)
        others = [e.before for e in content.framework.before(edge.after) if e.before != edge.before]
        named = {
            f.message.parameters["measure"].code
            for f in check(content, profile, plan, planning, TODAY)
            if f.rule == "prerequisite_missing"
        }
        assert (edge.before in named) is expected, others


def test_progress_tells_what_is_new_changed_and_dropped(proposed):
    keys = list(proposed.items)
    before = {key: proposed.items[key] for key in keys[:3]}
    after = {key: proposed.items[key] for key in keys[1:4]}
    after[keys[1]] = replace(after[keys[1]], lead="Police")
    found = progress(before, after)
    assert (found.new, found.changed, found.dropped) == ((keys[3],), (keys[1],), (keys[0],))
