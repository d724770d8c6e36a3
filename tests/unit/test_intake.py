"""What a restart takes up again: one after another, so that none is blamed for another's doing."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, cast

import pytest
from telegram import Update, User
from telegram.ext import ExtBot

from bot import intake
from bot.boxes import Boxes
from bot.delivery import Courier
from bot.intake import AnyApplication, Intake
from bot.limits import Allowance
from bot.metrics import Metrics
from bot.reading import read_update
from knowledge.journal.inbox import Inbox

MOST_TRIES = 4


class KnownBot(ExtBot[None]):
    """A bot that knows who it is without asking."""

    @property
    def bot(self) -> User:
        """The bot as Telegram shows it."""
        return User(1, "常有答", is_bot=True, username="changyouda_bot")


class Handlers:
    """Stands for an application: what it does with an update is given."""

    def __init__(self, work: Callable[[int], Awaitable[None]]) -> None:
        self.bot: ExtBot[None] = KnownBot("1:a")
        self._work = work
        self.handled: list[int] = []
        """Numbers of the updates that were dealt with to the end."""

    async def process_update(self, update: Update) -> None:
        """Deals with an update."""
        await self._work(update.update_id)
        self.handled.append(update.update_id)


def question(number: int) -> tuple[int, str]:
    """Gives a question in a chat of its own."""
    person = {"id": number, "is_bot": False, "first_name": "小李"}
    chat = {"id": number, "type": "private", "first_name": "小李"}
    message = {"message_id": number, "date": 1, "chat": chat, "from": person, "text": "低保"}
    return number, json.dumps({"update_id": number, "message": message})


async def _nothing_more(_: Intake) -> None:
    pass


def life(
    inbox: Inbox,
    work: Callable[[int], Awaitable[None]],
    more: Callable[[Intake], Awaitable[None]] = _nothing_more,
) -> list[int]:
    """Has what waits taken up again by a process that ends soon; gives what it dealt with.

    Args:
        inbox: Where it waits.
        work: What the process does with an update.
        more: What happens besides.
    """
    handlers = Handlers(work)

    async def live() -> None:
        taking = Intake(
            cast("AnyApplication", handlers),
            inbox,
            Courier(inbox, Boxes()),
            Boxes(),
            Metrics(),
            people=Allowance(20),
            groups=Allowance(20),
            most_waiting=100,
        )
        taking.resume()
        await more(taking)
        for _ in range(100):  # all that can be done is done by then
            await asyncio.sleep(0)
        await taking.lanes.end(0.0)

    asyncio.run(live())
    return handlers.handled


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    """Gives an inbox in which five questions wait."""
    found = Inbox.open(tmp_path)
    found.take([question(number) for number in range(1, 6)])
    return found


def test_only_the_update_that_ends_us_is_given_up(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "_MOST_TRIES", MOST_TRIES)

    async def ends_us(number: int) -> None:
        if number == 2:
            await asyncio.Event().wait()

    lives = [life(inbox, ends_us) for _ in range(MOST_TRIES + 1)]
    assert lives == [[1], *[[]] * (MOST_TRIES - 1), [3, 4, 5]]
    assert inbox.waiting() == ()


def test_what_is_cut_off_at_each_start_is_blamed_one_at_a_time(inbox: Inbox) -> None:
    async def never_ends(_: int) -> None:
        await asyncio.Event().wait()

    for _ in range(3):
        assert life(inbox, never_ends) == []
    assert [waiting.tries for waiting in inbox.waiting()] == [3, 0, 0, 0, 0]


GROUP = {"id": -5, "type": "group", "title": "社区"}
BEYOND = {"type": "mention", "offset": 90, "length": 5}


@pytest.mark.parametrize(
    "broken",
    [
        {"chat": None},
        {"message_id": None},
        {"chat": GROUP, "entities": [BEYOND]},
        {"chat": GROUP, "text": 5, "entities": [BEYOND]},
        {"chat": GROUP | {"id": "five"}, "text": "/ask 低保"},
    ],
)
def test_an_update_that_is_none_holds_up_no_other(
    tmp_path: Path, broken: dict[str, object]
) -> None:
    updates = [json.loads(payload) for _, payload in map(question, (1, 2, 3))]
    updates[1]["message"] |= broken

    async def nothing(_: int) -> None:
        pass

    async def take(taking: Intake) -> None:
        arrivals = [read_update(update, taking.application.bot) for update in updates]
        await taking.take([arrival for arrival in arrivals if arrival])

    assert {1, 3} <= set(life(Inbox.open(tmp_path), nothing, take))


@pytest.mark.parametrize(
    ("message", "tries"), [(None, 0), ('{"message_id": 9}', 3)], ids=["on its way", "arrived"]
)
def test_what_was_cut_off_on_its_way_is_not_blamed(
    inbox: Inbox, message: str | None, tries: int
) -> None:
    async def never_ends(_: int) -> None:
        await asyncio.Event().wait()

    inbox.intend(1, 0, above=8)
    if message is not None:
        inbox.sent(1, 0, message)
    for _ in range(3):
        life(inbox, never_ends)
    assert inbox.waiting()[0].tries == tries


@pytest.mark.parametrize(
    ("endpoint", "begun"),
    [
        ("sendMessage", [1, 2, 3, 4, 5]),
        ("editMessageText", [1, 2, 3, 4, 5]),
        ("answerCallbackQuery", [1, 2, 3, 4, 5]),
        ("sendChatAction", [1]),
        ("getFile", [1]),
    ],
)
def test_what_waits_for_telegram_holds_up_no_other(
    tmp_path: Path, inbox: Inbox, endpoint: str, begun: list[int]
) -> None:
    courier = Courier(Inbox.open(tmp_path / "other"), Boxes())
    found: list[int] = []

    async def no_answer(*_: object, **__: object) -> Any:  # noqa: ANN401 (as the courier has it)
        await asyncio.Event().wait()

    async def call(number: int) -> None:
        found.append(number)
        data = {"chat_id": number, "text": "答"}
        await courier.process_request(no_answer, (), {}, endpoint, data, None)

    assert life(inbox, call) == []
    assert found == begun
