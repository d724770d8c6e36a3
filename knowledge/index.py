"""BM25 over passages, as rank_bm25's BM25Plus defines it, kept as arrays.

`rank_bm25.BM25Plus` is the definition: its parameters are read from the class, and scores are what
its `get_scores` gives, which tests hold. Okapi, its better known sister, is not used: in corpora of
a few short texts a word that stands in half of them counts nothing, and a match may score below
zero. What we do ourselves: postings instead of a loop over all passages; a hit is a passage that
shares a term, since BM25Plus gives passages without it a positive score; equal scores stay in
reading order; an empty corpus, on which the class divides by zero, has no hits; a term asked twice
counts once.

A term that stands once in a passage, as nearly all do, adds its rarity times a factor that depends
on the passage alone. So postings are positions without impacts: rarities are added up, and each sum
is multiplied once; what stands more often is corrected by a short list of its own. That halves both
what is kept and what a question reads.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from threading import local
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.model import Hit
from knowledge.vocabulary import Kind, Vocabulary, key

Scores = NDArray[np.float64]
Numbers = NDArray[np.int64]
"""Of terms in a vocabulary."""
Whole = NDArray[np.integer[Any]]

# Sums in single precision of up to some hundred terms are this near to those in double.
_PRECISION = 1e-5
# So many postings are copied faster than numpy is called for each term.
_AT_ONCE = 1 << 14
# Scores are laid out as a table at least so wide; where it has fewer rows, maxima save nothing.
_COLUMNS, _ROWS = 256, 3


@dataclass(frozen=True, slots=True)
class Parameters:
    """What BM25Plus is tuned by."""

    k1: float
    b: float
    delta: float


@cache
def parameters() -> Parameters:
    """Return the parameters of rank_bm25's class."""
    from rank_bm25 import BM25Plus

    definition = BM25Plus([["term"]])
    return Parameters(definition.k1, definition.b, definition.delta)


@dataclass(frozen=True, slots=True)
class Postings:
    """Which passages hold each term of a vocabulary, and how often."""

    starts: Whole
    """For each term, and for the end, where its postings begin."""
    positions: Whole
    """Of the passages that hold a term, ascending within it."""
    repeated: Whole
    """Which postings are of a term that stands more than once in the passage, ascending."""
    counts: Whole
    """How often it stands there."""

    def of(self, number: int) -> Whole:
        """Return the positions of the passages that hold a term, ascending; none for -1."""
        if number < 0:
            return self.positions[:0]
        return self.positions[self.starts[number] : self.starts[number + 1]]

    def frequencies(self, numbers: Numbers) -> NDArray[np.int64]:
        """Return how many passages hold each term."""
        return self.starts[numbers + 1].astype(np.int64) - self.starts[numbers]

    def gathered(self, numbers: Numbers) -> tuple[NDArray[np.int64], Whole, NDArray[np.int64]]:
        """Return all postings of some terms: place in `numbers`, position, count; none for -1."""
        begin = self.starts[:-1][numbers].astype(np.int64)
        end = np.where(numbers < 0, begin, self.starts[1:][numbers])
        place = np.repeat(np.arange(len(numbers)), end - begin)
        positions = np.concatenate(
            [self.positions[:0], *map(self.positions.__getitem__, map(slice, begin, end))]
        )
        counts = np.ones(len(positions), dtype=np.int64)
        first, last = places_among(self.repeated, begin), places_among(self.repeated, end)
        found = ranges(first, last)
        shift = np.repeat(np.cumsum(end - begin) - end, last - first)
        counts[self.repeated[found] + shift] = self.counts[found]
        return place, positions, counts

    def repeats(self, numbers: Numbers) -> tuple[NDArray[np.int64], Whole, Whole]:
        """Return for all that stands more than once: place in `numbers`, position, count."""
        begin = places_among(self.repeated, self.starts[numbers])
        end = places_among(self.repeated, self.starts[numbers + 1])
        found = ranges(begin, end)
        place = np.repeat(np.arange(len(numbers)), end - begin)
        return place, self.positions[self.repeated[found]], self.counts[found]


def places_among(ordered: Whole, values: Whole) -> NDArray[np.int64]:
    """Return where values, none below 0, would be put in ascending ones: before equal ones.

    As `np.searchsorted` says, which would first copy all that is kept in another type of number.
    """
    if values.max(initial=0) <= np.iinfo(ordered.dtype).max:
        values = values.astype(ordered.dtype, copy=False)
    return np.asarray(np.searchsorted(ordered, values))


def ranges(begin: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the whole numbers of several ranges, one after another."""
    lengths = end - begin
    shift: NDArray[np.int64] = np.repeat(begin - np.cumsum(lengths) + lengths, lengths)
    return np.asarray(np.arange(len(shift)) + shift)


def sizes(starts: Whole) -> NDArray[np.int64]:
    """Return how much begins at each start, the last of which is the end."""
    return np.asarray(starts[1:].astype(np.int64) - starts[:-1])


class Statistics:
    """What BM25 counts of a collection of passages.

    Args:
        vocabulary: Of all fields.
        kind: Of the terms that are counted.
        lengths: For each passage how many terms it has, repeated ones as often as they occur.
        frequencies: For each term of the vocabulary how many passages hold it.
    """

    def __init__(
        self, vocabulary: Vocabulary, kind: Kind, lengths: Whole, frequencies: Whole
    ) -> None:
        self.vocabulary = vocabulary
        self.kind = kind
        self.size = len(lengths)
        """How many passages there are."""
        self._lengths = lengths
        self._frequencies = frequencies
        self._average = float(lengths.mean(dtype=np.float64)) if len(lengths) else 0.0

    def __contains__(self, term: str) -> bool:
        return self.frequency(term) > 0

    def frequency(self, term: str) -> int:
        """Return how many passages hold a term."""
        number = self.vocabulary.number(term, self.kind)
        return 0 if number < 0 else self._frequency(number)

    def _frequency(self, number: int) -> int:
        return int(self._frequencies[number])

    def rarity(self, term: str) -> float:
        """Return the inverse document frequency of a term; 0 for one that no passage holds."""
        held = self.frequency(term)
        return log((self.size + 1) / held) if held else 0.0

    def rarities(self, numbers: Numbers) -> Scores:
        """Return the inverse document frequencies of terms, as `BM25Plus._calc_idf` gives them."""
        if not len(self._frequencies):
            return np.zeros(len(numbers))
        held = np.where(numbers >= 0, self._frequencies[numbers], 0).astype(np.float64)
        return np.where(held > 0, np.log((self.size + 1) / np.maximum(held, 1)), 0.0)

    @property
    def highest_rarity(self) -> float:
        """What the rarest term could have: one that half a passage holds."""
        return float(np.log((self.size + 1) / 0.5))

    def norms(self, passages: Whole | slice = slice(None)) -> Scores:
        """Return what a count is held against in each passage: k1 (1 - b + b length/average)."""
        tuned = parameters()
        relative = self._lengths[passages] / (self._average or 1.0)
        return np.asarray(tuned.k1 * (1 - tuned.b + tuned.b * relative))

    def shares(self, numbers: Numbers, weights: Scores, counts: Scores, passages: Whole) -> Scores:
        """Return the BM25 of passages as a share of what a passage could reach, 0..1.

        Args:
            numbers: Of the terms asked for; -1 for those that are nowhere.
            weights: Of each.
            counts: A row for each term, a column for each passage: how often it stands there.
            passages: Positions of the passages.
        """
        tuned = parameters()
        weighed = weights * self.rarities(numbers)
        most = float(weighed.sum())
        if not most:
            return np.zeros(len(passages))
        scores = weighed @ (counts * (tuned.k1 + 1) / (self.norms(passages) + counts))
        scores = np.where(counts.any(axis=0), scores + most * tuned.delta, 0.0)
        return np.asarray(scores / (most * (tuned.k1 + 1 + tuned.delta)))


class _Buffers(local):
    """Room for sums, used again for each question; a thread has its own."""

    def __init__(self) -> None:
        self._sums: NDArray[np.float32] = np.zeros(0, dtype=np.float32)

    def sums(self, size: int) -> NDArray[np.float32]:
        """Return zeros; what was returned before is overwritten."""
        if len(self._sums) < size:
            self._sums = np.empty(size, dtype=np.float32)
        sums = self._sums[:size]
        sums.fill(0)
        return sums


_BUFFERS = _Buffers()


class Index(Statistics):
    """Passages with postings, so that all of them can be scored; safe to use from several threads.

    Args:
        vocabulary: Of all fields.
        kind: Of the terms that count here; postings may be of both kinds.
        lengths: For each passage how many terms of this kind it has.
        postings: Of the passages.
    """

    def __init__(
        self, vocabulary: Vocabulary, kind: Kind, lengths: Whole, postings: Postings
    ) -> None:
        super().__init__(vocabulary, kind, lengths, np.zeros(0, dtype=np.int64))
        self._postings = postings
        self._gains: NDArray[np.float32] | None = None

    @classmethod
    def of(cls, passages: Iterable[Sequence[str]]) -> "Index":
        """Index passages, each given as its terms, repeated as often as they occur."""
        corpus = [[key(term, Kind.WORDS) for term in terms] for terms in passages]
        lengths = np.fromiter(map(len, corpus), dtype=np.int64)
        keys = np.fromiter((term for terms in corpus for term in terms), dtype=np.uint64)
        different, numbers = np.unique(keys, return_inverse=True)
        places = np.repeat(np.arange(len(corpus)), lengths)
        postings = postings_of(numbers, places, len(different))
        return cls(Vocabulary(different), Kind.WORDS, lengths, postings)

    def _frequency(self, number: int) -> int:
        return len(self._postings.of(number))

    def rarities(self, numbers: Numbers) -> Scores:
        """Return the inverse document frequencies of terms, as `BM25Plus._calc_idf` gives them."""
        if not len(self.vocabulary):
            return np.zeros(len(numbers))
        held = np.where(numbers >= 0, self._postings.frequencies(np.maximum(numbers, 0)), 0)
        return np.where(held > 0, np.log((self.size + 1) / np.maximum(held, 1)), 0.0)

    def holders(self, term: str) -> Whole:
        """Return the positions of the passages that hold a term, ascending."""
        return self._postings.of(self.vocabulary.number(term, self.kind))

    def scores(self, terms: Mapping[str, float]) -> Scores:
        """Return the score of each passage; 0 for those that share no term.

        Args:
            terms: What is asked for, each with its weight; with weights of 1 the scores of
                passages that share a term are those of `BM25Plus.get_scores`.
        """
        numbers, weighed = self._asked(terms)
        tuned = parameters()
        scores = np.zeros(self.size)
        shared = np.zeros(self.size, dtype=np.bool_)
        for number in numbers:
            shared[self._postings.of(int(number))] = True
        self._add(numbers, weighed, scores)
        scores *= (tuned.k1 + 1) / (self.norms() + 1)
        return np.where(shared, scores + weighed.sum() * tuned.delta, 0.0)

    def sums(self, numbers: Numbers, weights: Scores) -> NDArray[np.float32]:
        """Return for each passage the weighed BM25 of the terms, without what BM25Plus adds to all.

        In single precision, and overwritten by the next call in the same thread.
        """
        weighed = weights * self.rarities(numbers)
        return self._sums(numbers[weighed > 0], weighed[weighed > 0])

    def _sums(self, numbers: Numbers, weighed: Scores) -> NDArray[np.float32]:
        sums = _BUFFERS.sums(self.size)
        self._add(numbers, weighed, sums)
        if self._gains is None:
            tuned = parameters()
            self._gains = ((tuned.k1 + 1) / (self.norms() + 1)).astype(np.float32)
        np.multiply(sums, self._gains, out=sums)
        return sums

    def search(self, terms: Mapping[str, float], limit: int) -> tuple[Hit, ...]:
        """Return the best passages that share a term, best first, at most `limit`."""
        numbers, weighed = self._asked(terms)
        sums = self._sums(numbers, weighed)
        positions = leading(sums, limit, slack=_PRECISION)
        scores = sums[positions].astype(np.float64)
        descending = np.sort(scores)[::-1]
        if (np.diff(descending) > -_PRECISION * descending[:-1]).any():
            scores = self._exactly(numbers, weighed, positions)
        order = np.argsort(-scores, kind="stable")[:limit]
        scores += weighed.sum() * parameters().delta
        return tuple(Hit(int(positions[place]), float(scores[place])) for place in order)

    def _exactly(self, numbers: Numbers, weighed: Scores, positions: Whole) -> Scores:
        """Return the sums of some passages in double precision."""
        sums = np.zeros(len(positions))
        for number, weight in zip(numbers.tolist(), weighed.tolist(), strict=True):
            held = self._postings.of(number)
            place = places_among(held, positions)
            found = held[np.minimum(place, len(held) - 1)] == positions
            sums[found] += weight
        place, repeated, counts = self._postings.repeats(numbers)
        slots = np.searchsorted(positions, repeated)
        slots = np.minimum(slots, len(positions) - 1)
        asked = positions[slots] == repeated
        norms, counts = self.norms(repeated[asked]), counts[asked]
        more = counts * (norms + 1) / (norms + counts) - 1
        np.add.at(sums, slots[asked], weighed[place[asked]] * more)
        return np.asarray(sums * (parameters().k1 + 1) / (self.norms(positions) + 1))

    def _asked(self, terms: Mapping[str, float]) -> tuple[Numbers, Scores]:
        """Return the numbers of the terms that some passage holds, and weight times rarity."""
        numbers = self.vocabulary.numbers(terms, self.kind)
        weights = np.fromiter(terms.values(), dtype=np.float64)
        known = numbers >= 0
        return numbers[known], weights[known] * self.rarities(numbers[known])

    def _add(self, numbers: Numbers, weighed: Scores, sums: NDArray[Any]) -> None:
        """Add for each passage the terms that it holds, but for what depends on it alone."""
        held = [self._postings.of(number) for number in numbers.tolist()]
        lengths = np.array([len(each) for each in held], dtype=np.int64)
        weights = weighed.astype(sums.dtype)
        # One after another in either case, so that sums are rounded alike.
        if held and lengths.sum() <= _AT_ONCE:
            np.add.at(sums, np.concatenate(held), np.repeat(weights, lengths))
        else:
            for each, weight in zip(held, weights, strict=True):
                np.add.at(sums, each, weight)
        place, positions, counts = self._postings.repeats(numbers)
        if len(place):
            norms = self.norms(positions)
            more = counts * (norms + 1) / (norms + counts) - 1
            np.add.at(sums, positions, (weighed[place] * more).astype(sums.dtype))


def postings_of(numbers: Numbers, passages: Numbers, terms: int) -> Postings:
    """Return the postings of terms in passages, each pair given as often as it occurs.

    Args:
        numbers: Of a term, for each time that one occurs.
        passages: The position of the passage that it occurs in.
        terms: How many different terms there are.
    """
    return counted_postings(*different(numbers << 32 | passages), terms)


def different(pairs: Numbers) -> tuple[Numbers, Numbers]:
    """Return the different numbers of an array, ascending, and how often each occurs."""
    ordered = np.sort(pairs)
    first = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)])
    return ordered[first], np.diff(np.append(first, len(ordered)))


def counted_postings(pairs: Numbers, counts: Whole, terms: int) -> Postings:
    """Likewise of different pairs (term << 32 | passage), ascending, with how often each occurs."""
    starts = np.searchsorted(pairs >> 32, np.arange(terms + 1))
    repeated = np.flatnonzero(counts > 1)
    return Postings(
        narrow(starts),
        narrow(pairs & 0xFFFF_FFFF),
        narrow(repeated),
        narrow(counts[repeated]),
    )


def narrow(values: Whole) -> Whole:
    """Return whole numbers, none below 0, in the least room that numpy adds them up fast in."""
    most = int(values.max(initial=0))
    for kind in (np.uint8, np.uint16, np.int32):
        if most <= np.iinfo(kind).max:
            return values.astype(kind)
    return values.astype(np.int64)


def leading(scores: NDArray[Any], limit: int, slack: float = 0.0) -> NDArray[np.int64]:
    """Return the positions of the `limit` highest scores above 0, ascending, ties at the end too.

    Args:
        scores: Of all passages.
        limit: How many are wanted.
        slack: Scores that are less by this share count as ties.
    """
    if limit < 1:
        return np.zeros(0, dtype=np.int64)
    least = _least(scores, limit, slack)
    positions = np.flatnonzero(scores >= least if least > 0 else scores > 0)
    if len(positions) > limit:
        least = np.partition(scores[positions], -limit)[-limit] * (1 - slack)
        positions = positions[scores[positions] >= least]
    return positions


def _least(scores: NDArray[Any], limit: int, slack: float) -> float:
    """Return a score that at least `limit` reach, or 0.

    The best of each of `limit` columns reach the least of them; so that few need be sorted.
    """
    columns = max(_COLUMNS, 4 * limit)
    rows = len(scores) // columns
    if rows < _ROWS:
        return 0.0
    maxima = scores[: rows * columns].reshape(rows, columns).max(axis=0)
    return float(np.partition(maxima, -limit)[-limit]) * (1 - slack)


def best(scores: NDArray[Any], limit: int) -> tuple[Hit, ...]:
    """Return the highest scores above 0, highest first, equal ones in reading order."""
    positions = leading(scores, limit)
    order = np.argsort(-scores[positions], kind="stable")[:limit]
    return tuple(Hit(int(position), float(scores[position])) for position in positions[order])
