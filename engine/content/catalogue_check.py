"""What the catalogue must be as a set: every measure served, no practice twice, no sentence for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from engine.content.catalogue import About
from engine.domain.content import ENOUGH_PRACTICES, Content
from engine.domain.practice import Practice
from engine.domain.vocabulary import CostBand, Size
from engine.errors import Issue, Said, said

_ENOUGH_REGIONS = 2
_SAME_CHANGE = 0.8
_MUCH_ALIKE = 0.5


def set_issues(content: Content, about: About) -> list[Issue]:
    """Return every problem of the catalogue as a set."""
    return [*_coverage(content, about), *_repeated(content.suggestible), *_alike(content, about)]


def _issue(path: str, problem: Said, advice: Said) -> Issue:
    return Issue(file="catalogue", path=path, problem=problem, advice=advice)


def is_covered(practices: Sequence[Practice]) -> bool:
    """Return whether three practices of two regions serve, one affordable for small means."""
    regions = {practice.facts.region for practice in practices}
    cheap = any(p.judgement.cost.bands[Size.SMALL] is CostBand.LOW for p in practices)
    return len(practices) >= ENOUGH_PRACTICES and len(regions) >= _ENOUGH_REGIONS and cheap


def _coverage(content: Content, about: About) -> Iterator[Issue]:
    for measure, practices in content.serving().items():
        if is_covered(practices) and measure in about.open_gaps:
            problem = said("it is listed as an open gap and is well served")
            yield _issue(f"open_gaps.{measure}", problem, said("take it off the list"))
        elif not is_covered(practices) and measure not in about.open_gaps:
            problem = said(
                "{count} practices; three from two regions, one at low cost, are asked for",
                count=len(practices),
            )
            advice = said("add practices, or list it in open_gaps with what was searched")
            yield _issue(measure, problem, advice)


def alike_texts(texts: Sequence[str]) -> NDArray[np.float64]:
    """Return the (n, n) cosines of texts by their words and pairs of words, upper half only."""
    if len(texts) < 2:
        return np.zeros((len(texts), len(texts)))
    vectors = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2)).fit_transform(texts)
    return np.asarray(np.triu((vectors @ vectors.T).toarray(), k=1), dtype=np.float64)


def _repeated(practices: Sequence[Practice]) -> Iterator[Issue]:
    changes = [(p.id, element.change) for p in practices for element in p.judgement.adaptable]
    alike = alike_texts([change for _, change in changes])
    for first, second in np.argwhere(alike >= _SAME_CHANGE).tolist():
        (one, text), (other, _) = changes[first], changes[second]
        problem = said("the change {text!r} stands in {other} too", text=text[:60], other=other)
        yield _issue(one, problem, said("write it for this practice, or leave it out"))


def _alike(content: Content, about: About) -> Iterator[Issue]:
    practices = content.suggestible
    texts = [" ".join([p.facts.title, p.facts.summary, *p.judgement.steps]) for p in practices]
    alike = alike_texts(texts)
    for first, second in np.argwhere(alike >= _MUCH_ALIKE).tolist():
        one, other = practices[first].id, practices[second].id
        if frozenset({one, other}) not in about.told_apart:
            share = round(100 * alike[first, second])
            problem = said("much like {other} ({share} per cent)", other=other, share=share)
            yield _issue(one, problem, said("merge them, or list the pair in told_apart"))
