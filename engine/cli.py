"""The command `passerelle`: reads arguments, calls the engine, prints; heavy imports come late."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli_catalogue import catalogue
from engine.cli_models import evaluate, train
from engine.cli_plan import plan
from engine.command import EXAMPLE, LANGUAGE_VARIABLE, Command, language_option, read_content, texts_for
from engine.errors import EngineError, Issue, QueryError, said

if TYPE_CHECKING:
    from engine.domain.advice import Advice
    from engine.domain.content import Content
    from engine.domain.profile import StateProfile
    from engine.i18n import Texts

_FORMATS = click.Choice(["table", "json", "csv"])


def _format(command: Command) -> Command:
    return click.option(
        "--format", "form", type=_FORMATS, default="table", show_default=True, help="How to print."
    )(command)


def _table_or_json(command: Command) -> Command:
    return click.option(
        "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True
    )(command)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="passerelle", prog_name="passerelle")
def cli() -> None:
    r"""From the Trafficking in Persons Protocol to practice.

    Give a State profile; get, for each unmet measure, activities that fit, with their reasons.

    \b
    Example:
      passerelle profile MWI --out mwi.yaml
      passerelle suggest mwi.yaml
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; unusable input ends with status 2 and one line a problem."""
    if os.environ.get(LANGUAGE_VARIABLE) == "fr":
        _help_in_french(cli, "passerelle")
    try:
        cli(args=arguments, prog_name="passerelle", standalone_mode=False)
    except EngineError as error:
        from engine.i18n import issue_line

        language = _asked_language(sys.argv[1:] if arguments is None else arguments)
        for issue in error.issues:
            click.echo(issue_line(issue, language), err=True)
        sys.exit(2)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        asked = context.command_path if context else "passerelle"
        click.echo(f"{asked}: {error.format_message()} See `{asked} --help`.", err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _asked_language(arguments: Sequence[str]) -> str:
    """Return the language asked for, for what goes wrong before the command has read it."""
    words = list(arguments)
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word.startswith("--lang"):
            return following if "=" not in word else word.split("=", 1)[1]
    return os.environ.get(LANGUAGE_VARIABLE, "en")


def _help_in_french(command: click.Command, name: str) -> None:
    """Put the help of a command and of those under it into French."""
    from engine.languages import read_locale

    texts = {key: str(text) for key, text in read_locale("fr").items()}
    command.help = texts[f"help.{name}"]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            parameter.help = texts.get(f"help.option.{parameter.name}", parameter.help)
    for inner, child in getattr(command, "commands", {}).items():
        _help_in_french(child, inner)


def _profile(path: Path, content: Content, texts: Texts) -> StateProfile:
    from engine.content.profiles import load_profile, personal_data
    from engine.i18n import issue_line

    profile = load_profile(path, content)
    for issue in personal_data(profile, path.name):
        click.echo(texts("cli.personal", issue=issue_line(issue, texts.language)), err=True)
    return profile


def _advise(
    content: Content,
    profile: StateProfile,
    measures: Sequence[str] = (),
    limit: int | None = None,
    top: int = 5,
) -> Advice:
    from engine.domain.vocabulary import MeasureId
    from engine.matching.advise import advise
    from engine.modelfile import load_models

    wanted = [MeasureId(code) for code in measures] or None
    return advise(content, load_models(), profile, measures=wanted, limit=limit, top=top)


@cli.command(epilog=EXAMPLE + "passerelle states --lang fr")
@language_option
def states(lang: str) -> None:
    """List the States with their codes."""
    from engine.reports.tables import states_table

    content = read_content()
    click.echo(states_table(content, texts_for(lang, content)))


@cli.command(epilog=EXAMPLE + "passerelle profile MWI --out mwi.yaml")
@click.argument("code")
@click.option("--out", type=click.Path(path_type=Path), help="Write to this file instead of printing.")
@language_option
def profile(code: str, out: Path | None, lang: str) -> None:
    """Print a profile of State CODE, filled from reference data with its sources."""
    from datetime import UTC, datetime

    from engine.content.prefill import prefilled
    from engine.content.profiles import write_profile

    content = read_content()
    today = datetime.now(UTC).date().isoformat()
    text = write_profile(prefilled(content, code.upper(), today), _form_of(out))
    _write(text, out, texts_for(lang, content))


def _form_of(out: Path | None) -> str:
    return "json" if out is not None and out.suffix == ".json" else "yaml"


def _write(text: str, out: Path | None, texts: Texts) -> None:
    """Print a text, or write it whole to a file and say so."""
    if out is None:
        click.echo(text, nl=False)
        return
    from engine.files import write_whole

    write_whole(out, text)
    click.echo(texts("cli.written", path=out), err=True)


@cli.command(epilog=EXAMPLE + "passerelle gaps mwi.yaml --format csv")
@click.argument("path", metavar="PROFILE", type=click.Path(path_type=Path))
@_format
@language_option
def gaps(path: Path, form: str, lang: str) -> None:
    """List the unmet measures of PROFILE, highest priority first, with reasons."""
    from engine.reports.flat import gaps_csv
    from engine.reports.tables import gaps_table
    from engine.reports.values import gap_value, to_json

    content = read_content()
    texts = texts_for(lang, content)
    found = _advise(content, _profile(path, content, texts), top=0)
    if form == "json":
        rows = [gap_value(measure, content, texts) for measure in found.measures]
        text = to_json({"schema": 1, "state": found.state, "language": lang, "measures": rows})
    else:
        text = (gaps_csv if form == "csv" else gaps_table)(found, content, texts)
    click.echo(text.rstrip("\n"))


@cli.command(epilog=EXAMPLE + "passerelle suggest mwi.yaml --measure PT-07 --top 3 --lang fr")
@click.argument("path", metavar="PROFILE", type=click.Path(path_type=Path))
@click.option(
    "--measure",
    "wanted",
    multiple=True,
    metavar="ID",
    help="Only this measure; may be repeated.",
)
@click.option("--measures", type=click.IntRange(1, 89), help="How many measures.  [default: 10]")
@click.option(
    "--top", type=click.IntRange(1, 50), default=5, show_default=True, help="How many for each."
)
@language_option
@_format
def suggest(
    path: Path, wanted: tuple[str, ...], measures: int | None, top: int, lang: str, form: str
) -> None:
    """Suggest tailored activities for the unmet measures of PROFILE."""
    from engine.reports.flat import suggestions_csv
    from engine.reports.tables import advice_page
    from engine.reports.values import advice_value, to_json

    content = read_content()
    texts = texts_for(lang, content)
    codes = [code.upper() for code in wanted]
    limit = measures or (None if wanted else 10)
    found = _advise(content, _profile(path, content, texts), codes, limit, top)
    if form == "json":
        text = to_json(advice_value(found, content, texts))
    else:
        text = (suggestions_csv if form == "csv" else advice_page)(found, content, texts)
    click.echo(text.rstrip("\n"))


@cli.command(
    epilog=EXAMPLE + "passerelle import-statuses gsi2023 workbook.xlsx mwi.yaml --out mwi.yaml"
)
@click.argument("instrument")
@click.argument("workbook", type=click.Path(path_type=Path))
@click.argument("path", metavar="PROFILE", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Write to this file instead of printing.")
@language_option
def import_statuses(instrument: str, workbook: Path, path: Path, out: Path | None, lang: str) -> None:
    """Fill what PROFILE does not tell from your own copy of an INSTRUMENT's WORKBOOK.

    Nothing that the profile tells is changed; each status names its source and year.
    """
    from engine.content.crosswalk import filled_statuses, read_crosswalk, read_met
    from engine.content.profiles import write_profile
    from engine.paths import DATA

    content = read_content()
    texts = texts_for(lang, content)
    crosswalk = read_crosswalk(DATA / "framework", instrument, content.framework.measures)
    profile = _profile(path, content, texts)
    met = read_met(workbook, crosswalk, content, profile.state)
    filled, measures = filled_statuses(profile, crosswalk, met)
    click.echo(texts("cli.filled", count=len(measures), title=crosswalk.title), err=True)
    _write(write_profile(filled, _form_of(out)), out, texts)


@cli.command(epilog=EXAMPLE + "passerelle compare mwi.yaml mwi-with-shelters.yaml")
@click.argument("before", metavar="PROFILE", type=click.Path(path_type=Path))
@click.argument("after", metavar="CHANGED", type=click.Path(path_type=Path))
@click.option(
    "--top", type=click.IntRange(1, 50), default=5, show_default=True, help="How many for each."
)
@_table_or_json
@language_option
def compare(before: Path, after: Path, top: int, form: str, lang: str) -> None:
    """Show what moves between two profiles of one State, and which part moved it."""
    from engine.matching.compare import compare
    from engine.reports.comparison import comparison_page, comparison_value
    from engine.reports.values import to_json

    content = read_content()
    texts = texts_for(lang, content)
    advices = [_advise(content, _profile(path, content, texts), top=top) for path in (before, after)]
    found = compare(*advices)
    if form == "json":
        text = to_json(comparison_value(found, texts))
    else:
        text = comparison_page(found, content, texts)
    click.echo(text.rstrip("\n"))


@cli.command(epilog=EXAMPLE + "passerelle peers mwi.yaml --state ZMB --state RWA")
@click.argument("path", metavar="PROFILE", type=click.Path(path_type=Path))
@click.option(
    "--state", "states", multiple=True, metavar="CODE", help="Your own choice; may be repeated."
)
@_table_or_json
@language_option
def peers(path: Path, states: tuple[str, ...], form: str, lang: str) -> None:
    """Show the States whose setting is most like PROFILE's, and what was seen there."""
    from engine.domain.vocabulary import StateCode
    from engine.matching.peers import peers
    from engine.reports.peers import peers_page, peers_value
    from engine.reports.values import to_json

    content = read_content()
    texts = texts_for(lang, content)
    chosen = [StateCode(code.upper()) for code in states] or None
    found = peers(content, _profile(path, content, texts), chosen)
    text = to_json(peers_value(found, texts)) if form == "json" else peers_page(found, texts)
    click.echo(text.rstrip("\n"))


