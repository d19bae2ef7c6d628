"""The chance that a State has a measure: an estimate from its setting and from what else is known.

The parameters are learned (`engine.learning.attainability`); the product of rows here is log-odds,
so that an estimate is its base and what each attribute and each known measure adds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.domain.content import Content
from engine.domain.profile import MeasureStatus, StateProfile
from engine.domain.rules import Rules
from engine.domain.table import Numbers, StateTable
from engine.domain.vocabulary import MeasureId
from engine.matching.context import profile_value
from engine.matching.gaps import severity
from engine.matching.table import encode


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextColumn:
    """One column of the setting: a number to be centred and scaled, or one category of an attribute.

    `code` is NaN for a number; else the column is 1 where the attribute has this code.
    """

    attribute: str
    code: float
    centre: float
    scale: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Attainability:
    """What was learned of which States have which measures.

    With f columns and m measures: `mean` (m,) is the share of States that have each, `weights`
    (f, m) what the setting adds, `covariance` (m, m) how what is left over goes together, with
    `noise` on its diagonal; all on a scale of 0 to 1. `slope` and `intercept` make log-odds of it.
    """

    measures: tuple[MeasureId, ...]
    columns: tuple[ContextColumn, ...]
    mean: Numbers
    weights: Numbers
    covariance: Numbers
    noise: float
    slope: float
    intercept: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """The estimated chance, 0 to 1, that a measure is largely in place.

    Its log-odds are `base` (how many States have it) and what each attribute of the setting and
    each known measure adds. An estimate is never an answer.
    """

    measure: MeasureId
    chance: float
    base: float
    by_attribute: Mapping[str, float]
    by_measure: Mapping[MeasureId, float]

    @property
    def log_odds(self) -> float:
        """Return base and contributions together."""
        return self.base + sum(self.by_attribute.values()) + sum(self.by_measure.values())


def context_columns(table: StateTable, rules: Rules) -> tuple[ContextColumn, ...]:
    """Return the columns of the setting: centred on the mean over all States, unknown adds nothing."""
    columns: list[ContextColumn] = []
    for number, attribute in enumerate(rules.attributes):
        known = table.values[:, number]
        known = known[~np.isnan(known)]
        if attribute.kind == "category":
            columns += [
                ContextColumn(
                    attribute=attribute.name,
                    code=float(code),
                    centre=float((known == code).mean()),
                    scale=1.0,
                )
                for code in np.unique(known)
            ]
        elif known.size:
            columns.append(
                ContextColumn(
                    attribute=attribute.name,
                    code=float("nan"),
                    centre=float(known.mean()),
                    scale=float(known.std()) or 1.0,
                )
            )
    return tuple(columns)


def context_rows(columns: Sequence[ContextColumn], names: Sequence[str], values: Numbers) -> Numbers:
    """Return encoded context values (s, a) of the attributes `names` as columns (s, f).

    An unknown value is 0 in each of its columns, which is the mean of the States.
    """
    place = {name: number for number, name in enumerate(names)}
    made = np.zeros((len(values), len(columns)))
    for number, column in enumerate(columns):
        raw = values[:, place[column.attribute]]
        number_or_flag = raw if np.isnan(column.code) else (raw == column.code).astype(np.float64)
        shown = (number_or_flag - column.centre) / column.scale
        made[:, number] = np.where(np.isnan(raw), 0.0, shown)
    return made


def estimates(
    content: Content, model: Attainability, profile: StateProfile
) -> dict[MeasureId, Estimate]:
    """Return an estimate for each measure that the data speak of.

    A measure's own status takes no part in its estimate: all others that are known do.
    """
    setting = _setting(content, model, profile)
    by_column = setting[:, None] * model.weights * model.slope
    expected = model.mean + setting @ model.weights
    known = [
        row for row, code in enumerate(model.measures) if _share(profile.status_of(code)) is not None
    ]
    by_known = model.slope * _by_known(model, expected, known, profile)
    base = model.intercept + model.slope * model.mean
    total = base + by_column.sum(axis=0) + by_known.sum(axis=0)
    chance = 1.0 / (1.0 + np.exp(-total))
    attributes = dict.fromkeys(column.attribute for column in model.columns)
    return {
        code: Estimate(
            measure=code,
            chance=float(chance[row]),
            base=float(base[row]),
            by_attribute={
                name: float(
                    sum(by_column[n, row] for n, c in enumerate(model.columns) if c.attribute == name)
                )
                for name in attributes
            },
            by_measure={
                model.measures[other]: float(by_known[n, row])
                for n, other in enumerate(known)
                if other != row
            },
        )
        for row, code in enumerate(model.measures)
    }


def chances(content: Content, model: Attainability, profile: StateProfile) -> Numbers:
    """Return the estimated chance of every measure of the framework, (m,), 0 to 1.

    A measure that the data do not speak of gets the mean of those they do: how far this State is
    otherwise.
    """
    setting = _setting(content, model, profile)
    expected = model.mean + setting @ model.weights
    known = [
        row for row, code in enumerate(model.measures) if _share(profile.status_of(code)) is not None
    ]
    score = expected + _by_known(model, expected, known, profile).sum(axis=0)
    chance = 1.0 / (1.0 + np.exp(-(model.intercept + model.slope * score)))
    found = dict(zip(model.measures, chance.tolist(), strict=True))
    rest = float(chance.mean())
    return np.array([found.get(code, rest) for code in content.framework.measures])


def _setting(content: Content, model: Attainability, profile: StateProfile) -> Numbers:
    attributes = content.rules.attributes
    own = [encode(a, profile_value(content, profile, a.name)) for a in attributes]
    names = [attribute.name for attribute in attributes]
    row: Numbers = context_rows(model.columns, names, np.array([own]))[0]
    return row


def _share(status: MeasureStatus) -> float | None:
    """Return how far a measure is in place, 0 to 1: practice where known, else law."""
    missing = severity(status.practice)
    missing = severity(status.law) if missing is None else missing
    return None if missing is None else 1.0 - missing


def _by_known(
    model: Attainability, expected: Numbers, known: Sequence[int], profile: StateProfile
) -> Numbers:
    """Return what each known measure adds to every measure, (known, m), on the scale of 0 to 1.

    For a measure that is known itself, the others alone speak (leave-one-out by the inverse, as in
    Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006, eq. 5.12).
    """
    if not known:
        return np.zeros((0, len(model.measures)))
    shares = np.array(
        [_share(profile.status_of(model.measures[row])) for row in known], dtype=np.float64
    )
    left_over = shares - expected[known]
    inverse = np.linalg.inv(model.covariance[np.ix_(known, known)] + model.noise * np.eye(len(known)))
    gain = model.covariance[:, known] @ inverse
    own = -(inverse - np.diag(np.diag(inverse))) / np.diag(inverse)[:, None]
    gain[known] = own
    return (gain * left_over).T
