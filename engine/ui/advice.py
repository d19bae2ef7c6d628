"""The advice that pages show: computed once for a case and its weights, whoever asks."""

from __future__ import annotations

import json

import streamlit as st

from engine.content.cases import case_value
from engine.domain.advice import Advice, MeasureAdvice
from engine.domain.case import Case
from engine.domain.vocabulary import MeasureId
from engine.matching.advise import advise
from engine.matching.questions import Question, next_questions
from engine.matching.scoring import Models, with_weights
from engine.ui.resources import content, models

_KEPT = 64


def models_of(case: Case) -> Models:
    """Return the models, with the weights that the user moved."""
    return with_weights(models(), case.weights)


def _key(case: Case) -> str:
    value = case_value(case)
    return json.dumps([value["profile"], value.get("weights")], sort_keys=True)


def ranked(case: Case) -> Advice:
    """Return the unmet measures by priority, without suggestions."""
    return _ranked(_key(case), case)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _ranked(key: str, _case: Case) -> Advice:
    return advise(content(), models_of(_case), _case.profile, top=0)


def measure_advice(case: Case, measure: MeasureId, top: int = 5) -> MeasureAdvice | None:
    """Return the suggestions for one measure, None where it is met."""
    return _measure_advice(_key(case), measure, top, case)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _measure_advice(key: str, measure: MeasureId, top: int, _case: Case) -> MeasureAdvice | None:
    found = advise(content(), models_of(_case), _case.profile, measures=[measure], top=top).measures
    return found[0] if found else None


def questions(case: Case) -> tuple[Question, ...]:
    """Return the next questions, the one whose answer may change most first."""
    return _questions(_key(case), case)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _questions(key: str, _case: Case) -> tuple[Question, ...]:
    return next_questions(
        content(), models_of(_case), _case.profile, n=len(content().framework.measures)
    )
