"""Profile: what is known of the State, each value with its source, all of it to be changed."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from engine.content.cases import write_case
from engine.domain.vocabulary import Amount, Level, Support
from engine.ui import fields, session
from engine.ui.frame import needs_case, next_step
from engine.ui.resources import cases, content
from engine.ui.words import plain

texts = session.texts()
_NAME = 200
_CHANGES = 20
_TRUTH = {fields.UNKNOWN: None, "yes": True, "no": False}


def context() -> None:
    """Draw the setting of the State."""
    profile, words = session.known_profile(), content().vocabulary
    given = profile.context
    left, right = st.columns(2)
    with left:
        for name in ("region", "income_group", "legal_system"):
            fields.choice(
                ("context", name),
                [fields.UNKNOWN, *words.of(name)],
                name,
                getattr(given, name) or fields.UNKNOWN,
                lambda code: None if code == fields.UNKNOWN else code,
            )
            fields.source_line(f"context.{name}", profile)
        fields.number(("context", "population"), given.population, 1.0, 3e9)
        fields.source_line("context.population", profile)
    with right:
        for name in ("landlocked", "island", "conflict_affected"):
            current = {None: fields.UNKNOWN, True: "yes", False: "no"}[getattr(given, name)]
            fields.choice(("context", name), list(_TRUTH), "truth", current, _TRUTH.__getitem__)
            fields.source_line(f"context.{name}", profile)
        fields.choice(("context", "displacement"), list(Level), "level", given.displacement, Level)
        fields.source_line("context.displacement", profile)
    if given.regional_bodies:
        bodies = texts.listing(texts.name("bodies", code) for code in given.regional_bodies)
        st.caption(texts("ui.profile.bodies", bodies=bodies))


def resources() -> None:
    """Draw the means of the response."""
    given = session.known_profile().resources
    fields.number(("resources", "budget_usd_per_year"), given.budget_usd_per_year, 0.0, 1e12)
    left, right = st.columns(2)
    with left:
        for name in ("specialised_staff", "shelters", "labour_inspectors"):
            fields.choice(("resources", name), list(Amount), "amount", getattr(given, name), Amount)
    with right:
        fields.choice(
            ("resources", "donor_support"), list(Support), "support", given.donor_support, Support
        )
        fields.choice(("resources", "internet"), list(Level), "level", given.internet, Level)


def patterns() -> None:
    """Draw what trafficking looks like here."""
    profile, words = session.known_profile(), content().vocabulary
    given = profile.patterns
    st.caption(texts("ui.profile.detection"))
    for name in ("flow_roles", "sectors"):
        fields.several(("patterns", name), words.of(name), getattr(given, name))
        fields.source_line(f"patterns.{name}", profile)
    for name in ("forms", "victim_groups"):
        st.subheader(texts(f"ui.field.{name}"))
        fields.levels(("patterns", name), words.of(name), getattr(given, name))
        fields.source_line(f"patterns.{name}", profile)


def case_name() -> None:
    """Draw the name of the case, by which it is found again."""
    key = session.key("name")
    st.text_input(
        texts("ui.case.name"),
        session.known_case().name,
        max_chars=_NAME,
        key=key,
        placeholder=texts("ui.case.name_hint"),
        on_change=lambda: session.change(
            replace(session.known_case(), name=st.session_state[key].strip())
        ),
    )


def history() -> None:
    """Draw the last changes of the case: when, and where."""
    held = session.stored()
    if held is None:
        return
    with st.expander(texts("ui.case.history"), icon=":material/history:"):
        st.table(
            [
                {
                    texts("ui.case.when"): (
                        f"{texts.day(at.date())} {at.astimezone():%H:%M}" if at else "–"
                    ),
                    texts("ui.case.what"): plain(session.place_name(place)),
                }
                for at, place in cases().history(held.id)[:_CHANGES]
            ],
            hide_index=True,
        )


st.title(texts("ui.page.profile"))
if not needs_case():
    case = session.known_case()
    st.markdown(texts("ui.profile.lead", state=texts.place(case.profile.state)))
    case_name()
    drawn = {"context": context, "resources": resources, "patterns": patterns}
    tabs = st.tabs([texts(f"ui.profile.{tab}") for tab in drawn])
    for tab, draw in zip(tabs, drawn.values(), strict=True):
        with tab:
            draw()
    st.download_button(
        texts("ui.case.download"),
        lambda: write_case(case),
        f"{case.profile.state.lower()}.yaml",
        "application/yaml",
        on_click="ignore",
        icon=":material/download:",
        help=texts("ui.case.download_help"),
    )
    history()
    next_step("questions", texts("ui.profile.next"))
