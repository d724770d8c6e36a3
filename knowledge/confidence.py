"""How likely it is that the best fact answers the question, as a calibrated probability.

A sum of small decision trees over what `knowledge.doubts` measures and what absent words tell
(gradient boosting, Friedman 2001), turned into a probability by a logistic curve (Platt 1999).
Learned by `changyouda learn`; kept in `confidence.json`, and where meaning is compared as well in
`confidence-meaning.json`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge import absences
from knowledge.absences import shipped_absences
from knowledge.background import shipped_background
from knowledge.blending import CERTAINTY, meant
from knowledge.decision import Decision
from knowledge.doubts import DOUBTS, doubts
from knowledge.model import Hit
from knowledge.query import Vector
from knowledge.ranker import Candidates

CONFIDENCE_FILE = Path(__file__).with_name("confidence.json")
MEANING_FILE = Path(__file__).with_name("confidence-meaning.json")

BY_WORDS: tuple[str, ...] = (*(doubt.name for doubt in DOUBTS), *absences.NAMES)
"""What the trees of words look at: the columns of `measured`."""
WITH_MEANING: tuple[str, ...] = (*BY_WORDS, *CERTAINTY)
"""What those look at that compare by meaning as well."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """The trees, side by side: a row for each tree, a column for each of its nodes.

    A node either asks whether one doubt is at most a threshold, and goes left if so, or is a leaf
    and goes to itself.
    """

    doubt: NDArray[np.int32]
    threshold: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float64]
    """Of leaves; what a tree adds."""
    depth: int
    start: float
    """What the sum begins with."""
    slope: float
    offset: float
    """The logistic curve: 1 / (1 + exp(-(slope * sum + offset)))."""

    @classmethod
    def of(
        cls,
        trees: Sequence[Sequence[tuple[int, float, int, int, float]]],
        start: float,
        slope: float,
        offset: float,
    ) -> "Confidence":
        """Return trees given as lists of nodes.

        A node is its doubt (-1 for a leaf), threshold, left, right, and the value of a leaf.
        """
        sizes = [len(tree) for tree in trees]
        nodes = np.array([node for tree in trees for node in tree], dtype=np.float64)
        shape = (len(trees), max(sizes))
        rows = np.repeat(np.arange(len(trees)), sizes)
        columns = np.concatenate([np.arange(size) for size in sizes])
        doubt, left, right = (np.zeros(shape, dtype=np.int32) for _ in range(3))
        threshold, value = np.full(shape, np.inf), np.zeros(shape)
        leaf = nodes[:, 0] < 0
        at = rows[leaf], columns[leaf]
        left[at] = right[at] = columns[leaf]
        value[at] = nodes[leaf, 4]
        at = rows[~leaf], columns[~leaf]
        doubt[at], threshold[at], left[at], right[at] = nodes[~leaf, :4].T
        return cls(doubt, threshold, left, right, value, _depth(left, right), start, slope, offset)

    def sums(self, measured: Vector) -> Vector:
        """Return what the trees add up to; a row for each decision, columns as learned."""
        count = len(measured)
        rows = np.arange(len(self.doubt))
        node = np.zeros((count, len(rows)), dtype=np.int32)
        for _ in range(self.depth):
            asked = measured[np.arange(count)[:, None], self.doubt[rows, node]]
            low = asked <= self.threshold[rows, node]
            node = np.where(low, self.left[rows, node], self.right[rows, node])
        return np.asarray(self.start + self.value[rows, node].sum(axis=1))

    def probabilities(self, measured: Vector) -> Vector:
        """Return the probability that each best fact answers its question."""
        return np.asarray(1 / (1 + np.exp(-(self.slope * self.sums(measured) + self.offset))))


def _depth(left: NDArray[np.int32], right: NDArray[np.int32]) -> int:
    """Return how many questions lead from the roots to the furthest leaf."""
    rows = np.arange(len(left))
    nodes = np.zeros(len(left), dtype=np.int32)
    depth = 0
    while (inner := left[rows, nodes] != nodes).any():
        rows, nodes = rows[inner], nodes[inner]
        nodes = np.concatenate((left[rows, nodes], right[rows, nodes]))
        rows = np.concatenate((rows, rows))
        depth += 1
    return depth


@cache
def shipped_confidence(*, meaning: bool = False) -> Confidence:
    """Return what ships; read at the first use. Columns that it was not learned with count nothing.

    Args:
        meaning: Whether what meaning tells is among the columns.

    Raises:
        KeyError: It was learned with a column that there no longer is.
    """
    path, names = (MEANING_FILE, WITH_MEANING) if meaning else (CONFIDENCE_FILE, BY_WORDS)
    told = json.loads(path.read_text(encoding="utf-8"))
    columns = {name: number for number, name in enumerate(names)}
    number = np.array([columns[name] for name in told["columns"]], dtype=np.int32)
    found = Confidence.of(told["trees"], told["start"], told["slope"], told["offset"])
    return replace(found, doubt=number[found.doubt])


def decision(found: Candidates, hits: tuple[Hit, ...], facts: int, articles: int) -> Decision:
    """Return what is to be judged: candidates in their order, at least one."""
    return Decision(found, hits, facts, articles, shipped_background())


def measured(judged: Decision) -> Vector:
    """Return what is looked at of a decision, in the order of `BY_WORDS` or `WITH_MEANING`."""
    missing = (word.text for word in judged.conceded)
    by_words = (doubts(judged), shipped_absences().measured(missing))
    nearness = judged.found.nearness
    more = () if nearness is None else (meant(nearness, judged.first),)
    return np.concatenate((*by_words, *more))


def confidence(judged: Decision) -> float:
    """Return the probability, 0..1, that the best fact answers the question."""
    trees = shipped_confidence(meaning=judged.found.nearness is not None)
    return float(trees.probabilities(measured(judged)[None])[0])
