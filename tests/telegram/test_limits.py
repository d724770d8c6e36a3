"""Each limit: a call that passes it is recorded, and refused in Telegram's words."""

from dataclasses import dataclass, field

import pytest

from tests.telegram import raw
from tests.telegram.driver import Chat, TelegramServer
from tests.telegram.wire import Json


@dataclass(frozen=True, slots=True)
class Case:
    """One call with a fault, and the answer to it."""

    name: str
    method: str
    parameters: Json
    description: str
    """A piece of Telegram's description."""
    status: int = 400
    good: Json = field(default_factory=dict)
    """Parameters that put the fault right, keeping to the limit exactly; empty: not tried."""


def _button(**fields: object) -> Json:
    return {"inline_keyboard": [[{"text": "好"} | fields]]}


def _keyboard(*rows: int) -> Json:
    button = {"text": "好", "callback_data": "x"}
    return {"reply_markup": {"inline_keyboard": [[button] * count for count in rows]}}


def _article(number: str = "1", text: str = "好") -> Json:
    content = {"message_text": text}
    return {"type": "article", "id": number, "title": "题", "input_message_content": content}


def _articles(count: int) -> list[Json]:
    return [_article(str(number)) for number in range(count)]


def _bold(offset: int, length: int) -> Json:
    return {"entities": [{"type": "bold", "offset": offset, "length": length}]}


def _command(name: str = "help", description: str = "帮助") -> Json:
    return {"commands": [{"command": name, "description": description}]}


SEND = "sendMessage"
INLINE = "answerInlineQuery"
PRESS = "answerCallbackQuery"
COMMANDS = "setMyCommands"
QUOTED = "低保多少钱😀"

# "{chat}", "{message}", "{query}" and "{press}" stand for the ids that the test's world has.
CHAT = {"chat_id": "{chat}"}
TEXT = CHAT | {"text": "好"}
FACE = CHAT | {"text": "低😀保"}

