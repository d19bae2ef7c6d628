"""What the commands share: the language they speak, and the content and texts they work with."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from engine.domain.content import Content
    from engine.i18n import Texts

Command = TypeVar("Command", bound=Callable[..., object])

EXAMPLE = "\b\nExample:\n  "
LANGUAGE_VARIABLE = "PASSERELLE_LANG"
"""The environment variable that sets the language of output and help."""


def language_option(command: Command) -> Command:
    """Return the command with the option that sets its language."""
    return click.option(
        "--lang",
        type=click.Choice(["en", "fr", "es", "ar", "ru", "zh"]),
        default="en",
        envvar=LANGUAGE_VARIABLE,
        show_default=True,
        help="Language.",
    )(command)


def read_content() -> Content:
    """Return all content; the checked catalogue is kept for the next command.

    Raises:
        ContentError: with every problem of the first part that cannot be used.
    """
    from engine.content.load import load_content
    from engine.paths import cache_folder

    return load_content(cache=cache_folder())


def texts_for(language: str, content: Content) -> Texts:
    """Return what says messages and names codes in a language."""
    from engine.i18n import Texts

    return Texts(language, content)
