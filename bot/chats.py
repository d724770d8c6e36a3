"""Which chats take messages, and under which number: kept over a restart."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from telegram.error import Forbidden

from knowledge.journal.inbox import Inbox


@dataclass(slots=True)
class Chats:
    """Chats that have shut the bot out, and groups that have got another number."""

    inbox: Inbox
    _closed: set[int] = field(init=False)
    _moved: dict[int, int] = field(init=False)
    _calls: dict[int, set[object]] = field(default_factory=dict)
    """Calls that are under way, by chat: those since somebody last wrote there."""

    def __post_init__(self) -> None:
        self._closed = set(self.inbox.closed())
        self._moved = self.inbox.moved()

    def is_closed(self, chat: int) -> bool:
        """Whether a chat has shut the bot out, and nobody has written there since."""
        return chat in self._closed

    def now(self, chat: int) -> int:
        """Return the number that a chat has now."""
        return self._moved.get(chat, chat)

    def heard(self, chat: int) -> None:
        """Note that somebody has written in a chat, so that it takes messages.

        A refusal of what was sent before may come only now. It says nothing of what comes after.
        """
        self._calls.pop(chat, None)
        if chat in self._closed:
            self._closed.discard(chat)
            self.inbox.close_chat(chat, closed=False)

    def move(self, chat: int, to: int) -> None:
        """Note that a chat has another number now."""
        if self._moved.get(chat) != to:
            self._moved[chat] = to
            self.inbox.move_chat(chat, to)

    @contextmanager
    def called(self, chat: int) -> Iterator[None]:
        """Have what is called within close the chat, should it be forbidden; 0 is no chat."""
        call = object()
        self._calls.setdefault(chat, set()).add(call)
        try:
            yield
        except Forbidden:
            if chat and call in self._calls.get(chat, ()):
                self._closed.add(chat)
                self.inbox.close_chat(chat)
            raise
        finally:
            others = self._calls.get(chat, set()) - {call}
            if others:
                self._calls[chat] = others
            else:
                self._calls.pop(chat, None)
