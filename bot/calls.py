"""Calls of the Bot API: what each does, and what Telegram's refusals of it mean."""

import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias

from telegram.error import BadRequest, Forbidden, RetryAfter

Json: TypeAlias = dict[str, Any]
Result: TypeAlias = bool | Json | list[Json]

# What makes one message, and gives it back.
MESSAGES = frozenset(
    {
        "sendMessage",
        "sendPhoto",
        "sendDocument",
        "sendVideo",
        "sendAudio",
        "sendAnimation",
    }
)

# What counts against Telegram's limits.
_COUNTED = ("send", "copy", "forward", "edit")
UNCOUNTED = frozenset({"sendChatAction"})

# What tells somebody something; what is fetched or forgotten does not.
_SAYING = (*_COUNTED, "answer")

# Refusals that only say that there is nothing to do any more, or that it was done before.
_DONE: tuple[tuple[str, str], ...] = (
    ("edit", "message is not modified"),
    ("deleteMessage", "message to delete not found"),
    ("answer", "query is too old"),
)


# Refusals that say that nobody there can be told anything: a topic of a forum that was closed or
# deleted, a group in which the bot may not write.
_UNWELCOME = (
    "message thread not found",
    "topic_closed",
    "topic_deleted",
    "not enough rights to send",
    "have no rights to send",
    "chat_write_forbidden",
)


@dataclass(frozen=True, slots=True)
class Call:
    """One call, which can be made again."""

    callback: Callable[..., Coroutine[Any, Any, Result]]
    kwargs: dict[str, Any]
    endpoint: str
    data: Json
    looks: bool = False
    """Whether it only looks for a message, and so sends none."""

    async def make(self) -> Result:
        """Make it, once."""
        return await self.callback(self.endpoint, self.data, **self.kwargs)

    @property
    def chat(self) -> int:
        """The chat that it goes to; 0 where it goes to none, or to one that is named."""
        found = self.data.get("chat_id")
        return found if isinstance(found, int) else 0

    @property
    def says_something(self) -> bool:
        """Whether somebody is told something: nothing is only fetched, forgotten or shown."""
        return self.endpoint.startswith(_SAYING) and self.endpoint not in UNCOUNTED

    @property
    def is_counted(self) -> bool:
        """Whether it counts against Telegram's limits."""
        counted = self.endpoint.startswith(_COUNTED) and self.endpoint not in UNCOUNTED
        return counted and not self.looks

    def looking_at(self, message: int) -> "Call":
        """Return an edit that changes nothing in what this call sends, should that be `message`."""
        same = {key: self.data[key] for key in ("chat_id", "reply_markup") if key in self.data}
        data = same | {"message_id": message}
        return Call(self.callback, self.kwargs, "editMessageReplyMarkup", data, looks=True)

    def as_sent(self, message: int) -> Json:
        """Return what Telegram would have said of the message that it sends, as far as needed."""
        kind = "private" if self.chat > 0 else "supergroup"
        return {
            "message_id": message,
            "date": int(time.time()),
            "chat": {"id": self.chat, "type": kind},
            "text": str(self.data.get("text") or ""),
        }


def is_done(endpoint: str, error: BadRequest) -> bool:
    """Whether a refusal only says that there is nothing to do any more, or that it was done."""
    # python-telegram-bot writes the first letter as a capital.
    said = str(error).lower()
    return any(endpoint.startswith(start) and words in said for start, words in _DONE)


def is_unwelcome(error: BaseException | None) -> bool:
    """Whether an error says that nobody waits for an answer, or that none may be given there."""
    if isinstance(error, BadRequest):
        said = str(error).lower()
        return any(words in said for words in _UNWELCOME)
    return isinstance(error, Forbidden)


def seconds(error: RetryAfter) -> float:
    """Return how long Telegram says to wait."""
    # A number or a timedelta, by an environment variable of python-telegram-bot's.
    wait: int | timedelta = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
