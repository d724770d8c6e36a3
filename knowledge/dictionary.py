"""jieba's dictionary, read character by character as texts ask for it.

jieba looks up pieces of a text, each of which begins with a character of it. So the entries are
kept by their first character, in a file that is mapped into memory, and those of a character are
read when it first comes up. A question needs a thousandth of the half million entries, whose
reading takes most of a second and 70 MB.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from knowledge.mapped import Mapped, write


class Dictionary:
    """The entries of a dictionary: words, and the beginnings of words, with their frequencies.

    Args:
        path: Of a file that `keep` has written.

    Raises:
        Damaged: It is not there or not whole.
    """

    def __init__(self, path: Path) -> None:
        mapped = Mapped(path)
        self.total: int = mapped.told["total"]
        """Sum of all frequencies."""
        self._entries = mapped["entries"].data
        self._ends = mapped["ends"].tolist()
        self._places = {char: place for place, char in enumerate(mapped.told["characters"])}
        self._read: set[str] = set()

    def missing(self, text: str) -> Mapping[str, int]:
        """Return the entries that a text may need and that were not returned before."""
        found: dict[str, int] = {}
        for char in set(text).difference(self._read):
            self._read.add(char)
            place = self._places.get(char)
            if place is not None:
                begin = self._ends[place - 1] if place else 0
                found.update(json.loads(bytes(self._entries[begin : self._ends[place]])))
        return found


def keep(path: Path, entries: Iterable[tuple[str, int]], total: int) -> None:
    """Write a dictionary.

    Raises:
        OSError: It could not be written.
    """
    by_first: dict[str, dict[str, int]] = {}
    for word, frequency in entries:
        by_first.setdefault(word[:1], {})[word] = frequency
    packed = [json.dumps(found, ensure_ascii=False).encode() for found in by_first.values()]
    ends = np.cumsum([len(part) for part in packed])
    joined = np.frombuffer(b"".join(packed), dtype=np.uint8)
    write(
        path, {"total": total, "characters": "".join(by_first)}, {"entries": joined, "ends": ends}
    )
