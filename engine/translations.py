"""Keeps the translators' files in step with the English texts: `make translations`.

A text whose English changed keeps its translation, marked fuzzy, until a translator has looked at
it; the product says it in English meanwhile.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.pofile import read_po, write_po

from engine.content.checking import LIMITS
from engine.languages import (
    LANGUAGES,
    LOCALE_FOLDER,
    Text,
    plural_forms,
    read_locale,
)
from engine.modelfile import weight_reasons

_CODE = Path(__file__).parent
_STAMP = datetime(2026, 11, 25, tzinfo=UTC)
"""The date in the header: a fixed one, so that the same texts give the same file."""


def english() -> dict[str, Text]:
    """Return every English text that the interface needs, by key, errors included."""
    texts = dict(read_locale("en"))
    texts |= {
        f"weights.{kind}.{name}": str(row["reason"])
        for kind in ("priority", "fit")
        for name, row in weight_reasons(kind).items()
    }
    return texts | {f"errors.{template}": template for template in sorted(error_templates())}


def error_templates() -> set[str]:
    """Return every template that the code says as an error, and the words put into one."""
    found = {*LIMITS, "{text}"}
    for path in _CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "said":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def read_catalog(language: str) -> Catalog:
    """Return the translators' file of a language, an empty one where there is none."""
    path = LOCALE_FOLDER / language / "interface.po"
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def in_step(language: str, texts: Mapping[str, Text]) -> Catalog:
    """Return the file of a language with exactly the entries of the English texts, in their order."""
    old = {str(entry.context): entry for entry in read_catalog(language) if entry.id}
    new = Catalog(
        locale=language,
        project="Passerelle",
        version="1",
        last_translator="The Passerelle editors",
        language_team=language,
        charset="utf-8",
        fuzzy=False,
    )
    new.msgid_bugs_address = ""
    new.header_comment = f"# Passerelle in {language}. The context of an entry is its key."
    new.creation_date = new.revision_date = _STAMP
    for key, text in texts.items():
        before = old.get(key)
        empty: Text = ("",) * plural_forms(language) if isinstance(text, tuple) else ""
        made = new.add(text, before.string if before else empty, context=key)
        if made is not None and before is not None and _is_stale(before, text):
            made.flags.add("fuzzy")
    return new


def _is_stale(entry: Message, text: Text) -> bool:
    return bool(entry.string) and (entry.fuzzy or entry.id != text)


def po_text(catalog: Catalog) -> bytes:
    """Return the bytes of a translators' file."""
    out = io.BytesIO()
    write_po(out, catalog, width=100, omit_header=False, sort_output=False)
    return out.getvalue()


def main() -> None:
    """Write the file of every language but English."""
    texts = english()
    for language in LANGUAGES[1:]:
        path = LOCALE_FOLDER / language / "interface.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(po_text(in_step(language, texts)))


if __name__ == "__main__":
    main()
