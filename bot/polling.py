"""Asking Telegram for updates: each confirmed only after it has been taken in.

python-telegram-bot's `Updater` confirms what lies in a queue of this process's memory, and asks for
more however much lies there. Here the next question, which confirms the updates before it, is not
asked until `bot.intake` has written them down and has room for more.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

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
    take: Callable[[Sequence[Update]], Awaitable[None]]
    """Takes updates in. When it returns, they may be confirmed."""
    room: Callable[[], Awaitable[int]]
    """Waits until updates can be taken in, and tells how many."""
    on_settled: Callable[[], None]
    """Called each time when no more wait at Telegram."""
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
                self._next = max(self._next, *(update.update_id + 1 for update in updates))
            if len(updates) < most:
                self.on_settled()

    async def confirm(self) -> None:
        """Tell Telegram what has been taken in; for the end, and not needed then."""
        if self._next:
            with suppress(TelegramError, TimeoutError):
                await asyncio.wait_for(
                    self.bot.get_updates(offset=self._next, limit=1, timeout=0), _GRACE_SECONDS
                )

    async def _ask(self, most: int, seconds: int) -> Sequence[Update] | None:
        """Return the next updates; `None` after a failure and the pause that it calls for."""
        try:
            updates = await asyncio.wait_for(
                self.bot.get_updates(
                    offset=self._next or None,
                    limit=most,
                    timeout=seconds,
                    allowed_updates=self.kinds,
                ),
                seconds + _GRACE_SECONDS,
            )
        except InvalidToken:
            raise
        except Conflict as error:
            if not self._in_conflict:
                log.error(_CONFLICT, error)  # noqa: TRY400 (a traceback says nothing more)
            self._in_conflict = True
        except RetryAfter as error:
            log.warning("Telegram 要求稍后再取消息：%s", error)
        except NetworkError:
            pass  # `bot.connection` says so, once
        except TimeoutError:
            log.warning("取消息的连接没有反应，换一个连接再试")
        except TelegramError as error:
            log.warning("取消息失败：%s", error)
        else:
            if self._in_conflict:
                log.info("取消息的冲突已经解除")
            self._in_conflict = False
            self._failures = 0
            return updates
        await asyncio.sleep(_PAUSES[min(self._failures, len(_PAUSES) - 1)])
        self._failures += 1
        return None
