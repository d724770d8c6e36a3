"""The facts that may answer a question: BM25 in each field, and local coverage.

Scores are shares of what a passage could reach, so that questions long and short, collections
large and small are measured alike.

Where there are many facts, those that are worth a closer look are found first, by their own words
and by their article's; what the other fields say is measured for them alone. Where there are few,
all of them are measured, so that nothing depends on what comes first.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.fields import FieldName, Fields
from knowledge.index import Index, Scores, parameters
from knowledge.leading import best, leading
from knowledge.neighbourhood import Neighbourhood
from knowledge.postings import Numbers
from knowledge.topic import Topic
from knowledge.vocabulary import Kind

MEASURED = 512
"""So many facts are measured closely. Of the 20 that are best by all measures, so many hold all for
0.0 % of the first 500 questions of cmrc2018_dev over 100,000 facts."""

_OF_TOPIC = 1.5
"""What facts of the article that the conversation is about have before others: as much as the whole
question standing in an article counts, so that they are looked at, and others too."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The terms of a question, each with its weight."""

    words: Mapping[str, float]
    grams: Mapping[str, float]

    def of(self, kind: Kind) -> Mapping[str, float]:
        """Return the terms of a kind."""
        return self.words if kind is Kind.WORDS else self.grams


@dataclass(frozen=True, slots=True)
class Measure:
    """One way of comparing a question with facts."""

    name: str
    weight: float
    """In choosing candidates; chosen by coordinate ascent on cmrc2018_trial and DRCD_dev, where
    the right fact then came first for 80 % of the questions."""
    kind: Kind
    field: FieldName | None
    """Whose BM25; `None`: coverage by rarity within the article."""


MEASURES: tuple[Measure, ...] = (
    Measure("words of the context", 0.75, Kind.WORDS, FieldName.CONTEXT),
    Measure("grams of the context", 0.75, Kind.GRAMS, FieldName.CONTEXT),
    Measure("words of the sentence", 0.1, Kind.WORDS, FieldName.SENTENCE),
    Measure("grams of the sentence", 0.1, Kind.GRAMS, FieldName.SENTENCE),
    Measure("words of the section", 0.25, Kind.WORDS, FieldName.SECTION),
    Measure("grams of the section", 0.5, Kind.GRAMS, FieldName.SECTION),
    Measure("words of the article", 0.5, Kind.WORDS, FieldName.ARTICLE),
    Measure("grams of the article", 1.0, Kind.GRAMS, FieldName.ARTICLE),
    Measure("local coverage by grams", 1.0, Kind.GRAMS, None),
    Measure("local coverage by words", 0.0, Kind.WORDS, None),
)


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A fact that may answer, and how it compares in each measure."""

    position: int
    shares: Mapping[str, float]


def retrieve(
    fields: Fields, asked: Asked, limit: int, topic: Topic | None = None
) -> tuple[Retrieved, ...]:
    """Return the facts that share a term and may answer, likeliest first, at most `limit`.

    Args:
        fields: The facts of an edition, indexed.
        asked: What to look for.
        limit: How many facts are wanted.
        topic: Facts of the articles that the conversation is about come before others.
    """
    if not len(fields.article):
        return ()
    terms = {kind: _Terms.of(fields, asked.of(kind), kind) for kind in Kind}
    of_article = {kind: _share(fields[FieldName.ARTICLE].of(kind), terms[kind]) for kind in Kind}
    liking = None if topic is None else _liking(fields, topic)
    positions = _worth_measuring(fields, terms, of_article, liking)
    near = Neighbourhood(fields, positions)
    measured: dict[str, Scores] = {}
    shares_term = np.zeros(len(positions), dtype=np.bool_)
    of_all = near.counts(np.concatenate([each.numbers for each in terms.values()]))
    before = 0
    for kind, asked_terms in terms.items():
        counts = of_all.of(slice(before, before + len(asked_terms.numbers)))
        before += len(asked_terms.numbers)
        for measure in MEASURES:
            if measure.kind is not kind:
                continue
            if measure.field is FieldName.ARTICLE:
                scores = of_article[kind][fields.article[positions]].astype(np.float64)
            elif measure.field is None:
                scores = near.local_coverage(counts, asked_terms.weights)
            else:
                scores = near.shares(
                    measure.field, kind, counts, asked_terms.numbers, asked_terms.weights
                )
            measured[measure.name] = scores
        if kind is Kind.GRAMS:
            shares_term = counts.shares_term()
    total = np.zeros(len(positions))
    for measure in MEASURES:
        total += measure.weight * measured[measure.name]
    if liking is not None:
        total += liking[fields.article[positions]]
    return tuple(
        Retrieved(
            int(positions[hit.position]),
            {measure.name: float(measured[measure.name][hit.position]) for measure in MEASURES},
        )
        for hit in best(np.where(shares_term, total, 0.0), limit)
    )


@dataclass(frozen=True, slots=True)
class _Terms:
    """What is asked for, of one kind."""

    numbers: Numbers
    """In the vocabulary; -1 for what is nowhere."""
    weights: Scores

    @classmethod
    def of(cls, fields: Fields, terms: Mapping[str, float], kind: Kind) -> "_Terms":
        return cls(
            fields.vocabulary.numbers(terms, kind), np.fromiter(terms.values(), dtype=np.float64)
        )


def _share(index: Index, terms: _Terms) -> NDArray[np.float32]:
    """Return the BM25 of all passages as a share of what one could reach."""
    tuned = parameters()
    most = float(terms.weights @ index.rarities(terms.numbers))
    if not most:
        return np.zeros(index.size, dtype=np.float32)
    sums = index.sums(terms.numbers, terms.weights)
    scores = np.where(sums > 0, sums + np.float32(most * tuned.delta), np.float32(0))
    return np.asarray(scores / np.float32(most * (tuned.k1 + 1 + tuned.delta)))


def _liking(fields: Fields, topic: Topic) -> NDArray[np.float32]:
    """Return for each article what its facts have before others."""
    liking = np.zeros(len(fields.facts_in_article), dtype=np.float32)
    liking[list(topic.articles)] = list(topic.articles.values())
    return liking * np.float32(_OF_TOPIC)


def _worth_measuring(
    fields: Fields,
    terms: Mapping[Kind, _Terms],
    of_article: Mapping[Kind, NDArray[np.float32]],
    liking: NDArray[np.float32] | None,
) -> NDArray[np.int64]:
    """Return the positions of the facts that are measured closely, ascending."""
    if len(fields.article) <= MEASURED:
        return np.arange(len(fields.article))
    weights = {(measure.field, measure.kind): measure.weight for measure in MEASURES}
    around = sum(weights[FieldName.ARTICLE, kind] * of_article[kind] for kind in Kind)
    if liking is not None:
        around += liking
    scores = np.asarray(around, dtype=np.float32)[fields.article]
    for kind in Kind:
        index = fields[FieldName.FACT].of(kind)
        most = float(terms[kind].weights @ index.rarities(terms[kind].numbers))
        if most:
            # A fact's own words speak in the measures of its context and its coverage.
            weight = weights[FieldName.CONTEXT, kind] + weights[None, kind]
            sums = index.sums(terms[kind].numbers, terms[kind].weights)
            sums *= np.float32(weight / most)
            scores += sums
    positions = leading(scores, MEASURED)
    first = np.argsort(-scores[positions], kind="stable")[:MEASURED]
    return np.sort(positions[first])
