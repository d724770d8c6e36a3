"""What the bot says of itself, and what it asks about chats."""

from tests.telegram import raw
from tests.telegram.driver import TelegramServer
from tests.telegram.world import BOT_ID

HELP = {"command": "help", "description": "帮助"}


def test_commands_have_a_scope_and_a_language(telegram: TelegramServer) -> None:
    group = {"type": "all_group_chats"}
    raw.call(telegram, "setMyCommands", commands=[HELP])
    raw.call(telegram, "setMyCommands", commands=[HELP] * 2, scope=group, language_code="zh")
    for parameters, count in (
        ({}, 1),
        ({"scope": {"type": "default"}}, 1),
        ({"scope": group}, 0),
        ({"scope": group, "language_code": "zh"}, 2),
    ):
        assert len(raw.call(telegram, "getMyCommands", **parameters)[1]["result"]) == count
    raw.call(telegram, "deleteMyCommands")
    assert raw.call(telegram, "getMyCommands")[1]["result"] == []


def test_an_operator_who_never_wrote_has_no_commands(telegram: TelegramServer) -> None:
    chat = telegram.private_chat()
    scope = {"type": "chat", "chat_id": chat.id}
    status, body = raw.call(telegram, "setMyCommands", commands=[HELP], scope=scope)
    assert (status, body["description"]) == (400, "Bad Request: chat not found")
    chat.send("/start")
    assert raw.call(telegram, "setMyCommands", commands=[HELP], scope=scope)[0] == 200


def test_descriptions_have_a_language(telegram: TelegramServer) -> None:
    assert raw.result(telegram, "getMyName") == {"name": "常有答"}
    raw.call(telegram, "setMyDescription", description="问低保")
    raw.call(telegram, "setMyShortDescription", short_description="问", language_code="zh")
    assert raw.result(telegram, "getMyDescription") == {"description": "问低保"}
    assert raw.result(telegram, "getMyDescription", language_code="en") == {"description": "问低保"}
    assert raw.result(telegram, "getMyShortDescription") == {"short_description": ""}


def test_a_group_has_members(telegram: TelegramServer) -> None:
    clerk, citizen = telegram.user("王干事"), telegram.user("小李")
    group = telegram.group("社区", [citizen], administrators=[clerk])
    assert raw.result(telegram, "getChat", chat_id=group.id)["title"] == "社区"
    for number, status in ((clerk.id, "administrator"), (citizen.id, "member"), (BOT_ID, "member")):
        member = raw.result(telegram, "getChatMember", chat_id=group.id, user_id=number)
        assert member["status"] == status
    administrators = raw.call(telegram, "getChatAdministrators", chat_id=group.id)[1]["result"]
    assert [member["user"]["id"] for member in administrators] == [clerk.id]
    stranger = raw.call(telegram, "getChatMember", chat_id=group.id, user_id=telegram.user().id)
    assert stranger[0] == 400


def test_a_bot_that_left_cannot_write(telegram: TelegramServer) -> None:
    group = telegram.group()
    assert raw.call(telegram, "leaveChat", chat_id=group.id)[0] == 200
    assert group.send("/help").update is None
    status, body = raw.call(telegram, "sendMessage", chat_id=group.id, text="好")
    assert status == 403
    assert body["description"] == "Forbidden: bot is not a member of the supergroup chat"
