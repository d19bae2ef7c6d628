"""Chooses the set of greatest worth under a budget: integer programming with HiGHS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from engine.domain.vocabulary import MeasureId, PracticeId
from engine.planning.candidates import Candidate
from engine.planning.rules import PlanningRules

Key = tuple[MeasureId, PracticeId]

_SLACK = 1e3
"""What breaking a limit costs when the limits together cannot be met: more than any choice is worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the user asks of a choice; None where there is no limit.

    `must` are candidates that have to be in. `leads` names who would lead the work on a measure,
    where that is known; `per_lead` bounds how many items one of them leads.
    """

    budget_per_year: float | None = None
    years: int = 3
    starts_per_year: int | None = None
    must: frozenset[Key] = frozenset()
    barred: frozenset[Key] = frozenset()
    leads: Mapping[MeasureId, str] = field(default_factory=dict)
    per_lead: int | None = None
    balanced: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The chosen candidates with the year each begins (0 is the first), and what the choice is worth.

    `gap` is the share by which a better choice could exceed it: 0 where it is proven the best.
    `relax` names the limits that cannot be met together; then nothing is chosen. `left_out` says of
    every other candidate why it is not in.
    """

    begins: Mapping[Key, int]
    worth: float
    gap: float
    relax: tuple[str, ...]
    left_out: Mapping[Key, str]


@dataclass(frozen=True, slots=True)
class _Row:
    """One limit: coefficients over the variables, least and most, and what it is called."""

    terms: Mapping[int, float]
    least: float
    most: float
    name: str = ""
    """Empty: a rule of the problem itself, which is never relaxed."""


@dataclass(frozen=True, slots=True)
class _Problem:
    """Variables are candidate i beginning in year t, at i * years + t."""

    found: Sequence[Candidate]
    wishes: Wishes
    rules: PlanningRules

    def at(self, number: int, year: int) -> int:
        return number * self.wishes.years + year

    def ever(self, numbers: Sequence[int]) -> dict[int, float]:
        return {self.at(n, t): 1.0 for n in numbers for t in range(self.wishes.years)}

    def rows(self) -> Iterator[_Row]:
        yield from self._one_of_each_measure()
        yield from self._practice_once()
        yield from self._prerequisites()
        yield from self._budget()
        yield from self._capacity()
        yield from self._musts()
        yield from self._leads()
        if self.wishes.balanced:
            yield from self._balance()

    def _practice_once(self) -> Iterator[_Row]:
        for practice in dict.fromkeys(candidate.practice for candidate in self.found):
            same = [n for n, candidate in enumerate(self.found) if candidate.practice == practice]
            if len(same) > 1:
                wanted = sum(key[1] == practice for key in self.wishes.must)
                yield _Row(self.ever(same), 0, max(1, wanted))

    def _of(self, measure: MeasureId) -> list[int]:
        return [n for n, candidate in enumerate(self.found) if candidate.measure == measure]

    def _one_of_each_measure(self) -> Iterator[_Row]:
        for measure in dict.fromkeys(candidate.measure for candidate in self.found):
            wanted = sum(key[0] == measure for key in self.wishes.must)
            yield _Row(self.ever(self._of(measure)), 0, max(1, wanted))

    def _prerequisites(self) -> Iterator[_Row]:
        for number, candidate in enumerate(self.found):
            for needed in candidate.needs:
                before = self._of(needed)
                for year in range(self.wishes.years):
                    terms = {self.at(number, t): 1.0 for t in range(year + 1)}
                    terms |= {self.at(n, t): -1.0 for n in before for t in range(year + 1)}
                    yield _Row(terms, -np.inf, 0)

    def _budget(self) -> Iterator[_Row]:
        if (budget := self.wishes.budget_per_year) is None:
            return
        for year in range(self.wishes.years):
            terms = {
                self.at(n, t): candidate.cost.likely
                for n, candidate in enumerate(self.found)
                for t in range(year + 1)
            }
            yield _Row(terms, 0, budget, "budget")

    def _capacity(self) -> Iterator[_Row]:
        if (most := self.wishes.starts_per_year) is None:
            return
        for year in range(self.wishes.years):
            terms = {self.at(n, year): 1.0 for n in range(len(self.found))}
            yield _Row(terms, 0, most, "starts_per_year")

    def _musts(self) -> Iterator[_Row]:
        for number, candidate in enumerate(self.found):
            if candidate.key in self.wishes.must:
                yield _Row(self.ever([number]), 1, 1, "must")
            elif candidate.key in self.wishes.barred:
                yield _Row(self.ever([number]), 0, 0)

    def _leads(self) -> Iterator[_Row]:
        if (most := self.wishes.per_lead) is None:
            return
        for lead in sorted(set(self.wishes.leads.values())):
            led = [n for n, c in enumerate(self.found) if self.wishes.leads.get(c.measure, "") == lead]
            if led:
                yield _Row(self.ever(led), 0, most, "per_lead")

    def _balance(self) -> Iterator[_Row]:
        groups = {f"principle:{name}": {name} for name in {c.principle for c in self.found}}
        groups |= {f"side:{name}": set(of) for name, of in self.rules.sides.items()}
        for name, principles in sorted(groups.items()):
            members = [n for n, c in enumerate(self.found) if c.principle in principles]
            at_least = (
                self.rules.of_each_side if name.startswith("side") else self.rules.of_each_principle
            )
            least = min(at_least, len({self.found[n].measure for n in members}))
            if least:
                yield _Row(self.ever(members), least, np.inf, "balance")


