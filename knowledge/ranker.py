"""Facts in the order in which they answer a question.

Candidates come from BM25 (`knowledge.retrieval`); what speaks for each is in a table
(`knowledge.features`); the weights are learned (`knowledge.learning`) and stand in `weights.json`
with the figures of the run that gave them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from knowledge.background import Background, shipped_background
from knowledge.blending import Blend, shipped_blend
from knowledge.features import NAMES, Comparison, compare, measured
from knowledge.fields import Fields
from knowledge.model import Hit
from knowledge.nearness import Nearness
from knowledge.query import Vector, query_of
from knowledge.question import Question
from knowledge.retrieval import MEASURES, retrieve
from knowledge.semantic import Meaning
from knowledge.views import Views

WEIGHTS_FILE = Path(__file__).with_name("weights.json")

CANDIDATES = 20
"""The right fact is among so many for 99.3 % of the questions of cmrc2018_dev, as it is among 40,
which take half as long again."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature counts."""

    features: Mapping[str, float]

    def vector(self) -> Vector:
        """Return the weights in the order of `NAMES`; a feature without one counts nothing."""
        return np.array([self.features.get(name, 0.0) for name in NAMES])


@cache
def shipped_weights() -> Weights:
    """Return the weights that ship; read at the first use."""
    told = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return Weights(told["features"])


@dataclass(frozen=True, slots=True)
class Candidates:
    """The facts that may answer a question, each with its features."""

    compared: Comparison
    """As they were retrieved."""
    features: Vector
    """A row for each candidate, a column for each of `knowledge.features.NAMES`."""
    nearness: Nearness | None = None
    """What they mean beside the question; `None` where only words are compared."""
    ahead: Vector | None = None
    """What each has before others since the conversation is about its article; `None`: nothing."""

    @property
    def positions(self) -> tuple[int, ...]:
        """Where the candidates stand among the facts of the edition."""
        return self.compared.positions


def candidates(
    fields: Fields,
    views: Views,
    question: Question,
    background: Background | None = None,
    meaning: Meaning | None = None,
) -> Candidates:
    """Return the facts that may answer a question, not yet ranked.

    Args:
        fields: The facts of an edition, indexed.
        views: The same facts, cut up.
        question: As it was understood, with what it takes up from the conversation.
        background: How rare characters are at large; `None`: what ships.
        meaning: Of the facts; `None`: only words are compared.
    """
    found = retrieve(fields, question.asked, CANDIDATES, question.topic)
    positions = [each.position for each in found]
    articles = [int(fields.article[position]) for position in positions]
    query = query_of(question, fields, articles, background or shipped_background())
    shares = {
        measure.name: np.array([each.shares[measure.name] for each in found])
        for measure in MEASURES
    }
    compared = compare(query, positions, articles, views.of(positions), shares)
    cosines = None if meaning is None else meaning.cosines(question.meant)
    nearness = None if cosines is None else Nearness.of(cosines, fields.article, positions)
    ahead = None if question.topic is None else question.topic.ahead(articles)
    return Candidates(compared, measured(compared), nearness, ahead)


def scores_by_words(found: Candidates, weights: Weights) -> Vector:
    """Return a score for each candidate, whatever it means."""
    return np.asarray(found.features @ weights.vector())


def rank(found: Candidates, weights: Weights, blend: Blend | None = None) -> tuple[Hit, ...]:
    """Return the candidates best first; equal ones as they were retrieved.

    Args:
        found: The candidates.
        weights: What each feature counts.
        blend: What meaning counts, where it is compared; `None`: what ships.
    """
    scores = scores_by_words(found, weights)
    if found.nearness is not None:
        scores = (blend or shipped_blend()).scores(scores, found.nearness)
    if found.ahead is not None:
        scores = scores + found.ahead
    order = np.argsort(-scores, kind="stable")
    return tuple(Hit(found.positions[place], float(scores[place])) for place in order)
