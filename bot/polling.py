"""Asking Telegram for updates: each confirmed only after it has been taken in.

python-telegram-bot's `Updater` confirms what lies in a queue of this process's memory, and asks for
more however much lies there. Here the next question, which confirms the updates before it, is not
asked until `bot.intake` has written them down and has room for more.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError
from telegram.ext import ExtBot

from bot.reading import Arrival, arrival, read_update

log = logging.getLogger(__name__)

WAIT_SECONDS = 30
"""Telegram holds an answer back for so long where there is nothing to say. Proxies and NAT routers
drop a connection on which nothing is said, some after a minute."""

_GRACE_SECONDS = 15.0
"""How much later than that an answer may be. Past it the connection is dead, whatever its own
timeouts say: polling has been seen to stall on one in silence, for hours."""

_MOST = 100
"""Updates that Telegram gives at once."""

_PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds after one failure, two …; the last from then on."""

_CONFLICT = (
    "另有一个程序正用同一个令牌取消息，两边都会漏消息；请停掉其中一个（也可能设有 webhook）：%s"
)


@dataclass(slots=True)
class Polling:
    """The loop that asks."""

    bot: ExtBot[Any]
    kinds: Sequence[str]
    """The kinds of updates that Telegram is to give."""
    take: Callable[[Sequence[Arrival]], Awaitable[None]]
    """Takes updates in. When it returns, they may be confirmed."""
    room: Callable[[], Awaitable[int]]
    """Waits until updates can be taken in, and tells how many."""
    on_settled: Callable[[], None]
    """Called each time when no more wait at Telegram."""
    payload: Callable[[], bytes]
    """Gives Telegram's last answer as it came."""
    _next: int = 0
    """The first update that has not been taken in."""
    _failures: int = 0
    _in_conflict: bool = False

    async def run(self) -> None:
        """Ask for ever.

        Raises:
            InvalidToken: Telegram does not know the token any more.
        """
        while True:
            most = min(_MOST, await self.room())
            updates = await self._ask(most, WAIT_SECONDS)
            if updates is None:
                continue
            if updates:
                await self.take(updates)
                self._next = max(self._next, *(item.update.update_id + 1 for item in updates))
            if len(updates) < most:
                self.on_settled()
            await asyncio.sleep(0)  # what has come is begun before more is asked for

    async def confirm(self) -> None:
        """Tell Telegram what has been taken in; for the end, and not needed then."""
        if self._next:
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(_GRACE_SECONDS):
                    await self.bot.get_updates(offset=self._next, limit=1, timeout=0)

    async def _ask(self, most: int, seconds: int) -> Sequence[Arrival] | None:
        """Return the next updates; `None` after a failure and the pause that it calls for."""
        try:
            # Not `wait_for`: Python 3.11's swallows a cancellation that comes with an answer.
            async with asyncio.timeout(seconds + _GRACE_SECONDS):
                updates = await self.bot.get_updates(
                    offset=self._next or None,
                    limit=most,
                    timeout=seconds,
                    allowed_updates=self.kinds,
                )
        except InvalidToken:
            raise
        except (TelegramError, TimeoutError) as error:
            self._say(error)
            await asyncio.sleep(_PAUSES[min(self._failures, len(_PAUSES) - 1)])
            self._failures += 1
            return None
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
            arrivals = self._one_by_one()
        else:
            arrivals = [
                arrival(update, data) for update, data in zip(updates, self._data(), strict=True)
            ]
        if self._in_conflict:
            log.info("取消息的冲突已经解除")
        self._in_conflict = False
        self._failures = 0
        return arrivals

    def _say(self, error: Exception) -> None:
        """Log why there are no updates."""
        match error:
            case Conflict():
                if not self._in_conflict:
                    log.error(_CONFLICT, error)
                self._in_conflict = True
            case NetworkError():
                pass  # `bot.connection` says so, once
            case TimeoutError():
                log.warning("取消息的连接没有反应，换一个连接再试")
            case _:
                log.warning("取消息失败：%s", error)

    def _data(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.payload())["result"]
        return found

    def _one_by_one(self) -> list[Arrival]:
        """Return those updates of the last answer that can be read, and pass by the others."""
        found = self._data()
        updates = [read_update(data, self.bot) for data in found]
        self._next = max(self._next, *(data["update_id"] + 1 for data in found))
        return [update for update in updates if update is not None]
