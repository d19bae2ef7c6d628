"""Profile: what is known of the State, each value with its source, all of it to be changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from engine.domain.framework import Measure
from engine.domain.profile import StateProfile
from engine.domain.vocabulary import Amount, Level, MeasureId, Status, Support
from engine.storage.cases import CaseFolder
from engine.ui import session
from engine.ui.frame import PAGES, needs_case
from engine.ui.parts import note_line
from engine.ui.resources import content

texts = session.texts()
_UNKNOWN = "unknown"


def source_line(path: str, profile: StateProfile) -> None:
    """Say where a value comes from, or that the user gave it."""
    for key, source in session.sources_of(path, profile).items():
        code = key.removeprefix(path).removeprefix(".")
        shown = f"{texts.name(path.rsplit('.', 1)[-1], code)}: {source}" if code else source
        st.caption(texts("ui.profile.source", source=shown))


def choice(
    part: str,
    name: str,
    options: Sequence[str],
    vocabulary: str,
    current: str,
    change: Callable[[str], object],
) -> None:
    """Draw one choice with its source; the change is kept at once."""
    key = f"{session.case_id()}.{part}.{name}"
    st.selectbox(
        texts(f"ui.field.{name}"),
        options,
        index=options.index(current),
        format_func=lambda code: (
            texts("ui.unknown") if code == _UNKNOWN else texts.name(vocabulary, code)
        ),
        key=key,
        on_change=lambda: session.change_part(part, name, change(st.session_state[key])),
    )


@st.fragment
def context() -> None:
    """Draw the setting of the State."""
    profile = session.known_profile()
    words, given = content().vocabulary, profile.context
    for name in ("region", "income_group", "legal_system"):
        current = getattr(given, name) or _UNKNOWN
        choice(
            "context",
            name,
            [_UNKNOWN, *words.of(name)],
            name,
            current,
            lambda code: None if code == _UNKNOWN else code,
        )
        source_line(f"context.{name}", profile)
    truth = {_UNKNOWN: None, "yes": True, "no": False}
    for name in ("landlocked", "island", "conflict_affected"):
        current = {None: _UNKNOWN, True: "yes", False: "no"}[getattr(given, name)]
        choice("context", name, list(truth), "truth", current, truth.__getitem__)
        source_line(f"context.{name}", profile)
    choice("context", "displacement", list(Level), "level", given.displacement, Level)
    source_line("context.displacement", profile)
    number("context", "population", given.population, 3e9)
    source_line("context.population", profile)
    if given.regional_bodies:
        bodies = texts.listing(texts.name("bodies", code) for code in given.regional_bodies)
        st.caption(texts("ui.profile.bodies", bodies=bodies))


def number(part: str, name: str, current: float | None, most: float) -> None:
    """Draw one number that may be left empty."""
    key = f"{session.case_id()}.{part}.{name}"
    st.number_input(
        texts(f"ui.field.{name}"),
        min_value=0.0,
        max_value=most,
        value=current,
        step=1000.0,
        format="%.0f",
        key=key,
        on_change=lambda: session.change_part(part, name, st.session_state[key]),
    )


@st.fragment
def resources() -> None:
    """Draw the means of the response."""
    profile = session.known_profile()
    given = profile.resources
    number("resources", "budget_usd_per_year", given.budget_usd_per_year, 1e12)
    for name in ("specialised_staff", "shelters", "labour_inspectors"):
        choice("resources", name, list(Amount), "amount", getattr(given, name), Amount)
    choice("resources", "donor_support", list(Support), "support", given.donor_support, Support)
    choice("resources", "internet", list(Level), "level", given.internet, Level)


@st.fragment
def patterns() -> None:
    """Draw what trafficking looks like here."""
    profile = session.known_profile()
    words, given = content().vocabulary, profile.patterns
    st.caption(texts("ui.profile.detection"))
    for name in ("flow_roles", "sectors"):
        several(name, words.of(name), getattr(given, name))
        source_line(f"patterns.{name}", profile)
    for name in ("forms", "victim_groups"):
        st.subheader(texts(f"ui.field.{name}"))
        stated = getattr(given, name)
        columns = st.columns(3)
        for position, code in enumerate(words.of(name)):
            with columns[position % 3]:
                level_choice(name, code, stated)
        source_line(f"patterns.{name}", profile)


def several(name: str, options: Sequence[str], current: Sequence[str]) -> None:
    """Draw a choice of several codes of the patterns."""
    key = f"{session.case_id()}.patterns.{name}"
    st.multiselect(
        texts(f"ui.field.{name}"),
        options,
        default=list(current),
        format_func=lambda code: texts.name(name, code),
        placeholder=texts("ui.profile.none_named"),
        key=key,
        on_change=lambda: session.change_part("patterns", name, tuple(st.session_state[key])),
    )


def level_choice(name: str, code: str, stated: dict[str, Level]) -> None:
    """Draw the level of one form or group."""
    key, levels = f"{session.case_id()}.patterns.{name}.{code}", list(Level)

    def change() -> None:
        changed = dict(stated) | {code: st.session_state[key]}
        session.change_part("patterns", name, changed)

    st.selectbox(
        texts.name(name, code),
        levels,
        index=levels.index(stated.get(code, Level.UNKNOWN)),
        format_func=lambda level: texts.name("level", level),
        key=key,
        on_change=change,
    )


@st.fragment
def measures() -> None:
    """Draw law and practice of the measures of one pillar."""
    profile = session.known_profile()
    framework = content().framework
    pillar = st.segmented_control(
        texts("ui.profile.pillar"),
        list(framework.pillars),
        default=next(iter(framework.pillars)),
        format_func=texts.pillar,
        key="pillar",
        required=True,
    )
    st.caption(texts("ui.profile.unknown_is_not_no"))
    progress(profile)
    for measure in framework.measures.values():
        if measure.pillar == pillar:
            one_measure(measure, profile)


def progress(profile: StateProfile) -> None:
    """Say how many measures are answered, and which answer was kept last."""
    known = sum(status.is_known for status in profile.measures.values())
    total = len(content().framework.measures)
    line = texts("ui.profile.answered", known=known, total=total)
    if last := st.session_state.get(session.LAST_ANSWER):
        measure, status = last
        line += " " + texts("ui.profile.last", measure=measure, status=texts.name("status", status))
    st.markdown(line)


def one_measure(measure: Measure, profile: StateProfile) -> None:
    """Draw one measure: title, law, practice, note."""
    status = profile.status_of(measure.id)
    title, law, practice = st.columns([6, 2, 2], vertical_alignment="bottom")
    title.markdown(f"**{measure.id}** {texts.title(measure)}")
    for column, name in ((law, "law"), (practice, "practice")):
        with column:
            status_choice(measure.id, name, getattr(status, name))
    with title:
        note_line(status, texts)


def status_choice(measure: MeasureId, name: str, current: Status) -> None:
    """Draw one of the five statuses."""
    key, statuses = f"{session.case_id()}.measures.{measure}.{name}", list(Status)
    st.selectbox(
        f"{texts(f'cli.{name}')} ({measure})",
        statuses,
        index=statuses.index(current),
        format_func=lambda status: texts.name("status", status),
        key=key,
        on_change=lambda: session.answer(measure, **{name: st.session_state[key]}),
    )


def kept_text(folder: CaseFolder, case: str) -> Callable[[], str]:
    """Return what reads the case as it is kept when the user clicks."""
    return lambda: folder.load(case) or ""


st.title(texts("ui.page.profile"))
if not needs_case():
    profile = session.known_profile()
    st.markdown(texts("ui.profile.lead", state=texts.place(profile.state)))
    tabs = st.tabs([
        texts(f"ui.profile.{tab}") for tab in ("context", "resources", "patterns", "measures")
    ])
    for tab, draw in zip(tabs, (context, resources, patterns, measures), strict=True):
        with tab:
            draw()
    st.download_button(
        texts("ui.profile.download"),
        kept_text(session.cases(), session.case_id()),
        f"{profile.state.lower()}.yaml",
        "application/yaml",
        on_click="ignore",
        icon=":material/download:",
    )
    st.page_link(PAGES / "gaps.py", label=texts("ui.page.gaps"), icon=":material/arrow_forward:")
