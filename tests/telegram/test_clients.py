"""Clients that we did not write talk to the server, so that its wire format is Telegram's."""

import asyncio
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
    ReplyParameters,
)

from tests.telegram.driver import TelegramServer
from tests.telegram.process import BotProcess

ECHO = (sys.executable, "-m", "tests.telegram.echo_bot")

_NODE = """
const [base, chat] = process.argv.slice(1);
const call = async (method, parameters) => {
  const response = await fetch(base + '/' + method, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(parameters ?? {}),
  });
  return response.json();
};
const updates = await call('getUpdates', {timeout: 5});
const results = {
  me: await call('getMe'),
  updates,
  sent: await call('sendMessage', {chat_id: Number(chat), text: '好😀'}),
  form: await (await fetch(base + '/sendMessage', {
    method: 'POST', body: new URLSearchParams({chat_id: chat, text: ''}),
  })).json(),
};
console.log(JSON.stringify(results));
"""


async def _talk_by_aiogram(telegram: TelegramServer, chat_id: int) -> None:
    api = TelegramAPIServer(
        base=f"{telegram.base_url}{{token}}/{{method}}",
        file=f"{telegram.base_file_url}{{token}}/{{path}}",
    )
    async with Bot(telegram.token, session=AiohttpSession(api=api)) as bot:
        assert (await bot.get_me()).username == "changyouda_bot"
        updates = await bot.get_updates(timeout=5)
        question = updates[0].message
        assert question is not None
        assert question.entities is not None
        keyboard = InlineKeyboardMarkup(
            inline_keyboard=[[InlineKeyboardButton(text="有用", callback_data="u")]]
        )
        sent = await bot.send_message(
            chat_id,
            "😀低保",
            entities=[MessageEntity(type="bold", offset=2, length=2)],
            reply_markup=keyboard,
            reply_parameters=ReplyParameters(message_id=question.message_id, quote="低保"),
        )
        assert sent.reply_to_message is not None
        edited = await bot.edit_message_text("改了", chat_id=chat_id, message_id=sent.message_id)
        assert not isinstance(edited, bool)
        assert edited.text == "改了"
        document = await bot.send_document(
            chat_id, BufferedInputFile("报告".encode(), "报告.txt"), caption="在此"
        )
        assert document.document is not None
        content = await bot.download(document.document)
        assert content is not None
        assert content.read() == "报告".encode()
        with pytest.raises(TelegramBadRequest, match="message is not modified"):
            await bot.edit_message_text("改了", chat_id=chat_id, message_id=sent.message_id)
        telegram.fail_next("sendMessage", retry_after=3)
        with pytest.raises(TelegramRetryAfter) as failure:
            await bot.send_message(chat_id, "好")
        assert failure.value.retry_after == 3


def test_aiogram_talks_to_it(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    chat.send("/ask 低保多少钱")
    asyncio.run(_talk_by_aiogram(telegram, chat.id))
    assert [reply.text for reply in chat.replies] == ["改了", "在此"]
    assert chat.replies[1].content == "报告".encode()


def test_node_talks_to_it(lenient_telegram: TelegramServer) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    telegram = lenient_telegram
    chat = telegram.private_chat()
    chat.send("低保多少钱")
    script = ("--input-type=module", "--eval", _NODE)
    address = f"{telegram.base_url}{telegram.token}"
    done = subprocess.run(
        [node, *script, "--", address, str(chat.id)], capture_output=True, check=True, timeout=120
    )
    results = json.loads(done.stdout)
    assert results["me"]["result"]["is_bot"] is True
    assert results["updates"]["result"][0]["message"]["text"] == "低保多少钱"
    assert results["sent"]["result"]["text"] == "好😀"
    assert results["form"]["description"] == "Bad Request: message text is empty"
    assert telegram.violations == ["sendMessage: message text is empty"]


def test_python_telegram_bot_talks_to_it(telegram: TelegramServer) -> None:
    chat = telegram.private_chat(telegram.user("小李"))
    with BotProcess(telegram, ECHO) as bot:
        welcome = chat.ask("/start")
        assert welcome.text == "你好"
        assert chat.press(welcome, "再来").wait_for_answer() == "好"
        assert welcome.wait_for_edit().text == "又来"
        echo = chat.ask("低保多少钱")
        assert (echo.quote, echo.marked("bold")) == ("低保多少钱", ["低保多少钱"])
        chat.send("安静")
        chat.expect_silence()
        chat.expect_silence(probe="在吗", answer="在吗")
        chat.send_document("问.txt", "低保".encode())
        assert chat.wait_for_reply().content == "低保".encode()
        answer = telegram.ask_inline(chat.users[0], "低保")
        assert (answer.titles, answer.cache_time, answer.is_personal) == (["回声"], 0, True)
        chat.choose(answer)
        assert chat.wait_for_reply().text == "低保"
        assert bot.terminate() == 0
    assert telegram.token not in bot.log


def test_silence_that_is_broken_is_found(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    with BotProcess(telegram, ECHO):
        chat.send("不安静")
        with pytest.raises(AssertionError, match="不安静"):
            chat.expect_silence(probe="在吗", answer="在吗")


def test_a_bot_outlives_the_server(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    with BotProcess(telegram, ECHO) as bot:
        telegram.stop()
        chat.send("停了吗")
        telegram.start()
        assert chat.wait_for_reply().text == "停了吗"
        telegram.fail_next("sendMessage", 502)
        chat.send("丢了")
        bot.wait_for_log("Bad Gateway")
        assert chat.ask("还在").text == "还在"
        assert bot.interrupt() == 0


def test_a_killed_bot_is_started_again(telegram: TelegramServer, tmp_path: Path) -> None:
    chat = telegram.private_chat()
    with BotProcess(telegram, ECHO, data=tmp_path) as bot:
        assert bot.kill() < 0
        assert not bot.is_running()
        chat.send("没人的时候")
        bot.start()
        assert chat.wait_for_reply().text == "没人的时候"


def test_a_bot_that_does_not_start_says_why(telegram: TelegramServer) -> None:
    failing = (sys.executable, "-c", "import sys; sys.exit('没有文章')")
    with (
        pytest.raises(AssertionError, match=r"status 1; its log:\n没有文章"),
        BotProcess(telegram, failing),
    ):
        pass
