"""A plan as plain values, as a case file and the JSON of a plan hold it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from engine.domain.plan import Plan


def plan_value(plan: Plan) -> dict[str, Any]:
    """Return a plan as plain values; what is empty stays out."""
    made: dict[str, Any] = _plain(asdict(plan))
    return made


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        inner = {str(key): _plain(part) for key, part in value.items()}
        return {key: part for key, part in inner.items() if not _is_empty(part)}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return str(value) if isinstance(value, str) else value


def _is_empty(value: object) -> bool:
    """Return whether a value says nothing: a zero says something."""
    return value is None or value is False or (isinstance(value, str | list | dict) and not value)
