"""Which numbers messages have been seen to have, so that one whose number is not known is found.

Telegram numbers messages one after another: those of a bot's private chats and basic groups in one
row, those of each supergroup and channel in its own, which its documentation calls message boxes
(https://core.telegram.org/api/updates). So a message that has arrived unknown to us has a number
not much above the highest that was known when it was sent.
"""

import asyncio
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count, islice

from knowledge.journal.inbox import MOST_NUMBERS, Numbered

_COMMON = 0
"""Stands for the box of private chats and basic groups."""

_FIRST_SUPERGROUP = -1_000_000_000_000
"""Ids of supergroups and channels lie below."""

_BOXES = 1_000
"""Boxes that are remembered, the latest used."""


@dataclass(slots=True)
class _Box:
    top: int = 0
    seen: set[int] = field(default_factory=set)
    order: deque[int] = field(default_factory=deque)

    def add(self, number: int) -> None:
        if number in self.seen:
            return
        self.top = max(self.top, number)
        self.seen.add(number)
        self.order.append(number)
        if len(self.order) > MOST_NUMBERS:
            self.seen.discard(self.order.popleft())


@dataclass(slots=True)
class Boxes:
    """Numbers of messages, by box."""

    settled: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once all that waited at Telegram when we started has been fetched or brought."""
    _boxes: dict[int, _Box] = field(default_factory=dict)

    @classmethod
    def of(cls, messages: Iterable[Numbered]) -> "Boxes":
        """Return boxes in which some messages are known, each given with `box_of` its chat."""
        boxes = cls()
        for key, message in messages:
            boxes.note(key, message)
        return boxes

    def note(self, chat: int, message: int) -> None:
        """Note that a message of a chat is known."""
        self._box(chat).add(message)

    def top(self, chat: int) -> int:
        """Return the highest number known in a chat's box; 0 where none is."""
        return self._box(chat).top

    def unseen(self, chat: int, above: int, most: int) -> Iterator[int]:
        """Yield the numbers above one that no known message has, lowest first, so many at most."""
        seen = self._box(chat).seen
        return islice((number for number in count(above + 1) if number not in seen), most)

    def missing(self, chat: int, above: int) -> int:
        """Return how many numbers above one, up to the highest known, no known message has."""
        box = self._box(chat)
        return max(0, box.top - above) - sum(number > above for number in box.seen)

    def _box(self, chat: int) -> _Box:
        key = box_of(chat)
        box = self._boxes.pop(key, None) or _Box()
        self._boxes[key] = box  # the latest used is the last
        if len(self._boxes) > _BOXES:
            del self._boxes[next(iter(self._boxes))]
        return box


def box_of(chat: int) -> int:
    """Return what stands for the box in which a chat's messages are numbered: a chat of it."""
    return chat if chat < _FIRST_SUPERGROUP else _COMMON
