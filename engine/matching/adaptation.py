"""What to change here: the practice's own adaptable elements, then differences they do not cover.

The kinds of change are those of FRAME (Wiltsey Stirman et al., Implementation Science 14:58, 2019);
holding the two settings side by side follows the ADAPT guidance (Moore et al., BMJ 374:n1679,
2021).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from engine.domain.advice import Adaptation, Message, Parameter, Term
from engine.domain.state import ContextValue
from engine.domain.vocabulary import WEIGHTY, Level, Means
from engine.matching.reasons import Case, cost_here
from engine.matching.table import state_value

_NAMED = 3
_UNNAMED = "other"
"""The form that says nothing a practice could be changed for."""


def adaptations(case: Case) -> tuple[Adaptation, ...]:
    """Return what to change in one practice for this State.

    First the elements of the practice whose conditions hold, in its own order; then what its
    setting and this one differ in that none of them covers, in a fixed order; last, up to
    `if_unknown` elements whose conditions rest on what is not known here.
    """
    own = [
        Adaptation(
            element=element.dimension,
            type=element.type,
            text=Message("verbatim", {"text": element.change}),
            because=answer.because,
            holds=answer.holds,
        )
        for element in case.practice.judgement.adaptable
        if (answer := case.conditions.answer(element.when)).holds is not False
    ]
    here = [change for change in own if change.holds]
    covered = {change.element for change in here}
    others = [c for rule in _RULES for c in rule(case) if c.element not in covered]
    others = [*_institutions(case), *others]
    unknown = [change for change in own if change.holds is None]
    return (*here, *others, *unknown[: case.content.rules.if_unknown])


def _make(
    case: Case, difference: str, parameters: Mapping[str, Parameter], text: str | None = None
) -> Adaptation:
    kind = case.content.rules.adaptation_kinds[difference]
    return Adaptation(
        element=kind.dimension,
        type=kind.type,
        text=Message(text or f"adapt.{difference}.text", parameters),
        because=Message(f"adapt.{difference}.because", parameters),
    )


def _means(case: Case) -> Iterator[Adaptation]:
    means, cost = case.setting.means, cost_here(case.practice, case.setting)
    if means is not None and case.content.rules.means_fit[cost][means] < 0:
        terms = {"cost": Term("cost_band", cost), "means": Term("means", tuple(Means)[means])}
        yield _make(case, "means", terms)


def _institutions(case: Case) -> Iterator[Adaptation]:
    """Yield what to do without each institution missing here that no element of its own covers."""
    whens = [element.when for element in case.practice.judgement.adaptable]
    covered = {code for when in whens for code in (*when, *when.get("lacks", ()))}
    for code in case.practice.judgement.relies_on:
        thing = case.content.rules.institutions[code]
        if case.setting.there[code] >= 0 or not covered.isdisjoint({code, thing.resource}):
            continue
        excluded = thing.excluded_by and getattr(case.profile.context, thing.excluded_by)
        difference = "geography" if excluded else "institutions"
        terms = {"thing": Term("institutions", code)}
        made = _make(case, difference, terms, f"adapt.institution.{code}")
        yield made if excluded else replace(made, type=thing.type)


def _flow_roles(case: Case) -> Iterator[Adaptation]:
    seen, here = case.practice.facts.flow_roles, case.profile.patterns.flow_roles
    if seen and here and not seen & set(here):
        yield _make(
            case,
            "flow_roles",
            {"seen": _terms("flow_roles", seen), "here": _terms("flow_roles", here)},
        )


def _forms(case: Case) -> Iterator[Adaptation]:
    yield from _missing(case, "forms", case.practice.facts.forms, case.profile.patterns.forms)


def _victim_groups(case: Case) -> Iterator[Adaptation]:
    stated = case.profile.patterns.victim_groups
    yield from _missing(case, "victim_groups", case.practice.facts.victim_groups, stated)


def _missing(
    case: Case, name: str, served: frozenset[str], stated: Mapping[str, Level]
) -> Iterator[Adaptation]:
    """Yield one adaptation for what weighs here and is not what the practice was made for."""
    related = case.content.vocabulary.related
    missing = [
        code
        for code, level in stated.items()
        if level in WEIGHTY and code != _UNNAMED and served.isdisjoint(related(code))
    ]
    if served and missing:
        missing.sort(key=lambda code: (stated[code] is not Level.HIGH, code))
        yield _make(
            case,
            name,
            {"seen": _terms(name, served), "here": _terms(name, missing, keep_order=True)},
        )


def _terms(
    name: str, codes: frozenset[str] | tuple[str, ...] | list[str], *, keep_order: bool = False
) -> tuple[Term, ...]:
    ordered = codes if keep_order else sorted(codes)
    return tuple(Term(name, code) for code in list(ordered)[:_NAMED])


def _place(case: Case, name: str) -> tuple[ContextValue, ContextValue, Term] | None:
    """Return a context value there and here, and the place, where both are known."""
    if case.nearest is None:
        return None
    code = case.content.state_table.codes[case.nearest]
    there = state_value(case.content.states[code], name)  # type: ignore[index]  # a State code
    here = case.setting.here[name]
    return None if there is None or here is None else (there, here, Term("states", code))


def _legal_system(case: Case) -> Iterator[Adaptation]:
    found = _place(case, "legal_system")
    if found and case.practice.judgement.rests_on_law and found[0] != found[1]:
        there, here, place = found
        systems = {
            "there": Term("legal_system", str(there)),
            "here": Term("legal_system", str(here)),
        }
        yield _make(case, "legal_system", {**systems, "place": place})


def _scale(case: Case) -> Iterator[Adaptation]:
    """Yield a change of scale; a rule of law is the same for few people and for many."""
    found = _place(case, "population")
    if found is None or case.practice.judgement.rests_on_law:
        return
    there, here = (max(float(people), 1.0) for people in found[:2])
    place = found[2]
    ratio = case.content.rules.scale_ratio
    if there >= ratio * here:
        yield _make(case, "scale_down", {"place": place, "times": round(there / here)})
    elif here >= ratio * there:
        yield _make(case, "scale_up", {"place": place, "times": round(here / there)})


def _safety(case: Case) -> Iterator[Adaptation]:
    found = _place(case, "conflict_affected")
    if case.profile.context.conflict_affected and found and found[0] is False:
        yield _make(case, "safety", {"place": found[2]})


_RULES: tuple[Callable[[Case], Iterator[Adaptation]], ...] = (
    _means,
    _flow_roles,
    _forms,
    _victim_groups,
    _legal_system,
    _scale,
    _safety,
)
