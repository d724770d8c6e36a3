"""A table that forgets what has not been used for longest."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Bounded(Generic[Key, Value]):
    """Keeps at most so many entries, the latest used."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: OrderedDict[Key, Value] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Key) -> Value | None:
        """Return the entry of a key, `None` where there is none, or no longer."""
        if key not in self._entries:
            return None
        self._entries.move_to_end(key)
        return self._entries[key]

    def put(self, key: Key, value: Value) -> None:
        """Add an entry, or replace it."""
        self._entries[key] = value
        self._entries.move_to_end(key)
        if len(self._entries) > self._most:
            self._entries.popitem(last=False)

    def remove(self, matches: Callable[[Key, Value], bool]) -> int:
        """Remove the entries that match; return how many they were."""
        found = [key for key, value in self._entries.items() if matches(key, value)]
        for key in found:
            del self._entries[key]
        return len(found)

    def items(self) -> tuple[tuple[Key, Value], ...]:
        """Return the entries, the one not used for longest first."""
        return tuple(self._entries.items())
