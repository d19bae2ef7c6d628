"""The command's plan: proposes one under a budget, checks it, and writes it as a document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.command import EXAMPLE, language_option, read_content, texts_for
from engine.errors import Issue, ReportError, said

if TYPE_CHECKING:
    from engine.domain.case import Case
    from engine.domain.content import Content
    from engine.i18n import Texts
    from engine.planning.choose import Wishes
    from engine.reports.plan_words import ItemWords, PlanCase, PlanWords

FORMATS = ("table", "json", "csv", "articles", "docx", "xlsx", "pdf", "brief")
_BINARY = {"docx", "xlsx", "pdf", "brief"}


@click.command(
    epilog=EXAMPLE + "passerelle plan mwi.yaml --budget 250000 --years 3 --format docx --out plan.docx"
)
@click.argument("profile", type=click.Path(path_type=Path))
@click.option("--budget", type=click.FloatRange(min=0), help="Most to spend in a year, US dollars.")
@click.option(
    "--years", type=click.IntRange(1, 10), default=3, show_default=True, help="Years of the plan."
)
@click.option(
    "--start-year", type=click.IntRange(2000, 2100), help="First year; next year where not given."
)
@click.option("--starts", type=click.IntRange(min=0), help="Most items that can begin in a year.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="Output."
)
@click.option("--with-unknown", is_flag=True, help="Also for measures that nobody has answered.")
@click.option("--out", type=click.Path(path_type=Path), help="Write to this file.")
@click.option(
    "--template", type=click.Path(path_type=Path), help="Your own Word template in place of ours."
)
@click.option("--item", help="The item that a brief is about.")
@language_option
def plan(  # noqa: PLR0913  # one parameter for each option
    profile: Path,
    budget: float | None,
    years: int,
    start_year: int | None,
    starts: int | None,
    with_unknown: bool,
    form: str,
    out: Path | None,
    template: Path | None,
    item: str | None,
    lang: str,
) -> None:
    """Propose an action plan for PROFILE under a budget, or show the plan that a case file holds."""
    from engine.planning.choose import Wishes

    if form in _BINARY and out is None:
        raise click.UsageError(f"--format {form} needs --out FILE")
    content = read_content()
    texts = texts_for(lang, content)
    wishes = Wishes(budget_per_year=budget, years=years, starts_per_year=starts)
    case = _case(profile, content)
    asked = _Asked(wishes=wishes, start_year=start_year, with_unknown=with_unknown)
    given, words = _planned(case, asked, content, texts)
    made = _rendered(form, given, words, content, texts, _Extras(template=template, item=item))
    if out is None:
        click.echo(made, nl=isinstance(made, str) and not made.endswith("\n"))
        return
    from engine.files import write_whole

    write_whole(out, made)
    click.echo(texts("cli.written", path=out), err=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What a proposal is asked for."""

    wishes: Wishes
    start_year: int | None
    with_unknown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extras:
    """What some forms take besides."""

    template: Path | None
    item: str | None


def _case(path: Path, content: Content) -> Case:
    from engine.content.cases import load_case

    return load_case(path, content)


def _planned(case: Case, asked: _Asked, content: Content, texts: Texts) -> tuple[PlanCase, PlanWords]:
    """Return the plan of a case, or the one proposed where it has none, with its words."""
    from engine.content.planning import load_planning
    from engine.domain.plan import Plan
    from engine.matching.advise import advise
    from engine.matching.scoring import with_weights
    from engine.modelfile import load_models
    from engine.planning.candidates import candidates
    from engine.planning.check import check
    from engine.planning.choose import choose
    from engine.planning.items import with_choice
    from engine.reports.plan_words import PlanCase, plan_words

    rules, today = load_planning(), datetime.now(UTC).date()
    advice = advise(content, with_weights(load_models(), case.weights), case.profile)
    plan = case.plan
    if plan is None:
        found = candidates(content, advice, rules, with_unknown=asked.with_unknown)
        wishes = asked.wishes
        choice = choose(found, wishes, rules)
        if choice.relax:
            limits = ", ".join(texts(f"plan.limit.{name}") for name in choice.relax)
            raise ReportError([
                Issue(
                    file="plan",
                    path="",
                    problem=said("these limits cannot be met together: {limits}", limits=limits),
                    advice=said("loosen one of them"),
                )
            ])
        empty = Plan(
            start_year=asked.start_year or today.year + 1,
            years=wishes.years,
            price_year=today.year,
            budget_per_year=wishes.budget_per_year,
            starts_per_year=wishes.starts_per_year,
        )
        plan = with_choice(content, empty, advice, choice, rules)
    given = PlanCase(
        case=replace(case, plan=plan),
        plan=plan,
        advice=advice,
        findings=check(content, case.profile, plan, rules, today),
    )
    return given, plan_words(given, content, texts, today)


def _rendered(
    form: str, given: PlanCase, words: PlanWords, content: Content, texts: Texts, extras: _Extras
) -> str | bytes:
    from engine.reports import plan_document, plan_flat

    match form:
        case "table":
            return plan_flat.plan_page(words, texts)
        case "json":
            return plan_flat.plan_json(given.case, given.plan, words)
        case "csv":
            return plan_flat.plan_csv(words)
        case "articles":
            return plan_flat.answers_by_article(given.case, content, texts)
        case "xlsx":
            from engine.reports.plan_sheet import plan_workbook

            return plan_workbook(words, texts)
        case "pdf":
            from engine.reports.plan_pdf import plan_pdf

            return plan_pdf(words, texts)
        case "brief":
            return plan_document.brief_document(_item(words, extras.item), words, texts)
    own = plan_document.read_template(extras.template) if extras.template else None
    return plan_document.plan_document(words, texts, own)


def _item(words: PlanWords, key: str | None) -> ItemWords:
    found = {item.key: item for item in words.items}
    if key not in found:
        raise ReportError([
            Issue(
                file="plan",
                path=key or "--item",
                problem=said("the plan has no such item"),
                advice=said("use one of {choices}", choices=", ".join(found)),
            )
        ])
    return found[key]
