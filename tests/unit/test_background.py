"""How rare characters and pairs are at large."""

from math import log

import pytest

from knowledge.background import LEAST, count, shipped_background, written


def test_what_stands_in_too_few_facts_is_as_rare_as_what_stands_nowhere() -> None:
    counted = count(["低保标准"] * LEAST + ["救助站"] * (LEAST - 1))
    assert counted.facts == 2 * LEAST - 1
    assert counted.held == dict.fromkeys(["低", "保", "标", "准", "低保", "保标", "标准"], LEAST)
    assert counted.rarity("救助") == counted.rarity("南京") == counted.highest_rarity


def test_punctuation_is_not_counted() -> None:
    assert set(count(["低，保"] * LEAST).held) == {"低", "保"}


def test_a_longer_word_is_as_rare_as_its_pairs_on_average() -> None:
    counted = count(["低保标"] * LEAST + ["保标"] * LEAST)
    pairs = (counted.rarity("低保") + counted.rarity("保标")) / 2
    assert counted.rarity("低保标") == pytest.approx(pairs)
    assert counted.rarity("低保") == pytest.approx(log((2 * LEAST + 1) / (LEAST + 1)))


def test_the_file_has_a_line_for_each_number_of_facts() -> None:
    counted = count(["低"] * (LEAST + 1) + ["保"] * LEAST)
    assert written(counted) == f"{2 * LEAST + 1}\n{LEAST} 保\n{LEAST + 1} 低\n"


def test_what_ships_knows_common_words_from_rare_ones() -> None:
    shipped = shipped_background()
    assert shipped.rarity("的") < shipped.rarity("工作") < shipped.rarity("流浪")
    assert shipped.rarity("流浪") <= shipped.highest_rarity
    assert written(shipped).count("\n") == len(set(shipped.held.values())) + 1
