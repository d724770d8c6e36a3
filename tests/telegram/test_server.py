"""The server's HTTP: forms of a call, long polling, failures on demand, stop and start."""

import json
import threading
from http.client import HTTPException
from urllib.parse import urlencode

import pytest

from tests.telegram import raw
from tests.telegram.driver import DOWNLOAD, EVERY_METHOD, TelegramServer
from tests.telegram.limits import DOWNLOAD_BYTES
from tests.telegram.rates import CHAT, GROUP

CONFLICT = "Conflict: terminated by other getUpdates request"


@pytest.mark.parametrize("form", ["GET", "form", "JSON"])
def test_a_call_may_have_three_forms(telegram: TelegramServer, form: str) -> None:
    chat = telegram.private_chat(known=True)
    path = f"/bot{telegram.token}/sendMessage"
    values = urlencode({"chat_id": chat.id, "text": "你好", "protect_content": "true"})
    if form == "GET":
        status, _ = raw.request(telegram, f"{path}?{values}", verb="GET")
    elif form == "form":
        kind = "application/x-www-form-urlencoded"
        status, _ = raw.request(telegram, path, values.encode(), kind)
    else:
        body = json.dumps({"chat_id": chat.id, "text": "你好", "protect_content": True})
        status, _ = raw.request(telegram, path, body.encode())
    assert status == 200
    assert [reply.text for reply in chat.replies] == ["你好"]
    assert telegram.calls[0].parameters == {
        "chat_id": chat.id,
        "text": "你好",
        "protect_content": True,
    }


def test_a_method_is_found_whatever_its_case(telegram: TelegramServer) -> None:
    assert raw.result(telegram, "GETME")["is_bot"] is True


@pytest.mark.parametrize(("token", "status"), [("700:wrong", 401), ("wrong", 404)])
def test_a_wrong_token_is_refused(telegram: TelegramServer, token: str, status: int) -> None:
    answered, body = raw.request(telegram, f"/bot{token}/getMe")
    assert answered == status
    assert json.loads(body) == {
        "ok": False,
        "error_code": status,
        "description": "Unauthorized" if status == 401 else "Not Found",
    }


def test_a_body_that_is_no_json_is_refused(lenient_telegram: TelegramServer) -> None:
    path = f"/bot{lenient_telegram.token}/getMe"
    assert raw.request(lenient_telegram, path, b"{")[0] == 400
    assert lenient_telegram.violations == ["getMe: the body is no JSON object"]


