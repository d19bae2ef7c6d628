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
from engine.domain.vocabulary import MeasureId, Status
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
    parts = _parts(content, model, profile)
    chance = parts.chance
    attributes = np.array([column.attribute for column in model.columns])
    by_attribute = {
        name: parts.by_column[attributes == name].sum(axis=0)
        for name in dict.fromkeys(attributes.tolist())
    }
    return {
        code: Estimate(
            measure=code,
            chance=float(chance[row]),
            base=float(parts.base[row]),
            by_attribute={name: float(part[row]) for name, part in by_attribute.items()},
            by_measure={
                model.measures[other]: float(part[row])
                for other, part in zip(parts.known, parts.by_known, strict=True)
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
    chance = _parts(content, model, profile).chance
    found = dict(zip(model.measures, chance.tolist(), strict=True))
    rest = float(chance.mean())
    return np.array([found.get(code, rest) for code in content.framework.measures])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The log-odds of each measure of a model, part by part.

    `base` is (m,), `by_column` (f, m); `by_known` (k, m) is what each measure of the rows `known` adds.
    """

    base: Numbers
    by_column: Numbers
    known: Sequence[int]
    by_known: Numbers

    @property
    def chance(self) -> Numbers:
        """Return the chance of each measure, (m,)."""
        log_odds = self.base + self.by_column.sum(axis=0) + self.by_known.sum(axis=0)
        return np.asarray(1.0 / (1.0 + np.exp(-log_odds)), dtype=np.float64)


def _parts(content: Content, model: Attainability, profile: StateProfile) -> _Parts:
    by_column = _setting(content, model, profile)[:, None] * model.weights
    shares = {
        row: share
        for row, code in enumerate(model.measures)
        if (share := _share(profile.status_of(code))) is not None
    }
    known = list(shares)
    left_over = np.array(list(shares.values())) - (model.mean + by_column.sum(axis=0))[known]
    return _Parts(
        base=model.intercept + model.slope * model.mean,
        by_column=model.slope * by_column,
        known=known,
        by_known=model.slope * _gain(model, known) * left_over[:, None],
    )


def _setting(content: Content, model: Attainability, profile: StateProfile) -> Numbers:
    attributes = content.rules.attributes
    own = [encode(a, profile_value(content, profile, a.name)) for a in attributes]
    names = [attribute.name for attribute in attributes]
    row: Numbers = context_rows(model.columns, names, np.array([own]))[0]
    return row


def _share(status: MeasureStatus) -> float | None:
    """Return how far a measure is in place, 0 to 1: in practice where told, else in law, else None.

    What does not apply here is not in place: it tells nothing.
    """
    told = [s for s in (status.practice, status.law) if s is not Status.NOT_APPLICABLE]
    missing = next((found for s in told if (found := severity(s)) is not None), None)
    return None if missing is None else 1.0 - missing


def _gain(model: Attainability, known: Sequence[int]) -> Numbers:
    """Return what a unit left over of each known measure adds to every measure, (k, m).

    For a measure that is known itself, the others alone speak (leave-one-out by the inverse, as in
    Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006, eq. 5.12).
    """
    inverse = np.linalg.inv(model.covariance[np.ix_(known, known)] + model.noise * np.eye(len(known)))
    gain = inverse @ model.covariance[known]
    gain[:, known] = np.diag(np.ones(len(known))) - inverse / np.diag(inverse)
    return np.asarray(gain, dtype=np.float64)
