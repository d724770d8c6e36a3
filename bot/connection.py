"""The connection to the Bot API server, watched: what fails is said once, not each time.

python-telegram-bot tries again by itself, but in silence while it starts; and where Telegram no
longer knows the token it stops polling and lets the process live on.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from telegram.error import NetworkError

from bot.transport import Transport

log = logging.getLogger(__name__)

# A 409 (another poller) and a 429 are answers; Telegram says 404 to a token of the wrong form.
_REFUSED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND})


@dataclass(slots=True)
class Watch:
    """Whether Telegram can be reached, and what to do when it refuses the token."""

    on_refused: Callable[[], None] = field(default=lambda: None)
    refused: bool = False
    """Whether Telegram does not know the token."""
    answered_at: float = float("-inf")
    """When a call was last answered, by `time.monotonic`."""
    ended_at: float = float("-inf")
    """When a call last came to an end, answered or not; likewise."""
    _down: bool = False

    def answered(self) -> None:
        """Note that a call was answered."""
        if self._down:
            log.info("Telegram 已恢复连接")
        self._down = False
        self.answered_at = self.ended_at = time.monotonic()

    def failed(self, reason: str) -> None:
        """Note that a call was not answered."""
        if not self._down:
            log.warning("连不上 Telegram，会一直重试：%s；请检查网络、代理和 base_url", reason)
        self._down = True
        self.ended_at = time.monotonic()


class WatchedRequest(Transport):
    """Requests that tell a watch how they fared."""

    def __init__(self, watch: Watch, connections: int = 1) -> None:
        super().__init__(connections)
        self._watch = watch
        self.payload = b""
        """The last answer as it came."""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401 (passed on)
        """Send a request; see `telegram.request.BaseRequest.do_request`."""
        try:
            code, payload = await super().do_request(*args, **kwargs)
        except NetworkError as error:
            self._watch.failed(str(error))
            raise
        self.payload = payload
        if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self._watch.failed(f"HTTP {code}")
        else:
            self._watch.answered()
        if code in _REFUSED and kwargs.get("method") == "POST":  # a file may be gone
            self._watch.refused = True
            self._watch.on_refused()
        return code, payload
