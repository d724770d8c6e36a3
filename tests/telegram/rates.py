"""How often a bot may send: buckets that fill with time and are emptied by messages."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from tests.telegram.wire import too_many_requests


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate that Telegram's FAQ names."""

    name: str
    burst: int
    """So many at once after a pause."""
    per_second: float
    """So many in the long run."""


# https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
OVERALL = Rate("about 30 messages per second", 30, 30.0)
GROUP = Rate("20 messages per minute to the same group", 20, 20 / 60)
# "Avoid sending more than one message per second. We may allow short bursts": how short is not
# published. Twenty is what a group may have in a minute.
CHAT = Rate("one message per second in a chat", 20, 1.0)


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class RateLimiter:
    """Counts what the bot sends, by a clock that a test may move."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._buckets: dict[tuple[str, int], _Bucket] = {}

    def _bucket(self, rate: Rate, chat: int) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.setdefault((rate.name, chat), _Bucket(rate.burst, now))
        bucket.left = min(rate.burst, bucket.left + (now - bucket.at) * rate.per_second)
        bucket.at = now
        return bucket

    def count(self, chat: int, *, group: bool) -> None:
        """Counts one message to a chat.

        Raises:
            ApiError: 429 with the time to wait. A correct bot may meet it, and waits.
        """
        rates = [(OVERALL, 0), (CHAT, chat)]
        if group:
            rates.append((GROUP, chat))
        buckets = [(rate, self._bucket(rate, number)) for rate, number in rates]
        wait = max((1 - bucket.left) / rate.per_second for rate, bucket in buckets)
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        for _, bucket in buckets:
            bucket.left -= 1
