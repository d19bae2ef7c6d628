"""Finds practices by words, best match first."""

from __future__ import annotations

from sklearn.feature_extraction.text import TfidfVectorizer

from engine.domain.content import Content
from engine.domain.practice import Practice

_SHOWN = 20


def search_catalogue(content: Content, words: str) -> list[Practice]:
    """Return up to 20 practices that share words with the question (TF-IDF, cosine), ties by id."""
    practices = list(content.catalogue.values())
    vectorizer = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), strip_accents="unicode")
    matrix = vectorizer.fit_transform(_words(practice) for practice in practices)
    scores = (matrix @ vectorizer.transform([words]).T).toarray().ravel()
    ranked = sorted(zip(-scores, practices, strict=True), key=lambda pair: (pair[0], pair[1].id))
    return [practice for score, practice in ranked[:_SHOWN] if score < 0]


def _words(practice: Practice) -> str:
    facts = practice.facts
    codes = [*facts.forms, *facts.victim_groups, *facts.sectors]
    return " ".join([
        facts.title,
        facts.title,
        facts.summary,
        *practice.judgement.steps,
        *codes,
    ]).replace("_", " ")
