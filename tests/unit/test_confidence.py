"""Trees, the curve, and that what ships fits the doubts that there are."""

import json
from math import exp
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.confidence import (
    BY_WORDS,
    CONFIDENCE_FILE,
    MEANING_FILE,
    WITH_MEANING,
    Confidence,
    shipped_confidence,
)
from knowledge.features import NAMES
from knowledge.learning.confidence import area_under_curve
from knowledge.ranker import shipped_weights

_STUMP = [(0, 0.5, 1, 2, 0.0), (-1, 0.0, 1, 1, -1.0), (-1, 0.0, 2, 2, 2.0)]
_DEEPER = [
    (1, 0.0, 1, 2, 0.0),
    (-1, 0.0, 1, 1, 0.25),
    (0, 3.0, 3, 4, 0.0),
    (-1, 0.0, 3, 3, 0.5),
    (-1, 0.0, 4, 4, 0.75),
]


def test_trees_of_different_depth_add_up() -> None:
    learned = Confidence.of([_STUMP, _DEEPER], start=0.1, slope=1.0, offset=0.0)
    measured = np.array([[0.5, 0.0], [0.6, 1.0], [4.0, 1.0]])
    expected = [0.1 - 1.0 + 0.25, 0.1 + 2.0 + 0.5, 0.1 + 2.0 + 0.75]
    assert learned.sums(measured) == pytest.approx(expected)


def test_a_tree_that_is_a_leaf_is_a_constant() -> None:
    learned = Confidence.of([[(-1, 0.0, 0, 0, 0.5)]], start=1.0, slope=1.0, offset=0.0)
    assert learned.sums(np.zeros((2, 3))) == pytest.approx([1.5, 1.5])


def test_the_curve_turns_sums_into_probabilities() -> None:
    learned = Confidence.of([_STUMP], start=0.0, slope=2.0, offset=-1.0)
    (low, high) = learned.probabilities(np.array([[0.0], [1.0]]))
    assert low == pytest.approx(1 / (1 + exp(3.0)))
    assert high == pytest.approx(1 / (1 + exp(-3.0)))


@pytest.mark.parametrize(
    ("path", "columns", "meaning"),
    [(CONFIDENCE_FILE, BY_WORDS, False), (MEANING_FILE, WITH_MEANING, True)],
)
def test_what_ships_was_learned_with_columns_that_there_are(
    path: Path, columns: tuple[str, ...], *, meaning: bool
) -> None:
    told = json.loads(path.read_text(encoding="utf-8"))
    assert set(told["columns"]) <= set(columns)
    assert shipped_confidence(meaning=meaning).slope > 0


def test_the_weights_that_ship_are_of_the_features_that_there_are() -> None:
    assert list(shipped_weights().features) == list(NAMES)


def test_no_two_columns_and_no_two_features_have_one_name() -> None:
    assert len(set(WITH_MEANING)) == len(WITH_MEANING)
    assert len(set(NAMES)) == len(NAMES)


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1))
def test_the_area_is_the_share_of_pairs_in_order(drawn: list[tuple[int, bool]]) -> None:
    scores = np.array([float(score) for score, _ in drawn])
    positive = np.array([flag for _, flag in drawn])
    pairs = [
        1.0 if high > low else 0.5 if high == low else 0.0
        for high in scores[positive]
        for low in scores[~positive]
    ]
    area = area_under_curve(scores, positive)
    assert np.isnan(area) if not pairs else area == pytest.approx(sum(pairs) / len(pairs))
