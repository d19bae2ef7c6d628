"""The six official languages of the United Nations: their texts, numbers, dates, lists and order."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from gettext import c2py
from pathlib import Path
from typing import TypeAlias

import yaml
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from engine.paths import DATA

LOCALES = {"en": "en_GB", "fr": "fr", "es": "es", "ar": "ar", "ru": "ru", "zh": "zh_Hans"}
LANGUAGES = tuple(LOCALES)
"""The languages of commands, screen, reasons and framework."""

NAMES = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "ar": "العربية",
    "ru": "Русский",
    "zh": "中文",
}
"""Each language by its own name."""

LOCALE_FOLDER = DATA / "locales"

Text: TypeAlias = "str | tuple[str, ...]"
"""A text, or its plural forms in the order in which the language counts."""

_PLURAL = {"one", "other"}
_GLOSSARY = "glossary.yaml"


def locale_of(language: str) -> Locale:
    """Return what Babel knows of a language."""
    return Locale.parse(LOCALES[language])


def is_right_to_left(language: str) -> bool:
    """Return whether a language is written from right to left."""
    return locale_of(language).text_direction == "rtl"


@lru_cache
def read_locale(language: str, folder: Path = LOCALE_FOLDER) -> Mapping[str, Text]:
    """Return all texts of a language by dotted key.

    English stands in YAML; the other languages in `interface.po`, where the key is the context of an
    entry, and in YAML for what belongs to the framework. What is untranslated or no longer
    translates the English is left out.
    """
    texts: dict[str, Text] = {}
    for path in sorted((folder / language).glob("*.yaml")):
        if path.name == _GLOSSARY:
            continue
        _flatten("", yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader), texts)
    interface = folder / language / "interface.po"
    if interface.is_file():
        with interface.open("rb") as file:
            for entry in read_po(file):
                text = entry.string or ""
                text = text if isinstance(text, str) else tuple(text)
                if entry.id and all(text if isinstance(text, tuple) else [text]) and not entry.fuzzy:
                    texts[str(entry.context)] = text
    return texts


def _flatten(prefix: str, value: object, texts: dict[str, Text]) -> None:
    if isinstance(value, dict) and set(value) == _PLURAL:
        texts[prefix] = (str(value["one"]), str(value["other"]))
    elif isinstance(value, dict):
        for key, inner in value.items():
            _flatten(f"{prefix}.{key}" if prefix else str(key), inner, texts)
    else:
        texts[prefix] = str(value)


@lru_cache
def read_glossary(language: str, folder: Path = LOCALE_FOLDER) -> Mapping[str, tuple[str, str]]:
    """Return term and meaning in a language by the English term."""
    path = folder / language / _GLOSSARY
    if not path.is_file():
        return {}
    value = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["glossary"]
    return {english: (row["term"], row["meaning"]) for english, row in value.items()}


@lru_cache
def read_catalogue(language: str, folder: Path = LOCALE_FOLDER) -> Mapping[str, str]:
    """Return the texts of the catalogue in a language by the English text.

    Each practice has a file of its own; an English text that changed since is not found, and so not
    said with a meaning it had before.
    """
    texts: dict[str, str] = {}
    for path in sorted((folder / language / "catalogue").glob("*.json")):
        texts |= json.loads(path.read_text(encoding="utf-8"))
    return texts


@lru_cache
def plural_forms(language: str) -> int:
    """Return how many plural forms a language has, as gettext counts them."""
    return Catalog(locale=language).num_plurals


def plural(forms: tuple[str, ...], count: int, language: str) -> str:
    """Return the form that a language uses for so many.

    >>> [plural(("measure", "measures"), count, "en") for count in (0, 1, 2)]
    ['measures', 'measure', 'measures']
    """
    return forms[_plural_of(language)(count)]


@lru_cache
def _plural_of(language: str) -> Callable[[int], int]:
    return c2py(Catalog(locale=language).plural_expr)


def number(value: float, form: str, language: str) -> str:
    """Return a number with the decimal sign of the language; `form` is a format of Python."""
    sign = locale_of(language).number_symbols["latn"]["decimal"]
    return format(value, form).replace(".", sign)


def amount(value: float, language: str) -> str:
    """Return a large number with its digits in groups.

    >>> amount(1234567, "en"), amount(1234567, "es")
    ('1,234,567', '1.234.567')
    """
    return format_decimal(round(value), locale=locale_of(language), numbering_system="latn")


def day(value: date, language: str) -> str:
    """Return a date as the language writes it.

    >>> day(date(2026, 11, 25), "en"), day(date(2026, 11, 25), "fr")
    ('25 Nov 2026', '25 nov. 2026')
    """
    return format_date(value, "medium", locale=locale_of(language))


def listing(items: Iterable[str], language: str, style: str = "standard") -> str:
    """Return items as a sentence lists them, `style` standard (and) or or.

    >>> listing(["a", "b", "c"], "en"), listing(["a", "b"], "fr", "or")
    ('a, b and c', 'a ou b')
    """
    return format_list(list(items), style=style, locale=locale_of(language))  # type: ignore[arg-type]  # one of two


def sort_key(text: str, language: str) -> tuple[object, str]:
    """Return by what a text is put in the order of a language.

    Accents and case do not count, as in the dictionaries of the five alphabets. Chinese follows
    GB 18030, which has the common characters by their sound (pinyin).

    >>> sorted(["Zambie", "Égypte", "Fidji"], key=lambda name: sort_key(name, "fr"))
    ['Égypte', 'Fidji', 'Zambie']
    """
    if language == "zh":
        return text.encode("gb18030"), text
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign)), text
