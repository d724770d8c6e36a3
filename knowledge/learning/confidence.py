"""The confidence: decision trees that tell right first facts from questions without an answer.

What is answerable and wrongly answered teaches the trees nothing, since it looks like both; the
logistic curve that turns their sum into a probability is learned with it, on questions that the
trees have not seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.confidence import Confidence
from knowledge.learning.examples import Judged
from knowledge.query import Flags, Vector

SEED = 2018
_TREES, _DEPTH, _RATE, _LEAF, _SAMPLE = 500, 5, 0.05, 20, 0.6
"""Fewer or smaller trees tell near misses less well; more of them no better on any collection."""
_HELD_BACK = 5
"""One question of so many is kept for the logistic curve."""

Node = tuple[int, float, int, int, float]
"""Doubt (-1 for a leaf), threshold, left, right, value of a leaf."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What `confidence.json` holds of the trees."""

    trees: list[list[Node]]
    start: float
    slope: float
    offset: float

    def confidence(self) -> Confidence:
        """Return them ready for use."""
        return Confidence.of(self.trees, self.start, self.slope, self.offset)


def fit(data: Sequence[Judged], weights: Sequence[float]) -> Learned:
    """Learn the trees and the curve; deterministic.

    Args:
        data: Questions with and without an answer.
        weights: What each counts.
    """
    from sklearn.ensemble import GradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression

    measured = np.array([each.doubts for each in data])
    right = np.array([each.right for each in data])
    counts = np.asarray(weights)
    unseen = held_back(len(data))
    telling = np.array([each.right or not each.answerable for each in data])
    taught = ~unseen & telling
    forest = GradientBoostingClassifier(
        n_estimators=_TREES,
        max_depth=_DEPTH,
        learning_rate=_RATE,
        min_samples_leaf=_LEAF,
        subsample=_SAMPLE,
        max_features="sqrt",
        random_state=SEED,
    ).fit(measured[taught], right[taught], counts[taught])
    share = np.average(right[taught], weights=counts[taught])
    trees = [_nodes(tree[0].tree_) for tree in forest.estimators_]
    plain = Learned(trees, round(float(np.log(share / (1 - share))), 6), 1.0, 0.0)
    sums = plain.confidence().sums(measured[unseen])
    curve = LogisticRegression(C=1e6).fit(sums[:, None], right[unseen], counts[unseen])
    slope, offset = round(float(curve.coef_[0, 0]), 6), round(float(curve.intercept_[0]), 6)
    return Learned(trees, plain.start, slope, offset)


def held_back(count: int) -> Flags:
    """Return which of so many questions the trees do not see."""
    return np.asarray(np.arange(count) % _HELD_BACK == 0)


def _nodes(tree: "_Tree") -> list[Node]:
    found: list[Node] = []
    for number, low in enumerate(tree.children_left):
        if low < 0:
            value = round(_RATE * float(tree.value[number, 0, 0]), 6)
            found.append((-1, 0.0, number, number, value))
        else:
            # scikit-learn compares in single precision.
            limit = float(f"{tree.threshold[number]:.7g}")
            high = int(tree.children_right[number])
            found.append((int(tree.feature[number]), limit, int(low), high, 0.0))
    return found


class _Tree:
    """What scikit-learn documents of a tree (`sklearn.tree._tree.Tree`)."""

    children_left: Vector
    children_right: Vector
    feature: Vector
    threshold: Vector
    value: Vector


def area_under_curve(scores: Vector, positive: Flags) -> float:
    """Return the probability that a positive scores above a negative; ties count half."""
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.bincount(inverse, ranks) / counts)[inverse]
    count = int(positive.sum())
    others = len(positive) - count
    if not count or not others:
        return float("nan")
    return float((ranks[positive].sum() - count * (count + 1) / 2) / (count * others))
