"""Whether the confidence is deserved: of answers given with 0.8, four of five should be right.

All here is about the first fact of each question, whether or not it was given as an answer: right
where it holds what the answer must hold, wrong else, and always wrong where the articles do not
answer. So the figures say what another threshold would give.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.evaluate import Outcome

BINS = 10
"""Of equal width, as is usual (Guo et al., On Calibration of Modern Neural Networks, 2017)."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of like confidence."""

    least: float
    most: float
    """Confidences from `least` to below `most`; 1 belongs to the last bin."""
    questions: int
    predicted: float
    """Their mean confidence."""
    observed: float
    """Share of them whose first fact was right."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What comes of answering from a threshold on."""

    threshold: float
    answered: float
    """Share of all questions, 0..1."""
    right: float
    """Share of the answers whose first fact is right, 0..1."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well confidence foretells a right first fact."""

    bins: tuple[Bin, ...]
    """The reliability table; bins without a question are left out."""
    expected_error: float | None
    """Mean distance of predicted from observed, weighted by questions (expected calibration
    error); `None` where there is no question."""
    brier: float | None
    """Mean squared distance of the confidence from 1 for right and 0 for wrong (Brier, 1950)."""
    auroc: float | None
    """Probability that an answerable question has more confidence than an unanswerable one, ties
    counted half; `None` unless there are both."""
    policies: tuple[Policy, ...]
    """What each threshold would give, the highest first."""

    def policy(self, threshold: float) -> Policy | None:
        """Return what a threshold would give; `None` where it would answer nothing."""
        reached = [each for each in self.policies if each.threshold >= threshold]
        return reached[-1] if reached else None


def calibrate(outcomes: Iterable[Outcome]) -> Calibration:
    """Return how well the confidences of a group foretell what was right."""
    group = list(outcomes)
    confidence = np.array([outcome.answer.confidence for outcome in group])
    right = np.array([outcome.first_right for outcome in group], dtype=np.bool_)
    answerable = np.array([outcome.case.answerable for outcome in group], dtype=np.bool_)
    bins = _bins(confidence, right)
    return Calibration(
        bins,
        _weighted_distance(bins),
        float(np.mean((confidence - right) ** 2)) if group else None,
        area_under_roc(confidence[answerable], confidence[~answerable]),
        _policies(confidence, right),
    )


def _bins(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[Bin, ...]:
    # Compared with edges as they are printed, not multiplied: 0.29 * 100 is below 29.
    edges = [number / BINS for number in range(BINS + 1)]
    places = np.minimum(np.searchsorted(edges, confidence, side="right") - 1, BINS - 1)
    return tuple(
        Bin(
            edges[place],
            edges[place + 1],
            int(inside.sum()),
            float(confidence[inside].mean()),
            float(right[inside].mean()),
        )
        for place in range(BINS)
        if (inside := places == place).any()
    )


def _weighted_distance(bins: Sequence[Bin]) -> float | None:
    total = sum(each.questions for each in bins)
    if not total:
        return None
    return sum(each.questions * abs(each.predicted - each.observed) for each in bins) / total


def area_under_roc(positive: NDArray[np.float64], negative: NDArray[np.float64]) -> float | None:
    """Return the probability that a positive outscores a negative, ties counted half.

    That is the Mann-Whitney statistic over the number of pairs. `None` unless there are both.
    """
    if not len(positive) or not len(negative):
        return None
    ordered = np.sort(negative)
    below = np.searchsorted(ordered, positive, side="left")
    not_above = np.searchsorted(ordered, positive, side="right")
    return float((below + not_above).sum() / 2 / (len(positive) * len(negative)))


def _policies(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[Policy, ...]:
    """Return what each confidence that occurs would give as the threshold."""
    order = np.argsort(-confidence, kind="stable")
    hits = np.cumsum(right[order])
    falling = confidence[order]
    last = [
        place
        for place in range(len(falling))
        if place + 1 == len(falling) or falling[place + 1] < falling[place]
    ]
    return tuple(
        Policy(
            float(falling[place]),
            (place + 1) / len(falling),
            float(hits[place]) / (place + 1),
        )
        for place in last
    )
