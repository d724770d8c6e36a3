"""Which numbers messages have: those that no known message has, lowest first."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.boxes import Boxes, box_of

PERSON, OTHER, GROUP, SUPERGROUP, CHANNEL = 11, 12, -13, -1_000_000_000_014, -1_000_000_000_015

CASES = [
    ("none is known", PERSON, [], [1, 2, 3]),
    ("those known are passed over", PERSON, [(PERSON, 1), (PERSON, 3)], [2, 4, 5]),
    ("people and basic groups have one row", PERSON, [(OTHER, 1), (GROUP, 2)], [3, 4, 5]),
    ("a supergroup has its own", SUPERGROUP, [(PERSON, 1), (CHANNEL, 2)], [1, 2, 3]),
    ("which others do not share", PERSON, [(SUPERGROUP, 1)], [1, 2, 3]),
]
"""What it shows; a chat; messages that are known, each with its chat; the first three unknown."""


@pytest.mark.parametrize(
    ("chat", "known", "unseen"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_unseen(chat: int, known: Sequence[tuple[int, int]], unseen: Sequence[int]) -> None:
    boxes = Boxes()
    for other, number in known:
        boxes.note(other, number)
    assert list(boxes.unseen(chat, 0, 3)) == unseen


@given(st.lists(st.integers(1, 60), max_size=80), st.integers(0, 70), st.integers(0, 20))
def test_unseen_are_so_many_above_and_none_that_is_known(
    numbers: Sequence[int], above: int, most: int
) -> None:
    boxes = Boxes()
    for number in numbers:
        boxes.note(PERSON, number)
    found = list(boxes.unseen(PERSON, above, most))
    assert len(found) == most
    assert found == sorted(set(found) - set(numbers))
    assert set(range(above + 1, max([above, *found]))) <= set(found) | set(numbers)
    top = max(numbers, default=0)
    assert boxes.top(PERSON) == top
    assert boxes.missing(PERSON, above) == len(set(range(above + 1, top + 1)) - set(numbers))


def test_the_oldest_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.boxes.MOST_NUMBERS", 3)
    monkeypatch.setattr("bot.boxes._BOXES", 2)
    boxes = Boxes()
    for number in (1, 2, 2, 3, 4):
        boxes.note(PERSON, number)
    assert list(boxes.unseen(PERSON, 0, 2)) == [1, 5]
    boxes.note(SUPERGROUP, 7)
    boxes.note(PERSON, 6)  # used after the supergroup's
    boxes.note(CHANNEL, 8)
    assert [boxes.top(chat) for chat in (PERSON, CHANNEL, SUPERGROUP)] == [6, 8, 0]


def test_boxes_are_made_of_what_is_kept() -> None:
    chats = (PERSON, GROUP, SUPERGROUP)
    boxes = Boxes.of([(box_of(chat), number) for number, chat in enumerate(chats, start=1)])
    assert [boxes.top(chat) for chat in (OTHER, GROUP, SUPERGROUP, CHANNEL)] == [2, 2, 3, 0]
