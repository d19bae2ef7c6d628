"""What pages do with the plan of the open case: begin, choose, change an item, keep a day's state."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import streamlit as st

from engine.content.planning import load_planning
from engine.domain.advice import Advice
from engine.domain.plan import Plan, PlanItem
from engine.domain.vocabulary import MeasureId
from engine.matching.advise import advise
from engine.planning.candidates import Candidate, candidates
from engine.planning.check import Finding, check
from engine.planning.choose import Choice, Wishes, choose
from engine.planning.items import add, item_of, kept_not_planned, with_choice
from engine.planning.rules import PlanningRules
from engine.ui import session
from engine.ui.advice import measure_advice, models_of
from engine.ui.resources import content

WITH_UNKNOWN = "plan.with_unknown"
"""Whether the choice may reach for measures that nobody has answered."""
CHOICE = "plan_choice"
"""The last choice made in this session, with why others were left out."""


@st.cache_resource(show_spinner=False)
def rules() -> PlanningRules:
    """Return the rules of planning, read once."""
    return load_planning()


def today() -> date:
    """Return the present day."""
    return datetime.now(UTC).date()


def plan() -> Plan | None:
    """Return the plan of the open case."""
    return session.known_case().plan


def whole_advice() -> Advice:
    """Return the advice for all unmet measures, with suggestions."""
    case = session.known_case()
    return advise(content(), models_of(case), case.profile)


def keep(changed: Plan | None) -> None:
    """Take a changed plan."""
    session.change(replace(session.known_case(), plan=changed))


def keep_drawn_again(changed: Plan | None) -> None:
    """Take a changed plan whose inputs do not show the change yet."""
    session.change_drawn_again(replace(session.known_case(), plan=changed))


def begin() -> None:
    """Begin an empty plan for the next three years."""
    budget = session.known_profile().resources.budget_usd_per_year
    keep_drawn_again(Plan(start_year=today().year + 1, price_year=today().year, budget_per_year=budget))


def wishes(held: Plan) -> Wishes:
    """Return what a plan's limits ask of a choice; what is kept has to be in."""
    return Wishes(
        budget_per_year=held.budget_per_year,
        years=held.years,
        starts_per_year=held.starts_per_year,
    )


def options(advice: Advice) -> tuple[Candidate, ...]:
    """Return what can be chosen of an advice for the open case."""
    with_unknown = bool(st.session_state.get(WITH_UNKNOWN))
    return candidates(content(), advice, rules(), with_unknown=with_unknown)


def choose_for_me() -> None:
    """Put the best choice under the plan's limits into the plan, beside what is there."""
    held = plan()
    if held is None:
        return
    advice = whole_advice()
    made = choose(options(advice), wishes(held), rules())
    st.session_state[CHOICE] = made
    if made.begins:
        keep_drawn_again(with_choice(content(), held, advice, made, rules()))


def last_choice() -> Choice | None:
    """Return the last choice of this session."""
    found = st.session_state.get(CHOICE)
    return found if isinstance(found, Choice) else None


def add_kept() -> None:
    """Put every kept suggestion that is not in the plan yet into it."""
    case, held = session.known_case(), plan()
    if held is None:
        return
    for measure, practice in kept_not_planned(held, case.kept):
        advice = measure_advice(case, measure, top=len(content().suggestible))
        made = next(
            (s for s in (advice.suggestions if advice else ()) if s.practice.id == practice), None
        )
        item = item_of(content(), measure, content().catalogue[practice], made, rules())
        held = add(held, replace(item, notes=case.kept[measure, practice]))
    keep_drawn_again(held)


def add_own(measure: MeasureId, title: str) -> None:
    """Put an item of the State's own into the plan."""
    if (held := plan()) is not None and title.strip():
        keep_drawn_again(add(held, PlanItem(measure=measure, title=title.strip())))


def change_item(key: str, **values: Any) -> None:
    """Change fields of an item."""
    if (held := plan()) is not None and key in held.items:
        items = dict(held.items) | {key: replace(held.items[key], **values)}
        keep(replace(held, items=items))


def remove(key: str) -> None:
    """Take an item out of the plan."""
    if (held := plan()) is not None:
        items = {code: item for code, item in held.items.items() if code != key}
        keep_drawn_again(replace(held, items=items))


def keep_state() -> None:
    """Keep the items as they are today, to be compared with later."""
    if (held := plan()) is not None:
        keep(replace(held, snapshots=dict(held.snapshots) | {today().isoformat(): held.items}))


def findings() -> tuple[Finding, ...]:
    """Return what a committee would ask of the plan."""
    held = plan()
    if held is None:
        return ()
    return check(content(), session.known_profile(), held, rules(), today())
