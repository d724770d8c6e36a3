"""How near words are: of a table made by hand, and of the one that ships."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.learning.relating import reduced
from knowledge.relatedness import Relatedness, quantized, save, shipped_relatedness
from knowledge.words import frequent_words

WORDS = ("工资", "薪水", "拐杖", "公租房", "租金")
DIRECTIONS = np.array([[1.0, 0.0, 0.0], [0.8, 0.6, 0.0], [0, 0, 1], [0, 1, 0], [0, 0.6, 0.8]])


@pytest.fixture(scope="module")
def table() -> Relatedness:
    """Five words in three dimensions."""
    return quantized(WORDS, DIRECTIONS)


@pytest.mark.parametrize(
    ("word", "text", "cosine"),
    [
        ("薪水", "月工资五千元", 0.8),
        ("薪水", "薪水五千元", 1.0),
        ("拐杖", "月工资五千元", 0.0),
        ("拐杖", "", 0.0),
        ("不认识", "月工资五千元", 0.0),
    ],
)
def test_the_nearest_word_of_a_text_counts(
    table: Relatedness, word: str, text: str, cosine: float
) -> None:
    nearest = table.nearest(table.directions([word]), text)
    assert nearest == pytest.approx([cosine], abs=0.02)


def test_a_long_word_has_the_direction_of_those_within_it(table: Relatedness) -> None:
    whole = DIRECTIONS[3] + DIRECTIONS[4]
    assert table.directions(["公租房租金"])[0] == pytest.approx(
        whole / np.linalg.norm(whole), abs=0.02
    )


def test_no_words_are_near_nothing(table: Relatedness) -> None:
    assert table.nearest(table.directions([]), "月工资").shape == (0,)


def test_a_table_is_read_as_it_was_written(
    table: Relatedness, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(table, tmp_path / "a.npz")
    monkeypatch.setattr("knowledge.relatedness.RELATEDNESS_FILE", tmp_path / "a.npz")
    read = shipped_relatedness.__wrapped__()
    assert read.rows == table.rows
    assert (read.vectors == table.vectors).all()


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [("薪水", "工资", "公园"), ("价钱", "收费标准", "电话"), ("小孩", "儿童", "道路")],
)
def test_what_ships_tells_near_from_far(word: str, near: str, far: str) -> None:
    shipped = shipped_relatedness()
    nearness = [shipped.nearest(shipped.directions([word]), text)[0] for text in (near, far)]
    assert nearness[0] > nearness[1] + 0.2


@given(st.text(alphabet="工资薪水拐杖公租房金的,", max_size=12))
def test_a_word_that_stands_in_a_text_is_nearest(text: str) -> None:
    table = quantized(WORDS, DIRECTIONS)
    nearest = table.nearest(table.directions(WORDS), text)
    assert ((nearest >= 0) & (nearest <= 1)).all()
    assert all(near > 0.98 for word, near in zip(WORDS, nearest, strict=True) if word in text)


def test_components_that_all_share_are_left_out() -> None:
    random = np.random.default_rng(1)
    vectors = random.normal(size=(50, 8))
    shared = np.outer(random.normal(size=50) * 40, np.ones(8))
    kept = reduced(vectors + shared + 7.0, 3)
    assert kept.shape == (50, 3)
    assert np.linalg.norm(kept, axis=1) == pytest.approx(np.ones(50))
    # What is left does not follow what was shared.
    assert abs(np.corrcoef(kept[:, 0], shared[:, 0])[0, 1]) < 0.4


def test_frequent_words_are_chinese_and_of_the_lengths_asked_for() -> None:
    words = frequent_words(500, (2, 3))
    assert len(words) == len(set(words)) == 500
    assert {len(word) for word in words} <= {2, 3}
    assert "我们" in words
