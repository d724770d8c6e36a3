"""Measures of question sets, counted by hand."""

import json

import pytest

from bot.measuring import measures_json, measures_text
from knowledge.evaluate import Outcome
from knowledge.measures import Measures, by_kind, measure
from tests.unit.outcomes import UNANSWERABLE, answer, answerable, baseless, right, silence

# Lead in one of four, reply in two of four, silence in one of four; one of two abstained.
MIXED = [
    Outcome(answerable("甲"), answer("甲句", "乙乙乙句")),
    Outcome(answerable("乙"), answer("甲句甲句", "乙句", confidence=0.75)),
    Outcome(answerable("丙", kind="typo"), answer("甲句甲句甲句")),
    Outcome(answerable("甲"), silence("甲句")),
    Outcome(UNANSWERABLE, silence()),
    baseless(0.75),
]


def test_measures_are_shares_of_the_questions_that_they_are_about() -> None:
    # Lengths 2, 4 and 6; that of the baseless answer does not count.
    assert measure(MIXED) == Measures(6, 4, 1 / 4, 2 / 4, 1 / 4, 1 / 2, 4)
    assert measure(MIXED).right == pytest.approx(2 / 6)


@pytest.mark.parametrize(
    ("group", "measures"),
    [
        ([], Measures(0, 0, None, None, None, None, None)),
        ([right(0.5)], Measures(1, 1, 1, 1, 0, None, 2)),
        ([baseless(0.5)], Measures(1, 0, None, None, None, 0, None)),
        ([Outcome(answerable("甲"), silence())], Measures(1, 1, 0, 0, 1, None, None)),
    ],
)
def test_what_nothing_is_known_of_is_not_a_figure(group: list[Outcome], measures: Measures) -> None:
    assert measure(group) == measures


def test_right_is_none_only_where_nothing_was_asked() -> None:
    assert measure([]).right is None
    assert measure([baseless(0.5)]).right == 0
    assert measure([right(0.5)]).right == 1


def test_kinds_are_in_order_of_appearance_the_answerable_first() -> None:
    kinds = by_kind([MIXED[4], *MIXED])
    assert list(kinds) == ["literal", "typo", "near_miss"]
    assert kinds["literal"] == Measures(3, 3, 1 / 3, 2 / 3, 1 / 3, None, 3)
    assert kinds["near_miss"].abstained == 2 / 3


def test_the_text_is_a_table_with_what_went_wrong() -> None:
    lines = list(measures_text(MIXED, failures=True))
    assert lines[0].split() == ["kind", "n", "lead", "reply", "silent", "abstained", "length"]
    assert lines[3].split() == ["near_miss", "2", "–", "–", "–", "0.500", "–"]
    assert lines[4].split() == ["all", "6", "0.250", "0.500", "0.250", "0.500", "4"]
    # Confidences 0.1 (two, one of them right), 0.5 (two, one right), 0.75 (two, none right):
    # (2 * |0.1 - 0.5| + 2 * |0.5 - 0.5| + 2 * |0.75 - 0|) / 6 = 0.383;
    # (0.9² + 0.1² + 0.5² + 0.5² + 0.75² + 0.75²) / 6 = 0.4075.
    assert lines[6].split() == ["confidence", "n", "predicted", "observed"]
    assert lines[7].split() == ["0.1–0.2", "2", "0.100", "0.500"]
    # Answerable 0.5, 0.75, 0.5, 0.1 against 0.1 and 0.75: 3 + ½ + ½ of 8 pairs.
    assert lines[10] == "calibration error 0.383  Brier 0.408  AUROC 0.500"
    assert lines[12:] == [
        "literal 0.75: 问 → 甲句甲句",
        "typo 0.50: 问 → 甲句甲句甲句",
        "literal 0.10: 问 → （没有回答）",
        "near_miss 0.75: 问 → 甲句",
    ]
    assert list(measures_text(MIXED, failures=False)) == lines[:11]


def test_the_json_holds_the_same_figures() -> None:
    told = json.loads(measures_json(MIXED, 0.3))
    assert told["threshold"] == 0.3
    assert told["measures"] == {
        "questions": 6,
        "answerable": 4,
        "lead": 0.25,
        "reply": 0.5,
        "silent": 0.25,
        "abstained": 0.5,
        "length": 4,
        "right": pytest.approx(1 / 3),
    }
    assert list(told["kinds"]) == ["literal", "typo", "near_miss"]
    assert told["calibration"]["bins"][0] == {
        "least": 0.1,
        "most": 0.2,
        "questions": 2,
        "predicted": 0.1,
        "observed": 0.5,
    }
    assert [failure["first"] for failure in told["failures"]] == [
        "甲句甲句",
        "甲句甲句甲句",
        "甲句",
        "甲句",
    ]
    assert [failure["answered"] for failure in told["failures"]] == [True, True, False, True]
