"""The commands under `passerelle catalogue`: check, map, list, show and search the practices."""

from __future__ import annotations

from pathlib import Path

import click

from engine.command import EXAMPLE, language_option, read_content, texts_for
from engine.errors import ContentError, Issue, QueryError, Said, said


@click.group()
def catalogue() -> None:
    """Check, list, show or search the practices of the catalogue."""


@catalogue.command(epilog=EXAMPLE + "passerelle catalogue check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@language_option
def check(files: tuple[Path, ...], lang: str) -> None:
    """Validate FILES, or every file and the catalogue as a set."""
    from engine.content.catalogue import read_about, read_files
    from engine.content.catalogue_check import set_issues
    from engine.content.load import known_codes, load_content
    from engine.paths import DATA
    from engine.reports.tables import catalogue_summary

    if files:
        read = read_files(files, known_codes(DATA))
        click.echo(f"{len(read)} ok")
        return
    content = load_content()  # not what was kept: this command is what checks the files
    issues = set_issues(content, read_about(DATA / "catalogue"))
    click.echo(catalogue_summary(content, texts_for(lang, content)))
    if issues:
        raise ContentError(issues)


@catalogue.command("map", epilog=EXAMPLE + "passerelle catalogue map --format html > map.html")
@click.option(
    "--format", "form", type=click.Choice(["table", "html"]), default="table", show_default=True
)
@language_option
def show_map(form: str, lang: str) -> None:
    """Show the evidence-gap map: measures by region and by strength of evidence."""
    from engine.reports.evidence_map import map_html, map_table

    content = read_content()
    texts = texts_for(lang, content)
    click.echo((map_html if form == "html" else map_table)(content, texts).rstrip("\n"))


@catalogue.command("list", epilog=EXAMPLE + "passerelle catalogue list --measure PT-07")
@click.option("--measure", help="Only practices that serve this measure.")
@language_option
def list_practices(measure: str | None, lang: str) -> None:
    """List the practices; ! marks a warning."""
    from engine.reports.tables import catalogue_table

    content = read_content()
    if measure is not None:
        _known(said("measure"), measure.upper(), content.framework.measures)
    chosen = [
        practice
        for practice in content.catalogue.values()
        if measure is None or measure.upper() in {s.measure for s in practice.judgement.measures}
    ]
    click.echo(catalogue_table(chosen, texts_for(lang, content)))


@catalogue.command(epilog=EXAMPLE + "passerelle catalogue show bra-dirty-list")
@click.argument("practice_id", metavar="ID")
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True
)
@language_option
def show(practice_id: str, form: str, lang: str) -> None:
    """Show everything known of practice ID, facts and judgement apart."""
    from engine.reports.tables import practice_page
    from engine.reports.values import practice_value, to_json

    content = read_content()
    merged = {old: p.id for p in content.catalogue.values() for old in p.merged}
    practice_id = merged.get(practice_id, practice_id)
    _known(said("practice"), practice_id, content.catalogue)
    practice, texts = content.catalogue[practice_id], texts_for(lang, content)  # type: ignore[index]  # checked
    text = (
        to_json(practice_value(practice, content, texts))
        if form == "json"
        else practice_page(practice, content, texts)
    )
    click.echo(text.rstrip("\n"))


@catalogue.command(epilog=EXAMPLE + 'passerelle catalogue search "hotel staff children"')
@click.argument("text", nargs=-1, required=True)
@language_option
def search(text: tuple[str, ...], lang: str) -> None:
    """Search the catalogue for words, best match first."""
    from engine.content.search import CatalogueIndex
    from engine.reports.tables import catalogue_table

    content = read_content()
    texts = texts_for(lang, content)
    found = CatalogueIndex(content).search(" ".join(text))
    click.echo(catalogue_table(found, texts) if found else texts("cli.found_none"))


def _known(what: Said, code: str, codes: object) -> None:
    from engine.content.checking import suggest as nearest

    assert hasattr(codes, "__contains__") and hasattr(codes, "__iter__")  # noqa: PT018
    if code not in codes:
        problem = said("there is no {what} {code!r}", what=what, code=code)
        raise QueryError([
            Issue(file=str(what), path="", problem=problem, advice=nearest(code, list(codes)))
        ])
