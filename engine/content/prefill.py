"""A profile filled from reference data: every value with its source, the rest unknown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from engine.content.checking import suggest
from engine.domain.content import Content
from engine.domain.profile import Context, MeasureStatus, Patterns, Resources, StateProfile
from engine.domain.state import PatternShare, State
from engine.domain.vocabulary import Level, MeasureId, StateCode, Status
from engine.errors import Issue, ProfileError, said

_TOO_WIDE = 0.3
_CONTEXT = (
    "income_group",
    "legal_system",
    "landlocked",
    "island",
    "conflict_affected",
    "displacement",
    "population",
)
_COVERS = {"yes": Status.IN_PLACE, "partly": Status.PARTLY, "no": Status.ABSENT}


@dataclass(slots=True)
class _Filled:
    """Values found so far, and where each comes from."""

    content: Content
    state: State
    sources: dict[str, str] = field(default_factory=dict)

    def cite(self, path: str, source: str, years: str = "") -> None:
        """Note where a value comes from."""
        name = self.content.citations.get(source, source)
        self.sources[path] = f"{name}, {years}" if years else name


def prefilled(content: Content, code: str, as_of: str) -> StateProfile:
    """Return a profile of one State from reference data; what no source tells stays unknown.

    Args:
        content: all content.
        code: the State, ISO 3166-1 alpha-3.
        as_of: the day of the profile, YYYY-MM-DD.

    Raises:
        ProfileError: no member or observer State has this code.
    """
    state = content.states.get(StateCode(code))
    if state is None:
        advice = suggest(code, content.states)
        raise ProfileError([
            Issue(
                file="state",
                path="",
                problem=said("unknown {what} {value!r}", what=said("State code"), value=code),
                advice=advice,
            )
        ])
    filled = _Filled(content, state)
    return StateProfile(
        state=state.code,
        as_of=as_of,
        context=_context(filled),
        resources=_resources(filled),
        patterns=_patterns(filled),
        measures=_measures(filled),
        sources=filled.sources,
    )


def _context(filled: _Filled) -> Context:
    values: dict[str, Any] = {
        "region": filled.state.region,
        "regional_bodies": filled.state.bodies,
    }
    filled.cite("context.region", "regions")
    if filled.state.bodies:
        filled.cite("context.regional_bodies", "regional_bodies")
    for name in _CONTEXT:
        datum = filled.state.context.get(name)
        if datum is not None:
            values[name] = Level(str(datum.value)) if name == "displacement" else datum.value
            filled.cite(f"context.{name}", datum.source, datum.year)
    return Context(**values)


def _resources(filled: _Filled) -> Resources:
    internet = filled.state.context.get("internet")
    if internet is None:
        return Resources()
    filled.cite("resources.internet", internet.source, internet.year)
    return Resources(internet=Level(str(internet.value)))


def level_of(low: float, high: float, limits: tuple[float, float]) -> Level:
    """Return the level of a share of detected victims, by the middle of its interval.

    Unknown where the interval is too wide to tell; a form that was never reported is unknown
    too, so the lowest level is low.

    >>> level_of(0.42, 0.43, (0.15, 0.4)), level_of(0.0, 1.0, (0.15, 0.4))
    (<Level.HIGH: 'high'>, <Level.UNKNOWN: 'unknown'>)
    """
    if high - low > _TOO_WIDE:
        return Level.UNKNOWN
    middle = (low + high) / 2
    return Level.HIGH if middle >= limits[1] else Level.MEDIUM if middle >= limits[0] else Level.LOW


def _patterns(filled: _Filled) -> Patterns:
    levels: dict[str, dict[str, Level]] = {"form": {}, "sex_age": {}}
    roles: list[str] = []
    for share in filled.state.patterns:
        path = {"form": "forms", "sex_age": "victim_groups", "flow": "flow_roles"}[share.dimension]
        if share.low is None or share.high is None:
            roles.append(share.code)
            figure = f"{_years(share)} (n={share.reports})"
        else:
            level = level_of(share.low, share.high, filled.content.rules.share_levels)
            if share.high <= 0 or level is Level.UNKNOWN:
                continue
            levels[share.dimension][share.code] = level
            figure = f"{_years(share)} (n={share.reports}): {_percent(share.low, share.high)}"
        filled.cite(f"patterns.{path}.{share.code}", "glotip", figure)
    order = filled.content.vocabulary.of("flow_roles")
    return Patterns(
        forms=levels["form"],
        victim_groups=levels["sex_age"],
        flow_roles=tuple(sorted(roles, key=order.index)),
    )


def _years(share: PatternShare) -> str:
    single = share.first_year == share.last_year
    return str(share.last_year) if single else f"{share.first_year}-{share.last_year}"


def _percent(low: float, high: float) -> str:
    least, most = round(100 * low), round(100 * high)
    return f"{least}%" if least == most else f"{least}-{most}%"


def _measures(filled: _Filled) -> dict[MeasureId, MeasureStatus]:
    found: dict[MeasureId, MeasureStatus] = {}
    parties = [filled.state.treaties.get(name) for name in ("untoc", "tip_protocol")]
    dates = [status.joined for status in parties if status is not None and status.joined]
    if len(dates) == len(parties):
        found[MeasureId("PR-01")] = MeasureStatus(
            law=Status.IN_PLACE,
            note=f"UNTOC {dates[0]}; TIP Protocol {dates[1]}",
            source=filled.content.citations.get("untreaties", "UN Treaty Collection"),
        )
    covers = filled.state.context.get("law_covers_all_forms")
    if covers is not None and covers.value in _COVERS:
        source = filled.content.citations.get(covers.source, covers.source)
        found[MeasureId("PR-02")] = MeasureStatus(
            law=_COVERS[str(covers.value)], source=f"{source}, {covers.year}"
        )
    return found
