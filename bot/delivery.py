"""Calls to Telegram that arrive once: in turn, again where they failed, never twice.

`Courier` stands where python-telegram-bot puts a rate limiter, the one place that every call of the
bot passes through. That class's documentation asks to leave errors other than 429 alone; the other
way would be to override private methods.

A message may have arrived although its sender never learns so: the connection is cut, the answer
is late, the process is killed. Sending it again would then answer twice, not sending it again might
answer never, and the Bot API knows no key by which it would recognise the second. So we look: the
message's number lies just above the highest known before (`bot.boxes`), and an edit that changes
nothing tells whether a number is that of a message of ours in that chat: "message is not modified",
where others are "not found" or "can't be edited". Within a chat we send one message after another,
so that such a message is the one looked for. Of a killed process, `knowledge.journal.inbox` knows
which messages had been begun, and which numbers were known.

What remains: a message that arrives only after we have looked, having been held up on its way
for longer than the pause before; one with more unknown numbers between (`_UNKNOWN`), as when
hundreds of updates that we had not fetched came before it; and one that was sent while the
inbox could not be written. They are sent again: better twice than never.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeAlias

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
)
from telegram.ext import BaseRateLimiter

from bot.boxes import Boxes, box_of
from bot.calls import MESSAGES, UNCOUNTED, Call, Json, Result, is_done, seconds
from bot.chats import Chats
from bot.rates import Rates
from bot.transport import was_not_sent
from knowledge.journal.inbox import Inbox, Send

log = logging.getLogger(__name__)

_UNKNOWN, _UNKNOWN_EACH = 8, 2
"""So many numbers are looked at, and so many more for each message of ours that is on its way. What
has a number and is not known to us is either such a message or what somebody writes meanwhile."""

_MISSING = 100
"""So many more at most of those up to the highest known: what others have written in a group, which
is not kept over a restart, and what has not been brought yet."""

_PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds between one try and the next; the last from then on."""

_PATIENCE = 86_400.0
"""Seconds after which a call that belongs to an update is given up: Telegram keeps an update for as
long. Until then whoever wrote gets an answer once Telegram is back."""

_SETTLING = 10.0
"""Seconds to wait at most until the updates that came in while we were down have been fetched."""

Observer: TypeAlias = Callable[[str, str], None]
"""Told of each call: its method and how it ended."""


@dataclass(slots=True)
class Handling:
    """An update that is dealt with, for which messages go out."""

    number: int
    sends: dict[int, Send]
    """What went out for it before a restart, or may have."""
    on_call: Callable[[], None]
    """Called before whatever is sent for it: by then it is known what is to be said."""
    place: int = 0
    """Of the next message."""


_HANDLING: ContextVar[Handling | None] = ContextVar("handling", default=None)


