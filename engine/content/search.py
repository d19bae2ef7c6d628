"""Finds practices by words in English or French, best match first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from engine.domain.content import Content
from engine.domain.practice import Practice
from engine.languages import read_glossary, read_locale

_SHOWN = 20
_TITLE_COUNTS = 3
_TRANSLATED = ("term.forms.", "term.victim_groups.", "term.sectors.", "term.institutions.")
_STOP = frozenset({
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "it", "of", "on", "or",
    "that", "the", "their", "to", "with", "au", "aux", "avec", "d", "de", "des", "du", "en", "et",
    "l", "la", "le", "les", "ou", "par", "pour", "sur", "un", "une", "dans", "qui",
})  # fmt: skip


def words(text: str) -> list[str]:
    """Return the words of a text as they are compared: no accents, case, plural or feminine ending.

    >>> words("Réfugiées et policières")
    ['refugi', 'policier']
    >>> words("agencies") == words("agency")
    True
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    found = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return [_stem(word) for word in found if word not in _STOP]


def _stem(word: str) -> str:
    if len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("aux"):
        return f"{word[:-3]}al"
    singular = word.removesuffix("s").removesuffix("e").removesuffix("e")
    return f"{singular[:-1]}i" if singular.endswith("y") else singular


class CatalogueIndex:
    """All practices, ready to be searched: built once, asked often."""

    def __init__(self, content: Content) -> None:
        self._practices = list(content.catalogue.values())
        self._vectorizer = TfidfVectorizer(analyzer=words, sublinear_tf=True)
        states = {str(code): state.names for code, state in content.states.items()}
        names = states | dict(content.territories)
        self._matrix = self._vectorizer.fit_transform(
            " ".join([_text(practice), *_places(practice, names)]) for practice in self._practices
        )
        self._translations = list(_translations())

    def search(self, question: str) -> list[Practice]:
        """Return up to 20 practices that share words with the question (TF-IDF, cosine), ties by id.

        French terms of the glossary and of the vocabularies count as their English ones too.
        """
        asked = words(question)
        for french, english in self._translations:
            if french <= set(asked):
                asked += english
        scores = (self._matrix @ self._vectorizer.transform([" ".join(asked)]).T).toarray().ravel()
        best = sorted(
            np.flatnonzero(scores > 0).tolist(), key=lambda row: (-scores[row], self._practices[row].id)
        )
        return [self._practices[row] for row in best[:_SHOWN]]


def _text(practice: Practice) -> str:
    facts, judged = practice.facts, practice.judgement
    codes = [*facts.forms, *facts.victim_groups, *facts.sectors, *judged.relies_on]
    return " ".join([
        *[facts.title] * _TITLE_COUNTS,
        facts.summary,
        *facts.actors,
        *judged.steps,
        *(core.element for core in judged.core),
        *(element.change for element in judged.adaptable),
        *(served.why for served in judged.measures),
        *codes,
    ]).replace("_", " ")


def _places(practice: Practice, names: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    for code in practice.facts.places:
        yield from {names[code]["en"], names[code].get("fr", "")}


def _translations() -> Iterator[tuple[frozenset[str], list[str]]]:
    """Yield the words of a French term and those of the English one."""
    french, english = (read_locale(language) for language in ("fr", "en"))
    for key, text in french.items():
        if key.startswith(_TRANSLATED):
            yield frozenset(words(str(text))), words(str(english[key]))
    for term, (own, _) in read_glossary("fr").items():
        yield frozenset(words(own)), words(term)
