"""The commands that make the models and measure them."""

from __future__ import annotations

from pathlib import Path

import click

from engine.command import EXAMPLE, read_content

_sources = click.option(
    "--sources",
    type=click.Path(path_type=Path),
    required=True,
    help="The folder that holds the source data.",
)


@click.command(epilog=EXAMPLE + "passerelle train --sources ../shared")
@_sources
def train(sources: Path) -> None:
    """Learn attainability and priority from the source data and write them to models/."""
    from datetime import UTC, datetime

    from engine.learning.train import train
    from engine.modelfile import load_models, load_prior
    from engine.paths import MODELS

    day = datetime.now(UTC).date().isoformat()
    train(sources, read_content(), load_prior(), MODELS, day)
    click.echo(load_models().version)


@click.command(epilog=EXAMPLE + "passerelle evaluate --sources ../shared")
@_sources
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("docs/evaluation.md"),
    show_default=True,
    help="Write to this file.",
)
def evaluate(sources: Path, out: Path) -> None:
    """Measure the models against others and write the page of figures; takes a quarter of an hour."""
    from engine.learning.evaluation.report import Given, write_evaluation
    from engine.modelfile import load_models, load_prior

    given = Given.read(sources, read_content(), load_models(), load_prior(), out)
    write_evaluation(given, out, lambda part: click.echo(part, err=True))
