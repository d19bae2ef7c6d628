"""The method as one page to print: what the scores weigh, why, and what they cannot tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from engine.domain.content import Content
from engine.i18n import Texts
from engine.languages import is_right_to_left
from engine.matching.scoring import Models

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; color: #14212b; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { border-bottom: 1px solid #d4dae1; padding: .35rem .5rem; text-align: start; }
td { vertical-align: top; }
.small { font-size: .85rem; color: #44525e; }
"""


def method_page(
    content: Content,
    models: Models,
    reasons: Callable[[str], Mapping[str, Mapping[str, Any]]],
    texts: Texts,
) -> str:
    """Return the method note as one HTML page; `reasons` gives why each criterion weighs as it does."""
    title = f"Passerelle: {texts('ui.page.method')}"
    direction = "rtl" if is_right_to_left(texts.language) else "ltr"
    tables = "".join(_table(kind, models, reasons(kind), texts) for kind in ("priority", "fit"))
    limits = "".join(
        f"<li>{escape(line.removeprefix('- '))}</li>" for line in texts("ui.method.limits").splitlines()
    )
    versions = texts(
        "ui.method.versions",
        catalogue=content.catalogue_version,
        practices=len(content.suggestible),
        models=models.version,
    )
    return (
        f'<!doctype html><html lang="{texts.language}" dir="{direction}"><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style><h1>{escape(title)}</h1>"
        f"<p>{escape(texts('ui.method.what'))}</p>{tables}"
        f"<h2>{escape(texts('ui.method.figures_title'))}</h2><p>{escape(texts('ui.method.figures'))}</p>"
        f"<h2>{escape(texts('ui.method.limits_title'))}</h2><ul>{limits}</ul>"
        f'<p class="small">{escape(versions)} {escape(texts.notice())}</p></html>\n'
    )


def _table(kind: str, models: Models, reasons: Mapping[str, Mapping[str, Any]], texts: Texts) -> str:
    scorer = getattr(models, kind)
    points = dict(zip(scorer.criteria, scorer.weights.tolist(), strict=True))
    heads = "".join(
        f"<th scope=col>{escape(texts(f'ui.method.{name}'))}</th>"
        for name in ("criterion", "weight", "reason", "source")
    )
    rows = "".join(
        f"<tr><th scope=row>{escape(texts.name('criteria', name))}</th>"
        f"<td>{texts.number(round(points[name], 1))}</td>"
        f"<td>{escape(texts.weight_reason(kind, name, row['reason']))}</td>"
        f"<td>{escape(str(row['source']))}</td></tr>"
        for name, row in reasons.items()
    )
    return (
        f"<h2>{escape(texts(f'cli.{kind}'))}</h2><table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )
