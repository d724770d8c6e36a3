"""The terms of many texts at once, as keys of a vocabulary.

What `Analyzer.passage` says of one text, for thousands: texts are joined, so that folding, cutting
and matching run over long strings, and grams are made by numpy from code points. No string is made
for a term that stands for itself. A test holds that both say the same.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from knowledge.normal import fold_all
from knowledge.terms import APART, HAN_RANGES, Analyzer, tells
from knowledge.vocabulary import Keys, Kind, key, pair_keys

# What is a term whole beside runs of Chinese characters; see `knowledge.terms`.
_WHOLE = re.compile(r"[a-z]+|\d+(?:\.\d+)?|[^\W\d_㐀-鿿豈-﫿𠀀-𲎯a-z]+")

_CHARACTERS_AT_ONCE = 1 << 18
"""Texts are joined up to this length, which bounds memory and is long enough to be fast."""


@dataclass(frozen=True, slots=True)
class Bags:
    """Texts as bags of terms."""

    keys: Keys
    """Of the different terms of either kind, ascending."""
    starts: NDArray[np.int64]
    """For each text, and for the end, where its terms begin in `numbers`."""
    numbers: NDArray[np.int32]
    """Of terms, their places in `keys`; repeated as often as they occur."""

    def __len__(self) -> int:
        return len(self.starts) - 1

    def lengths(self, kind: Kind) -> NDArray[np.int64]:
        """Return for each text how many terms of a kind it has."""
        counted = (self.keys >> np.uint64(63) == kind)[self.numbers]
        before = np.append(0, np.cumsum(counted))
        return np.asarray(before[self.starts[1:]] - before[self.starts[:-1]])


class _Known(dict[str, int]):
    """Keys of terms that have come up; 0 for words that tell nothing."""

    def __init__(self, kind: Kind, stop_words: frozenset[str]) -> None:
        self._kind = kind
        self._stop_words = stop_words

    def __missing__(self, term: str) -> int:
        found = key(term, self._kind) if tells(term, self._stop_words) else 0
        self[term] = found
        return found


def bags_of(texts: Sequence[str], analyzer: Analyzer) -> Bags:
    """Return the terms of texts, as `Analyzer.passage` makes them."""
    stop_words = analyzer.stop_words
    words = _Known(Kind.WORDS, stop_words)
    others = {kind: _Known(kind, frozenset()) for kind in Kind}
    alone = np.fromiter((ord(word) for word in stop_words if len(word) == 1), dtype=np.uint32)
    parts: list[Bags] = []
    for group in _groups(texts):
        folded = fold_all(group)
        joined = APART.join(folded)
        begins = np.fromiter(
            accumulate((len(text) + 1 for text in folded), initial=0), dtype=np.int64
        )
        found = [
            _words(joined, analyzer, words),
            *_grams(joined, alone),
            _whole(joined, others[Kind.GRAMS]),
            *_shared(joined, analyzer, others),
        ]
        places = np.concatenate([places for places, _ in found])
        keys = np.concatenate([keys for _, keys in found])
        parts.append(_sorted(np.searchsorted(begins, places, side="right") - 1, keys, len(group)))
    return _joined(parts)


def _groups(texts: Sequence[str]) -> Iterable[Sequence[str]]:
    begin = size = 0
    for end, text in enumerate(texts):
        if size + len(text) > _CHARACTERS_AT_ONCE and end > begin:
            yield texts[begin:end]
            begin, size = end, 0
        size += len(text)
    if begin < len(texts):
        yield texts[begin:]


def _sorted(owners: NDArray[np.int64], keys: Keys, count: int) -> Bags:
    different, numbers = np.unique(keys, return_inverse=True)
    order = np.argsort(owners, kind="stable")
    starts = np.searchsorted(owners[order], np.arange(count + 1))
    return Bags(different, starts, numbers[order].astype(np.int32))


def _joined(parts: Sequence[Bags]) -> Bags:
    if len(parts) == 1:
        return parts[0]
    keys = np.unique(np.concatenate([_NO_KEYS, *(part.keys for part in parts)]))
    starts, numbers = [np.zeros(1, dtype=np.int64)], [np.zeros(0, dtype=np.int32)]
    for part in parts:
        starts.append(part.starts[1:] + starts[-1][-1])
        numbers.append(np.searchsorted(keys, part.keys).astype(np.int32)[part.numbers])
    return Bags(keys, np.concatenate(starts), np.concatenate(numbers))


_NO_KEYS = np.zeros(0, dtype=np.uint64)

_Found = tuple[NDArray[np.int64], Keys]
"""Where terms begin in the joined text, and their keys."""


def _words(joined: str, analyzer: Analyzer, known: _Known) -> _Found:
    words = analyzer.cutter.words(joined)
    keys = np.fromiter(map(known.__getitem__, words), dtype=np.uint64, count=len(words))
    lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    places = np.cumsum(lengths) - lengths
    return places[keys > 0], keys[keys > 0]


def _grams(joined: str, alone: NDArray[np.uint32]) -> tuple[_Found, _Found]:
    """Return characters and pairs of neighbouring characters."""
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    chinese = np.zeros(len(codes), dtype=np.bool_)
    for first, last in HAN_RANGES:
        chinese |= (codes >= ord(first)) & (codes <= ord(last))
    bit = np.uint64(Kind.GRAMS.bit)
    single = np.flatnonzero(chinese & ~np.isin(codes, alone))
    pairs = np.flatnonzero(chinese[:-1] & chinese[1:])
    return (
        (single, codes[single].astype(np.uint64) | bit),
        (pairs, pair_keys(codes[pairs], codes[pairs + 1]) | bit),
    )


def _whole(joined: str, known: _Known) -> _Found:
    found = [(run.start(), known[run.group()]) for run in _WHOLE.finditer(joined)]
    return _as_arrays(found)


def _shared(joined: str, analyzer: Analyzer, known: dict[Kind, _Known]) -> tuple[_Found, ...]:
    """Return numbers and concepts, which are terms of either kind."""
    found = [(start, text) for text, start, _ in analyzer.shared(joined)]
    return tuple(_as_arrays([(start, known[kind][text]) for start, text in found]) for kind in Kind)


def _as_arrays(found: Sequence[tuple[int, int]]) -> _Found:
    places = np.fromiter((place for place, _ in found), dtype=np.int64, count=len(found))
    keys = np.fromiter((term for _, term in found), dtype=np.uint64, count=len(found))
    return places, keys
