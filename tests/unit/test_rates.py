"""How fast messages go out, by a clock that the test moves."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest

from bot import rates
from bot.rates import Rates

PERSON, OTHER, THIRD, FOURTH, GROUP = 11, 12, 13, 14, -21

_MOMENT = 1e-6


class Loop(asyncio.SelectorEventLoop):
    """An event loop whose time passes only while all wait, and then at once."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1_000.0
        select = self._selector.select  # type: ignore[attr-defined]

        def skip(timeout: float | None) -> Any:  # noqa: ANN401 (what a selector gives)
            found = select(0)
            # A little passes in any case: limiters look at the time again and again.
            self.now += _MOMENT if found else max(_MOMENT, timeout or 0)
            return found

        self._selector.select = skip  # type: ignore[attr-defined]

    def time(self) -> float:
        """Gives its time, in seconds."""
        return self.now


def run(work: Callable[[Loop], Awaitable[list[float]]]) -> list[float]:
    """Has something done; gives the seconds since the beginning that it gives."""
    loop = Loop()
    try:
        begun = loop.time()
        return [round(at - begun, 2) for at in loop.run_until_complete(work(loop))]
    finally:
        loop.close()


def sent(chats: Sequence[int], pauses: Sequence[tuple[int, float]] = ()) -> list[float]:
    """Gives when messages to chats may go out, all of them asking at once, in order of chats.

    Args:
        chats: One for each message.
        pauses: Chats that Telegram has said to leave alone, and for how many seconds.
    """

    async def work(loop: Loop) -> list[float]:
        found = Rates()
        for chat, seconds in pauses:
            found.pause(chat, seconds)

        async def turn(chat: int) -> float:
            await found.turn(chat)
            return loop.time()

        return await asyncio.gather(*(turn(chat) for chat in chats))

    return run(work)


def test_a_chat_gets_some_at_once_then_one_a_second() -> None:
    assert sent([PERSON] * 8) == [0, 0, 0, 0, 0, 1, 2, 3]


def test_a_group_gets_no_more_than_its_minute_allows() -> None:
    times = sorted(sent([GROUP] * 25))
    assert sum(at < 60 for at in times) <= 20 + 19
    for begin in times:  # of any minute: twice the bucket at most, as buckets have it
        assert sum(begin <= at < begin + 60 for at in times) <= 2 * rates.GROUP[0]
    assert times[18] < 60 < times[24] + 60


def test_all_together_get_what_telegram_allows_in_a_second() -> None:
    times = sent(range(100, 160))
    assert sum(at == 0 for at in times) == rates.OVERALL[0]
    assert max(times) == pytest.approx((60 - rates.OVERALL[0]) / rates.OVERALL[0], abs=0.1)


def test_a_chat_that_is_to_wait_holds_up_no_other() -> None:
    assert sent([PERSON, OTHER], [(PERSON, 7)]) == [7.1, 0]


def test_where_many_chats_are_to_wait_all_do() -> None:
    pauses = [(PERSON, 7.0), (OTHER, 5.0), (THIRD, 9.0)]
    assert sent([PERSON, OTHER, THIRD, FOURTH], pauses) == [7.1, 5.1, 9.1, 5.1]


def test_limiters_at_rest_are_dropped_and_those_in_use_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rates, "_MANY", 2)

    async def work(loop: Loop) -> list[float]:
        found = Rates()
        for chat in (*[PERSON] * 5, OTHER):
            await found.turn(chat)
        await asyncio.sleep(1)  # the one has its whole rate back, the other has not
        await found.turn(THIRD)
        times = []
        for _ in range(2):
            await found.turn(PERSON)
            times.append(loop.time())
        return times

    assert run(work) == [1, 2]
