"""What a message wants, and the questions that it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.asking.intent import intent_of
from knowledge.asking.parts import MOST_PARTS, parts_of
from knowledge.model import Intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("你好", Intent.GREETING),
        ("您好！", Intent.GREETING),
        ("大家早上好呀～", Intent.GREETING),
        ("Hello", Intent.GREETING),
        ("哈囉", Intent.GREETING),
        ("在吗？在吗？", Intent.GREETING),
        ("谢谢你", Intent.THANKS),
        ("非常感謝🙏", Intent.THANKS),
        ("好的，知道了，谢谢", Intent.THANKS),
        ("再见", Intent.FAREWELL),
        ("拜拜~", Intent.FAREWELL),
        ("你好，低保怎么办", Intent.QUESTION),
        ("谢谢，那残疾人呢", Intent.QUESTION),
        ("早餐在哪里吃", Intent.QUESTION),
        ("行政区划", Intent.QUESTION),
        ("早期干预", Intent.QUESTION),
    ],
)
def test_what_a_message_wants(text: str, intent: Intent) -> None:
    assert intent_of(text) is intent


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("低保多少钱？怎么申请？", ("低保多少钱？", "怎么申请？")),
        ("养老院有几家?床位有多少", ("养老院有几家?", "床位有多少")),
        ("你好！请问低保多少钱？谢谢", ("你好！请问低保多少钱？谢谢",)),
        ("低保多少钱？？？", ("低保多少钱？？？",)),
        ("低保标准", ("低保标准",)),
        ("", ("",)),
    ],
)
def test_the_questions_of_a_message(text: str, parts: tuple[str, ...]) -> None:
    assert parts_of(text) == parts


@given(st.text(st.sampled_from("你好谢早啊呀？?！ 低保多少几谁") | st.characters(), max_size=80))
def test_any_text_has_an_intent_and_a_question(text: str) -> None:
    intent_of(text)
    parts = parts_of(text)
    assert 1 <= len(parts) <= MOST_PARTS
    assert all(part in text for part in parts)
