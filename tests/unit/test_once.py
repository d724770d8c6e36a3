"""Each question is answered once, whenever the process is killed and whatever was on its way.

The process is the bot's own from the inbox to the courier; Telegram is a few lines that number
messages as it does, and that lose answers when they are told to.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import Update
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot import rates
from bot.boxes import Boxes
from bot.delivery import Courier
from bot.intake import AnyApplication, Intake
from bot.limits import Allowance
from bot.metrics import Metrics
from bot.reading import read_update
from knowledge.journal.inbox import Inbox

PEOPLE = 30
SUPERGROUP = -1_000_000_000_007
"""Where everybody asks whose number is odd."""

_MANY = 1_000_000

_TURNS = 40
"""Of the event loop in which nothing is done: all waits for Telegram then."""


@pytest.fixture(scope="module", autouse=True)
def _no_pauses() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("OVERALL", "CHAT", "GROUP"):
            patch.setattr(rates, name, (_MANY, 1.0))
        yield


class Way(Enum):
    """What becomes of a message of the bot."""

    ANSWERED = "answered"
    UNKNOWN = "it arrives, and the bot does not get to know"
    LOST = "it does not arrive, and the bot does not get to know"


@dataclass
class Telegram:
    """Numbers messages: those of private chats in one row, those of the supergroup in another."""

    ways: list[Way] = field(default_factory=list)
    """Of the next messages of the bot; all further ones are answered."""
    waiting: list[dict[str, Any]] = field(default_factory=list)
    """Updates that have not been fetched."""
    ours: dict[tuple[int, int], int] = field(default_factory=dict)
    """Messages of the bot: chat and number, and which question they answer."""
    asked: int = 0
    late: Mapping[int, int] = field(default_factory=dict)
    """Questions that take longer to answer: how many turns of the event loop."""
    done: int = 0
    """Calls, and turns of the event loop that were waited."""
    _numbers: Counter[bool] = field(default_factory=Counter)

    def ask(self, person: int) -> None:
        """Has somebody ask."""
        chat = SUPERGROUP if person % 2 else person
        self.asked += 1
        sender = {"id": person, "is_bot": False, "first_name": "小李"}
        command = {"type": "bot_command", "offset": 0, "length": 4}
        kind = {"type": "supergroup", "title": "群"} if person % 2 else {"type": "private"}
        message = {
            "message_id": self._number(chat),
            "date": 1,
            "chat": {"id": chat, **kind},
            "from": sender,
            "text": "/ask 低保",
            "entities": [command],
        }
        self.waiting.append({"update_id": self.asked, "message": message})

    async def call(self, endpoint: str, data: dict[str, Any]) -> Any:  # noqa: ANN401 (as the courier has it)
        """Answers a call."""
        chat = data["chat_id"]
        self.done += 1
        if endpoint == "editMessageReplyMarkup":
            is_ours = (chat, data["message_id"]) in self.ours
            raise BadRequest("Message is not modified" if is_ours else "Message to edit not found")
        assert endpoint == "sendMessage"
        way = self.ways.pop(0) if self.ways else Way.ANSWERED
        if way is Way.LOST:
            await asyncio.Event().wait()
        number = self._number(chat)
        self.ours[chat, number] = data["question"]
        if way is Way.UNKNOWN:
            await asyncio.Event().wait()
        return {"message_id": number}

    def _number(self, chat: int) -> int:
        self._numbers[chat == SUPERGROUP] += 1
        return self._numbers[chat == SUPERGROUP]

    @property
    def answered(self) -> Counter[int]:
        """How many answers each question has."""
        return Counter(self.ours.values())


class Handlers:
    """Stands for the application: answers each question in one message."""

    def __init__(self, telegram: Telegram, courier: Courier) -> None:
        self.bot: ExtBot[None] = ExtBot("1:a")
        self._telegram = telegram
        self._courier = courier

    async def process_update(self, update: Update) -> None:
        """Answers a question."""
        chat = update.effective_chat
        assert chat is not None
        for _ in range(self._telegram.late.get(update.update_id, 0)):
            self._telegram.done += 1
            await asyncio.sleep(0)
        data = {"chat_id": chat.id, "question": update.update_id}
        call = self._telegram.call
        await self._courier.process_request(call, (), {}, "sendMessage", data, None)


def live(folder: Path, telegram: Telegram, fetches: Sequence[int]) -> None:
    """Lets a process live, and kills it.

    Args:
        folder: Of what it keeps.
        telegram: Whom it speaks to.
        fetches: How many updates it fetches, one time after another.
    """

    async def run() -> None:
        inbox = Inbox.open(folder)
        boxes = Boxes.of(inbox.messages())
        courier = Courier(inbox, boxes)
        taking = Intake(
            cast("AnyApplication", Handlers(telegram, courier)),
            inbox,
            courier,
            boxes,
            Metrics(),
            people=Allowance(_MANY),
            groups=Allowance(_MANY),
            most_waiting=_MANY,
        )
        taking.resume()
        for count in (0, *fetches):
            fetched = telegram.waiting[:count]
            del telegram.waiting[:count]
            arrivals = (read_update(data, taking.application.bot) for data in fetched)
            await taking.take([arrival for arrival in arrivals if arrival])
            if not telegram.waiting:
                boxes.settled.set()
            await _until_all_wait(telegram, taking)
        await taking.lanes.end(0.0)
        inbox.close()

    asyncio.run(run())


async def _until_all_wait(telegram: Telegram, taking: Intake) -> None:
    before, idle = (-1, -1), 0
    while idle < _TURNS:
        await asyncio.sleep(0)
        now = (telegram.done, taking.lanes.waiting)
        before, idle = now, idle + 1 if now == before else 0


def live_to_the_end(folder: Path, telegram: Telegram) -> None:
    """Lets a process live until it has answered all that was asked."""
    telegram.ways = []
    live(folder, telegram, [len(telegram.waiting)])


def test_many_were_on_their_way_at_once_and_arrived_in_another_order(tmp_path: Path) -> None:
    telegram = Telegram(ways=[Way.UNKNOWN] * PEOPLE)
    telegram.late = {number: PEOPLE - number for number in range(1, PEOPLE + 1)}
    for person in range(PEOPLE):
        telegram.ask(2 * person + 2)
    live(tmp_path, telegram, [PEOPLE])
    assert telegram.answered.total() == PEOPLE
    live_to_the_end(tmp_path, telegram)
    assert telegram.answered == Counter(range(1, PEOPLE + 1))


def test_what_was_dealt_with_before_the_kill_does_not_hide_it(tmp_path: Path) -> None:
    telegram = Telegram(ways=[Way.UNKNOWN])
    for person in range(PEOPLE):  # all have asked before the first is answered
        telegram.ask(2 * person + 2)
    live(tmp_path, telegram, [1, PEOPLE])
    assert telegram.answered.total() == PEOPLE
    live_to_the_end(tmp_path, telegram)
    assert telegram.answered == Counter(range(1, PEOPLE + 1))


_LIVES = st.lists(
    st.tuples(
        st.lists(st.integers(1, 2 * PEOPLE), max_size=25),
        st.lists(st.sampled_from(Way), max_size=25),
        st.lists(st.integers(0, 30), max_size=4),
    ),
    max_size=5,
)
"""Of each life: who asks before it, what becomes of its messages, how many updates it fetches."""


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_LIVES)
def test_each_question_is_answered_once(
    lives: Sequence[tuple[Sequence[int], Sequence[Way], Sequence[int]]],
) -> None:
    telegram = Telegram()
    with TemporaryDirectory() as folder:
        for people, ways, fetches in lives:
            for person in people:
                telegram.ask(person)
            telegram.ways = list(ways)
            live(Path(folder), telegram, fetches)
        live_to_the_end(Path(folder), telegram)
    assert telegram.answered == Counter(range(1, telegram.asked + 1))
