"""How near words are in meaning: a table of vectors, made once and shipped.

Citizens ask for 薪水 and 价钱 where an article says 工资 and 收费. The table tells that these are
near each other, and that 拐杖 is near nothing that stands there. It is made by `changyouda learn`
from what a small multilingual model gives for words alone; nothing of the model is needed to read
it. Near is not the same: 夏天 is near 冬天. What nearness counts is learned.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.query import Vector

RELATEDNESS_FILE = Path(__file__).with_name("relatedness.npz")

LENGTHS = (2, 3, 4)
"""Characters of the words of the table; a character alone means too many things."""

# Texts whose words are kept: those of the facts that are asked for most, 2 kB each.
_KEPT = 4096

Rows = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Relatedness:
    """Words, each with a direction in meaning."""

    rows: dict[str, int]
    """The number of each word."""
    vectors: NDArray[np.int8]
    """[words, dimension]; of length 127 but for rounding."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "words_in", lru_cache(_KEPT)(self.words_in))

    def words_in(self, text: str) -> Rows:
        """Return the numbers of all words that stand anywhere in a text, also within others."""
        return np.unique(np.fromiter(self._numbers(text), np.int32))

    def _numbers(self, text: str) -> Iterator[int]:
        for length in LENGTHS:
            for start in range(len(text) - length + 1):
                row = self.rows.get(text[start : start + length])
                if row is not None:
                    yield row

    def directions(self, words: Iterable[str]) -> Vector:
        """Return the direction of each word, [words, dimension], of length 1; 0 for unknown ones.

        What the table has not is made of the words within it: 公租房租金 of 公租房 and 租金.
        """
        return np.array([self._direction(word) for word in words]).reshape(
            -1, self.vectors.shape[1]
        )

    def _direction(self, word: str) -> Vector:
        row = self.rows.get(word)
        within = self.words_in(word) if row is None else np.array([row], np.int32)
        total = self.vectors[within].astype(np.float64).sum(axis=0)
        length = float(np.linalg.norm(total))
        return np.asarray(total / length if length else total)

    def nearest(self, directions: Vector, text: str) -> Vector:
        """Return for each direction the cosine, 0..1, of the word of a text that is nearest."""
        there = self.words_in(text)
        if not len(there) or not len(directions):
            return np.zeros(len(directions))
        cosines = directions @ self.vectors[there].T.astype(np.float64) / _SCALE
        return np.asarray(np.clip(cosines.max(axis=1), 0.0, 1.0))


_SCALE = 127.0


def quantized(words: Sequence[str], vectors: Vector) -> Relatedness:
    """Return a table of vectors of length 1, rounded to a byte for each dimension."""
    rounded = np.rint(vectors * _SCALE).astype(np.int8)
    return Relatedness({word: row for row, word in enumerate(words)}, rounded)


def save(table: Relatedness, path: Path) -> None:
    """Write a table.

    Raises:
        OSError: It cannot be written.
    """
    words = np.frombuffer("\n".join(table.rows).encode(), np.uint8)
    with path.open("wb") as file:
        np.savez_compressed(file, words=words, vectors=table.vectors)


@cache
def shipped_relatedness() -> Relatedness:
    """Return what ships; read at the first use."""
    with np.load(RELATEDNESS_FILE) as told:
        words = told["words"].tobytes().decode().split("\n")
        return Relatedness({word: row for row, word in enumerate(words)}, told["vectors"])