@contextmanager
def handling(
    number: int, sends: dict[int, Send], on_call: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """Have all that is called within belong to an update; see `Handling`."""
    token = _HANDLING.set(Handling(number, sends, on_call))
    try:
        yield
    finally:
        _HANDLING.reset(token)


class Courier(BaseRateLimiter[int]):
    """Makes the bot's calls.

    Args:
        inbox: Knows what went out for an update, which chats are closed and which have moved.
        boxes: Know the numbers of messages.
        observer: Told of each try.
    """

    def __init__(self, inbox: Inbox, boxes: Boxes, observer: Observer = lambda *_: None) -> None:
        self._inbox = inbox
        self._boxes = boxes
        self._observe = observer
        self._rates = Rates()
        self._on_their_way: set[int] = set(inbox.unsettled())
        """Updates with a message that may have arrived, of which we do not know yet: after a
        restart all those that a kill has left so, long before their turn comes."""
        self.chats = Chats(inbox)
        """Which may be written to."""

    async def initialize(self) -> None:
        """Do nothing; see `telegram.ext.BaseRateLimiter`."""

    async def shutdown(self) -> None:
        """Do nothing; likewise."""

    async def process_request(  # noqa: PLR0917 (as the base class has it)
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,  # noqa: ANN401, ARG002 (endpoint and data once more)
        kwargs: dict[str, Any],
        endpoint: str,
        data: Json,
        rate_limit_args: int | None,  # noqa: ARG002 (nobody gives any)
    ) -> Result:
        """Make a call; see `telegram.ext.BaseRateLimiter.process_request`."""
        call = Call(callback, kwargs, endpoint, data)
        current = _HANDLING.get()
        if current is not None and call.says_something:
            current.on_call()
        try:
            if current is not None and endpoint in MESSAGES:
                return await self._send_once(call, current)
            # An action is shown while an answer is looked for, and must not hold that up.
            patient = current is not None and endpoint not in UNCOUNTED
            return await self._insist(call, patient=patient)
        except BadRequest as error:
            if is_done(endpoint, error):
                return True
            raise

    async def _send_once(self, call: Call, current: Handling) -> Json:
        """Send a message that may have been sent before a restart."""
        place, current.place = current.place, current.place + 1
        before = current.sends.get(place)
        if before is not None and before.message is not None:
            noted: Json = json.loads(before.message)
            return noted
        try:
            sent = await self._look_or_send(call, current.number, place, before)
        finally:
            self._on_their_way.discard(current.number)
        # At once, with nothing in between: here is what a kill at the wrong moment would cost.
        numbered = (box_of(call.chat), sent["message_id"])
        self._inbox.sent(current.number, place, json.dumps(sent), numbered)
        self._boxes.note(call.chat, sent["message_id"])
        return sent

    async def _look_or_send(self, call: Call, number: int, place: int, before: Send | None) -> Json:
        if before is not None:
            self._on_their_way.add(number)
            with suppress(TimeoutError):
                async with asyncio.timeout(_SETTLING):
                    await self._boxes.settled.wait()
            found = await self._find(call, before.above)
            if found is not None:
                return found
        above = self._boxes.top(call.chat)
        self._inbox.intend(number, place, above)
        try:
            sent = await self._insist(call, patient=True, above=above)
        except (BadRequest, Forbidden):
            self._inbox.refused(number, place)
            raise
        if not isinstance(sent, dict):
            message = f"{call.endpoint} gave {type(sent)} and no message"
            raise TypeError(message)
        return sent

    async def _insist(self, call: Call, *, patient: bool, above: int | None = None) -> Result:
        """Make a call until it is answered.

        Args:
            call: The call.
            patient: Whether to go on where Telegram cannot be reached.
            above: For a message, which must not be sent twice: its number is greater.

        Raises:
            TelegramError: Telegram refused, or cannot be reached.
        """
        gives_up_at = time.monotonic() + (_PATIENCE if patient else 0.0)
        pauses = iter(_PAUSES)
        while True:
            try:
                return await self._try(call)
            except RetryAfter as error:
                self._rates.pause(call.chat, seconds(error))
                if call.endpoint in UNCOUNTED:
                    return True  # it would come too late to be of use
            except ChatMigrated as error:
                self.chats.move(call.chat, error.new_chat_id)
            except BadRequest:
                raise
            except NetworkError as error:
                if time.monotonic() >= gives_up_at:
                    raise
                await asyncio.sleep(next(pauses, _PAUSES[-1]))
                if above is not None and not was_not_sent(error):
                    found = await self._find(call, above)
                    if found is not None:
                        return found

    async def _try(self, call: Call) -> Result:
        if call.chat:
            call.data["chat_id"] = self.chats.now(call.chat)
        if self.chats.is_closed(call.chat):
            self._observe(call.endpoint, "closed")
            message = f"chat {call.chat} has shut the bot out before"
            raise Forbidden(message)
        await (self._rates.turn if call.is_counted else self._rates.wait)(call.chat)
        current = _HANDLING.get()
        if current is not None and call.endpoint in MESSAGES:
            self._on_their_way.add(current.number)
        try:
            with self.chats.called(call.chat):
                result = await call.make()
        except Forbidden:
            self._observe(call.endpoint, "forbidden")
            raise
        except Exception as error:
            self._observe(call.endpoint, type(error).__name__)
            raise
        self._observe(call.endpoint, "ok")
        return result

    async def _find(self, call: Call, above: int) -> Json | None:
        """Return the message that a call has sent, should it have arrived; see the module."""
        most = _UNKNOWN + _UNKNOWN_EACH * len(self._on_their_way)
        most += min(_MISSING, self._boxes.missing(call.chat, above))
        for message in self._boxes.unseen(call.chat, above, most):
            try:
                # It changes the buttons, should they be others now, and nothing else.
                found = await self._insist(call.looking_at(message), patient=True)
            except BadRequest as error:
                if not is_done("edit", error):
                    continue
                found = True
            except Forbidden:
                return None  # sending will say so once more
            log.info("had arrived", extra={"method": call.endpoint})
            return found if isinstance(found, dict) else call.as_sent(message)
        return None
