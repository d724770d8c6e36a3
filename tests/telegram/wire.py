"""What goes over the wire: JSON objects, and Telegram's way of saying no."""

from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias

Json: TypeAlias = dict[str, Any]
"""One JSON object of the Bot API. Its form is checked against aiogram's types in `schema`."""


@dataclass
class ApiError(Exception):
    """A call is refused.

    Whatever only a faulty bot meets carries a `violation`. What a correct bot may meet too (a
    user who blocked it, a rate limit, a message that somebody deleted) carries none.
    """

    status: int
    description: str
    violation: str | None = None
    """What the bot did wrong, for the list of violations; None where it did nothing wrong."""
    parameters: Json | None = None
    """Telegram's ResponseParameters: `retry_after` or `migrate_to_chat_id`."""

    def body(self) -> Json:
        """Gives the JSON body of the answer."""
        answer: Json = {
            "ok": False,
            "error_code": self.status,
            "description": self.description,
        }
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def refuse(description: str, *, violation: str | None = None) -> NoReturn:
    """Raises a 400 as Telegram words it: prefixed, first letter small unless it is a code."""
    if description[1:2].islower() or description[1:2] in ("'", " "):
        description = description[0].lower() + description[1:]
    raise ApiError(400, f"Bad Request: {description}", violation)


def refuse_misuse(description: str, because: str | None = None) -> NoReturn:
    """Raises a 400 that only a faulty bot meets; `because` explains more than Telegram does."""
    refuse(description, violation=because or description)


def refuse_forbidden(description: str) -> NoReturn:
    """Raises a 403: a person or group shut the bot out, which is no fault of the bot."""
    raise ApiError(403, f"Forbidden: {description}")


def too_many_requests(seconds: int) -> ApiError:
    """Builds a 429 that asks to wait for `seconds`."""
    return ApiError(
        429,
        f"Too Many Requests: retry after {seconds}",
        parameters={"retry_after": seconds},
    )
