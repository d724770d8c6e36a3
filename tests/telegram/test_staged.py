"""Answers that need more than one article or a slow one: doubt, verdicts, lists, typing."""

import sys
from collections.abc import Iterator

import pytest

from tests.telegram import staged_bot
from tests.telegram.driver import TelegramServer
from tests.telegram.process import BotProcess

STAGED = (sys.executable, "-m", "tests.telegram.staged_bot")
FACT = "市民政局将最低生活保障标准提高到每人每月1000元,特困供养等困难群体保障标准位于全省前列;"


@pytest.fixture(scope="module")
def staged() -> Iterator[TelegramServer]:
    """Gives a server with the staged bot."""
    with TelegramServer() as server:
        with BotProcess(server, STAGED) as process:
            yield server
            assert process.terminate() == 0
        assert server.token not in process.log
    assert server.violations == []


def test_where_several_facts_fit_the_bot_asks_back(staged: TelegramServer) -> None:
    chat = staged.private_chat()
    reply = chat.ask(staged_bot.DOUBTFUL)
    assert reply.text == "文章里有几处都合您的问题，您问的是哪一处？"
    assert 2 <= len(reply.buttons) <= 3
    assert len(reply.keyboard) == len(reply.buttons)
    chat.press(reply, reply.buttons[0]).wait_for_answer()
    reply.wait_for_edit()
    assert reply.marked("blockquote") == [FACT]
    assert reply.buttons == ["‹ 返回", "上下文", "👍", "👎"]
    chat.press(reply, "上下文")
    assert reply.wait_for_edit().marked("bold") == [FACT]
    chat.press(reply, "‹ 返回")
    assert reply.wait_for_edit().marked("blockquote") == [FACT]
    chat.press(reply, "‹ 返回")
    assert reply.wait_for_edit().text.startswith("文章里有几处")


def test_buttons_that_ask_back_tell_the_places_apart(staged: TelegramServer) -> None:
    chat = staged.private_chat()
    buttons = chat.ask(staged_bot.DOUBTFUL).buttons
    assert len(set(buttons)) == len(buttons)


def test_a_statement_gets_a_verdict_in_a_line(staged: TelegramServer) -> None:
    chat = staged.private_chat()
    reply = chat.ask(staged_bot.DIFFERENT)
    assert reply.text.startswith("与所问不同。原文：\n")
    assert reply.marked("blockquote") == [FACT]
    assert chat.ask(staged_bot.AGREEING).text.startswith("与所问一致。原文：\n")


def test_articles_that_disagree_and_lists_are_shown_whole(staged: TelegramServer) -> None:
    group = staged.group("社区")
    reply = group.ask(f"/ask {staged_bot.DISAGREEING}")
    assert reply.text.startswith("几篇文章说法不同，新的在前：\n")
    assert len(reply.marked("blockquote")) == 3
    assert len(group.ask(f"/ask {staged_bot.LISTED}").marked("blockquote")) == 3


def test_typing_is_shown_where_an_answer_takes_longer_than_a_moment(
    staged: TelegramServer,
) -> None:
    slow, quick = staged.private_chat(), staged.private_chat()
    slow.send(staged_bot.SLOW)
    staged.wait_until(lambda: "typing" in slow.state.actions, "typing to be shown")
    # Nobody else waits meanwhile.
    assert quick.ask("低保标准").marked("blockquote") == [FACT]
    assert slow.replies == []
    assert slow.wait_for_reply().marked("blockquote") == [FACT]
    assert len(slow.replies) == 1
    assert quick.state.actions == []


def test_typing_is_shown_in_the_topic_of_a_forum(staged: TelegramServer) -> None:
    group = staged.group("社区", forum=True)
    topic = group.open_topic("低保")
    group.send(f"/ask {staged_bot.SLOW}", topic=topic)
    group.wait_for_reply()
    (call,) = [
        call for call in staged.calls_of("sendChatAction") if "message_thread_id" in call.parameters
    ]
    assert call.parameters["message_thread_id"] == topic


def test_a_failure_is_said_once_in_a_friendly_line(staged: TelegramServer) -> None:
    chat = staged.private_chat(staged.user("Li", language_code="zh-hant"))
    failed = "抱歉，剛才出了點問題，沒能回答。請稍後再問一次。"
    assert chat.ask(staged_bot.FAILING).text == failed
    reply = chat.ask("低保标准")
    assert reply.marked("blockquote") == [FACT]
    assert len(chat.replies) == 2
