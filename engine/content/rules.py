"""Reads `data/matching/rules.yaml`: the numbers and choices an expert may change."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.content.framework import read_data_file
from engine.domain.framework import Framework
from engine.domain.rules import AdaptationKind, ContextAttribute, Diversity, Institution, Rules
from engine.domain.vocabulary import (
    AdaptationType,
    CostBand,
    Design,
    Dimension,
    Direction,
    EvidenceStrength,
    Level,
    MeasureId,
    MeasureLevel,
    Status,
)
from engine.errors import ContentError, Issue, said


def read_rules(path: Path, framework: Framework) -> Rules:
    """Return the rules of a file.

    Raises:
        ContentError: a value is missing, of the wrong kind or out of range.
    """
    value = read_data_file(path)
    try:
        rules = _rules(value)
        _check(rules, framework)
    except (KeyError, TypeError, ValueError) as error:
        problem = said("missing or wrong value: {detail}", detail=error)
        raise ContentError([
            Issue(file=path.name, path="", problem=problem, advice=said("correct it"))
        ]) from None
    return rules


def _rules(value: Mapping[str, Any]) -> Rules:
    means, patterns, context = value["means"], value["patterns"], value["context"]
    evidence = value["evidence"]
    return Rules(
        version=str(value["version"]),
        gap_values={Status(code): float(number) for code, number in value["gap"].items()},
        level_values={Level(code): float(number) for code, number in patterns["levels"].items()},
        share_levels=tuple(patterns["share_levels"]),
        obligation_values={MeasureLevel(c): float(n) for c, n in value["obligation"].items()},
        strength_of={design: EvidenceStrength(evidence["strength"][design]) for design in Design},
        evidence_values={step: float(evidence["values"][step]) for step in EvidenceStrength},
        evidence_at_most={found: float(evidence["at_most"][found]) for found in Direction},
        size_population=tuple(value["size"]["population"]),
        means_budget=tuple(means["budget_usd_per_year"]),
        means_of_income=means["of_income_group"],
        means_fit={CostBand(code): tuple(numbers) for code, numbers in means["fit"].items()},
        unspecific=float(patterns["unspecific"]),
        flow_role_mismatch=float(patterns["flow_role_mismatch"]),
        sector_mismatch=float(patterns["sector_mismatch"]),
        main_measure=float(value["service"]["main"]),
        other_measure=float(value["service"]["other"]),
        neutral_similarity=float(context["neutral_similarity"]),
        n_peers=int(context["peers"]),
        scale_ratio=float(value["adaptation"]["scale_ratio"]),
        attributes=tuple(
            ContextAttribute(**row | {"order": tuple(row.get("order", ()))})
            for row in context["attributes"]
        ),
        institutions={code: _institution(code, row) for code, row in value["institutions"].items()},
        adaptation_kinds={
            name: AdaptationKind(
                dimension=Dimension(kind["dimension"]), type=AdaptationType(kind["type"])
            )
            for name, kind in value["adaptation"]["differences"].items()
        },
        if_unknown=int(value["adaptation"]["if_unknown"]),
        diversity=Diversity(**value["diversity"]),
        swing=float(value["confidence"]["swing"]),
        draws=int(value["confidence"]["draws"]),
    )


def _institution(code: str, row: Mapping[str, Any]) -> Institution:
    return Institution(
        id=code,
        type=AdaptationType(row["type"]),
        measures=tuple(MeasureId(measure) for measure in row.get("measures", ())),
        resource=row.get("resource"),
        excluded_by=row.get("excluded_by"),
    )


def _check(rules: Rules, framework: Framework) -> None:
    features = [
        *rules.gap_values.values(),
        *rules.level_values.values(),
        *rules.obligation_values.values(),
        *rules.evidence_values.values(),
        *(number for row in rules.means_fit.values() for number in row),
        *rules.evidence_at_most.values(),
        rules.unspecific,
        rules.flow_role_mismatch,
        rules.sector_mismatch,
        rules.main_measure,
        rules.other_measure,
    ]
    if not all(-1.0 <= number <= 1.0 for number in features):
        raise ValueError("a feature value lies outside -1 to 1")
    if not 0.0 < rules.swing < 1.0 or not 0.0 <= rules.neutral_similarity < 1.0:
        raise ValueError("swing or neutral_similarity lies outside 0 to 1")
    for institution in rules.institutions.values():
        unknown = [measure for measure in institution.measures if measure not in framework.measures]
        if unknown:
            raise ValueError(f"institutions.{institution.id}: unknown measure {unknown[0]!r}")
