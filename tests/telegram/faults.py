"""Failures on demand: what a test has asked the server to do instead of answering."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.telegram.wire import ApiError, Json

_DESCRIPTIONS = {
    400: "Bad Request: chat not found",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}
"""What Telegram says where a test does not say it."""

EVERY_METHOD = "*"
"""Stands for any method."""

CONNECTION_DROPPED = 0
"""The status of an answer that was never given, because the connection ended."""


@dataclass
class Fault:
    """One failure that waits for its call."""

    method: str
    """A method of the Bot API, or `EVERY_METHOD`."""
    error: ApiError
    times: int | None = 1
    """How many calls it meets; None for all until it is healed."""
    performed: bool = False
    """Whether the call takes effect before its answer is lost."""
    seconds: float = 0.0
    """How long the failure takes to come."""
    chat: int | None = None
    """The only chat whose calls it meets; None for calls of any chat and of none."""

    def meets(self, method: str, chat: object = None) -> bool:
        """Tells whether a call of that method, in that chat, fails by it."""
        same = self.method == EVERY_METHOD or self.method.lower() == method.lower()
        return same and self.times != 0 and self.chat in (None, chat)

    def use(self) -> None:
        """Counts one call."""
        if self.times is not None:
            self.times -= 1


class Faults:
    """The failures that wait, in the order in which they were asked for."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self.chance: Callable[[str], Fault | None] = lambda _: None
        """Gives the failure of a call where nobody has asked for one; a run of faults sets it."""

    def add(self, fault: Fault) -> None:
        """Adds a failure."""
        self._waiting.append(fault)

    def heal(self) -> None:
        """Forgets all failures."""
        self._waiting.clear()
        self.chance = lambda _: None

    def take(self, method: str, chat: object = None) -> Fault | None:
        """Finds the failure for a call, and counts it."""
        for fault in self._waiting:
            if fault.meets(method, chat):
                fault.use()
                return fault
        return self.chance(method)

    def __len__(self) -> int:
        return sum(fault.times != 0 for fault in self._waiting)


def build_error(
    status: int,
    description: str | None,
    retry_after: int | None,
    migrate_to_chat_id: int | None,
    *,
    drop_connection: bool,
) -> ApiError:
    """Builds the error of a failure, in Telegram's words where the test has none."""
    if drop_connection:
        return ApiError(CONNECTION_DROPPED, "the connection was dropped")
    parameters: Json = {}
    if retry_after is not None:
        status = 429
        parameters["retry_after"] = retry_after
        description = description or f"Too Many Requests: retry after {retry_after}"
    if migrate_to_chat_id is not None:
        status = 400
        parameters["migrate_to_chat_id"] = migrate_to_chat_id
        description = description or "Bad Request: group chat was upgraded to a supergroup chat"
    return ApiError(
        status, description or _DESCRIPTIONS.get(status, "Unknown"), parameters=parameters or None
    )