CASES = (
    Case("unknown method", "sendMesage", TEXT, "Not Found", 404),
    Case("unknown parameter", SEND, TEXT | {"txt": "x"}, "sendMessage.txt is unknown"),
    Case("deprecated parameter", SEND, TEXT | {"reply_to_message_id": 1}, "no longer supported"),
    Case(
        "unknown field of a button",
        SEND,
        TEXT | {"reply_markup": _button(callback_dat="x")},
        "callback_dat is unknown",
    ),
    Case("no chat", SEND, {"text": "好"}, "chat_id is empty"),
    Case("no text", SEND, CHAT, "message text is empty"),
    Case("text of a wrong type", SEND, CHAT | {"text": 5}, "can't parse parameter text"),
    Case("half a character", SEND, CHAT | {"text": "\ud83d"}, "must be encoded in UTF-8"),
    Case("empty text", SEND, CHAT | {"text": ""}, "message text is empty"),
    Case("invisible text", SEND, CHAT | {"text": " \u200b\n\u2800"}, "text must be non-empty"),
    Case(
        "long text",
        SEND,
        CHAT | {"text": "低" * 4097},
        "message is too long",
        good={"text": "低" * 4096},
    ),
    Case(
        "long text of astral characters",
        SEND,
        CHAT | {"text": "😀" * 2049},
        "message is too long",
        good={"text": "😀" * 2048},
    ),
    Case(
        "long text in markup",
        SEND,
        CHAT | {"text": f"<b>{'x' * 4097}</b>", "parse_mode": "HTML"},
        "message is too long",
        good={"text": f"<b>{'x' * 4096}</b>"},
    ),
    Case(
        "unclosed markup",
        SEND,
        CHAT | {"text": "*低保", "parse_mode": "Markdown"},
        "can't parse entities: Can't find end of the entity",
    ),
    Case(
        "unescaped markup",
        SEND,
        CHAT | {"text": "2024.", "parse_mode": "MarkdownV2"},
        "Character '.' is reserved",
    ),
    Case("unknown markup", SEND, TEXT | {"parse_mode": "RTF"}, "unsupported parse_mode"),
    Case("entity past the end", SEND, TEXT | _bold(0, 2), "ends after the end", good=_bold(0, 1)),
    Case("entity beginning past the end", SEND, TEXT | _bold(3, 1), "begins after the end"),
    Case("entity before the start", SEND, TEXT | _bold(-1, 2), "incorrect offset"),
    Case("empty entity", SEND, TEXT | _bold(0, 0), "ENTITY_BOUNDS_INVALID"),
    Case("entity cutting a character", SEND, FACE | _bold(0, 2), "middle of", good=_bold(1, 2)),
    Case("entity from half a character", SEND, FACE | _bold(2, 1), "begins in a middle"),
    Case(
        "entity of unknown type",
        SEND,
        TEXT | {"entities": [{"type": "loud", "offset": 0, "length": 1}]},
        "unsupported type",
    ),
    Case(
        "many entities",
        SEND,
        TEXT | {"entities": _bold(0, 1)["entities"] * 101},
        "ENTITIES_TOO_LONG",
        good={"entities": _bold(0, 1)["entities"] * 100},
    ),
    Case(
        "long callback data",
        SEND,
        TEXT | {"reply_markup": _button(callback_data="低" * 22)},
        "BUTTON_DATA_INVALID",
        good={"reply_markup": _button(callback_data="低" * 21 + "x")},
    ),
    Case(
        "empty callback data",
        SEND,
        TEXT | {"reply_markup": _button(callback_data="")},
        "BUTTON_DATA_INVALID",
    ),
    Case("button that does nothing", SEND, TEXT | {"reply_markup": _button()}, "Text buttons"),
    Case(
        "button that does two things",
        SEND,
        TEXT | {"reply_markup": _button(callback_data="x", url="https://example.org/")},
        "exactly one",
    ),
    Case("many buttons", SEND, TEXT | _keyboard(*[8] * 13), "too long", good=_keyboard(*[5] * 20)),
    Case("long row", SEND, TEXT | _keyboard(9), "too long", good=_keyboard(8)),
    Case(
        "reply to a message that never was",
        SEND,
        TEXT | {"reply_parameters": {"message_id": 999}},
        "message to be replied not found",
        good={"reply_parameters": {"message_id": 999, "allow_sending_without_reply": True}},
    ),
    Case(
        "quote that is no piece of the message",
        SEND,
        TEXT | {"reply_parameters": {"message_id": "{message}", "quote": "低保 多少钱"}},
        "QUOTE_TEXT_INVALID",
        good={"reply_parameters": {"message_id": "{message}", "quote": "多少钱😀"}},
    ),
    Case(
        "long quote",
        SEND,
        TEXT | {"reply_parameters": {"message_id": "{message}", "quote": "x" * 1025}},
        "QUOTE_TEXT_INVALID",
    ),
    Case(
        "edit of a message that never was",
        "editMessageText",
        TEXT | {"message_id": 999},
        "message to edit not found",
    ),
    Case(
        "edit of somebody's message",
        "editMessageText",
        TEXT | {"message_id": "{message}"},
        "message can't be edited",
    ),
    Case(
        "deletion of a message that never was",
        "deleteMessage",
        CHAT | {"message_id": 999},
        "message to delete not found",
        good={"message_id": "{message}"},
    ),
    Case("unknown action", "sendChatAction", CHAT | {"action": "dance"}, "wrong parameter action"),
    Case("unknown press", PRESS, {"callback_query_id": "5"}, "query is too old"),
    Case(
        "long answer to a press",
        PRESS,
        {"callback_query_id": "{press}", "text": "低" * 201},
        "MESSAGE_TOO_LONG",
        good={"text": "低" * 200},
    ),
    Case("unknown inline query", INLINE, {"inline_query_id": "5", "results": []}, "too old"),
    Case(
        "many inline results",
        INLINE,
        {"inline_query_id": "{query}", "results": _articles(51)},
        "RESULTS_TOO_MUCH",
        good={"results": _articles(50)},
    ),
    Case(
        "inline results of one id",
        INLINE,
        {"inline_query_id": "{query}", "results": [_article(), _article()]},
        "RESULT_ID_DUPLICATE",
    ),
    Case(
        "long inline result id",
        INLINE,
        {"inline_query_id": "{query}", "results": [_article("低" * 22)]},
        "RESULT_ID_INVALID",
        good={"results": [_article("低" * 21)]},
    ),
    Case(
        "inline result with a long text",
        INLINE,
        {"inline_query_id": "{query}", "results": [_article(text="x" * 4097)]},
        "message is too long",
    ),
    Case(
        "inline button with Chinese start parameter",
        INLINE,
        {
            "inline_query_id": "{query}",
            "results": [],
            "button": {"text": "问", "start_parameter": "问"},
        },
        "START_PARAM_INVALID",
        good={"button": {"text": "问", "start_parameter": "ask"}},
    ),
    Case(
        "many commands",
        COMMANDS,
        {"commands": _command()["commands"] * 101},
        "BOT_COMMANDS_TOO_MUCH",
        good={"commands": _command()["commands"] * 100},
    ),
    Case("Chinese command", COMMANDS, _command("帮助"), "BOT_COMMAND_INVALID"),
    Case("capital command", COMMANDS, _command("Help"), "BOT_COMMAND_INVALID"),
    Case("long command", COMMANDS, _command("x" * 33), "INVALID", good=_command("x" * 32)),
    Case("command without description", COMMANDS, _command("help", " "), "must be non-empty"),
    Case(
        "command with a long description",
        COMMANDS,
        _command("help", "低" * 257),
        "must not exceed 256",
        good=_command("help", "低" * 256),
    ),
    Case(
        "language that is none",
        COMMANDS,
        _command() | {"language_code": "zh-hans"},
        "invalid language code",
        good={"language_code": "zh"},
    ),
    Case(
        "long description",
        "setMyDescription",
        {"description": "低" * 513},
        "TOO_LONG",
        good={"description": "低" * 512},
    ),
    Case(
        "long short description",
        "setMyShortDescription",
        {"short_description": "低" * 121},
        "TOO_LONG",
        good={"short_description": "低" * 120},
    ),
    Case("long name", "setMyName", {"name": "低" * 65}, "TOO_LONG", good={"name": "低" * 64}),
    Case("webhook over HTTP", "setWebhook", {"url": "http://example.org"}, "HTTPS URL"),
    Case("webhook port", "setWebhook", {"url": "https://example.org:81"}, "ports 80, 88, 443"),
    Case("secret", "setWebhook", {"url": "", "secret_token": "密"}, "unallowed characters"),
    Case("file that is none", "getFile", {"file_id": "x"}, "invalid file_id"),
    Case("document that is none", "sendDocument", CHAT | {"document": "x"}, "wrong file"),
    Case("method that is not served", "getMyStarBalance", {}, "Not Implemented", 501),
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A chat with a message, a pressed button and an inline query that wait for the bot."""

    telegram: TelegramServer
    chat: Chat
    ids: dict[str, object]

    def fill(self, value: object) -> object:
        """Puts the ids in the places that are named for them."""
        if isinstance(value, dict):
            return {name: self.fill(item) for name, item in value.items()}
        if isinstance(value, str):
            return self.ids.get(value, value)
        return value

    def call(self, method: str, parameters: Json) -> raw.Answer:
        """Makes a call as the bot."""
        filled = {name: self.fill(value) for name, value in parameters.items()}
        return raw.call(self.telegram, method, **filled)


@pytest.fixture
def scene(lenient_telegram: TelegramServer) -> Scene:
    chat = lenient_telegram.private_chat()
    question = chat.send(QUOTED)
    press = chat.press_data(question, "x")
    query = lenient_telegram.start_inline(chat.users[0], "低保")
    ids: dict[str, object] = {
        "{chat}": chat.id,
        "{message}": question.number,
        "{press}": press.query.number,
        "{query}": query.number,
    }
    return Scene(lenient_telegram, chat, ids)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_passed_limit_is_refused_and_recorded(scene: Scene, case: Case) -> None:
    status, body = scene.call(case.method, case.parameters)
    assert status == body["error_code"] == case.status
    assert body["ok"] is False
    assert case.description in body["description"]
    assert len(scene.telegram.violations) == 1
    assert scene.telegram.sent == []


@pytest.mark.parametrize("case", [case for case in CASES if case.good], ids=lambda case: case.name)
def test_a_limit_that_is_just_kept_is_no_violation(scene: Scene, case: Case) -> None:
    status, body = scene.call(case.method, case.parameters | case.good)
    assert (status, body["ok"]) == (200, True)
    assert scene.telegram.violations == []


def _multipart(field_name: str, content: bytes, **fields: object) -> tuple[bytes, str]:
    boundary = "boundary"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{field_name}"; filename="f"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    body = b"".join(parts) + head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"


def test_a_photo_over_ten_megabytes_is_refused(scene: Scene) -> None:
    body, content_type = _multipart("photo", bytes((10 << 20) + 1), chat_id=scene.chat.id)
    path = f"/bot{scene.telegram.token}/sendPhoto"
    status, answer = raw.request(scene.telegram, path, body, content_type)
    assert status == 400
    assert b"PHOTO_FILE_TOO_BIG" in answer
    assert len(scene.telegram.violations) == 1


def test_an_upload_over_fifty_megabytes_is_refused_before_it_is_read(scene: Scene) -> None:
    answer = raw.announce(scene.telegram, "sendDocument", length=60 << 20)
    assert answer.startswith(b"HTTP/1.1 413")
    assert scene.telegram.violations == ["sendDocument: an upload of more than 50 MB"]


def test_a_caption_over_its_limit_is_refused(scene: Scene) -> None:
    for length, expected in ((1024, 200), (1025, 400)):
        body, content_type = _multipart(
            "document", b"x", chat_id=scene.chat.id, caption="x" * length
        )
        path = f"/bot{scene.telegram.token}/sendDocument"
        assert raw.request(scene.telegram, path, body, content_type)[0] == expected
    assert len(scene.telegram.violations) == 1