cli.add_command(catalogue)
cli.add_command(train)
cli.add_command(evaluate)
cli.add_command(plan)


@cli.command(epilog=EXAMPLE + "passerelle questions mwi.yaml --number 3")
@click.argument("path", metavar="PROFILE", type=click.Path(path_type=Path))
@click.option(
    "--number", type=click.IntRange(1, 89), default=5, show_default=True, help="How many questions."
)
@_table_or_json
@language_option
def questions(path: Path, number: int, form: str, lang: str) -> None:
    """Show which measures to ask about next: those whose answer changes the priorities most."""
    from engine.matching.questions import next_questions
    from engine.modelfile import load_models
    from engine.reports.questions import questions_page, questions_value
    from engine.reports.values import to_json

    content, models = read_content(), load_models()
    texts = texts_for(lang, content)
    profile = _profile(path, content, texts)
    found = next_questions(content, models, profile, number)
    if form == "json":
        text = to_json(questions_value(found, content, models, profile, texts))
    else:
        text = questions_page(found, content, models, profile, texts)
    click.echo(text.rstrip("\n"))


@cli.command(epilog=EXAMPLE + "passerelle bench")
@click.option("--app", "with_app", is_flag=True, help="Also the app, in headless Chromium.")
def bench(with_app: bool) -> None:
    """Measure speeds on this machine: medians, and the aims beside them."""
    from engine.bench import run

    click.echo(run(with_app=with_app))


