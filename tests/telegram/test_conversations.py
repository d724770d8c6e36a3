"""What people do in a chat, and what a bot is shown of it."""

import pytest

from tests.telegram import raw
from tests.telegram.driver import Posted, TelegramServer, transcript
from tests.telegram.wire import Json


def _send(telegram: TelegramServer, chat_id: int, text: str, **parameters: object) -> Json:
    return raw.result(telegram, "sendMessage", chat_id=chat_id, text=text, **parameters)


def _last(telegram: TelegramServer) -> Json:
    return raw.updates(telegram)[-1]


def test_a_bot_cannot_write_first(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    status, body = raw.call(telegram, "sendMessage", chat_id=chat.id, text="你好")
    assert (status, body["description"]) == (400, "Bad Request: chat not found")


def test_what_is_typed_gets_entities(telegram: TelegramServer) -> None:
    user = telegram.user("小李", username="li", language_code="zh-hant")
    telegram.private_chat(user).send("😀 /start@changyouda_bot 低保")
    message = _last(telegram)["message"]
    assert message["entities"] == [{"type": "bot_command", "offset": 3, "length": 21}]
    assert message["from"]["language_code"] == "zh-hant"
    assert message["chat"] == {
        "id": user.id,
        "type": "private",
        "first_name": "小李",
        "username": "li",
    }


def test_other_kinds_of_messages(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    chat.send_photo("/ask 低保")
    message = _last(telegram)["message"]
    assert message["caption_entities"][0]["type"] == "bot_command"
    assert "text" not in message
    for send, field in (
        (chat.send_voice, "voice"),
        (chat.send_sticker, "sticker"),
        (chat.send_photo, "photo"),
    ):
        send()
        assert field in _last(telegram)["message"]
    chat.send("转", forwarded_from=telegram.user("老王"))
    assert _last(telegram)["message"]["forward_origin"]["sender_user"]["first_name"] == "老王"


def test_an_edit_comes_as_an_edit(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    question = chat.send("低报")
    chat.edit(question, "低保")
    update = _last(telegram)
    assert update["edited_message"]["text"] == question.text == "低保"
    assert update["edited_message"]["message_id"] == question.number


def test_a_reply_to_a_deleted_question_fails(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    question = chat.send("低保")
    chat.delete(question)
    reply = {"message_id": question.number}
    status, body = raw.call(
        telegram, "sendMessage", chat_id=chat.id, text="好", reply_parameters=reply
    )
    assert status == 400
    assert body["description"] == "Bad Request: message to be replied not found"
    reply["allow_sending_without_reply"] = True
    assert "reply_to_message" not in _send(telegram, chat.id, "好", reply_parameters=reply)


def test_a_quote_that_was_edited_away_is_no_fault_of_the_bot(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    question = chat.send("低报多少")
    chat.edit(question, "低保多少")
    reply = {"message_id": question.number, "quote": "低报"}
    answer = raw.call(telegram, "sendMessage", chat_id=chat.id, text="好", reply_parameters=reply)
    assert answer[1]["description"] == "Bad Request: QUOTE_TEXT_INVALID"


def test_a_quote_has_a_position_in_utf16(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    question = chat.send("😀低保")
    reply = {"message_id": question.number, "quote": "低保"}
    _send(telegram, chat.id, "好", reply_parameters=reply)
    sent = chat.wait_for_reply()
    assert sent.wire["quote"] == {"text": "低保", "position": 2, "is_manual": True}
    assert (sent.quote, sent.replies_to) == ("低保", question.number)


def test_an_edit_without_keyboard_drops_it(telegram: TelegramServer) -> None:
    chat = telegram.private_chat(known=True)
    keyboard = {"inline_keyboard": [[{"text": "再来", "callback_data": "again"}]]}
    number = _send(telegram, chat.id, "一", reply_markup=keyboard)["message_id"]
    reply = chat.wait_for_reply()
    assert reply.buttons == ["再来"]
    same = {"chat_id": chat.id, "message_id": number, "text": "一", "reply_markup": keyboard}
    status, body = raw.call(telegram, "editMessageText", **same)
    assert status == 400
    assert body["description"].startswith("Bad Request: message is not modified: specified new")
    raw.result(telegram, "editMessageText", chat_id=chat.id, message_id=number, text="二")
    assert reply.wait_for_edit().text == "二"
    assert reply.buttons == []
    # A person may still press what the edit took away.
    chat.press(reply, "再来")
    assert _last(telegram)["callback_query"]["data"] == "again"


def test_a_blocked_bot_is_forbidden_to_write(telegram: TelegramServer) -> None:
    chat = telegram.private_chat(known=True)
    chat.block()
    assert _last(telegram)["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    status, body = raw.call(telegram, "sendMessage", chat_id=chat.id, text="好")
    assert (status, body["description"]) == (403, "Forbidden: bot was blocked by the user")
    chat.unblock()
    _send(telegram, chat.id, "好")


def test_a_group_that_became_a_supergroup(telegram: TelegramServer) -> None:
    group = telegram.group(supergroup=False)
    upgraded = group.upgrade(-1_000_000_050_000)
    services = [update["message"] for update in raw.updates(telegram)]
    assert services[0]["migrate_to_chat_id"] == upgraded.id
    assert services[1]["migrate_from_chat_id"] == group.id
    status, body = raw.call(telegram, "sendMessage", chat_id=group.id, text="好")
    assert (status, body["parameters"]) == (400, {"migrate_to_chat_id": upgraded.id})
    _send(telegram, upgraded.id, "好")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("低保多少钱", False),
        ("@changyouda_bot 低保多少钱", False),
        ("/ask 低保", True),
        ("/ask@changyouda_bot 低保", True),
        ("/ask@another_bot 低保", False),
    ],
)
def test_privacy_mode_hides_what_is_not_for_the_bot(
    telegram: TelegramServer, text: str, *, seen: bool
) -> None:
    assert (telegram.group().send(text).update is not None) is seen
    assert telegram.group(bot_is_administrator=True).send(text).update is not None


def test_replies_and_messages_via_the_bot_are_shown(telegram: TelegramServer) -> None:
    group = telegram.group()
    _send(telegram, group.id, "好")
    assert group.send("多少钱", reply_to=group.wait_for_reply()).update is not None
    assert group.send("多少钱", via_bot=True).update is not None
    assert group.send("多少钱", reply_to=group.send("问")).update is None


def test_without_privacy_mode_all_is_shown() -> None:
    with TelegramServer(privacy_mode=False) as telegram:
        assert raw.result(telegram, "getMe")["can_read_all_group_messages"] is True
        assert telegram.group().send("低保").update is not None


def test_senders_who_are_no_users(telegram: TelegramServer) -> None:
    telegram.channel("通知").send("低保")
    post = _last(telegram)["channel_post"]
    assert "from" not in post
    assert post["sender_chat"]["title"] == "通知"
    telegram.group("社区").send("/ask 低保", anonymous=True)
    message = _last(telegram)["message"]
    assert message["from"]["username"] == "GroupAnonymousBot"
    assert message["sender_chat"]["title"] == "社区"


def test_a_transcript_shows_who_said_what(telegram: TelegramServer) -> None:
    chat = telegram.private_chat(telegram.user("小李"))
    question = chat.send("低保多少钱")
    html = (
        "<b>每月735元</b>\n<blockquote>一、城市<b>每月735元</b>；\n二、农村600元。</blockquote>\n"
        '出处：<a href="https://example.org/a">办法</a>😀<i>末</i>'
    )
    keyboard = {"inline_keyboard": [[{"text": "有用", "callback_data": "u"}]]}
    reply = {"message_id": question.number, "quote": "低保"}
    _send(
        telegram,
        chat.id,
        html,
        parse_mode="HTML",
        reply_markup=keyboard,
        reply_parameters=reply,
    )
    answer: Posted = chat.wait_for_reply()
    assert answer.marked("bold") == ["每月735元", "每月735元"]
    chat.press(answer, "有用")
    assert transcript(chat) == (
        "小李：\n低保多少钱\n\n"
        "常有答：\n（回复：低保）\n**每月735元**\n"
        "> 一、城市**每月735元**；\n> 二、农村600元。\n"
        "出处：[办法](https://example.org/a)😀_末_\n[有用]\n\n"
        "小李　按下 [有用]\n"
    )
