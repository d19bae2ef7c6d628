"""Moves the weights of fit by what users did with suggestions, never far from the documented prior."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np

from engine.content.profiles import load_profile
from engine.domain.content import Content
from engine.domain.profile import StateProfile
from engine.domain.table import Numbers
from engine.domain.vocabulary import MeasureId, PracticeId
from engine.errors import Issue, ProfileError, Said, said
from engine.learning.additive import PriorLogisticRegression
from engine.matching.context import nearness
from engine.matching.fit import SERVICE, fit_features, setting
from engine.matching.scoring import AdditiveScorer, Models, Scorer

POINTS_PER_LOG_ODDS = 10.0
"""Ten points more of fit multiply the odds that a suggestion is taken by e: our judgement."""

ACCOUNT_WEIGHT = 5.0
"""All feedback from one account counts at most as much as so many suggestions."""


class Event(StrEnum):
    """What became of a suggestion."""

    SHOWN = "shown"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    ADOPTED = "adopted"
    WORKED = "worked"
    FAILED = "failed"


_TAKEN = {Event.ACCEPTED: 1.0, Event.ADOPTED: 2.0, Event.WORKED: 3.0}
_LEFT = {Event.SHOWN: 0.1, Event.REJECTED: 1.0, Event.FAILED: 3.0}
"""How much each event counts: a suggestion only shown says little. Our judgement."""


class Reason(StrEnum):
    """Why a suggestion was rejected; only the first three speak of fit."""

    DOES_NOT_FIT = "does_not_fit"
    TOO_COSTLY = "too_costly"
    NOT_READY = "not_ready"
    ALREADY_DONE = "already_done"
    OTHER = "other"


_NOT_FIT = frozenset({Reason.ALREADY_DONE, Reason.OTHER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What somebody did with one suggestion for one profile.

    `account` tells users apart and is no name. `reason` is None where none was given.
    """

    account: str
    profile: StateProfile
    measure: MeasureId
    practice: PracticeId
    event: Event
    reason: Reason | None = None


def read_feedback(path: Path, content: Content) -> list[Feedback]:
    """Return the feedback of a JSON Lines file.

    Each line is an object with `schema` (1), `account`, `profile` (a profile file, from the folder of
    this file), `measure`, `practice`, `event` and, if it was rejected, `reason`.

    Raises:
        ProfileError: with every line that cannot be used.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        problem = said("cannot read it: {reason}", reason=getattr(error, "strerror", None) or error)
        advice = said("check the name of the file")
        raise ProfileError([Issue(file=path.name, path="", problem=problem, advice=advice)]) from None
    served = {
        (link.measure, practice.id)
        for practice in content.suggestible
        for link in practice.judgement.measures
    }
    profiles: dict[str, StateProfile] = {}
    found: list[Feedback] = []
    issues: list[Issue] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = _feedback(json.loads(line), path, content, profiles)
        except ProfileError as error:
            issues += error.issues
            continue
        except (KeyError, TypeError, ValueError) as error:
            issues.append(_issue(path, number, said("missing or wrong value: {detail}", detail=error)))
            continue
        found.append(item)
        if (item.measure, item.practice) not in served:
            problem = said(
                "{practice} does not serve {measure}", practice=item.practice, measure=item.measure
            )
            issues.append(_issue(path, number, problem))
    if issues:
        raise ProfileError(issues)
    return found


def _feedback(
    value: Mapping[str, Any], path: Path, content: Content, profiles: dict[str, StateProfile]
) -> Feedback:
    if value["schema"] != 1:
        raise ValueError("schema is not 1")
    name = str(value["profile"])
    if name not in profiles:
        profiles[name] = load_profile(path.parent / name, content)
    reason = value.get("reason")
    return Feedback(
        account=str(value["account"]),
        profile=profiles[name],
        measure=MeasureId(value["measure"]),
        practice=PracticeId(value["practice"]),
        event=Event(value["event"]),
        reason=None if reason is None else Reason(reason),
    )


def _issue(path: Path, line: int, problem: Said) -> Issue:
    return Issue(file=path.name, path="", line=line, problem=problem, advice=said("correct the line"))


def learn_fit(content: Content, models: Models, feedback: Sequence[Feedback]) -> Models:
    """Return the models with the weights of fit moved by feedback; with none they are the prior.

    The weights are a maximum a posteriori estimate around those of `models`, each with the stated
    swing as its standard deviation, and none below 0. The new scorer holds the posterior spread.
    """
    prior, spread = models.fit.weights, models.fit.spread
    if spread is None:
        spread = content.rules.swing * prior
    told = [item for item in feedback if item.reason not in _NOT_FIT]
    if not told:
        return replace(models, fit=_scorer(models.fit, prior, spread))
    taken = np.array([item.event in _TAKEN for item in told])
    weight = np.array([(_TAKEN | _LEFT)[item.event] for item in told])
    weight *= _fair([item.account for item in told], weight)
    points, posterior = _estimate(_features(content, told), taken, weight, prior, spread)
    version = f"{models.version} feedback-{len(told)}"
    return replace(models, version=version, fit=_scorer(models.fit, points, posterior))


def _estimate(
    rows: Numbers, taken: Numbers, weight: Numbers, prior: Numbers, spread: Numbers
) -> tuple[Numbers, Numbers]:
    """Return posterior points and their spread; a faint row of each class makes sure of two."""
    faint = np.zeros((2, rows.shape[1]))
    model = PriorLogisticRegression(prior=prior, spread=spread, nonnegative=True).fit(
        np.vstack([rows, faint]) / POINTS_PER_LOG_ODDS,
        np.concatenate([taken, [True, False]]),
        sample_weight=np.concatenate([weight, [1e-3, 1e-3]]),
    )
    return model.coef_[0], np.sqrt(np.diag(model.covariance_))


def _scorer(old: Scorer, points: Numbers, spread: Numbers) -> AdditiveScorer:
    return AdditiveScorer(
        base=old.base,
        weight_of=dict(zip(old.criteria, points.tolist(), strict=True)),
        spread=spread,
    )


def _fair(accounts: Sequence[str], weight: Numbers) -> Numbers:
    """Return a factor for each item that keeps one account from counting more than its share."""
    total: Counter[str] = Counter()
    for account, value in zip(accounts, weight.tolist(), strict=True):
        total[account] += value
    return np.array([min(1.0, ACCOUNT_WEIGHT / total[account]) for account in accounts])


def _features(content: Content, told: Sequence[Feedback]) -> Numbers:
    """Return the features of fit of each suggestion, (n, k)."""
    place = {practice.id: row for row, practice in enumerate(content.suggestible)}
    of_profile: dict[int, Numbers] = {}
    rows = []
    for item in told:
        if id(item.profile) not in of_profile:
            given = setting(content, item.profile, nearness(content, item.profile))
            of_profile[id(item.profile)] = fit_features(content, item.profile, given)
        row = of_profile[id(item.profile)][place[item.practice]].copy()
        main = content.catalogue[item.practice].judgement.measures[0].measure
        row[SERVICE] = (
            content.rules.main_measure if main == item.measure else content.rules.other_measure
        )
        rows.append(row)
    return np.array(rows)
