"""Terms as numbers: one vocabulary for all fields, words and grams apart.

A term is kept as a key of 64 bits, never as a string: so that a vocabulary is an array, which a
file may hold and several processes share. One or two characters, as most grams are, are their own
key, so that no two meet; a longer term is hashed (BLAKE2b, 61 bits). Among the ten million
different terms that a country's articles may have, two would share a key once in 46,000 such
collections.
"""

import hashlib
from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]

_CHARACTER = 21
"""Bits of a code point."""
_LONG = 1 << 62
"""Set where a key is a hash."""
_KEPT = 1024
"""Terms whose numbers are remembered: those of some ten questions."""


class Kind(IntEnum):
    """What sort of terms; an index keeps them apart."""

    WORDS = 0
    GRAMS = 1

    @property
    def bit(self) -> int:
        """What tells its keys from the other kind's."""
        return _BITS[self]


_BITS = (0, 1 << 63)


def key(term: str, kind: Kind) -> int:
    """Return the key of a term."""
    if len(term) == 1:
        return ord(term) | _BITS[kind]
    if len(term) == 2:  # noqa: PLR2004 (a pair)
        return ord(term[0]) | ord(term[1]) << _CHARACTER | _BITS[kind]
    digest = hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") & (_LONG - 1) | _LONG | _BITS[kind]


def pair_keys(first: NDArray[np.uint32], second: NDArray[np.uint32]) -> Keys:
    """Return the keys of pairs of characters, but for the kind's bit."""
    return first.astype(np.uint64) | second.astype(np.uint64) << np.uint64(_CHARACTER)


class Vocabulary:
    """The different terms of a collection; a term's number is the place of its key.

    Args:
        keys: Ascending.
    """

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        # A question asks for each of its terms several times.
        self.number = lru_cache(_KEPT)(self._number)

    def __len__(self) -> int:
        return len(self.keys)

    def span(self, kind: Kind) -> tuple[int, int]:
        """Return the number of the first term of a kind, and of the one after its last."""
        grams = int(self.keys.searchsorted(np.uint64(Kind.GRAMS.bit)))
        return (0, grams) if kind is Kind.WORDS else (grams, len(self.keys))

    def numbers(self, terms: Iterable[str], kind: Kind) -> NDArray[np.int64]:
        """Return the number of each term; -1 for those that are not in it."""
        asked = np.array([key(term, kind) for term in terms], dtype=np.uint64)
        if not len(self.keys):
            return np.full(len(asked), -1)
        places = self.keys.searchsorted(asked)
        found = self.keys.take(places, mode="clip") == asked
        places[~found] = -1
        return places

    def _number(self, term: str, kind: Kind) -> int:
        """Return the number of a term; -1 where it is not in it."""
        asked = np.uint64(key(term, kind))
        place = int(self.keys.searchsorted(asked))
        return place if place < len(self.keys) and self.keys[place] == asked else -1
