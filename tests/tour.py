"""A tour through all that the bot does for people, as it happens over the loopback server."""

from collections.abc import Iterator, Sequence

from tests.drawing import Happened, Offered, Panel, Said, Shown
from tests.messages import said
from tests.telegram.driver import Chat, Posted, TelegramServer
from tests.telegram.process import BotProcess

_ALLOWANCE = "低保一个月给多少钱"


def tour() -> Sequence[Panel]:
    """Return the chats of the tour, in the order in which they are to be looked at."""
    with TelegramServer() as telegram, BotProcess(telegram):
        return (
            Panel("开始", list(_start(telegram))),
            Panel("回答与上下文", list(_answer(telegram))),
            Panel("更多、追问、改问题", list(_more(telegram))),
            Panel("文章没写到的，直说", list(_silence(telegram))),
            Panel("目录", list(_topics(telegram))),
            Panel("社区群", list(_group(telegram))),
            Panel("在别的聊天里：@changyouda_bot 养老机构", list(_inline(telegram))),
            Panel("隐私", list(_privacy(telegram))),
        )


def _ask(chat: Chat, text: str) -> tuple[Posted, list[Shown]]:
    reply = chat.ask(text)
    return reply, [Said(text, by_bot=False), said(reply.wire)]


def _press(chat: Chat, reply: Posted, button: str) -> Iterator[Shown]:
    """Press a button that changes the message."""
    chat.press(reply, button).wait_for_answer()
    yield Happened(f"按下「{button}」，消息变为")
    yield said(reply.wait_for_edit().wire)


def _start(telegram: TelegramServer) -> Iterator[Shown]:
    chat = telegram.private_chat()
    welcome, shown = _ask(chat, "/start")
    yield from shown
    question = welcome.buttons[1]
    chat.press(welcome, question).wait_for_answer()
    yield Happened(f"按下「{question}」")
    yield said(chat.wait_for_reply().wire)


def _answer(telegram: TelegramServer) -> Iterator[Shown]:
    chat = telegram.private_chat()
    reply, shown = _ask(chat, _ALLOWANCE)
    yield from shown
    yield Happened(f"按下「👍」：{chat.press(reply, '👍').wait_for_answer()}")
    yield from _press(chat, reply, "上下文")


def _more(telegram: TelegramServer) -> Iterator[Shown]:
    chat = telegram.private_chat()
    question = chat.send("养老机构有几家")
    reply = chat.wait_for_reply()
    yield from (said(question.wire, by_bot=False), said(reply.wire))
    yield from _press(chat, reply, "更多")
    yield from _ask(chat, "老年助餐点有几个")[1]
    chat.edit(question, "养老机构有多少张床位")
    yield Happened("把第一个问题改成「养老机构有多少张床位」，回答随之改为")
    yield said(reply.wait_for_edit().wire)


def _silence(telegram: TelegramServer) -> Iterator[Shown]:
    chat = telegram.private_chat()
    for text in ("你好", "低保要交哪些材料", "養老機構有幾家？低保標準是多少？"):
        yield from _ask(chat, text)[1]
    chat.send_voice()
    yield Said("🎤 0:03", by_bot=False)
    yield said(chat.wait_for_reply().wire)


def _topics(telegram: TelegramServer) -> Iterator[Shown]:
    chat = telegram.private_chat()
    reply, shown = _ask(chat, "/topics")
    yield from shown
    yield from _press(chat, reply, reply.buttons[3])
    yield from _ask(chat, "/sources")[1]


def _group(telegram: TelegramServer) -> Iterator[Shown]:
    li, wang = telegram.user("小李"), telegram.user("王干事")
    group = telegram.group("社区群", [li], administrators=[wang], bot_is_in=False)
    group.add_bot(user=wang)
    yield Happened("王干事把常有答拉进了群")
    yield said(group.wait_for_reply().wire, in_group=True)
    for user, text in ((li, f"/ask {_ALLOWANCE}"), (wang, "/off")):
        question = group.send(text, user=user)
        yield said(question.wire, by_bot=False, in_group=True)
        yield said(group.wait_for_reply().wire, in_group=True)


def _inline(telegram: TelegramServer) -> Iterator[Shown]:
    user = telegram.user("小李")
    answer = telegram.ask_inline(user, "养老机构")
    for result in answer.results[:3]:
        yield Offered(result["title"], result["description"])
    yield Happened("点第一条，发出去的是")
    friends = telegram.group("朋友", [user], bot_is_in=False)
    yield said(friends.choose(answer).wire, by_bot=False)


def _privacy(telegram: TelegramServer) -> Iterator[Shown]:
    chat = telegram.private_chat()
    chat.ask(_ALLOWANCE)
    for text in ("/privacy", "/forget_me"):
        yield from _ask(chat, text)[1]
    yield from _ask(chat, "/language")[1]
