"""Facts in the order in which they answer a question.

Candidates come from BM25 (`knowledge.retrieval`); what speaks for each is in a table
(`knowledge.features`); the weights are learned from public data (`knowledge.learn`) and stand in
`weights.json` with the figures of the run that gave them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.features import FEATURES, Candidate, Query, measured
from knowledge.fields import Fields
from knowledge.model import Hit
from knowledge.retrieval import Asked, retrieve
from knowledge.views import Views

WEIGHTS_FILE = Path(__file__).with_name("weights.json")

CANDIDATES = 20
"""The right fact is among so many for 99.3 % of the first 1,000 questions of cmrc2018_dev, as it is
among 40, which take half as long again."""

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature counts."""

    features: Mapping[str, float]

    def vector(self) -> Vector:
        """Return the weights in the order of the table; a feature without one counts nothing."""
        return np.array([self.features.get(feature.name, 0.0) for feature in FEATURES])


@cache
def shipped_weights() -> Weights:
    """Return the weights that ship; read at the first use."""
    told = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return Weights(told["features"])


@dataclass(frozen=True, slots=True)
class Candidates:
    """The facts that may answer a question, each with its features."""

    positions: tuple[int, ...]
    features: Vector
    """A row for each candidate, a column for each feature of the table."""


def candidates(fields: Fields, views: Views, text: str, asked: Asked) -> Candidates:
    """Return the facts that may answer a question, not yet ranked.

    Args:
        fields: The facts of an edition, indexed.
        views: The same facts, cut up.
        text: The question as it was written.
        asked: Its terms, with what it takes up from the conversation.
    """
    query = Query.of(text, asked, fields)
    found = retrieve(fields, asked, CANDIDATES)
    rows = [
        measured(
            query,
            Candidate(
                each.position, int(fields.article[each.position]), views[each.position], each.shares
            ),
        )
        for each in found
    ]
    return Candidates(
        tuple(each.position for each in found),
        np.array(rows) if rows else np.zeros((0, len(FEATURES))),
    )


def rank(found: Candidates, weights: Weights) -> tuple[Hit, ...]:
    """Return the candidates best first; equal ones as they were retrieved."""
    scores = found.features @ weights.vector()
    order = np.argsort(-scores, kind="stable")
    return tuple(Hit(found.positions[place], float(scores[place])) for place in order)
