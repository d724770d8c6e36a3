"""How much one person, or one group, may ask: told politely once, then left unanswered for a while.

A bucket for each, which questions empty and time fills.
"""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from enum import Enum

_MANY = 10_000
"""Buckets that are kept; past this, those that are full again are forgotten."""

_OPENS_AT = 0.5
"""Who has been told is answered again once so much of the allowance is back. Answering each single
question that time allows would mean telling them over and over."""

_SECONDS = 60.0


class Admission(Enum):
    """What to do with a question, so many having been asked."""

    ANSWER = "answer"
    TELL = "tell"
    """It is one too many, and the first such."""
    IGNORE = "ignore"
    """It is one too many, and they know."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    told: bool = False


@dataclass(slots=True)
class Allowance:
    """Counts what each asks."""

    per_minute: int
    """So many at once, and so many a minute in the long run."""
    clock: Callable[[], float] = time.monotonic
    """In seconds."""
    _buckets: dict[Hashable, _Bucket] = field(default_factory=dict)

    def ask(self, who: Hashable) -> Admission:
        """Count one question."""
        bucket = self._filled(who)
        # Where next to nothing is allowed, half of it is not yet a question.
        if bucket.told and bucket.left < max(1.0, self.per_minute * _OPENS_AT):
            return Admission.IGNORE
        if bucket.left < 1:
            bucket.told = True
            return Admission.TELL
        bucket.told = False
        bucket.left -= 1
        return Admission.ANSWER

    def _filled(self, who: Hashable) -> _Bucket:
        now = self.clock()
        bucket = self._buckets.get(who)
        if bucket is None:
            if len(self._buckets) >= _MANY:
                self._forget(now)
            bucket = self._buckets[who] = _Bucket(float(self.per_minute), now)
        bucket.left = self._level(bucket, now)
        bucket.at = now
        return bucket

    def _level(self, bucket: _Bucket, now: float) -> float:
        gained = (now - bucket.at) * self.per_minute / _SECONDS
        return min(float(self.per_minute), bucket.left + gained)

    def _forget(self, now: float) -> None:
        self._buckets = {
            who: bucket
            for who, bucket in self._buckets.items()
            if self._level(bucket, now) < self.per_minute
        }
