"""Whole conversations with the bot as its own process, over HTTP."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.telegram.driver import EVERY_METHOD, TelegramServer, transcript
from tests.telegram.process import BotProcess

ALLOWANCE = "市民政局将最低生活保障标准提高到每人每月1000元"
SILENT = "收录的文章没有写到这个问题的答案。"


@pytest.fixture
def bot(telegram: TelegramServer) -> Iterator[BotProcess]:
    """Serve the article that ships; end cleanly and never show the token."""
    with BotProcess(telegram) as process:
        yield process
        assert process.terminate() == 0
    assert telegram.token not in process.log


def test_a_question_gets_the_short_answer_the_quotation_and_the_citation(
    telegram: TelegramServer, bot: BotProcess
) -> None:
    chat = telegram.private_chat(telegram.user("小李"))
    reply = chat.ask("低保一个月给多少钱")
    assert reply.marked("bold") == ["每人每月1000元"]
    (quotation,) = reply.marked("blockquote")
    assert quotation.startswith(ALLOWANCE)
    assert "《用心用情解决群众急难愁盼》" in reply.text
    assert "第 18 行 · 中国社会报 · 2023-07-19" in reply.text
    assert reply.replies_to is not None
    assert bot.is_running()


@pytest.mark.usefixtures("bot")
def test_what_is_quoted_stands_in_the_article(telegram: TelegramServer) -> None:
    article = Path("knowledge/articles/article.txt").read_text(encoding="utf-8")
    chat = telegram.private_chat(telegram.user("小李"))
    for question in ("養老機構有幾家？", "残疾人护理补贴２０２２年发了多少👴", "谁写的", "助餐点"):
        for quotation in chat.ask(question).marked("blockquote"):
            assert quotation in article


@pytest.mark.usefixtures("bot")
def test_where_the_article_does_not_say_one_plain_sentence_does(telegram: TelegramServer) -> None:
    chat = telegram.private_chat(telegram.user("小李"))
    for question in ("红烧肉怎么做好吃", "现在都在哪买足彩"):
        reply = chat.ask(question)
        assert reply.text.startswith(f"{SILENT}\n可以向 12345 询问。")
        assert reply.marked("bold") == []
        assert len(reply.marked("blockquote")) <= 2
    for question in ("？？？", "😀"):
        # After a question they may be about what was asked before.
        fresh = telegram.private_chat(telegram.user("小王"))
        assert fresh.ask(question).marked("blockquote") == []


@pytest.mark.usefixtures("bot")
def test_start_and_help_and_a_command_that_there_is_not(telegram: TelegramServer) -> None:
    chat = telegram.private_chat(telegram.user("小李"))
    assert "《用心用情解决群众急难愁盼》" in chat.ask("/start").text
    assert "/topics" in chat.ask("/help").text
    assert chat.ask("/nothing").text == chat.ask("/help").text


@pytest.mark.usefixtures("bot")
def test_a_group_is_left_in_peace(telegram: TelegramServer) -> None:
    person = telegram.user("小李")
    chat = telegram.private_chat(person)
    group = telegram.group("社区", [person], bot_is_administrator=True)
    group.send("低保一个月给多少钱")
    chat.ask("低保标准")
    assert list(group.replies) == []


@pytest.mark.usefixtures("bot")
def test_an_edited_question_is_not_answered_twice(telegram: TelegramServer) -> None:
    chat = telegram.private_chat(telegram.user("小李"))
    question = chat.send("低保标准")
    chat.wait_for_reply()
    chat.edit(question, "低保标准是多少")
    chat.ask("/help")
    assert len(chat.replies) == 2


def test_a_question_that_was_deleted_is_answered_all_the_same(telegram: TelegramServer) -> None:
    chat = telegram.private_chat(telegram.user("小李"))
    question = chat.send("低保标准")
    chat.delete(question)
    with BotProcess(telegram):
        assert ALLOWANCE in chat.wait_for_reply().text


def test_questions_asked_while_the_bot_was_down_are_answered(telegram: TelegramServer) -> None:
    chat = telegram.private_chat(telegram.user("小李"))
    chat.send("低保标准")
    with BotProcess(telegram):
        assert ALLOWANCE in chat.wait_for_reply().text


def test_a_failure_is_said_in_one_friendly_line(telegram: TelegramServer, bot: BotProcess) -> None:
    chat = telegram.private_chat(telegram.user("小李"))
    telegram.fail_next("sendMessage", status=400, description="Bad Request: something odd")
    assert chat.ask("低保标准").text == "抱歉，刚才出了点问题，没能回答。请稍后再问一次。"
    bot.wait_for_log("omething odd")  # python-telegram-bot writes the first letter as a capital


@pytest.mark.usefixtures("bot")
def test_a_flood_limit_is_waited_for(telegram: TelegramServer) -> None:
    chat = telegram.private_chat(telegram.user("小李"))
    telegram.fail_next("sendMessage", retry_after=1)
    assert ALLOWANCE in chat.ask("低保标准").text


def test_start_up_survives_a_telegram_that_fails(telegram: TelegramServer) -> None:
    chat = telegram.private_chat(telegram.user("小李"))
    telegram.fail_next("getMe", status=502, description="Bad Gateway", times=2)
    telegram.fail_next("setMyCommands", status=502, description="Bad Gateway")
    with BotProcess(telegram) as process:
        assert ALLOWANCE in chat.ask("低保标准").text
        assert process.terminate() == 0
    assert telegram.token not in process.log


@pytest.mark.usefixtures("bot")
def test_an_outage_while_serving_is_survived(telegram: TelegramServer) -> None:
    chat = telegram.private_chat(telegram.user("小李"))
    chat.ask("低保标准")
    telegram.fail_while(EVERY_METHOD, status=502, description="Bad Gateway")
    chat.send("养老院有几家")
    telegram.wait_until(
        lambda: any(call.method == "getUpdates" for call in telegram.calls), "the bot to fail"
    )
    telegram.heal()
    assert "117家" in chat.wait_for_reply().text


def test_both_signals_end_it_cleanly(telegram: TelegramServer) -> None:
    with BotProcess(telegram) as process:
        assert process.interrupt() == 0
    with BotProcess(telegram) as process:
        assert process.terminate() == 0


def test_the_token_is_in_no_log_and_in_no_process_listing(
    telegram: TelegramServer, bot: BotProcess
) -> None:
    chat = telegram.private_chat(telegram.user("小李"))
    telegram.fail_next("sendMessage", drop_connection=True, times=2)
    chat.send("低保标准")
    chat.ask("低保标准")
    assert telegram.token.encode() not in b"".join(_listing())
    assert telegram.token not in bot.log


def _listing() -> Iterator[bytes]:
    """Yield the command line of each process, as a listing shows it."""
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it may have ended meanwhile
            yield file.read_bytes()


def test_a_token_that_telegram_refuses_is_one_line_without_the_token() -> None:
    with TelegramServer() as telegram:
        wrong = "123456:" + "x" * 35
        with BotProcess(telegram, environment={"TELEGRAM_BOT_TOKEN": wrong}, wait=False) as process:
            process.wait_for_end()
            assert process.status == 2
    assert "Telegram 不认这个令牌" in process.log
    assert wrong not in process.log
    assert "Traceback" not in process.log


def test_a_token_that_is_revoked_while_serving_ends_the_bot(telegram: TelegramServer) -> None:
    with BotProcess(telegram) as process:
        telegram.fail_while("getUpdates", status=401, description="Unauthorized")
        process.wait_for_end()
        assert process.status == 2
    assert "Telegram 不认这个令牌" in process.log
    assert "Traceback" not in process.log
    assert "Task was destroyed" not in process.log


def test_an_unreachable_telegram_is_said_in_one_line() -> None:
    with TelegramServer() as telegram:
        telegram.stop()
        with BotProcess(telegram, wait=False) as process:
            process.wait_for_log("连不上 Telegram")
            telegram.start()
            process.wait_for_turn()
            process.wait_for_log("Telegram 已恢复连接")
            assert process.terminate() == 0
    assert process.log.count("连不上 Telegram") == 1
    assert "Traceback" not in process.log


def test_without_a_token_the_remedy_is_named(telegram: TelegramServer) -> None:
    with BotProcess(telegram, environment={"TELEGRAM_BOT_TOKEN": ""}, wait=False) as process:
        process.wait_for_end()
        assert process.status == 2
    assert "TELEGRAM_BOT_TOKEN" in process.log


def test_the_token_may_stand_in_a_file(telegram: TelegramServer, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(telegram.token + "\n", encoding="utf-8")
    environment = {"TELEGRAM_BOT_TOKEN": "", "TELEGRAM_BOT_TOKEN_FILE": str(file)}
    chat = telegram.private_chat(telegram.user("小李"))
    with BotProcess(telegram, environment=environment):
        assert ALLOWANCE in chat.ask("低保标准").text


def test_a_long_answer_is_split_with_its_quotations_whole(
    telegram: TelegramServer, tmp_path: Path
) -> None:
    row = "天宁区\t" + "残疾人护理补贴按月发放、" * 500 + "1000元"
    (tmp_path / "a.txt").write_text(
        f"标题在这里\n\n表1 补贴\n区\t说明\n{row}\n乙\t无\n", encoding="utf-8"
    )
    chat = telegram.private_chat(telegram.user("小李"))
    with BotProcess(telegram, arguments=["--articles", str(tmp_path)]):
        chat.send("天宁区残疾人护理补贴")
        parts = [chat.wait_for_reply(), chat.wait_for_reply()]
    assert all(part.marked("blockquote") for part in parts)


@pytest.mark.usefixtures("bot")
def test_the_conversation_of_the_readme(telegram: TelegramServer) -> None:
    chat = telegram.private_chat(telegram.user("小李"))
    chat.ask("/start")
    chat.ask("低保一个月给多少钱")
    chat.ask("婚姻登记要预约吗")
    said = transcript(chat)
    assert "**每人每月1000元**" in said
    assert SILENT in said
