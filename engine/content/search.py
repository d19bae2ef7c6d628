"""Finds practices by words of six languages, best match first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from engine.domain.content import Content
from engine.domain.practice import Practice
from engine.languages import LANGUAGES, read_catalogue, read_glossary, read_locale

_SHOWN = 20
_TITLE_COUNTS = 3
_BEGINNING = 6
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_TRANSLATED = ("term.forms.", "term.victim_groups.", "term.sectors.", "term.institutions.")
_STOP = frozenset({
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "it", "of", "on", "or",
    "that", "the", "their", "to", "with", "au", "aux", "avec", "d", "de", "des", "du", "en", "et",
    "l", "la", "le", "les", "ou", "par", "pour", "sur", "un", "une", "dans", "qui",
})  # fmt: skip


def words(text: str) -> list[str]:
    """Return the words of a text as they are compared: no accents, case, plural or feminine ending.

    Words of Cyrillic and Arabic are cut to their beginning; Chinese gives its pairs of characters.

    >>> words("Réfugiées et policières")
    ['refugi', 'policier']
    >>> words("agencies") == words("agency"), words("торговля") == words("торговлей")
    (True, True)
    >>> words("贩运人口")
    ['贩运', '运人', '人口']
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    found = re.findall(r"\w+", bare.replace("_", " "))
    return [form for word in found if word not in _STOP for form in _forms(word)]


def _forms(word: str) -> list[str]:
    if word.isascii():
        return [_stem(word)]
    if _CHINESE.match(word):
        return [word[at : at + 2] for at in range(max(1, len(word) - 1))]
    return [word.removeprefix("ال")[:_BEGINNING]]


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
        states = {str(code): state.names for code, state in content.states.items()}
        names = states | dict(content.territories)
        french = read_catalogue("fr")
        self._languages = [
            self._index([
                " ".join([*_texts(practice, translated), *_places(practice, names)])
                for practice in self._practices
            ])
            for translated in ({}, french)
        ]
        self._translations = [pair for pair in _translations() if pair[0]]

    @staticmethod
    def _index(texts: list[str]) -> tuple[TfidfVectorizer, Any]:
        vectorizer = TfidfVectorizer(analyzer=words, sublinear_tf=True)
        return vectorizer, vectorizer.fit_transform(texts)

    def search(self, question: str) -> list[Practice]:
        """Return up to 20 practices that share words with the question (TF-IDF, cosine), ties by id.

        The texts are searched in English and in French. Terms of the glossary and of the
        vocabularies count in every language.
        """
        asked = frozenset(words(question))
        whole = [question]
        whole += [english for own, english in self._translations if own <= asked]
        asking = " ".join(whole)
        scores = np.max(
            [
                (matrix @ vectorizer.transform([asking]).T).toarray().ravel()
                for vectorizer, matrix in self._languages
            ],
            axis=0,
        )
        best = sorted(
            np.flatnonzero(scores > 0).tolist(), key=lambda row: (-scores[row], self._practices[row].id)
        )
        return [self._practices[row] for row in best[:_SHOWN]]


def _texts(practice: Practice, translated: Mapping[str, str]) -> Iterator[str]:
    """Yield what is searched of a practice, in English where there is no translation."""
    facts, judged = practice.facts, practice.judgement
    for text in (
        *[facts.title] * _TITLE_COUNTS,
        facts.summary,
        *judged.steps,
        *(core.element for core in judged.core),
        *(element.change for element in judged.adaptable),
        *(served.why for served in judged.measures),
    ):
        yield translated.get(text, text)
    yield from facts.actors
    yield from (*facts.forms, *facts.victim_groups, *facts.sectors, *judged.relies_on)


def _places(practice: Practice, names: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    for code in practice.facts.places:
        yield from set(names[code].values())


def _translations() -> Iterator[tuple[frozenset[str], str]]:
    """Yield the words of a term in another language, and the English term."""
    english = read_locale("en")
    for language in LANGUAGES[1:]:
        for key, text in read_locale(language).items():
            if key.startswith(_TRANSLATED):
                yield frozenset(words(str(text))), str(english[key])
        for term, (own, _) in read_glossary(language).items():
            yield frozenset(words(own)), term
