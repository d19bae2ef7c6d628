"""What to change here: every difference between the setting of a practice and the profile's.

The kinds of change are those of FRAME (Wiltsey Stirman et al., Implementation Science 14:58, 2019);
holding the two settings side by side follows the ADAPT guidance (Moore et al., BMJ 374:n1679,
2021).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from engine.domain.advice import Adaptation, Message, Parameter, Term
from engine.domain.state import ContextValue
from engine.domain.vocabulary import Level
from engine.matching.reasons import Case
from engine.matching.table import state_value

_NAMED = 3
_UNNAMED = "other"
"""The form that says nothing a practice could be changed for."""
_WEIGHTY = (Level.HIGH, Level.MEDIUM)


def adaptations(case: Case) -> tuple[Adaptation, ...]:
    """Return what to change in one practice for this State, in a fixed order of dimensions."""
    return tuple(found for rule in _RULES for found in rule(case))


def _make(
    case: Case, dimension: str, parameters: Mapping[str, Parameter], text: str | None = None
) -> Adaptation:
    return Adaptation(
        element=dimension,
        type=case.content.rules.adaptation_types[dimension],
        text=Message(text or f"adapt.{dimension}.text", parameters),
        because=Message(f"adapt.{dimension}.because", parameters),
    )


def _means(case: Case) -> Iterator[Adaptation]:
    means, cost = case.setting.means, case.practice.judgement.cost_band
    if means is not None and case.content.rules.means_fit[cost][means] < 0:
        yield _make(
            case, "means", {"cost": Term("cost_band", cost), "means": Term("means", str(means))}
        )


def _institutions(case: Case) -> Iterator[Adaptation]:
    for code in case.practice.judgement.relies_on:
        thing = case.content.rules.institutions[code]
        if case.setting.there[code] < 0:
            excluded = thing.excluded_by and getattr(case.profile.context, thing.excluded_by)
            dimension = "geography" if excluded else "institutions"
            made = _make(
                case,
                dimension,
                {"thing": Term("institutions", code)},
                f"adapt.institution.{code}",
            )
            yield (
                made
                if excluded
                else Adaptation(
                    element=made.element, type=thing.type, text=made.text, because=made.because
                )
            )


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
        if level in _WEIGHTY and code != _UNNAMED and served.isdisjoint(related(code))
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
    _institutions,
    _flow_roles,
    _forms,
    _victim_groups,
    _legal_system,
    _scale,
    _safety,
)