def test_an_offset_confirms_what_is_before_it(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    first, second = (chat.send(text).update for text in ("一", "二"))
    assert first is not None
    assert second == first + 1
    numbers = [[update["update_id"] for update in raw.updates(telegram)] for _ in range(2)]
    assert numbers == [[first, second]] * 2
    assert [update["update_id"] for update in raw.updates(telegram, limit=1)] == [first]
    assert [u["update_id"] for u in raw.updates(telegram, offset=second)] == [second]
    assert telegram.world.queue.confirmed == first
    assert raw.updates(telegram, offset=second + 1) == []
    assert raw.updates(telegram) == []


def test_a_negative_offset_keeps_only_the_last(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    for text in ("一", "二", "三"):
        chat.send(text)
    assert [u["message"]["text"] for u in raw.updates(telegram, offset=-1)] == ["三"]
    assert [u["message"]["text"] for u in raw.updates(telegram)] == ["三"]


def test_a_poll_waits_for_an_update(telegram: TelegramServer) -> None:
    found: list[str] = []

    def poll() -> None:
        found.extend(u["message"]["text"] for u in raw.updates(telegram, timeout=30))

    thread = threading.Thread(target=poll)
    thread.start()
    telegram.wait_until(lambda: telegram.polls == 1, "the poll")
    telegram.private_chat().send("来了")
    thread.join()
    assert found == ["来了"]


def test_a_second_poll_ends_the_first(telegram: TelegramServer) -> None:
    answers: list[raw.Answer] = []
    thread = threading.Thread(
        target=lambda: answers.append(raw.call(telegram, "getUpdates", timeout=30))
    )
    thread.start()
    telegram.wait_until(lambda: telegram.polls == 1, "the first poll")
    assert raw.updates(telegram) == []
    thread.join()
    status, body = answers[0]
    assert status == 409
    assert body["description"].startswith(CONFLICT)


def test_polling_and_a_webhook_exclude_each_other(telegram: TelegramServer) -> None:
    raw.call(telegram, "setWebhook", url="https://example.org/bot", secret_token="a-b_1")  # noqa: S106
    assert raw.result(telegram, "getWebhookInfo")["url"] == "https://example.org/bot"
    status, body = raw.call(telegram, "getUpdates")
    assert status == 409
    assert "can't use getUpdates method while webhook is active" in body["description"]
    telegram.private_chat().send("问")
    assert raw.result(telegram, "getWebhookInfo")["pending_update_count"] == 1
    raw.call(telegram, "deleteWebhook", drop_pending_updates=True)
    assert raw.updates(telegram) == []


def test_allowed_updates_stay_when_left_out(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    raw.updates(telegram, allowed_updates=["callback_query"])
    assert chat.send("不要").update is None
    raw.updates(telegram)
    assert chat.send("还是不要").update is None
    raw.updates(telegram, allowed_updates=[])
    assert chat.send("要").update is not None
    assert [update["message"]["text"] for update in raw.updates(telegram)] == ["要"]


def test_updates_do_not_wait_for_ever(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    question = chat.send("问")
    telegram.start_inline(chat.users[0], "问")
    chat.press_data(question, "x")
    kinds = [[*update][1] for update in raw.updates(telegram)]
    assert kinds == ["message", "inline_query", "callback_query"]
    telegram.advance(31)
    assert [[*update][1] for update in raw.updates(telegram)] == ["message", "callback_query"]
    telegram.advance(120)
    assert [[*update][1] for update in raw.updates(telegram)] == ["message"]
    telegram.advance(24 * 60 * 60)
    assert raw.updates(telegram) == []


def test_an_update_can_come_twice(telegram: TelegramServer) -> None:
    number = telegram.private_chat().send("问").update
    assert number is not None
    assert len(raw.updates(telegram, offset=number + 1)) == 0
    telegram.repeat_update(number)
    again = raw.updates(telegram, offset=number + 1)
    assert [update["update_id"] for update in again] == [number]
    assert raw.updates(telegram, offset=number + 1) == []


def test_a_late_or_second_answer_to_a_press_is_refused(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    question = chat.send("问")
    press, late = (chat.press_data(question, "x") for _ in range(2))
    for query, status in ((press, 200), (press, 400)):
        answer = raw.call(telegram, "answerCallbackQuery", callback_query_id=query.query.number)
        assert answer[0] == status
    telegram.advance(200)
    status, body = raw.call(telegram, "answerCallbackQuery", callback_query_id=late.query.number)
    assert status == 400
    assert body["description"].startswith("Bad Request: query is too old and response timeout")


@pytest.mark.parametrize(
    ("asked", "retry_after", "migrate_to", "status", "parameters"),
    [
        (500, 7, None, 429, {"retry_after": 7}),
        (500, None, -1001, 400, {"migrate_to_chat_id": -1001}),
        (500, None, None, 500, None),
        (502, None, None, 502, None),
        (403, None, None, 403, None),
    ],
)
def test_the_next_call_fails_as_asked(
    telegram: TelegramServer,
    *,
    asked: int,
    retry_after: int | None,
    migrate_to: int | None,
    status: int,
    parameters: dict[str, int] | None,
) -> None:
    chat = telegram.private_chat(known=True)
    telegram.fail_next("sendMessage", asked, retry_after=retry_after, migrate_to_chat_id=migrate_to)
    assert raw.call(telegram, "getMe")[0] == 200
    answered, body = raw.call(telegram, "sendMessage", chat_id=chat.id, text="好")
    assert answered == body["error_code"] == status
    assert body.get("parameters") == parameters
    assert chat.replies == []
    assert raw.call(telegram, "sendMessage", chat_id=chat.id, text="好")[0] == 200
    assert [call.status for call in telegram.calls_of("sendMessage")] == [status, 200]


def test_failures_last_until_they_are_healed(telegram: TelegramServer) -> None:
    telegram.fail_while(EVERY_METHOD, 502)
    assert [raw.call(telegram, "getMe")[0] for _ in range(3)] == [502] * 3
    telegram.heal()
    assert raw.call(telegram, "getMe")[0] == 200


@pytest.mark.parametrize("performed", [False, True])
def test_a_connection_is_dropped(telegram: TelegramServer, *, performed: bool) -> None:
    chat = telegram.private_chat(known=True)
    telegram.fail_next("sendMessage", drop_connection=True, performed=performed)
    with pytest.raises((HTTPException, ConnectionError)):
        raw.call(telegram, "sendMessage", chat_id=chat.id, text="好")
    assert len(chat.replies) == int(performed)


def test_the_server_stops_and_starts_with_what_it_knew(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    chat.send("停之前")
    address = telegram.address
    telegram.stop()
    with pytest.raises(ConnectionError):
        raw.call(telegram, "getMe")
    chat.send("停的时候")
    telegram.start()
    assert telegram.address == address
    texts = [update["message"]["text"] for update in raw.updates(telegram)]
    assert texts == ["停之前", "停的时候"]


def test_a_stopping_server_ends_a_poll(telegram: TelegramServer) -> None:
    failures: list[Exception] = []

    def poll() -> None:
        try:
            raw.updates(telegram, timeout=30)
        except (HTTPException, ConnectionError) as error:
            failures.append(error)

    thread = threading.Thread(target=poll)
    thread.start()
    telegram.wait_until(lambda: telegram.polls == 1, "the poll")
    telegram.stop()
    thread.join()
    assert len(failures) == 1


def test_a_file_is_downloaded(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    document = chat.send_document("文件.txt", "低保".encode()).wire["document"]
    file = raw.result(telegram, "getFile", file_id=document["file_id"])
    path = f"/file/bot{telegram.token}/{file['file_path']}"
    assert raw.request(telegram, path, verb="GET") == (200, "低保".encode())
    telegram.fail_next(DOWNLOAD, 502)
    assert raw.request(telegram, path, verb="GET")[0] == 502


def test_a_big_file_is_not_downloaded(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    descriptions = []
    for size in (DOWNLOAD_BYTES, DOWNLOAD_BYTES + 1):
        document = chat.send_document("big.txt", b"", size=size).wire["document"]
        _, body = raw.call(telegram, "getFile", file_id=document["file_id"])
        descriptions.append(body.get("description"))
    assert descriptions == [None, "Bad Request: file is too big"]


def test_a_chat_that_hears_too_much_asks_for_patience(telegram: TelegramServer) -> None:
    chat = telegram.private_chat(known=True)
    for _ in range(CHAT.burst):
        raw.result(telegram, "sendMessage", chat_id=chat.id, text="好")
    status, body = raw.call(telegram, "sendMessage", chat_id=chat.id, text="好")
    assert status == 429
    assert body["parameters"] == {"retry_after": 1}
    assert body["description"] == "Too Many Requests: retry after 1"
    telegram.advance(1)
    raw.result(telegram, "sendMessage", chat_id=chat.id, text="好")


def test_a_group_hears_twenty_messages_a_minute(telegram: TelegramServer) -> None:
    group = telegram.group()
    for _ in range(GROUP.burst):
        raw.result(telegram, "sendMessage", chat_id=group.id, text="好")
    status, body = raw.call(telegram, "sendMessage", chat_id=group.id, text="好")
    assert status == 429
    assert 1 < body["parameters"]["retry_after"] <= 3


def test_after_logging_out_nothing_is_served(telegram: TelegramServer) -> None:
    assert raw.call(telegram, "close") == (200, {"ok": True, "result": True})
    assert raw.call(telegram, "logOut") == (200, {"ok": True, "result": True})
    assert raw.call(telegram, "getMe")[1]["description"] == "Logged out"
