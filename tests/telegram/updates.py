"""The queue of updates that wait for the bot, with `getUpdates`' rules of confirming."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aiogram.types import Update

from tests.telegram.limits import LIFETIME_SECONDS, LIFETIME_SECONDS_OTHER, POLL_UPDATES
from tests.telegram.schema import check_object
from tests.telegram.wire import Json

_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
"""Kinds that `allowed_updates` must name; all others come when the list is empty."""

_FIRST_ID = 700_000_001
"""Any number: telegram-bot-api starts at a random one."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that the bot has not confirmed."""

    update: Json
    until: float
    """The clock's time at which it is dropped."""

    @property
    def number(self) -> int:
        """The update_id."""
        number: int = self.update["update_id"]
        return number


class UpdateQueue:
    """Updates in order. A request's `offset` confirms all before it."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._waiting: list[Waiting] = []
        self._given: list[Json] = []
        self._repeated: list[Json] = []
        self._next = _FIRST_ID
        self._allowed: frozenset[str] = frozenset()
        self.confirmed = _FIRST_ID - 1
        """The highest update_id that the bot has confirmed."""

    @property
    def newest(self) -> int:
        """The update_id given last."""
        return self._next - 1

    @property
    def allowed(self) -> list[str]:
        """The kinds that the bot asked for; empty for all but those that must be named."""
        return sorted(self._allowed)

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Sets the kinds that are put in the queue from now on; None leaves them as they are."""
        if kinds is not None:
            self._allowed = frozenset(kinds)

    def put(self, kind: str, payload: Json) -> int | None:
        """Puts an update in the queue.

        Returns:
            Its update_id, or None where the bot did not ask for updates of this kind.
        """
        wanted = kind in self._allowed if self._allowed else kind not in _ON_REQUEST
        if not wanted:
            return None
        update = check_object(Update, {"update_id": self._next, kind: payload})
        lifetime = LIFETIME_SECONDS.get(kind, LIFETIME_SECONDS_OTHER)
        self._waiting.append(Waiting(update, self._clock() + lifetime))
        self._given.append(update)
        self._next += 1
        return self._next - 1

    def put_unchecked(self, fields: Json) -> None:
        """Puts in the queue what need not be an update of the Bot API: all but its number."""
        update = fields | {"update_id": self._next}
        self._waiting.append(Waiting(update, self._clock() + LIFETIME_SECONDS_OTHER))
        self._given.append(update)
        self._next += 1

    def repeat(self, number: int) -> None:
        """Delivers an update once more with the next request, whatever that confirms."""
        self._repeated += [item for item in self._given if item["update_id"] == number]

    def take(self, offset: int, limit: int) -> list[Json]:
        """Gives the waiting updates from `offset` on, and forgets all before it.

        Args:
            offset: 0 for all that wait; negative counts from the end and forgets the rest.
            limit: At most so many, within 1 to 100.
        """
        now = self._clock()
        waiting = [item for item in self._waiting if item.until > now]
        if offset < 0:
            waiting, forgotten = waiting[offset:], waiting[:offset]
        else:
            forgotten = [item for item in waiting if item.number < offset]
            waiting = [item for item in waiting if item.number >= offset]
        self._waiting = waiting
        confirmed = [item.number for item in forgotten]
        if offset > 0:
            # An offset beyond what was ever given confirms no more than what was given.
            confirmed.append(min(offset - 1, self.newest))
        self.confirmed = max(self.confirmed, *confirmed, self.confirmed)
        repeated, self._repeated = self._repeated, []
        return repeated + [item.update for item in waiting[: min(max(limit, 1), POLL_UPDATES)]]

    def first(self) -> Json | None:
        """Gives the first update that waits, for a webhook; None where none does."""
        if self._repeated:
            return self._repeated[0]
        now = self._clock()
        return next((item.update for item in self._waiting if item.until > now), None)

    def confirm(self, number: int) -> None:
        """Forgets an update that a webhook has taken."""
        if self._repeated and self._repeated[0]["update_id"] == number:
            del self._repeated[0]
            return
        self._waiting = [item for item in self._waiting if item.number != number]
        self.confirmed = max(self.confirmed, number)

    def drop(self) -> None:
        """Forgets all that waits (`drop_pending_updates`)."""
        self._waiting.clear()
        self.confirmed = self.newest

    def __len__(self) -> int:
        now = self._clock()
        return sum(item.until > now for item in self._waiting)
