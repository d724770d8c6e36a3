"""What was used last is kept, and no more than was said."""

import pytest

from knowledge.kept import Kept


@pytest.fixture
def kept() -> Kept[str, int]:
    return Kept(2)


def test_what_was_put_there_is_there(kept: Kept[str, int]) -> None:
    kept.put("甲", 1)
    assert kept.get("甲") == 1
    assert kept.get("乙") is None


def test_what_was_used_longest_ago_gives_way(kept: Kept[str, int]) -> None:
    kept.put("甲", 1)
    kept.put("乙", 2)
    assert kept.get("甲") == 1
    kept.put("丙", 3)
    assert [kept.get(name) for name in "甲乙丙"] == [1, None, 3]
    assert len(kept) == 2


def test_the_same_again_takes_no_room(kept: Kept[str, int]) -> None:
    kept.put("甲", 1)
    kept.put("乙", 2)
    kept.put("乙", 3)
    assert [kept.get(name) for name in "甲乙"] == [1, 3]
