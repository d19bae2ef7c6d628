"""Reads the rules of planning."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.content.checking import Checker
from engine.content.framework import read_data_file
from engine.domain.plan import YearlyCost
from engine.domain.vocabulary import CostBand
from engine.errors import ContentError
from engine.paths import DATA
from engine.planning.rules import Partner, PlanningRules, Severity

_File = TypeVar("_File", bound=BaseModel)


class _Cost(BaseModel):
    model_config = ConfigDict(extra="forbid")
    low: float = Field(ge=0)
    likely: float = Field(ge=0)
    high: float = Field(ge=0)


class _Balance(BaseModel):
    model_config = ConfigDict(extra="forbid")
    at_least_of_each_principle: int = Field(ge=0)
    at_least_of_each_side: int = Field(ge=0)
    sides: dict[str, list[str]]


class RulesFile(BaseModel):
    """The schema of `data/planning/rules.yaml`."""

    model_config = ConfigDict(extra="forbid")

    version: int
    cost_usd_per_year: dict[CostBand, _Cost]
    balance: _Balance
    candidates_per_measure: int = Field(ge=1)
    seconds: float = Field(gt=0)
    checks: dict[str, Severity]


class _Partner(BaseModel):
    model_config = ConfigDict(extra="forbid")
    body: str
    named: Literal["seen", "background"]
    brings: str
    source: str


class PartnersFile(BaseModel):
    """The schema of `data/planning/partners.yaml`."""

    model_config = ConfigDict(extra="forbid")
    partners: list[_Partner]


def _read(model: type[_File], path: Path) -> _File:
    try:
        return model.model_validate(read_data_file(path))
    except ValidationError as error:
        checker = Checker(f"{path.parent.name}/{path.name}", path.read_text(encoding="utf-8"))
        checker.refused(error, list(model.model_fields))
        raise ContentError(checker.issues) from None


def load_planning(folder: Path = DATA / "planning") -> PlanningRules:
    """Return the rules of planning.

    Raises:
        ContentError: the file is missing or not as it should be.
    """
    file = _read(RulesFile, folder / "rules.yaml")
    known = _read(PartnersFile, folder / "partners.yaml")
    return PlanningRules(
        cost_usd_per_year={
            band: YearlyCost(**cost.model_dump()) for band, cost in file.cost_usd_per_year.items()
        },
        of_each_principle=file.balance.at_least_of_each_principle,
        of_each_side=file.balance.at_least_of_each_side,
        sides={name: frozenset(of) for name, of in file.balance.sides.items()},
        candidates_per_measure=file.candidates_per_measure,
        seconds=file.seconds,
        checks=file.checks,
        partners=tuple(
            Partner(
                body=partner.body,
                is_seen=partner.named == "seen",
                brings=partner.brings,
                source=partner.source,
            )
            for partner in known.partners
        ),
    )