def _check_free(port: int) -> None:
    import socket
    from contextlib import suppress

    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=0.5):
        problem, advice = said("another program uses it"), said("choose another with --port")
        raise QueryError([Issue(file="port", path=str(port), problem=problem, advice=advice)])


@cli.command(epilog=EXAMPLE + "passerelle app --port 8502")
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option("--data-dir", type=click.Path(path_type=Path), help="Where cases are kept.")
def app(port: int, data_dir: Path | None) -> None:
    """Open the interactive app on this machine only."""
    import runpy
    from importlib import import_module
    from threading import Thread

    from engine.paths import APP, HOME

    _check_free(port)
    click.echo(f"Passerelle: http://127.0.0.1:{port}")
    if data_dir is not None:
        os.environ["PASSERELLE_DATA_DIR"] = str(data_dir.resolve())
    os.chdir(HOME)  # where .streamlit/config.toml is
    # By name, since the screen stands above the command; it loads while the server starts.
    Thread(target=lambda: import_module("engine.ui.resources").warm(), daemon=True).start()
    options = ["--server.address=127.0.0.1", f"--server.port={port}", "--server.headless=true"]
    sys.argv = ["streamlit", "run", str(APP), *options]
    runpy.run_module("streamlit", run_name="__main__")


if __name__ == "__main__":
    main()
