"""Evidence and cost of a practice in words: the same lines for terminal, screen and document."""

from __future__ import annotations

from engine.domain.practice import Practice
from engine.domain.vocabulary import CostBand, EvidenceStrength, Size
from engine.i18n import Texts

EMMIE = ("size", "mechanism", "moderators", "implementation", "economics", "harms")
"""What the evidence tells beside design, direction and survivors, in the order it is shown."""


def evidence_lines(
    practice: Practice, strength: EvidenceStrength, texts: Texts
) -> list[tuple[str, str]]:
    """Return label and text of everything known under EMMIE, and last what is not known."""
    found = practice.evidence
    head = texts(
        "evidence.head",
        strength=texts.name("evidence", strength),
        design=texts.name("design", found.design),
        direction=texts.name("direction", found.direction),
    )
    lines = [(texts("cli.evidence"), head)]
    known = {name: getattr(found, name) for name in EMMIE}
    names = {name: texts(f"evidence.emmie.{name}") for name in (*EMMIE, "survivors")}
    lines += [(names[name], texts.catalogue(text)) for name, text in known.items() if text]
    if found.survivors != "not_known":
        lines.append((names["survivors"], texts.name("survivors", found.survivors)))
    missing = [names[name] for name, text in known.items() if not text]
    missing += [names["survivors"]] if found.survivors == "not_known" else []
    if missing:
        lines.append((texts("evidence.not_known"), ", ".join(missing)))
    return lines


def cost_line(practice: Practice, band: CostBand | None, texts: Texts) -> str:
    """Return what it costs in a year: the band for this State, or one for each size where None."""
    cost = practice.judgement.cost
    sizes = ((texts.name("size", size), cost.bands[size]) for size in Size)
    shown = (
        ", ".join(f"{size}: {texts.name('cost_band', of)}" for size, of in sizes)
        if band is None
        else texts.name("cost_band", band)
    )
    return texts(
        "evidence.cost",
        band=shown,
        basis=texts.name("cost_basis", "stated" if cost.is_stated else "judged"),
        drivers=texts.catalogue(cost.drivers),
        staff=texts.catalogue(cost.staff),
        months=cost.setup_months,
    )


def checked_line(practice: Practice, texts: Texts) -> str:
    """Return who held the record against its sources, when and what was found."""
    checked = practice.checked
    return texts(
        "evidence.checked",
        date=checked.date.isoformat(),
        by=texts.name("checked_by", checked.by),
        verdict=texts.name("verdict", checked.verdict),
        count=checked.sources_read,
    )
