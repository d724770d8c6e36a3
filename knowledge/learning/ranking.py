"""The ranking's weights: those that make the right facts likeliest."""

from collections.abc import Sequence

import numpy as np

from knowledge.features import NAMES
from knowledge.learning.examples import Example
from knowledge.query import Vector
from knowledge.ranker import Weights


def fit(
    data: Sequence[Example],
    names: Sequence[str] = NAMES,
    *,
    penalty: float = 0.2,
    steps: int = 600,
) -> Weights:
    """Return the weights that make it likeliest that a right fact comes first.

    The likelihood of a fact is a softmax over a question's candidates; that of a question, the sum
    over its right facts. Gradient descent with Adam's step sizes (Kingma and Ba 2015) on the mean
    negative log likelihood; deterministic.

    Args:
        data: Those without a right candidate, or without a wrong one, teach nothing.
        names: What the columns of their features are.
        penalty: Of the squared weights, in units of 1 / sqrt(examples).
        steps: Of the descent.
    """
    taught = [each for each in data if each.right.any() and not each.right.all()]
    longest = max(len(each.right) for each in taught)
    count = len(names)
    features = np.zeros((len(taught), longest, count))
    wanted = np.zeros((len(taught), longest), dtype=np.bool_)
    absent = np.full((len(taught), longest), -np.inf)
    for number, each in enumerate(taught):
        size = len(each.right)
        features[number, :size] = each.features
        wanted[number, :size] = each.right
        absent[number, :size] = 0
    scale = features[absent == 0].std(axis=0) + 1e-6
    features /= scale
    weights, mean, square = (np.zeros(count) for _ in range(3))
    for step in range(1, steps + 1):
        logits = features @ weights + absent
        likelihood = np.exp(logits - logits.max(axis=1, keepdims=True))
        likelihood /= likelihood.sum(axis=1, keepdims=True)
        right = likelihood * wanted
        right /= np.maximum(right.sum(axis=1, keepdims=True), 1e-12)
        gradient = np.einsum("qc,qcf->f", likelihood - right, features) / len(taught)
        gradient += penalty * weights / len(taught) ** 0.5
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        weights -= 0.03 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    learned: Vector = weights / scale
    return Weights(
        {name: round(float(weight), 4) for name, weight in zip(names, learned, strict=True)}
    )


def figures(data: Sequence[Example], weights: Weights) -> dict[str, float]:
    """Return what weights reach: questions, and for which share of them a right fact is first."""
    return figures_of(data, weights.vector())


def figures_of(data: Sequence[Example], vector: Vector) -> dict[str, float]:
    """Return what weights in the order of the features reach."""
    return {
        "questions": len(data),
        "right first": round(first_right(data, vector), 4),
        "right within 3": round(first_right(data, vector, within=3), 4),
    }


def first_right(data: Sequence[Example], vector: Vector, within: int = 1) -> float:
    """Return for which share of the questions a right fact is among the first `within`."""
    hits = 0
    for each in data:
        order = np.argsort(-(each.features @ vector), kind="stable")[:within]
        hits += bool(each.right[order].any())
    return hits / max(1, len(data))
