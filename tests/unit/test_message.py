"""Messages: styles, splitting, and Telegram's way of counting."""

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.citizens.sending import entities
from bot.message import MOST_UNITS, Composer, Entity, Message, Style, fitted, split
from bot.terminal import show


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_a_message_is_put_together_with_its_styles() -> None:
    message = Composer().add("1000元", Style.BOLD).add("\n").add("原文。", Style.QUOTE).message()
    assert message == Message(
        "1000元\n原文。", (Entity(Style.BOLD, 0, 5), Entity(Style.QUOTE, 6, 9))
    )


def test_telegram_counts_utf_16() -> None:
    message = Composer().add("👴𠀀").add("老人", Style.BOLD).message()
    (entity,) = entities(message)
    assert (entity.type, entity.offset, entity.length) == ("bold", 4, 2)


def test_a_short_message_is_one() -> None:
    message = Message("低保。", (Entity(Style.BOLD, 0, 2),))
    assert list(split(message)) == [message]


def test_a_long_message_is_cut_at_the_last_line_or_sentence_that_fits() -> None:
    parts = list(split(Message("一二三。四五六。七八九十"), 9))
    assert [part.text for part in parts] == ["一二三。四五六。", "七八九十"]
    assert [part.text for part in split(Message("一二三四五六七八九十"), 4)] == [
        "一二三四",
        "五六七八",
        "九十",
    ]


def test_a_style_goes_on_in_the_next_part() -> None:
    first, second = split(Message("一二。三四。", (Entity(Style.QUOTE, 1, 5),)), 4)
    assert first.entities == (Entity(Style.QUOTE, 1, 3),)
    assert second.entities == (Entity(Style.QUOTE, 0, 2),)


_TEXT = st.text(alphabet="低保。\n；👴 a", max_size=60)


@given(_TEXT, st.integers(2, 20), st.data())
def test_parts_fit_lose_nothing_visible_and_keep_what_is_styled(
    text: str, most: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    styled = (Entity(Style.BOLD, start, end),) if start < end else ()
    parts = list(split(Message(text, styled), most))
    assert all(0 < _units(part.text) <= most for part in parts)
    assert "".join("".join(part.text.split()) for part in parts) == "".join(text.split())
    bold = "".join(
        part.text[entity.start : entity.end] for part in parts for entity in part.entities
    )
    assert "".join(bold.split()) == "".join(text[start:end].split())


def test_of_many_marks_the_quotation_and_the_short_answer_stay() -> None:
    marks = [(number, number + 1, Style.UNDERLINE) for number in range(0, 300, 2)]
    composer = Composer().add("1000元", Style.BOLD).add("\n")
    (message,) = split(composer.quote("低保" * 150, Style.QUOTE, marks).message())
    assert len(message.entities) == 100
    assert [entity.style for entity in message.entities[:2]] == [Style.BOLD, Style.QUOTE]


def test_what_does_not_fit_is_cut_and_says_so() -> None:
    message = Message("一二三。四五六。七八九。", (Entity(Style.QUOTE, 0, 12),))
    assert fitted(message, 20) == message
    short = fitted(message, 10)
    assert short == Message("一二三。\n……", (Entity(Style.QUOTE, 0, 4),))


def test_the_limit_is_telegrams() -> None:
    assert MOST_UNITS == 4096


def test_the_terminal_gets_no_commands_from_an_article() -> None:
    message = Message(
        "低保\x1b]0;名\x07\t标准\u202e\x9b\r\n1000元\u2028每月", (Entity(Style.QUOTE, 0, 4),)
    )
    shown = click.unstyle(show(message))
    assert shown == "│ 低保]0;名 标准\n1000元 每月"


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (Message("没有。"), "没有。"),
        (Message("原文\n出处", (Entity(Style.QUOTE, 0, 2),)), "\x1b[36m│ \x1b[0m原文\x1b[0m\n出处"),
        (Message("1000元", (Entity(Style.BOLD, 0, 5),)), "\x1b[1m1000元\x1b[0m"),
    ],
)
def test_the_terminal_shows_styles(message: Message, expected: str) -> None:
    shown = show(message)
    if "\x1b" not in expected:
        assert shown.replace("\x1b[0m", "") == expected
    else:
        assert shown == expected or shown.replace("\x1b[0m", "") == expected.replace("\x1b[0m", "")