def choose(found: Sequence[Candidate], wishes: Wishes, rules: PlanningRules) -> Choice:
    """Return the best choice: greatest total worth, each item counted for the years it runs.

    Whatever is chosen meets every limit. Candidates of the same worth are taken in their order.
    """
    if not found:
        return Choice(begins={}, worth=0.0, gap=0.0, relax=(), left_out={})
    problem = _Problem(found, wishes, rules)
    rows = list(problem.rows())
    gains = np.array([
        candidate.worth * (wishes.years - year) / wishes.years
        for candidate in found
        for year in range(wishes.years)
    ])
    solved = _solve(gains, rows, rules.seconds)
    if solved is None:
        relax = _conflict(gains, rows, rules.seconds)
        return Choice(begins={}, worth=0.0, gap=0.0, relax=relax, left_out={})
    taken, gap = solved
    begins = {
        found[at // wishes.years].key: at % wishes.years for at in np.flatnonzero(taken > 0.5).tolist()
    }
    return Choice(
        begins=begins,
        worth=float(gains @ np.rint(taken)),
        gap=gap,
        relax=(),
        left_out=_left_out(found, begins, wishes),
    )


def _solve(gains: np.ndarray, rows: Sequence[_Row], seconds: float) -> tuple[np.ndarray, float] | None:
    """Return the values of the variables and the proven gap, None where nothing meets every row."""
    tie = np.linspace(0, 1e-9, len(gains))
    result = milp(
        tie - gains,
        integrality=np.ones(len(gains)),
        bounds=Bounds(0, 1),
        constraints=_matrix(rows, len(gains)),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    if result.x is None:
        return None
    return result.x, float(result.mip_gap or 0.0)


def _matrix(rows: Sequence[_Row], width: int) -> LinearConstraint:
    data = [value for row in rows for value in row.terms.values()]
    columns = [at for row in rows for at in row.terms]
    starts = np.cumsum([0, *(len(row.terms) for row in rows)])
    matrix = csr_array((data, columns, starts), shape=(len(rows), width))
    return LinearConstraint(matrix, [row.least for row in rows], [row.most for row in rows])


def _conflict(gains: np.ndarray, rows: Sequence[_Row], seconds: float) -> tuple[str, ...]:
    """Return the names of the limits that have to give way, the fewest that do."""
    named = [number for number, row in enumerate(rows) if row.name]
    width = len(gains)
    loose = [
        row if number not in named else _loosened(row, width + 2 * named.index(number))
        for number, row in enumerate(rows)
    ]
    scale = [max(map(abs, rows[number].terms.values()), default=1.0) for number in named]
    penalties = np.repeat(_SLACK / np.array(scale), 2)
    bounds = Bounds(0, np.concatenate([np.ones(width), np.full(2 * len(named), np.inf)]))
    result = milp(
        np.concatenate([-gains, penalties]),
        integrality=np.concatenate([np.ones(width), np.zeros(2 * len(named))]),
        bounds=bounds,
        constraints=_matrix(loose, width + 2 * len(named)),
        options={"time_limit": seconds},
    )
    if result.x is None:
        return tuple(dict.fromkeys(rows[number].name for number in named))
    given = result.x[width:].reshape(-1, 2).sum(axis=1)
    return tuple(
        dict.fromkeys(rows[n].name for n, slack in zip(named, given, strict=True) if slack > 1e-6)
    )


def _loosened(row: _Row, at: int) -> _Row:
    """Return a limit that two more variables, from `at` on, may loosen upwards and downwards."""
    return replace(row, terms=dict(row.terms) | {at: 1.0, at + 1: -1.0})


def _left_out(found: Sequence[Candidate], begins: Mapping[Key, int], wishes: Wishes) -> dict[Key, str]:
    """Return for each candidate that is not in why it is not."""
    chosen = [candidate for candidate in found if candidate.key in begins]
    measures = {candidate.measure for candidate in chosen}
    practices = {candidate.practice for candidate in chosen}
    spent = sum(candidate.cost.likely for candidate in chosen)
    room = np.inf if wishes.budget_per_year is None else wishes.budget_per_year - spent
    full = wishes.starts_per_year is not None and len(chosen) >= wishes.starts_per_year * wishes.years
    reasons = {}
    for candidate in found:
        if candidate.key in begins:
            continue
        if candidate.key in wishes.barred:
            reason = "barred"
        elif candidate.measure in measures or candidate.practice in practices:
            reason = "other_practice"
        elif candidate.needs - measures:
            reason = "prerequisite"
        elif candidate.cost.likely > room:
            reason = "budget"
        elif full:
            reason = "capacity"
        else:
            reason = "limits"
        reasons[candidate.key] = reason
    return reasons


def trade_off(
    found: Sequence[Candidate], wishes: Wishes, rules: PlanningRules, budgets: Sequence[float]
) -> list[tuple[float, float, int]]:
    """Return for each budget the worth and the number of items of the best choice: what money buys."""
    made = []
    for budget in budgets:
        choice = choose(found, replace(wishes, budget_per_year=budget, balanced=False), rules)
        made.append((budget, choice.worth, len(choice.begins)))
    return made
