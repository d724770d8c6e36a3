"""How the bot runs: what it survives, what it keeps to, and how it says how it is."""

import json
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.telegram.driver import TelegramServer
from tests.telegram.process import BotProcess
from tests.telegram.webhook import HOST, free_port, webhook_arguments

QUESTION = "低保一个月给多少钱"
ANSWER = "每人每月1000元"
SELF_SIGNED = (
    *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
    *("-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"),
)


@pytest.fixture
def bot(telegram: TelegramServer) -> Iterator[BotProcess]:
    """Serve the article that ships; end cleanly and never show the token."""
    with BotProcess(telegram) as process:
        yield process
        assert process.terminate() == 0
    assert telegram.token not in process.log


@pytest.fixture
def port() -> int:
    """Gives a port on which nobody listens."""
    return free_port()


def _configure(folder: Path, text: str) -> list[str]:
    folder.mkdir(exist_ok=True)
    (folder / "bot.yaml").write_text(text, encoding="utf-8")
    return ["--config", str(folder)]


# What is cut off


def test_a_question_that_a_kill_cut_off_is_answered_after_the_restart_once(
    telegram: TelegramServer, tmp_path: Path
) -> None:
    chat = telegram.private_chat()
    with BotProcess(telegram, data=tmp_path) as process:
        telegram.fail_while("sendMessage", status=502)
        chat.send(QUESTION)
        telegram.wait_for_call("sendMessage")
        chat.wait_for_confirmation()
        process.kill()
    telegram.heal()
    with BotProcess(telegram, data=tmp_path) as process:
        assert ANSWER in chat.wait_for_reply().text
        chat.expect_silence(probe="/help", answer="怎么用")
        process.wait_for_log("resumed=True")


def test_an_answer_that_had_arrived_before_the_kill_is_not_sent_again(
    telegram: TelegramServer, tmp_path: Path
) -> None:
    chat = telegram.private_chat()
    with BotProcess(telegram, data=tmp_path) as process:
        # It arrives, and the bot does not get to know.
        telegram.fail_next("sendMessage", drop_connection=True, performed=True)
        telegram.fail_while("editMessageReplyMarkup", status=502)
        chat.send(QUESTION)
        telegram.wait_for_call("editMessageReplyMarkup")
        process.kill()
    telegram.heal()
    with BotProcess(telegram, data=tmp_path) as process:
        process.wait_for_log("had arrived")
        chat.send("/help")
        telegram.wait_until(lambda: len(chat.replies) > 1, "the answer to /help")
    assert [ANSWER in reply.text for reply in chat.replies] == [True, False]


def test_what_many_wrote_meanwhile_does_not_hide_an_answer_that_had_arrived(
    telegram: TelegramServer, tmp_path: Path
) -> None:
    arguments = webhook_arguments(telegram, tmp_path / "config")
    road = telegram.world.roads[HOST]
    chat, *others = [telegram.private_chat() for _ in range(61)]
    with BotProcess(telegram, data=tmp_path, arguments=arguments) as process:
        chat.ask("/help")
        telegram.fail_while("sendMessage", retry_after=1)
        chat.send(QUESTION)
        telegram.wait_until(
            lambda: any(call.status == 429 for call in telegram.calls), "the bot to have to wait"
        )
        telegram.lead(HOST, "http://127.0.0.1:9")  # nothing is brought any more
        for other in others:
            other.send("/help")
        with telegram.world.changed:  # no call comes between
            telegram.heal()
            telegram.fail_next("sendMessage", drop_connection=True, performed=True)
            telegram.fail_while("editMessageReplyMarkup", status=502)
        telegram.wait_for_call("editMessageReplyMarkup")
        process.kill()
    telegram.heal()
    telegram.lead(HOST, road)
    with BotProcess(telegram, data=tmp_path, arguments=arguments) as process:
        process.wait_for_log("had arrived")
        telegram.wait_until(lambda: all(other.replies for other in others), "the other answers")
    assert [ANSWER in reply.text for reply in chat.replies] == [False, True]


