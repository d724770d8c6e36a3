"""Whether confidence is deserved: figures counted by hand, and what must hold of any."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calibration import Bin, Policy, area_under_roc, calibrate
from knowledge.evaluate import Outcome
from tests.unit.outcomes import answerable, baseless, right, silence, wrong

CONFIDENCES = st.floats(0, 1)
OUTCOMES = st.lists(
    st.one_of(
        CONFIDENCES.map(right),
        CONFIDENCES.map(wrong),
        CONFIDENCES.map(baseless),
    )
)


def test_nothing_is_known_of_nothing() -> None:
    calibration = calibrate([])
    assert (calibration.bins, calibration.policies) == ((), ())
    assert calibration.expected_error is None
    assert calibration.brier is None
    assert calibration.auroc is None


def test_bins_hold_what_was_foretold_and_what_came() -> None:
    # 0.3 belongs to the bin that it begins, 1 to the last.
    calibration = calibrate([right(0.3), wrong(0.34), right(0.9), baseless(1.0)])
    assert [
        (each.least, each.most, each.questions, each.observed) for each in calibration.bins
    ] == [
        (0.3, 0.4, 2, 0.5),
        (0.9, 1.0, 2, 0.5),
    ]
    assert [each.predicted for each in calibration.bins] == pytest.approx([0.32, 0.95])
    assert calibration.expected_error == pytest.approx((2 * 0.18 + 2 * 0.45) / 4)
    assert calibration.brier == pytest.approx((0.7**2 + 0.34**2 + 0.1**2 + 1) / 4)


def test_a_fact_that_was_held_back_counts_as_it_would_have() -> None:
    calibration = calibrate([Outcome(answerable("甲"), silence("甲句", confidence=0.2))])
    assert calibration.bins == (Bin(0.2, 0.3, 1, 0.2, 1.0),)


def test_thresholds_from_the_highest() -> None:
    calibration = calibrate([wrong(0.4), right(0.9), baseless(0.4), right(0.6)])
    assert calibration.policies == (
        Policy(0.9, 1 / 4, 1.0),
        Policy(0.6, 2 / 4, 1.0),
        Policy(0.4, 4 / 4, 2 / 4),
    )
    assert calibration.policy(0.95) is None
    assert calibration.policy(0.9) == calibration.policies[0]
    assert calibration.policy(0.61) == calibration.policies[0]
    assert calibration.policy(0.0) == calibration.policies[2]


@pytest.mark.parametrize(
    ("answerable_ones", "others", "area"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1, 0.2], [0.9, 0.8], 0.0),
        ([0.5], [0.5], 0.5),
        # 0.4 beats 0.1 and ties with 0.4; 0.8 beats both: 3.5 of 4 pairs.
        ([0.4, 0.8], [0.1, 0.4], 3.5 / 4),
        ([], [0.5], None),
        ([0.5], [], None),
    ],
)
def test_area_under_roc(
    answerable_ones: list[float], others: list[float], area: float | None
) -> None:
    assert area_under_roc(np.array(answerable_ones), np.array(others)) == area


@given(OUTCOMES)
def test_what_holds_of_any_outcomes(outcomes: list[Outcome]) -> None:
    calibration = calibrate(outcomes)
    assert sum(each.questions for each in calibration.bins) == len(outcomes)
    for each in calibration.bins:
        assert each.least <= each.predicted <= each.most
    for share in (calibration.expected_error, calibration.brier, calibration.auroc):
        assert share is None or 0 <= share <= 1
    answered = [each.answered for each in calibration.policies]
    assert answered == sorted(answered)
    thresholds = [each.threshold for each in calibration.policies]
    assert thresholds == sorted(thresholds, reverse=True)
    if outcomes:
        every = calibration.policies[-1]
        assert every.answered == 1
        assert every.right == pytest.approx(
            sum(outcome.first_right for outcome in outcomes) / len(outcomes)
        )


@given(st.lists(CONFIDENCES, min_size=1), st.lists(CONFIDENCES, min_size=1))
def test_area_under_roc_counts_pairs(positive: list[float], negative: list[float]) -> None:
    pairs = sum((high > low) + (high == low) / 2 for high in positive for low in negative)
    area = area_under_roc(np.array(positive), np.array(negative))
    assert area == pytest.approx(pairs / len(positive) / len(negative))
