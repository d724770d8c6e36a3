"""What has been made and may be wanted again."""

from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Name, Value]):
    """The values that were used last, by name; safe to use from several threads.

    `functools.lru_cache` for those who make several values at once.

    Args:
        most: How many are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._values: dict[Name, Value] = {}
        """The one that was used longest ago first."""

    def __len__(self) -> int:
        return len(self._values)

    def get(self, name: Name) -> Value | None:
        """Return a value; `None` where it is not kept."""
        with self._lock:
            value = self._values.pop(name, None)
            if value is not None:
                self._values[name] = value
            return value

    def put(self, name: Name, value: Value) -> None:
        """Keep a value, in place of the one that was used longest ago."""
        with self._lock:
            self._values.pop(name, None)
            self._values[name] = value
            if len(self._values) > self._most:
                del self._values[next(iter(self._values))]
