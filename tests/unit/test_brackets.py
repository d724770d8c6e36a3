"""Brackets of facts, and which numbers of questions lie in them; worked out by hand."""

import pytest

from knowledge.brackets import amounts, brackets
from knowledge.expectation import figures

FACT = "70岁以上每月60元，80至89周岁每月100元，90周岁及以上每月200元"


def within(fact: str, question: str) -> bool:
    named = list(amounts(question, figures(question)))
    return any(
        bracket.holds(amount) for bracket in brackets(fact, figures(fact)) for amount in named
    )


@pytest.mark.parametrize(
    ("fact", "question", "held"),
    [
        (FACT, "85岁的老人给多少", True),
        (FACT, "俺爹今年73了给多少", True),
        (FACT, "九十二了每月给几个钱", True),
        (FACT, "我65岁能领吗", False),
        (FACT, "85元能领吗", False),
        ("不满16周岁的儿童免费", "娃15岁要钱吗", True),
        ("不满16周岁的儿童免费", "娃17岁要钱吗", False),
        ("年满60周岁可以领取", "六十五岁能领吗", True),
        ("四至六层补助18万元，七层及以上25万元", "五楼补多少", True),
        ("四至六层补助18万元", "三楼补多少", False),
        ("月收入低于1000元的", "我收入800元", True),
        ("2020年至2022年投入2000万元", "85岁的呢", False),
        ("占比40%以上", "41岁", False),
    ],
)
def test_a_number_lies_in_a_bracket_of_its_unit(fact: str, question: str, *, held: bool) -> None:
    assert within(fact, question) is held


def test_what_follows_in_a_text_does_not_change_what_came_before() -> None:
    whole = list(brackets(FACT, figures(FACT)))
    head = FACT[: FACT.index("，90")]
    assert list(brackets(head, figures(head))) == whole[:-1]
