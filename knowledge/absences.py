"""What it tells that nothing accounts for a word of the question: a table, learned word by word.

Where neither fact nor titles have 材料 or 电话 the fact is a near miss; where they lack 现在 or 给
it answers as well as any. How rare a word is does not tell the two apart; questions whose answers
are known do. Learned by `changyouda learn`; kept in `absences.json`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from knowledge.query import Vector

ABSENCES_FILE = Path(__file__).with_name("absences.json")

NAMES: tuple[str, ...] = ("absences together", "worst absence", "best absence")
"""What the columns of `Absences.measured` are."""

ENDING = "…"
"""Before the last characters of a word, which name its kind: 收件人, 联系人."""


@dataclass(frozen=True, slots=True)
class Absences:
    """What absent words tell, by word and by ending."""

    telling: Mapping[str, float]
    """The logarithm of how much likelier the fact answers without it; mostly negative."""

    def measured(self, words: Iterable[str]) -> Vector:
        """Return what the absence of words tells: all together, the worst, and the best of them.

        Args:
            words: Those that nothing accounts for.
        """
        known = {key for word in words for key in keys(word)} & self.telling.keys()
        told = [self.telling[key] for key in sorted(known)]
        return np.array([sum(told), min(told, default=0.0), max(told, default=0.0)])


def keys(word: str) -> Iterator[str]:
    """Yield what a word is looked up by: itself and what it ends in."""
    yield word
    for length in (1, 2):
        if len(word) > length:
            yield ENDING + word[-length:]


@cache
def shipped_absences() -> Absences:
    """Return what ships; read at the first use."""
    return Absences(json.loads(ABSENCES_FILE.read_text(encoding="utf-8"))["telling"])
