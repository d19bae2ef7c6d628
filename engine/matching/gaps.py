"""Which measures are unmet, and how badly, in law and in practice."""

from __future__ import annotations

from engine.domain.advice import Gap
from engine.domain.content import Content
from engine.domain.profile import MeasureStatus, StateProfile
from engine.domain.vocabulary import Status

_SEVERITY = {
    Status.IN_PLACE: 0.0,
    Status.NOT_APPLICABLE: 0.0,
    Status.PARTLY: 0.5,
    Status.ABSENT: 1.0,
    Status.UNKNOWN: None,
}


def severity(status: Status) -> float | None:
    """Return how much is missing, 0 (nothing) to 1 (all); None where it is unknown.

    >>> severity(Status.PARTLY), severity(Status.UNKNOWN)
    (0.5, None)
    """
    return _SEVERITY[status]


def find_gaps(content: Content, profile: StateProfile) -> tuple[Gap, ...]:
    """Return the unmet measures in framework order; those of which nothing is known are to confirm."""
    return tuple(
        Gap(
            measure=measure,
            status=status,
            law=severity(status.law),
            practice=severity(status.practice),
            to_confirm=not status.is_known,
        )
        for measure in content.framework.measures
        if not (status := profile.status_of(measure)).is_met
    )


def prerequisite_met(status: MeasureStatus) -> bool | None:
    """Return whether a measure is there to build on: as far as is known, None where nothing is.

    Partly in place is not yet met.
    """
    known = [value for value in (severity(status.law), severity(status.practice)) if value is not None]
    return None if not known else max(known) == 0.0


def is_absent(status: MeasureStatus) -> bool:
    """Return whether a measure is known to be absent in law or in practice."""
    return Status.ABSENT in (status.law, status.practice)
