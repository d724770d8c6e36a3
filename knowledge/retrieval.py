"""The facts that may answer a question: BM25 in each field, and local coverage.

Scores are shares of what a passage could reach, so that questions long and short, collections
large and small are measured alike.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.fields import FieldName, Fields
from knowledge.index import Index, Scores, best

_K1_PLUS_ONE_PLUS_DELTA = 3.5
"""The most that BM25Plus gives a term, in units of its rarity: k1 1.5 + 1, and delta 1."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The terms of a question, each with its weight."""

    words: Mapping[str, float]
    grams: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Measure:
    """One way of comparing a question with all facts at once."""

    name: str
    weight: float
    """In choosing candidates; chosen by coordinate ascent on cmrc2018_trial and DRCD_dev, where
    the right fact then came first for 80 % of the questions."""
    scores: Callable[[Fields, Asked], Scores]
    """Gives a number for each fact, 0..1."""


def _words(field: FieldName) -> Callable[[Fields, Asked], Scores]:
    """BM25 of the question's words in one field."""

    def scores(fields: Fields, asked: Asked) -> Scores:
        passages = fields[field]
        return _share(passages.words, asked.words)[passages.passage]

    return scores


def _grams(field: FieldName) -> Callable[[Fields, Asked], Scores]:
    """BM25 of the question's characters and pairs of characters in one field."""

    def scores(fields: Fields, asked: Asked) -> Scores:
        passages = fields[field]
        return _share(passages.grams, asked.grams)[passages.passage]

    return scores


def _share(index: Index, terms: Mapping[str, float]) -> Scores:
    most = sum(weight * index.rarity(term) for term, weight in terms.items())
    return index.scores(terms) / (most * _K1_PLUS_ONE_PLUS_DELTA) if most else np.zeros(index.size)


def local_rarity(fields: Fields, index: Index, terms: Mapping[str, float]) -> Mapping[str, Scores]:
    """Return for each term its weight times its rarity among the facts of each article.

    What the whole article is about does not tell its facts apart: log(1 + (n - f + ½)/(f + ½)) for
    a term that stands in f of the n facts of the article.
    """
    count = fields.facts_in_article.astype(np.float64)
    rarities = {}
    for term, weight in terms.items():
        held = fields.article[index.holders(term)]
        frequency = np.bincount(held, minlength=len(count))
        rarities[term] = weight * np.log1p((count - frequency + 0.5) / (frequency + 0.5))
    return rarities


def _local_coverage(fields: Fields, index: Index, terms: Mapping[str, float]) -> Scores:
    """Share of the question's terms that a fact holds, weighted by rarity within its article."""
    held = np.zeros(len(fields.facts))
    total = np.zeros(len(fields.facts_in_article))
    for term, rarity in local_rarity(fields, index, terms).items():
        positions = index.holders(term)
        total += rarity
        held[positions] += rarity[fields.article[positions]]
    most = total[fields.article]
    return np.divide(held, most, out=np.zeros_like(held), where=most > 0)


def _local_by_grams(fields: Fields, asked: Asked) -> Scores:
    return _local_coverage(fields, fields[FieldName.FACT].grams, asked.grams)


def _local_by_words(fields: Fields, asked: Asked) -> Scores:
    return _local_coverage(fields, fields[FieldName.FACT].words, asked.words)


MEASURES: tuple[Measure, ...] = (
    Measure("words of the context", 0.75, _words(FieldName.CONTEXT)),
    Measure("grams of the context", 0.75, _grams(FieldName.CONTEXT)),
    Measure("words of the sentence", 0.1, _words(FieldName.SENTENCE)),
    Measure("grams of the sentence", 0.1, _grams(FieldName.SENTENCE)),
    Measure("words of the section", 0.25, _words(FieldName.SECTION)),
    Measure("grams of the section", 0.5, _grams(FieldName.SECTION)),
    Measure("words of the article", 0.5, _words(FieldName.ARTICLE)),
    Measure("grams of the article", 1.0, _grams(FieldName.ARTICLE)),
    Measure("local coverage by grams", 1.0, _local_by_grams),
    Measure("local coverage by words", 0.0, _local_by_words),
)


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A fact that may answer, and how it compares in each measure."""

    position: int
    shares: Mapping[str, float]


def retrieve(fields: Fields, asked: Asked, limit: int) -> tuple[Retrieved, ...]:
    """Return the facts that share a term and may answer, likeliest first, at most `limit`."""
    measured = {measure.name: measure.scores(fields, asked) for measure in MEASURES}
    total = np.zeros(len(fields.facts))
    for measure in MEASURES:
        total += measure.weight * measured[measure.name]
    hits = best(np.where(_shares_term(fields, asked), total, 0.0), limit)
    return tuple(
        Retrieved(
            hit.position,
            {name: float(scores[hit.position]) for name, scores in measured.items()},
        )
        for hit in hits
    )


def _shares_term(fields: Fields, asked: Asked) -> NDArray[np.bool_]:
    shares = np.zeros(len(fields.facts), dtype=np.bool_)
    index = fields[FieldName.CONTEXT].grams
    for term in asked.grams:
        shares[index.holders(term)] = True
    return shares
