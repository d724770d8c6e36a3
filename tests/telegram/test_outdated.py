"""Buttons of before: of an edition that no longer serves, and of before a restart."""

from pathlib import Path

import pytest

from tests.telegram.driver import TelegramServer
from tests.telegram.process import BotProcess

QUESTION = "低保标准是多少"
OLD = "文章更新过了，这个按钮是旧版的。可以按新的文章重新提问。"


def _write(folder: Path, amount: int) -> None:
    (folder / "a.txt").write_text(
        "市民政局工作\n\n时间:2024-01-01   来源:市民政局\n\n"
        f"市民政局将最低生活保障标准提高到每人每月{amount}元。\n\n"
        "全市建有老年助餐点304个。\n\n残疾人两项补贴按月发放到位。\n",
        encoding="utf-8",
    )


@pytest.fixture
def arguments(tmp_path: Path) -> list[str]:
    """Gives the arguments for a folder of articles of the test's own."""
    folder = tmp_path / "articles"
    folder.mkdir()
    _write(folder, 900)
    return ["--articles", str(folder)]


def _folder(arguments: list[str]) -> Path:
    return Path(arguments[1])


def test_a_button_of_an_older_edition_says_so_and_offers_to_ask_again(
    telegram: TelegramServer, tmp_path: Path, arguments: list[str]
) -> None:
    chat = telegram.private_chat()
    with BotProcess(telegram, arguments=arguments, data=tmp_path):
        reply = chat.ask(QUESTION)
        assert reply.marked("bold") == ["每人每月900元"]
        chat.press(reply, "👍").wait_for_answer()
        topics = chat.ask("/topics")
    _write(_folder(arguments), 1000)
    with BotProcess(telegram, arguments=arguments, data=tmp_path) as process:
        # What served last serves first; what changed meanwhile is taken in after that.
        telegram.wait_until(lambda: process.log.count("serving 1 articles") == 2, "the new edition")
        for button in ("上下文", "更多"):
            press = chat.press(reply, button)
            assert (press.wait_for_answer(), press.is_alert) == (OLD, True)
        reply.wait_for_edit()
        assert reply.buttons == ["重新提问"]
        assert reply.marked("bold") == ["每人每月900元"]
        # What somebody thinks of an answer is of that answer, whatever serves now.
        assert chat.press(reply, "👎").wait_for_answer().startswith("谢谢，记下了")
        chat.press(reply, "重新提问")
        reply.wait_for_edit()
        assert reply.marked("bold") == ["每人每月1000元"]
        chat.press(reply, "上下文")
        assert "每人每月1000元" in reply.wait_for_edit().marked("bold")[0]
        assert chat.press(topics, topics.buttons[0]).wait_for_answer() == OLD
        assert topics.wait_for_edit().buttons == ["‹ 全部文章"]
        chat.press(topics, "‹ 全部文章")
        assert topics.wait_for_edit().buttons == ["开头"]


def test_buttons_of_before_a_restart_work(
    telegram: TelegramServer, tmp_path: Path, arguments: list[str]
) -> None:
    person = telegram.user("小李")
    chat, group = telegram.private_chat(person), telegram.group("社区", [person])
    with BotProcess(telegram, arguments=arguments, data=tmp_path):
        replies = [chat.ask(QUESTION), group.ask(f"/ask {QUESTION}")]
    with BotProcess(telegram, arguments=arguments, data=tmp_path):
        for where, reply in zip((chat, group), replies, strict=True):
            before = reply.text
            where.press(reply, "上下文")
            assert reply.wait_for_edit().marked("bold") == [reply.marked("bold")[0]]
            where.press(reply, "‹ 返回")
            assert reply.wait_for_edit().text == before


def test_without_the_journal_answers_have_no_votes_and_buttons_work_all_the_same(
    telegram: TelegramServer, tmp_path: Path, arguments: list[str]
) -> None:
    chat = telegram.private_chat()
    blocked = tmp_path / "data"
    (blocked / "journal.sqlite3").mkdir(parents=True)
    with BotProcess(telegram, arguments=arguments, data=blocked) as process:
        reply = chat.ask(QUESTION)
        assert reply.buttons == ["上下文", "更多"]
        assert chat.ask("/forget_me").text.startswith("抱歉，现在删不掉")
        process.terminate()
    with BotProcess(telegram, arguments=arguments, data=blocked):
        before = reply.text
        chat.press(reply, "上下文")
        reply.wait_for_edit()
        chat.press(reply, "‹ 返回")
        assert reply.wait_for_edit().text == before