@pytest.mark.usefixtures("bot")
def test_an_answer_whose_confirmation_was_lost_is_not_sent_again(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    for failure in ({"drop_connection": True}, {"status": 502}, {"status": 500}):
        telegram.fail_next("sendMessage", performed=True, **failure)
        assert ANSWER in chat.ask(QUESTION).text
        assert ANSWER not in chat.ask("/help").text
    assert len(chat.replies) == 6


@pytest.mark.usefixtures("bot")
def test_an_answer_that_did_not_arrive_is_sent_again(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    telegram.fail_next("sendMessage", drop_connection=True)
    telegram.fail_next("sendMessage", status=502)
    assert ANSWER in chat.ask(QUESTION).text
    chat.ask("/help")
    assert len(chat.replies) == 2


def test_an_update_that_comes_twice_is_answered_once(
    telegram: TelegramServer, tmp_path: Path
) -> None:
    chat = telegram.private_chat()
    question = chat.send(QUESTION)
    with BotProcess(telegram, data=tmp_path):
        chat.wait_for_reply()
        telegram.repeat_update(question.update or 0)
        chat.ask("/help")
    with BotProcess(telegram, data=tmp_path):
        telegram.repeat_update(question.update or 0)
        chat.ask("/help")
    assert sum(ANSWER in reply.text for reply in chat.replies) == 1


@pytest.mark.usefixtures("bot")
def test_an_update_that_cannot_be_read_holds_up_no_other(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    with telegram.world.changed:
        telegram.world.queue.put_unchecked({"message": {"text": "没有编号"}})
    assert ANSWER in chat.ask(QUESTION).text


# Order, and how much


@pytest.mark.usefixtures("bot")
def test_a_chat_is_answered_in_order_and_no_chat_waits_for_another(
    telegram: TelegramServer,
) -> None:
    slow, quick = telegram.private_chat(), telegram.private_chat()
    telegram.fail_while("sendMessage", retry_after=1, chat=slow.id)
    asked = [slow.send(text).number for text in (QUESTION, "/help", "养老机构有几家")]
    quick.ask(QUESTION)
    assert slow.replies == []
    telegram.heal()
    assert [slow.wait_for_reply().replies_to for _ in asked] == asked


def test_who_asks_too_much_is_told_once(telegram: TelegramServer, tmp_path: Path) -> None:
    arguments = _configure(tmp_path / "config", "limits:\n  person_per_minute: 3\n")
    eager, other = telegram.private_chat(), telegram.private_chat()
    with BotProcess(telegram, arguments=arguments):
        for _ in range(6):
            eager.send("/help")
        assert "怎么用" in other.ask("/help").text
        for _ in range(4):
            eager.wait_for_reply()
        other.ask("/help")
    assert ["怎么用" in reply.text for reply in eager.replies] == [True, True, True, False]
    assert "太快" in eager.replies[-1].text


def test_a_group_that_asks_too_much_is_told_once(telegram: TelegramServer, tmp_path: Path) -> None:
    arguments = _configure(tmp_path / "config", "limits:\n  group_per_minute: 2\n")
    people = [telegram.user(f"居民{n}") for n in range(5)]
    group = telegram.group("社区", people)
    private = telegram.private_chat(people[0])
    with BotProcess(telegram, arguments=arguments):
        for person in people:
            group.send(f"/ask {QUESTION}", user=person)
        for _ in range(3):
            group.wait_for_reply()
        private.ask("/help")
    assert [ANSWER in reply.text for reply in group.replies] == [True, True, False]


@pytest.mark.usefixtures("bot")
def test_a_burst_keeps_to_telegrams_rates(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    for _ in range(8):
        chat.send("/help")
    for _ in range(8):
        chat.wait_for_reply()
    assert [call for call in telegram.calls if call.status == 429] == []


# Chats that are closed, and that move


def test_who_blocked_the_bot_is_left_alone_until_they_write_again(
    telegram: TelegramServer, tmp_path: Path
) -> None:
    chat, other = telegram.private_chat(), telegram.private_chat()
    with BotProcess(telegram, data=tmp_path):
        telegram.fail_next("sendMessage", status=403)
        chat.send(QUESTION)
        telegram.wait_for_call("sendMessage")
        other.ask("/help")
        assert ANSWER in chat.ask(QUESTION).text
    to_them = [call for call in telegram.calls_of("sendMessage") if call.status == 403]
    assert len(to_them) == 1


@pytest.mark.usefixtures("bot")
def test_a_group_that_becomes_a_supergroup_is_answered_there(telegram: TelegramServer) -> None:
    person = telegram.user()
    group = telegram.group("社区", [person], supergroup=False)
    assert ANSWER in group.ask(f"/ask {QUESTION}").text
    moved = -1_000_000_777_000
    telegram.fail_next("sendMessage", migrate_to_chat_id=moved)
    supergroup = group.upgrade(moved)
    assert ANSWER in supergroup.ask(f"/ask {QUESTION}").text


@pytest.mark.usefixtures("bot")
def test_only_groups_move(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    chat.post({"text": QUESTION, "migrate_to_chat_id": 20_700_816})
    assert ANSWER in chat.wait_for_reply().text
    assert ANSWER in chat.ask(QUESTION).text


# What Telegram shows of the bot


def test_menus_are_set_by_scope_and_language_and_only_when_changed(
    telegram: TelegramServer, tmp_path: Path
) -> None:
    operator = telegram.user("王科长")
    arguments = _configure(tmp_path / "config", f"operators: [{operator.id}, 99]\n")
    telegram.private_chat(operator, known=True)
    with BotProcess(telegram, data=tmp_path, arguments=arguments) as process:
        process.wait_for_log("introduced")
    menus = {
        key: [item["command"] for item in menu] for key, menu in telegram.world.commands.items()
    }
    for language in ("", "en"):
        assert "ask" in menus['{"type": "all_group_chats"}', language]
        private = menus['{"type": "all_private_chats"}', language]
        assert {"start", "help"} <= set(private)
        scope = json.dumps({"chat_id": operator.id, "type": "chat"})
        assert set(private) <= set(menus[scope, language])
        assert telegram.world.profile["description", language]
        assert telegram.world.profile["short_description", language]
    before = len(telegram.calls)
    with BotProcess(telegram, data=tmp_path, arguments=arguments) as process:
        process.wait_for_log("introduced")
    assert [call.method for call in telegram.calls[before:] if call.method.startswith("set")] == []


def test_an_operator_who_writes_for_the_first_time_gets_the_menu(
    telegram: TelegramServer, tmp_path: Path
) -> None:
    operator = telegram.user("王科长")
    arguments = _configure(tmp_path / "config", f"operators: [{operator.id}]\n")
    scope = json.dumps({"chat_id": operator.id, "type": "chat"})
    with BotProcess(telegram, data=tmp_path, arguments=arguments) as process:
        process.wait_for_log("introduced")
        assert (scope, "") not in telegram.world.commands
        chat = telegram.private_chat(operator)
        assert ANSWER in chat.ask(QUESTION).text
        # What is written next is dealt with after it.
        assert ANSWER in chat.ask(QUESTION).text
    for language in ("", "en"):
        assert "reload" in [item["command"] for item in telegram.world.commands[scope, language]]


# Polling


def test_another_poller_is_named_once(telegram: TelegramServer, bot: BotProcess) -> None:
    chat = telegram.private_chat()
    telegram.fail_next("getUpdates", status=409, times=2)
    bot.wait_for_log("另有一个程序正用同一个令牌")
    chat.ask(QUESTION)
    bot.wait_for_log("冲突已经解除")
    assert bot.log.count("另有一个程序正用同一个令牌") == 1


def test_a_webhook_that_was_set_before_gives_way_to_polling(telegram: TelegramServer) -> None:
    telegram.world.webhook = {"url": f"https://{HOST}/old", "secret_token": ""}
    telegram.lead(HOST, "http://127.0.0.1:9")
    chat = telegram.private_chat()
    chat.send(QUESTION)
    with BotProcess(telegram):
        assert ANSWER in chat.wait_for_reply().text


def test_the_kinds_of_updates_are_named(telegram: TelegramServer, bot: BotProcess) -> None:
    assert bot.is_running()
    assert telegram.world.queue.allowed == sorted(
        (
            "callback_query",
            "channel_post",
            "chosen_inline_result",
            "edited_message",
            "inline_query",
            "message",
            "my_chat_member",
        )
    )


# Webhook


def test_updates_come_by_webhook_behind_a_proxy(telegram: TelegramServer, tmp_path: Path) -> None:
    arguments = webhook_arguments(telegram, tmp_path / "config")
    chat = telegram.private_chat()
    with BotProcess(telegram, arguments=arguments) as process:
        assert ANSWER in chat.ask(QUESTION).text
        question = chat.send("/help")
        chat.wait_for_reply()
        telegram.repeat_update(question.update or 0)
        chat.ask(QUESTION)
        assert process.terminate() == 0
    assert len(chat.replies) == 3
    assert telegram.world.webhook["secret_token"]
    assert telegram.token not in telegram.world.webhook["url"]
    assert {status for _, status in telegram.world.brought} <= {200, 0}
    assert telegram.token not in process.log
    assert telegram.world.webhook["secret_token"] not in process.log


def test_an_update_without_the_secret_is_not_taken(
    telegram: TelegramServer, tmp_path: Path, port: int
) -> None:
    arguments = webhook_arguments(telegram, tmp_path / "config", port=port)
    chat = telegram.private_chat()
    with BotProcess(telegram, arguments=arguments):
        chat.ask("/help")
        for secret in ("", "x", telegram.world.webhook["secret_token"][:-1]):
            headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
            assert _get(port, "/hook", "POST", b"{}", headers)[0] == 403
        secret = telegram.world.webhook["secret_token"]
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
        assert _get(port, "/hook", "POST", b"no JSON", headers)[0] == 400
        assert _get(port, "/hook", "POST", b"{}", headers)[0] == 200
        assert _get(port, "/hook", "POST", b"x" * 1_000_001, headers)[0] == 413
        assert _get(port, "/hook", "GET")[0] == 405
        assert _get(port, "/other", "POST", b"{}", headers)[0] == 404
        assert ANSWER in chat.ask(QUESTION).text


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
def test_updates_come_by_webhook_with_a_certificate_of_our_own(
    telegram: TelegramServer, tmp_path: Path
) -> None:
    certificate, key = tmp_path / "bot.pem", tmp_path / "bot.key"
    subprocess.run(
        [*SELF_SIGNED, "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    arguments = webhook_arguments(telegram, tmp_path / "config", certificate=certificate, key=key)
    chat = telegram.private_chat()
    with BotProcess(telegram, arguments=arguments):
        assert ANSWER in chat.ask(QUESTION).text
    assert telegram.world.certificate == certificate.read_bytes()


def test_a_webhook_whose_port_is_taken_is_one_line(
    telegram: TelegramServer, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        arguments = webhook_arguments(telegram, tmp_path / "config", port=taken)
        with BotProcess(telegram, arguments=arguments, wait=False) as process:
            process.wait_for_end()
    assert process.status == 2
    assert f"无法在 127.0.0.1 的端口 {taken} 上监听" in process.log
    assert "Traceback" not in process.log


# How it is


def _get(
    port: int,
    path: str,
    verb: str = "GET",
    body: bytes = b"",
    headers: dict[str, str] | None = None,
) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request(verb, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_health_says_what_serves_and_metrics_count(
    telegram: TelegramServer, tmp_path: Path, port: int
) -> None:
    environment = {"CHANGYOUDA_HEALTH_PORT": str(port)}
    chat = telegram.private_chat()
    with BotProcess(telegram, environment=environment, data=tmp_path):
        chat.ask(QUESTION)
        chat.ask("/help")
        assert _get(port, "/healthz")[0] == 200
        status, body = _get(port, "/readyz")
        said = json.loads(body)
        assert status == 200
        assert (said["ok"], said["articles"], said["queue_limit"]) == (True, 1, 1000)
        assert said["contact_age_seconds"] < 60
        assert said["inbox_trouble"] is None
        metrics = _get(port, "/metrics")[1].decode()
        # The second may have been answered, and not be counted yet.
        assert re.search(r'updates_total\{kind="message",outcome="handled"\} [12]\.0', metrics)
        assert 'changyouda_calls_total{method="sendMessage",outcome="ok"} 2.0' in metrics
        assert "changyouda_facts " in metrics
        assert _get(port, "/")[0] == 404


def test_a_bot_that_has_not_reached_telegram_is_alive_and_not_ready(
    tmp_path: Path, port: int
) -> None:
    environment = {"CHANGYOUDA_HEALTH_PORT": str(port)}
    with TelegramServer() as telegram:
        telegram.stop()
        with BotProcess(telegram, environment=environment, data=tmp_path, wait=False) as process:
            process.wait_for_log("连不上 Telegram")
            assert _get(port, "/healthz")[0] == 200
            status, body = _get(port, "/readyz")
            assert (status, json.loads(body)["contact_age_seconds"]) == (503, None)


# What is logged


def test_the_log_has_updates_and_durations_and_no_questions(
    telegram: TelegramServer, bot: BotProcess
) -> None:
    question = telegram.private_chat().send(QUESTION)
    bot.wait_for_log(f"update={question.update}")
    bot.wait_for_log("duration_ms=")
    assert QUESTION not in bot.log
    assert ANSWER not in bot.log


def test_questions_are_logged_where_the_operator_says_so_and_as_json(
    telegram: TelegramServer, tmp_path: Path
) -> None:
    arguments = _configure(tmp_path / "config", "log:\n  form: json\n  questions: true\n")
    with BotProcess(telegram, arguments=arguments) as process:
        chat = telegram.private_chat()
        question = chat.send(QUESTION)
        chat.wait_for_reply()
        process.wait_for_log(QUESTION)
    lines = [json.loads(line) for line in process.log.splitlines()]
    (handled,) = [line for line in lines if line.get("text") == QUESTION]
    assert handled["update"] == question.update
    assert handled["event"] == "handled"
    assert handled["duration_ms"] > 0
