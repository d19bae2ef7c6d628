"""The one façade: a profile in, the whole advice out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.domain.advice import (
    Adaptation,
    Advice,
    Caution,
    Contribution,
    Gap,
    MeasureAdvice,
    Message,
    PrerequisiteState,
    Score,
    Suggestion,
    Term,
    Versions,
)
from engine.domain.content import Content
from engine.domain.practice import Practice
from engine.domain.profile import StateProfile
from engine.domain.table import Flags, Indices, Numbers
from engine.domain.vocabulary import Direction, MeasureId, Strength
from engine.errors import Issue, QueryError, said
from engine.matching.adaptation import adaptations
from engine.matching.attainability import chances
from engine.matching.conditions import Conditions
from engine.matching.confidence import Draws, plausible, top_shares
from engine.matching.context import nearness
from engine.matching.diversity import choose
from engine.matching.evidence import rests_on, strength
from engine.matching.fit import (
    CRITERIA,
    READINESS,
    SERVICE,
    Setting,
    fit_features,
    readiness,
    setting,
)
from engine.matching.gaps import find_gaps
from engine.matching.priority import CRITERIA as PRIORITY_CRITERIA
from engine.matching.priority import MeasureOrder, measure_order, priority_features, values
from engine.matching.readiness import is_blocked, practice_prerequisites
from engine.matching.reasons import Case, cost_here, fit_reasons, nearest_place, place_code
from engine.matching.scoring import Models, contributions, score

SOFTWARE_VERSION = "0.2.0"


def advise(
    content: Content,
    models: Models,
    profile: StateProfile,
    *,
    measures: Sequence[MeasureId] | None = None,
    limit: int | None = None,
    top: int = 5,
) -> Advice:
    """Return the unmet measures by priority, each with its best practices by fit.

    `measures` keeps only those named, `limit` the first so many, `top` so many suggestions for
    each. Ties break by id; the same input and versions give the same advice.

    Raises:
        QueryError: a named measure is not in the framework.
    """
    _check(content, measures)
    found = rank_measures(content, models, profile)
    wanted = [
        (gap, priority) for gap, priority in found.ranked if measures is None or gap.measure in measures
    ]
    bench = _Bench.of(content, models, profile, found.chance, top)
    return Advice(
        state=profile.state,
        as_of=profile.as_of,
        versions=Versions(
            software=SOFTWARE_VERSION,
            framework=content.framework.version,
            catalogue=content.catalogue_version,
            models=models.version,
        ),
        measures=tuple(
            bench.measure_advice(gap, priority, found.order.before.get(gap.measure, ()))
            for gap, priority in wanted[:limit]
        ),
    )


def _check(content: Content, measures: Sequence[MeasureId] | None) -> None:
    unknown = [measure for measure in measures or () if measure not in content.framework.measures]
    if unknown:
        raise QueryError(
            Issue(
                file="measures",
                path=measure,
                problem=said("no such measure in the framework"),
                advice=said("use an id such as PT-07; `passerelle gaps` lists them"),
            )
            for measure in unknown
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """The gaps with their priority, highest first, ties by id, and what they were ranked by.

    `chance` is the estimated chance of every measure of the framework, (m,).
    """

    ranked: tuple[tuple[Gap, Score], ...]
    order: MeasureOrder
    chance: Numbers


def rank_measures(content: Content, models: Models, profile: StateProfile) -> Ranked:
    """Return the unmet measures of a profile by priority."""
    gaps = find_gaps(content, profile)
    order = measure_order(content, profile, gaps)
    chance = chances(content, models.attainability, profile)
    told = dict(zip(content.framework.measures, chance.tolist(), strict=True))
    likely = {measure: told[measure] for measure in models.attainability.measures}
    rows = priority_features(content, profile, gaps, order, likely)
    points = models.priority.contributions(values(rows)) if rows else np.zeros((0, 0))
    base = models.priority.base
    scored = [
        (gap, score(base, contributions(PRIORITY_CRITERIA, line, [f.reason for f in row])))
        for gap, row, line in zip(gaps, rows, points.tolist(), strict=True)
    ]
    ranked = sorted(scored, key=lambda pair: (-pair[1].value, pair[0].measure))
    return Ranked(ranked=tuple(ranked), order=order, chance=chance)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Explained:
    """What of one practice is the same for every measure it serves."""

    contributions: tuple[Contribution, ...]
    adaptations: tuple[Adaptation, ...]
    prerequisites: tuple[PrerequisiteState, ...]
    cautions: tuple[Caution, ...]
    nearest: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bench:
    """All practices scored once for one profile, ready to be laid out by measure."""

    content: Content
    profile: StateProfile
    setting: Setting
    conditions: Conditions
    features: Numbers
    points: Numbers
    totals: Numbers
    service: tuple[float, float]
    unready: float
    base: float
    top: int
    column: Mapping[MeasureId, int]
    draws: Draws
    ready_weight: float
    explained: dict[int, _Explained] = field(default_factory=dict)

    @classmethod
    def of(
        cls, content: Content, models: Models, profile: StateProfile, chance: Numbers, top: int
    ) -> _Bench:
        given = setting(content, profile, nearness(content, profile))
        features = fit_features(content, profile, given)
        points = models.fit.contributions(features)
        edge = np.zeros((3, len(CRITERIA)))
        edge[:2, SERVICE] = content.rules.other_measure, content.rules.main_measure
        edge[2, READINESS] = -1.0
        service = models.fit.contributions(edge)
        return cls(
            content=content,
            profile=profile,
            setting=given,
            conditions=Conditions(content, profile, given),
            features=features,
            points=points,
            totals=points.sum(axis=1),
            service=(float(service[0, SERVICE]), float(service[1, SERVICE])),
            unready=float(service[2, READINESS]),
            base=models.fit.base,
            top=top,
            column={measure: number for number, measure in enumerate(content.framework.measures)},
            draws=plausible(content, profile, chance, models.fit),
            ready_weight=float(models.fit.weights[READINESS]),
        )

    def measure_advice(
        self, gap: Gap, priority: Score, before: tuple[PrerequisiteState, ...]
    ) -> MeasureAdvice:
        """Return one measure with its suggestions."""
        warned = self.content.warnings.get(gap.measure, ())
        return MeasureAdvice(
            gap=gap,
            priority=priority,
            prerequisites=before,
            cautions=tuple(Caution(warning=practice) for practice in warned),
            suggestions=self._suggestions(gap.measure, before),
        )

    def _suggestions(
        self, measure: MeasureId, before: tuple[PrerequisiteState, ...]
    ) -> tuple[Suggestion, ...]:
        table, column = self.content.table, self.column[measure]
        pairs = slice(table.pair_starts[column], table.pair_starts[column + 1])
        rows = table.pair_practices[pairs]
        if not len(rows) or not self.top:
            return ()
        blocked = is_blocked(before, self.profile)
        service = np.where(table.pair_is_main[pairs], self.service[1], self.service[0])
        totals = self.totals[rows] + service
        if blocked:
            totals += self.unready - self.points[rows, READINESS]
        order = np.argsort(-totals, kind="stable")
        rows, totals, service = rows[order], totals[order], service[order]
        chosen = choose(totals, rows, table, self.content.rules.diversity, self.top)
        points = self.points[rows[: chosen[-1] + 60]]
        points[:, SERVICE] = service[: len(points)]
        if blocked:
            points[:, READINESS] = self.unready
        shares = self._top_shares(points, rows[: len(points)], self._draws_blocked(before) | blocked)
        return tuple(
            self._suggestion(
                measure, before, int(rows[pick]), points[pick], float(shares[pick]), blocked
            )
            for pick in chosen
        )

    def _draws_blocked(self, before: tuple[PrerequisiteState, ...]) -> Flags:
        """Return the draws, (d,), in which a "must" prerequisite that is not known turns out absent."""
        musts = [
            self.column[state.measure]
            for state in before
            if state.strength is Strength.MUST and state.measure is not None
        ]
        return np.asarray(self.draws.absent[musts].any(axis=0))

    def _top_shares(self, points: Numbers, rows: Indices, blocked: Flags) -> Numbers:
        """Return how often each candidate stays among the best under plausible weights and answers."""
        factors = self.draws.factors
        needs = self.content.table.needs[rows]
        ready = np.where(blocked, -1.0, readiness(needs, self.draws.foundation))
        others = points.copy()
        others[:, READINESS] = 0.0
        return top_shares(others, ready * self.ready_weight * factors[READINESS], factors, self.top)

    def _suggestion(
        self,
        measure: MeasureId,
        before: tuple[PrerequisiteState, ...],
        row: int,
        points: Numbers,
        share: float,
        blocked: bool,
    ) -> Suggestion:
        practice = self.content.suggestible[row]
        known = self._explain(practice, row)
        rank, link = next(
            (rank, link)
            for rank, link in enumerate(practice.judgement.measures)
            if link.measure == measure
        )
        service = Message("fit.service.other" if rank else "fit.service.main", {})
        parts = contributions(("service",), [float(points[SERVICE])], [service]) + list(
            known.contributions
        )
        if blocked:
            missing = tuple(Term("measures", s.measure) for s in before if s.measure and s.met is False)
            reason = Message("fit.readiness.blocked", {"things": missing})
            parts = [part for part in parts if part.criterion != "readiness"]
            parts += contributions(("readiness",), [self.unready], [reason])
        return Suggestion(
            practice=practice,
            why=link.why,
            fit=score(self.base, parts),
            top_share=share,
            cost=cost_here(practice, self.setting),
            strength=strength(practice, self.content.rules),
            adaptations=known.adaptations,
            prerequisites=before + known.prerequisites,
            is_blocked=blocked,
            cautions=known.cautions,
            nearest_place=place_code(self.content, known.nearest),
        )

    def _explain(self, practice: Practice, row: int) -> _Explained:
        if row not in self.explained:
            nearest = nearest_place(self.content, self.setting, row)
            case = Case(
                content=self.content,
                profile=self.profile,
                setting=self.setting,
                conditions=self.conditions,
                practice=practice,
                row=row,
                features=self.features[row],
                nearest=nearest,
            )
            self.explained[row] = _Explained(
                contributions=tuple(
                    contributions(CRITERIA[1:], self.points[row, 1:].tolist(), fit_reasons(case))
                ),
                adaptations=adaptations(case),
                prerequisites=practice_prerequisites(practice, self.profile),
                cautions=_cautions(practice, self.profile),
                nearest=nearest,
            )
        return self.explained[row]


def _cautions(practice: Practice, profile: StateProfile) -> tuple[Caution, ...]:
    """Return what to beware of: what sources report, and a practice that is already known here."""
    found = []
    if profile.state in practice.facts.places:
        found.append(
            Caution(message=Message("caution.seen_here", {"place": Term("states", profile.state)}))
        )
    if practice.facts.end_year is not None:
        ended = {"year": str(practice.facts.end_year)}
        found.append(Caution(message=Message("caution.ended", ended)))
    if practice.evidence.direction is Direction.MIXED:
        found.append(Caution(message=Message("caution.mixed", {})))
    resting = rests_on(practice.facts)
    if resting is not None:
        found.append(Caution(message=Message(f"caution.rests_on.{resting}", {})))
    if practice.evidence.harms:
        found.append(Caution(message=Message("caution.harms", {})))
    if practice.facts.caveats:
        found.append(Caution(message=Message("verbatim", {"text": practice.facts.caveats})))
    return tuple(found)
