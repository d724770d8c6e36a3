"""Order within a chat, concurrency across chats, and an end to how much may wait.

What belongs to one chat goes through its lane, one after another, as it came; lanes do not wait for
one another. There is no limit on lanes but the one on all that waits: what a lane does is mostly
waiting for Telegram.

`Turns` lets in one at a time, where what comes next might be what ends us.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Generic, TypeVar

log = logging.getLogger(__name__)

Item = TypeVar("Item")


@dataclass(slots=True, eq=False)
class Lanes(Generic[Item]):
    """Works on items, in order within a lane. Of one event loop."""

    work: Callable[[Item], Awaitable[None]]
    """Deals with one item; what it raises is logged, and the lane goes on."""
    most: int
    """Items that may wait or be worked on at once, in all lanes together."""
    waiting: int = 0
    """Items that wait or are worked on."""
    _lanes: dict[Hashable, deque[Item]] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def room(self) -> int:
        """How many more items may be put in."""
        return max(0, self.most - self.waiting)

    def put(self, lane: Hashable, item: Item, *, replaces: bool = False) -> None:
        """Append an item to a lane, also where there is no room: whoever can wait asks before.

        Args:
            lane: What the item belongs to.
            item: The item.
            replaces: Whether items of the lane that have not been begun need no work any more.
        """
        queue = self._lanes.get(lane)
        if queue is None:
            queue = self._lanes[lane] = deque()
            task = asyncio.create_task(self._run(lane, queue))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        elif replaces:
            self.waiting -= len(queue)
            queue.clear()
        queue.append(item)
        self.waiting += 1

    async def wait_for_room(self) -> int:
        """Wait until there is room, and return how much."""
        while not self.room:
            self._changed.clear()
            await self._changed.wait()
        return self.room

    async def end(self, seconds: float) -> int:
        """Let what has been put in come to its end, for so long; then cancel it.

        Returns:
            How many items have not been dealt with.
        """
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        left = list(self._tasks)
        for task in left:
            task.cancel()
        for task in left:
            with suppress(asyncio.CancelledError):
                await task
        return self.waiting

    async def _run(self, lane: Hashable, queue: deque[Item]) -> None:
        try:
            while queue:
                await self._deal_with(queue.popleft())
                self.waiting -= 1
                self._changed.set()
        finally:
            del self._lanes[lane]

    async def _deal_with(self, item: Item) -> None:
        try:
            await self.work(item)
        except Exception:  # one item's fault must not end the lane of those behind it
            log.exception("an item was not dealt with")


@dataclass(slots=True, eq=False)
class Turns:
    """Lets those who wait in one after another, in the order in which they came."""

    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def take(self) -> Callable[[], None]:
        """Wait for one's turn.

        Returns:
            What ends it; a second call does nothing.
        """
        await self._turn.acquire()
        held = [self._turn]

        def end() -> None:
            if held:
                held.pop().release()

        return end
