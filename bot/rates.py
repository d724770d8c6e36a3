"""How fast messages go out: within what Telegram allows, and not at all while it says to wait."""

import asyncio
from dataclasses import dataclass, field

from aiolimiter import AsyncLimiter

# https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: 30 messages a
# second in all, one a second in a chat ("short bursts" are allowed; how short is not said), 20 a
# minute in a group. What counts is when they arrive, so that a little is left for the way there.
OVERALL = (25, 1.0)
CHAT = (5, 5.0)
"""Five at once, which the parts of a long answer need, then one a second."""
GROUP = (19, 60.0)

_MANY = 2_000
"""Limiters that are kept; past this, those that are at rest are dropped."""

_CHATS_THAT_MEAN_ALL = 3
"""Telegram does not say whether one chat or the bot as a whole has sent too much. Where so many
chats have to wait at once, it is the whole."""

_MARGIN = 0.1
"""Seconds beyond those that Telegram names: it counts them in whole ones."""


@dataclass(slots=True)
class Rates:
    """Lets messages through one after another."""

    _overall: AsyncLimiter = field(default_factory=lambda: AsyncLimiter(*OVERALL))
    _limiters: dict[tuple[int, bool], AsyncLimiter] = field(default_factory=dict)
    _paused: dict[int, float] = field(default_factory=dict)
    """When a chat may be written to again, by the event loop's clock."""
    _all_paused: float = 0.0

    async def turn(self, chat: int) -> None:
        """Wait until a message may go to a chat."""
        await self._limiter(chat, group=False).acquire()
        if chat < 0:
            await self._limiter(chat, group=True).acquire()
        await self._overall.acquire()
        await self.wait(chat)

    async def wait(self, chat: int) -> None:
        """Wait for as long as Telegram has said."""
        loop = asyncio.get_running_loop()
        # What is waited for is a time, which may be put off meanwhile.
        while (left := max(self._paused.get(chat, 0), self._all_paused) - loop.time()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(left)
        self._paused.pop(chat, None)

    def pause(self, chat: int, seconds: float) -> None:
        """Note that Telegram said to wait: with this chat, or with all of them."""
        now = asyncio.get_running_loop().time()
        until = now + seconds + _MARGIN
        self._paused = {other: end for other, end in self._paused.items() if end > now}
        self._paused[chat] = until
        if len(self._paused) >= _CHATS_THAT_MEAN_ALL:
            self._all_paused = min(self._paused.values())

    def _limiter(self, chat: int, *, group: bool) -> AsyncLimiter:
        limiter = self._limiters.get((chat, group))
        if limiter is None:
            if len(self._limiters) >= _MANY:
                self._limiters = {
                    key: kept
                    for key, kept in self._limiters.items()
                    if not kept.has_capacity(kept.max_rate)
                }
            limiter = self._limiters[chat, group] = AsyncLimiter(*(GROUP if group else CHAT))
        return limiter
