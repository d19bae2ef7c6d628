"""Method: what the scores weigh and why, what changes when a weight moves, and what cannot be told."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from engine.matching.compare import compare
from engine.matching.scoring import Scorer
from engine.modelfile import weight_reasons
from engine.reports.method import method_page
from engine.ui import scores, session
from engine.ui.advice import models_of, ranked
from engine.ui.resources import content, models
from engine.ui.words import plain

texts = session.texts()
_KINDS = ("priority", "fit")
_MOST = 40.0


def weights(kind: str) -> None:
    """Draw the weights of one score with the reason and source of each."""
    scorer: Scorer = getattr(models(), kind)
    points = dict(zip(scorer.criteria, scorer.weights.tolist(), strict=True))
    rows = [
        {
            texts("ui.method.criterion"): texts.name("criteria", name),
            texts("ui.method.weight"): texts.number(round(points[name], 1)),
            texts("ui.method.reason"): plain(texts.weight_reason(kind, name, row["reason"])),
            texts("ui.method.source"): plain(str(row["source"])),
        }
        for name, row in weight_reasons(kind).items()
    ]
    st.table(rows, hide_index=True, border="horizontal")


def move_weights(kind: str) -> None:
    """Let the user move the weights of one score, in this case only."""
    scorer: Scorer = getattr(models_of(session.known_case()), kind)
    columns = st.columns(2)
    for number, (name, points) in enumerate(zip(scorer.criteria, scorer.weights.tolist(), strict=True)):
        key = session.key("weights", kind, name)
        columns[number % 2].slider(
            texts.name("criteria", name),
            0.0,
            _MOST,
            round(points * 2) / 2,
            0.5,
            key=key,
            on_change=set_weight,
            args=(kind, name, key),
        )


def set_weight(kind: str, name: str, key: str) -> None:
    """Put the user's points in place of the model's."""
    case = session.known_case()
    own = {inner: dict(points) for inner, points in case.weights.items()}
    own.setdefault(kind, {})[name] = float(st.session_state[key])
    session.change(replace(case, weights=own))


def effect() -> None:
    """Draw what the moved weights change among the first priorities, and the way back."""
    case = session.known_case()
    st.button(
        texts("ui.method.reset"),
        icon=":material/restart_alt:",
        disabled=not case.weights,
        on_click=lambda: session.change_drawn_again(replace(session.known_case(), weights={})),
    )
    if case.weights.get("priority"):
        before, after = ranked(replace(case, weights={})), ranked(case)
        st.markdown(f"**{texts('ui.method.effect')}**")
        versions = before.versions
        scores.moves(compare(before, replace(after, versions=versions)).measures)
    elif case.weights:
        st.caption(texts("ui.method.effect_fit"))


st.title(texts("ui.page.method"))
st.markdown(texts("ui.method.what"))
for kind in _KINDS:
    st.subheader(texts(f"cli.{kind}"))
    weights(kind)
if session.case() is not None:
    st.subheader(texts("ui.method.move"))
    st.markdown(texts("ui.method.move_lead"))
    chosen = st.segmented_control(
        texts("ui.method.which"),
        _KINDS,
        default="priority",
        format_func=lambda kind: texts(f"cli.{kind}"),
        key="method.kind",
        required=True,
    )
    move_weights(chosen or "priority")
    effect()
st.subheader(texts("ui.method.figures_title"))
st.markdown(texts("ui.method.figures"))
st.subheader(texts("ui.method.limits_title"))
st.markdown(texts("ui.method.limits"))
st.caption(
    texts(
        "ui.method.versions",
        catalogue=content().catalogue_version,
        practices=len(content().suggestible),
        models=models().version,
    )
)
st.download_button(
    texts("ui.method.note"),
    lambda: method_page(content(), models(), weight_reasons, texts),
    "passerelle-method.html",
    "text/html",
    on_click="ignore",
    icon=":material/print:",
)
