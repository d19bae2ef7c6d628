"""Catalogue: search and filter practices, see where they were seen and where evidence is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias

import streamlit as st

from engine.domain.practice import Practice
from engine.domain.vocabulary import EvidenceStrength, Size
from engine.matching.evidence import strength
from engine.reports.evidence_map import regions
from engine.ui import catalogue_views, session
from engine.ui.cards import open_button
from engine.ui.resources import catalogue_index, content
from engine.ui.words import place_and_time, said

texts = session.texts()
_PAGE = 10
_VIEWS = ("list", "map", "evidence")


Filter: TypeAlias = "tuple[list[str], str, Callable[[Practice, str], bool]]"


def filters() -> Mapping[str, Filter]:
    """Return for each filter its codes, the vocabulary that names them, and what passes."""
    words = content().vocabulary
    bands = list(dict.fromkeys(str(p.judgement.cost.bands[Size.MEDIUM]) for p in content().suggestible))
    incomes = {code: state.context.get("income_group") for code, state in content().states.items()}

    def income(practice: Practice, code: str) -> bool:
        found = [incomes.get(place) for place in practice.facts.places]  # type: ignore[call-overload]  # a State code
        return code in {datum.value for datum in found if datum is not None}

    return {
        "measure": (
            list(content().framework.measures),
            "measures",
            lambda p, code: code in {served.measure for served in p.judgement.measures},
        ),
        "forms": (list(words.of("forms")), "forms", lambda p, code: code in p.facts.forms),
        "victim_groups": (
            list(words.of("victim_groups")),
            "victim_groups",
            lambda p, code: code in p.facts.victim_groups,
        ),
        "region": (list(regions(content())), "region", lambda p, code: p.facts.region == code),
        "income_group": (list(words.of("income_group")), "income_group", income),
        "cost": (bands, "cost_band", lambda p, code: p.judgement.cost.bands[Size.MEDIUM] == code),
        "evidence": (
            list(EvidenceStrength),
            "evidence",
            lambda p, code: strength(p, content().rules) == code,
        ),
    }


def found() -> list[Practice]:
    """Return the practices that match words and filters, best match first."""
    wanted = st.text_input(
        texts("ui.catalogue.search"),
        key="catalogue.search",
        type="search",
        placeholder=texts("ui.catalogue.search_hint"),
    )
    practices = catalogue_index().search(wanted) if wanted else list(content().suggestible)
    with st.expander(texts("ui.catalogue.filters"), icon=":material/filter_list:"):
        columns = st.columns(3)
        for number, (name, (codes, vocabulary, passes)) in enumerate(filters().items()):
            code = columns[number % 3].selectbox(
                texts(f"ui.catalogue.{name}"),
                codes,
                index=None,
                format_func=partial(texts.name, vocabulary),
                placeholder=texts("ui.all"),
                key=f"catalogue.{name}",
            )
            if code is not None:
                practices = [p for p in practices if passes(p, code)]
    return [p for p in practices if not p.retired]


def listing(practices: list[Practice]) -> None:
    """Draw one page of practices."""
    pages = max(1, -(-len(practices) // _PAGE))
    page = 1
    if pages > 1:
        page = st.number_input(
            texts("ui.catalogue.page", pages=pages), 1, pages, key=f"catalogue.page.{pages}"
        )
    for practice in practices[(page - 1) * _PAGE : page * _PAGE]:
        with st.container(border=True, key=f"card_catalogue_{practice.id}"):
            st.markdown(f"**{said(practice.facts.title)}**")
            step = texts.name("evidence", strength(practice, content().rules))
            place = place_and_time(practice.facts)
            st.caption(" · ".join([place, texts.labelled(texts("cli.evidence"), step)]))
            st.markdown(said(practice.facts.summary))
            open_button(practice, "catalogue")


st.title(texts("ui.page.catalogue"))
st.markdown(texts("ui.catalogue.lead", count=len(content().suggestible)))
view = st.segmented_control(
    texts("ui.catalogue.view"),
    _VIEWS,
    default="list",
    format_func=lambda code: texts(f"ui.catalogue.view_{code}"),
    key="catalogue.view",
    required=True,
    label_visibility="collapsed",
)
if session.language() != "en":
    st.caption(texts("cli.english_only"))
if view == "evidence":
    catalogue_views.evidence()
else:
    practices = found()
    st.markdown(f"**{texts('ui.catalogue.found', count=len(practices))}**")
    if not practices:
        st.info(texts("cli.found_none"))
    elif view == "list":
        listing(practices)
    else:
        catalogue_views.where(practices)
catalogue_index()  # built while the user reads, so that the first search need not wait for it
