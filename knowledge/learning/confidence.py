"""The confidence: decision trees that tell right first facts from questions without an answer.

What is answerable and wrongly answered teaches the trees nothing, since it looks like both; the
logistic curve that turns their sum into a probability is learned with it, on questions about
articles that the trees have not seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from knowledge.confidence import Confidence
from knowledge.learning.examples import Judged, part_of
from knowledge.query import Flags, Vector

SEED = 2018
_TREES, _DEPTH, _RATE, _LEAF, _SAMPLE = 700, 6, 0.05, 20, 0.6
"""Fewer or smaller trees tell near misses less well; twice as many nodes gain less than 0.002 of
the area under the curve in the mean of seven collections."""
_HELD_BACK = 0
"""The part of the articles whose questions are kept for the logistic curve; the trees that ship are
learned from these as well."""

_ANSWERED = 2.0
"""Questions with an answer for each without, as in the sets of citizens' questions. Most of what is
learned from has none, so that the probability would be that of a hard examination."""

_BINS = 10

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


def fit(measured: Vector, data: Sequence[Judged], weights: Sequence[float]) -> Learned:
    """Learn the trees and the curve; deterministic.

    Args:
        measured: What the trees look at; a row for each question.
        data: Questions with and without an answer.
        weights: What each counts.
    """
    from sklearn.linear_model import LogisticRegression

    right = np.array([each.right for each in data])
    telling = np.array([each.right or not each.answerable for each in data])
    unseen = np.array([part_of(each.article) == _HELD_BACK for each in data])
    counts = np.asarray(weights)
    taught = telling & ~unseen
    sums = (
        _forest(measured[taught], right[taught], counts[taught]).confidence().sums(measured[unseen])
    )
    curve = LogisticRegression(C=1e6).fit(
        sums[:, None], right[unseen], as_asked(data, counts)[unseen]
    )
    return replace(
        _forest(measured[telling], right[telling], counts[telling]),
        slope=round(float(curve.coef_[0, 0]), 6),
        offset=round(float(curve.intercept_[0]), 6),
    )


def as_asked(data: Sequence[Judged], counts: Vector) -> Vector:
    """Return what questions count, with as many that have no answer as people ask."""
    answerable = np.array([each.answerable for each in data])
    others = counts[~answerable].sum()
    if not others:
        return counts
    return np.where(answerable, counts, counts * counts[answerable].sum() / others / _ANSWERED)


def _forest(measured: Vector, right: Flags, counts: Vector) -> Learned:
    """Learn the trees; what they add up to is not yet turned into a probability."""
    from sklearn.ensemble import GradientBoostingClassifier

    forest = GradientBoostingClassifier(
        n_estimators=_TREES,
        max_depth=_DEPTH,
        learning_rate=_RATE,
        min_samples_leaf=_LEAF,
        subsample=_SAMPLE,
        max_features="sqrt",
        random_state=SEED,
    ).fit(measured, right, counts)
    share = np.average(right, weights=counts)
    trees = [_nodes(tree[0].tree_) for tree in forest.estimators_]
    return Learned(trees, round(float(np.log(share / (1 - share))), 6), 1.0, 0.0)


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


def figures(measured: Vector, data: Sequence[Judged], learned: Learned) -> Mapping[str, object]:
    """Return how well the confidence tells, and how true its numbers are."""
    sure = learned.confidence().probabilities(measured)
    right = np.array([each.right for each in data])
    answerable = np.array([each.answerable for each in data])
    return {
        "questions": len(data),
        "with an answer": int(answerable.sum()),
        "area under the curve": round(area_under_curve(sure, answerable), 4),
        "reliability": _reliability(sure, right),
    }


def _reliability(sure: Vector, right: Vector) -> list[tuple[float, float, int]]:
    """Return for each tenth of confidence its mean, the share that is right, and how many."""
    tenth = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    return [
        (round(float(sure[each].mean()), 3), round(float(right[each].mean()), 3), int(each.sum()))
        for each in (tenth == number for number in range(_BINS))
        if each.any()
    ]
