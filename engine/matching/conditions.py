"""Whether the conditions of an adaptable element hold for a State: yes, no, or not known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.domain.advice import AnyOf, Message, Term
from engine.domain.content import Content
from engine.domain.profile import StateProfile
from engine.domain.vocabulary import WEIGHTY, Level, Means
from engine.matching.context import profile_value
from engine.matching.fit import Setting

When = Mapping[str, tuple[str, ...]]
Found = tuple[bool | None, tuple[str, ...]]
"""Whether one of the values holds (None: not known), and which."""

_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whether a whole condition holds, and in words what holds, or what would have to."""

    holds: bool | None
    because: Message


@dataclass(frozen=True, slots=True)
class Conditions:
    """The values of one profile, held against conditions; each is looked at once."""

    content: Content
    profile: StateProfile
    setting: Setting
    seen: dict[tuple[str, tuple[str, ...]], Found] = field(default_factory=dict)

    def answer(self, when: When) -> Answer:
        """Return whether every field of a condition holds; one that is known not to settles it."""
        found = {name: self._found(name, values) for name, values in when.items()}
        holds = _all([truth for truth, _ in found.values()])
        if holds is None:
            unknown = condition_words({n: when[n] for n, (truth, _) in found.items() if truth is None})
            return Answer(holds=None, because=Message("adapt.if_unknown", unknown.parameters))
        parts = tuple(_part(name, _terms(name, values)) for name, (_, values) in found.items())
        return Answer(holds=holds, because=Message("adapt.here", {"conditions": parts}))

    def _found(self, name: str, values: tuple[str, ...]) -> Found:
        key = (name, values)
        if key not in self.seen:
            self.seen[key] = _FIELDS.get(name, _resource)(self, name, values)
        return self.seen[key]


def _all(truths: list[bool | None]) -> bool | None:
    if False in truths:
        return False
    return None if None in truths else True


def condition_words(when: When) -> Message:
    """Return a condition in words: every field with the values of which any is enough."""
    parts = tuple(_part(name, AnyOf(_terms(name, values))) for name, values in when.items())
    return Message("adapt.condition", {"conditions": parts})


def _part(name: str, values: AnyOf | tuple[Term, ...]) -> Message:
    return Message(f"condition.{name}", {"values": values})


_VOCABULARY = {
    "means": "means",
    "size": "size",
    "landlocked": "truth",
    "island": "truth",
    "conflict_affected": "truth",
    "displacement": "level",
    "internet": "level",
    "specialised_staff": "amount",
    "shelters": "amount",
    "labour_inspectors": "amount",
    "donor_support": "support",
}
"""The vocabulary that names the values of a field; the others are named as the field is."""


def _terms(name: str, values: tuple[str, ...]) -> tuple[Term, ...]:
    if name in {"lacks", "has"}:
        return tuple(Term("measures" if "-" in v else "institutions", v) for v in values)
    return tuple(Term(_VOCABULARY.get(name, name), value) for value in values)


def _one(value: object, wanted: tuple[str, ...]) -> Found:
    if value is None or value == _UNKNOWN:
        return None, ()
    text = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    return text in wanted, (text,)


def _means(case: Conditions, name: str, values: tuple[str, ...]) -> Found:
    level = case.setting.means
    return _one(None if level is None else tuple(Means)[level], values)


def _size(case: Conditions, name: str, values: tuple[str, ...]) -> Found:
    return _one(case.setting.size, values)


def _context(case: Conditions, name: str, values: tuple[str, ...]) -> Found:
    return _one(profile_value(case.content, case.profile, name), values)


def _resource(case: Conditions, name: str, values: tuple[str, ...]) -> Found:
    return _one(getattr(case.profile.resources, name), values)


def _pattern(case: Conditions, name: str, values: tuple[str, ...]) -> Found:
    stated: Mapping[str, Level] = getattr(case.profile.patterns, name)
    weighing = tuple(code for code in values if _level(case, stated, code) in WEIGHTY)
    if weighing:
        return True, weighing
    unknown = any(_level(case, stated, code) is Level.UNKNOWN for code in values)
    return (None if unknown else False), ()


def _level(case: Conditions, stated: Mapping[str, Level], code: str) -> Level:
    """Return the level of a code, else the weightiest stated of a wider or narrower one."""
    if stated.get(code, Level.UNKNOWN) is not Level.UNKNOWN:
        return stated[code]
    near = [stated[other] for other in case.content.vocabulary.related(code) if other in stated]
    return next((level for level in WEIGHTY if level in near), Level.UNKNOWN)


def _named(case: Conditions, name: str, values: tuple[str, ...]) -> Found:
    stated = getattr(case.profile.patterns, name)
    shared = tuple(code for code in values if code in stated)
    return (bool(shared) if stated else None), shared


def _foundation(case: Conditions, name: str, values: tuple[str, ...]) -> Found:
    wanted = -1.0 if name == "lacks" else 1.0
    there = {code: case.setting.there[code] for code in values}
    found = tuple(code for code, value in there.items() if value == wanted)
    if found:
        return True, found
    return (None if 0.0 in there.values() else False), ()


_FIELDS: Mapping[str, Callable[[Conditions, str, tuple[str, ...]], Found]] = {
    "means": _means,
    "size": _size,
    **dict.fromkeys(
        (
            "income_group",
            "region",
            "legal_system",
            "landlocked",
            "island",
            "conflict_affected",
            "displacement",
        ),
        _context,
    ),
    **dict.fromkeys(("forms", "victim_groups"), _pattern),
    **dict.fromkeys(("flow_roles", "sectors"), _named),
    **dict.fromkeys(("lacks", "has"), _foundation),
}
