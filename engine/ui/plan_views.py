"""Views of a plan: money by year, timeline, what more money would buy, who does what, what changed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import altair
import pandas
import streamlit as st

from engine.domain.plan import Plan
from engine.planning.budget import budget
from engine.planning.check import uncovered
from engine.planning.choose import trade_off
from engine.planning.items import progress
from engine.planning.order import critical_chain, waits_for
from engine.reports.plan_words import title_of
from engine.ui import plan_state, session
from engine.ui.advice import ranked
from engine.ui.resources import content
from engine.ui.words import as_table, bullets, plain, said

_RUNS, _WAITED_FOR = "#2f7fb5", "#b8573c"
_STEPS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0)


def money(held: Plan) -> None:
    """Draw what the plan costs in each year beside its budget."""
    texts, made = session.texts(), budget(held)
    rows = [{"year": str(year), "cost": made.of_year(year) / 100} for year in made.years]
    chart = altair.Chart(pandas.DataFrame(rows)).mark_bar(color=_RUNS).encode(
        x=altair.X("year:N", title=None, axis=altair.Axis(labelAngle=0)),
        y=altair.Y("cost:Q", title=held.currency),
        tooltip=["year", "cost"],
    )  # fmt: skip
    if held.budget_per_year is not None:
        line = pandas.DataFrame({"budget": [held.budget_per_year]})
        chart += altair.Chart(line).mark_rule(color=_WAITED_FOR, strokeDash=[6, 4]).encode(y="budget:Q")
    st.altair_chart(chart.properties(height=220), width="stretch", alt=texts("plan.budget"))
    as_table([
        {texts("ui.plan.year"): str(year), held.currency: texts.amount(made.of_year(year) / 100)}
        for year in made.years
    ])
    what_money_buys(held)


def timeline(held: Plan) -> None:
    """Draw when each item runs; the longest chain of waiting in another colour, and in words."""
    texts = session.texts()
    chain = critical_chain(waits_for(content().framework, held))
    rows = [
        {
            "item": f"{key} {title_of(item, content(), texts)}",
            "start": item.start.isoformat(),
            "end": (item.end or date(held.last_year, 12, 31)).isoformat(),
            "waits": key in chain,
        }
        for key, item in sorted(
            held.items.items(), key=lambda pair: (pair[1].start or date.max, pair[0])
        )
        if item.start is not None
    ]
    rows.sort(key=lambda row: str(row["start"]))
    if not rows:
        st.caption(texts("ui.plan.no_dates"))
        return
    bars = altair.Chart(pandas.DataFrame(rows)).mark_bar(cornerRadius=2).encode(
        x=altair.X("start:T", title=None),
        x2="end:T",
        y=altair.Y("item:N", sort=None, title=None, axis=altair.Axis(labelLimit=320)),
        color=altair.condition("datum.waits", altair.value(_WAITED_FOR), altair.value(_RUNS)),
        tooltip=["item", "start", "end"],
    )  # fmt: skip
    st.altair_chart(
        bars.properties(height=altair.Step(22)), width="stretch", alt=texts("plan.label.gantt")
    )
    if chain:
        st.caption(texts("ui.plan.chain", items=" → ".join(chain)))
    as_table([
        {
            texts("plan.label.item"): row["item"],
            texts("plan.label.start"): row["start"],
            texts("plan.label.end"): row["end"],
        }
        for row in rows
    ])


def what_money_buys(held: Plan) -> None:
    """Draw the worth of the best choice under smaller and larger budgets."""
    texts, base = session.texts(), held.budget_per_year or 500_000.0
    if not st.button(texts("ui.plan.curve"), icon=":material/show_chart:"):
        return
    found = trade_off(
        plan_state.options(plan_state.whole_advice()),
        plan_state.wishes(held),
        plan_state.rules(),
        [base * s for s in _STEPS],
    )
    frame = pandas.DataFrame(found, columns=["money", "worth", "items"])
    chart = altair.Chart(frame).mark_line(point=True, color=_RUNS).encode(
        x=altair.X("money:Q", title=f"{texts('ui.plan.budget')} ({held.currency})"),
        y=altair.Y("items:Q", title=texts("ui.plan.items")),
        tooltip=["money", "items"],
    )  # fmt: skip
    st.altair_chart(chart.properties(height=240), width="stretch", alt=texts("ui.plan.curve"))
    as_table([
        {texts("ui.plan.budget"): texts.amount(money_), texts("ui.plan.items"): str(items)}
        for money_, _, items in found
    ])


def partners(held: Plan) -> None:
    """Draw who does what: measures by partner, what two do, what nobody does."""
    texts = session.texts()
    who: dict[str, list[str]] = defaultdict(list)
    for key, item in held.items.items():
        for name in filter(None, (item.lead, *item.partners)):
            who[name].append(f"{key} {title_of(item, content(), texts)}")
    rows = [
        {texts("ui.plan.who"): plain(name), texts("ui.plan.does"): plain("; ".join(items))}
        for name, items in sorted(who.items())
    ]
    if rows:
        st.table(rows, hide_index=True, border="horizontal")
    leads: dict[str, set[str]] = defaultdict(set)
    for item in held.items.values():
        if item.lead:
            leads[item.measure].add(item.lead)
    double = [code for code, names in leads.items() if len(names) > 1]
    if double:
        names = texts.listing(texts.name("measures", code) for code in double)
        st.warning(texts("ui.plan.overlap", measures=names))
    alone = uncovered(ranked(session.known_case()), held)
    if alone:
        names = texts.listing(texts.name("measures", code) for code in alone)
        st.info(texts("ui.plan.orphans", measures=names))
    to_ask()


def to_ask() -> None:
    """Draw the international and regional bodies that the State can ask."""
    texts = session.texts()
    with st.expander(texts("ui.plan.to_ask"), icon=":material/public:"):
        st.table(
            [
                {
                    texts("ui.plan.who"): partner.body,
                    texts("ui.plan.brings"): said(partner.brings),
                    texts("ui.plan.known"): partner.source or texts("ui.plan.background"),
                }
                for partner in plan_state.rules().partners
            ],
            hide_index=True,
        )
        bodies = session.known_profile().context.regional_bodies
        if bodies:
            listed = texts.listing(texts.name("bodies", code) for code in bodies)
            st.caption(texts("ui.profile.bodies", bodies=listed))


def figures(held: Plan) -> None:
    """Draw what was found for each indicator beside its baseline and target."""
    texts = session.texts()
    named = {i.id: i for group in content().framework.indicators.values() for i in group}

    def shown(value: float | None) -> str:
        return "–" if value is None else texts.number(value)

    rows = []
    for key, item in held.items.items():
        for found in item.indicators:
            if found.target is None and found.baseline is None and not found.actuals:
                continue
            known = named.get(found.framework)
            last = max(found.actuals, default=None)
            rows.append({
                texts("plan.label.item"): key,
                texts("plan.label.measured"): plain(
                    texts.indicator(known) if known else texts.catalogue(found.name)
                ),
                texts("plan.label.baseline"): shown(found.baseline),
                texts("plan.label.target"): shown(found.target),
                texts("ui.plan.actual"): f"{shown(found.actuals[last])} ({last})" if last else "–",
            })
    if rows:
        st.table(rows, hide_index=True, border="horizontal")
    else:
        st.caption(texts("ui.plan.no_figures"))


def changes(held: Plan) -> None:
    """Draw what is new, changed and dropped since a day whose state was kept."""
    texts = session.texts()
    figures(held)
    st.button(texts("ui.plan.keep_state"), icon=":material/history:", on_click=plan_state.keep_state)
    if not held.snapshots:
        return
    day = st.selectbox(texts("ui.plan.since"), sorted(held.snapshots, reverse=True))
    found = progress(held.snapshots[day], held.items)
    for name in ("new", "changed", "dropped"):
        keys = getattr(found, name)
        st.markdown(f"**{texts(f'ui.plan.{name}')}**")
        items = dict(held.snapshots[day]) | dict(held.items)
        bullets(plain(f"{key} {title_of(items[key], content(), texts)}") for key in keys)
