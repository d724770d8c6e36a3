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
from functools import cache, cached_property
from itertools import accumulate, pairwise
from math import log
from threading import local

import numpy as np
from numpy.typing import NDArray

from knowledge.leading import leading
from knowledge.model import Hit
from knowledge.postings import Numbers, Postings, Whole, different, postings_of
from knowledge.vocabulary import Kind, Vocabulary, key

Scores = NDArray[np.float64]

# Sums in single precision of up to some hundred terms are this near to those in double.
_PRECISION = 1e-5
# Where fewer passages than one in so many are read, only these are looked at for the best.
_FEW = 8
_NOWHERE = np.zeros(0, dtype=np.intp)


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
        self._starts = postings.starts.data
        self._again = postings.again.data

    @cached_property
    def _norms(self) -> Scores:
        return super().norms()

    @cached_property
    def _gains(self) -> NDArray[np.float32]:
        """For each passage what the rarity of a term that stands there once is multiplied by."""
        return ((parameters().k1 + 1) / (self._norms + 1)).astype(np.float32)

    def norms(self, passages: Whole | slice = slice(None)) -> Scores:
        """Return what a count is held against in each passage; see `Statistics.norms`."""
        return self._norms[passages]

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
        frequency: int = self._starts[number + 1] - self._starts[number]
        return frequency

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
        asked = self._asked(terms)
        numbers, weighed = asked.arrays()
        tuned = parameters()
        scores = np.zeros(self.size)
        shared = np.zeros(self.size, dtype=np.bool_)
        for held, weight in zip(self._postings.lists(numbers), weighed, strict=True):
            shared[held] = True
            np.add.at(scores, held, weight)
        place, passages, counts = self._postings.repeats(numbers)
        np.add.at(scores, passages, weighed[place] * self._more(passages, counts))
        scores *= (tuned.k1 + 1) / (self.norms() + 1)
        return np.where(shared, scores + weighed.sum() * tuned.delta, 0.0)

    def sums(self, numbers: Numbers, weights: Scores) -> NDArray[np.float32]:
        """Return for each passage the weighed BM25 of the terms, without what BM25Plus adds to all.

        In single precision, and overwritten by the next call in the same thread.
        """
        sums = self._added(*self._read(self._weighed(numbers, weights.tolist())))
        return np.multiply(sums, self._gains, out=sums)

    def search(self, terms: Mapping[str, float], limit: int) -> tuple[Hit, ...]:
        """Return the best passages that share a term, best first, at most `limit`."""
        asked = self._asked(terms)
        held, added = self._read(asked)
        sums = self._added(held, added)
        if len(held) * _FEW < self.size:
            positions = different(self._among(asked, held, sums, limit))[0]
            sums = sums[positions] * self._gains[positions]
            best = leading(sums, limit, _PRECISION)
            positions = positions[best]
        else:
            np.multiply(sums, self._gains, out=sums)
            positions = best = leading(sums, limit, _PRECISION)
        scores: list[float] = sums[best].tolist()
        # Equal ones have been added up of the same in the same order.
        ordered = sorted(scores)
        if any(0 < more - less <= _PRECISION * more for less, more in pairwise(ordered)):
            scores = self._exactly(asked, positions)
        found = sorted(zip((-score for score in scores), positions.tolist(), strict=True))[:limit]
        shared = sum(asked.weighed) * parameters().delta
        return tuple(Hit(position, shared - negative) for negative, position in found)

    def _among(
        self, asked: "_Asked", held: NDArray[np.intp], sums: NDArray[np.float32], limit: int
    ) -> NDArray[np.intp]:
        """Return passages that the best are among, some of them several times.

        Those that hold the most telling of the terms that stand in enough passages are mostly the
        best; what is less than the least of these is not.
        """
        values = sums.take(held) * self._gains.take(held)
        ends = list(accumulate(map(self._frequency, asked.numbers), initial=0))
        spans = [span for span in pairwise(ends) if span[1] - span[0] >= limit]
        if not spans:
            return held
        begin, end = min(spans, key=lambda span: span[1] - span[0])
        found = values[begin:end]
        least = np.partition(found, -limit)[-limit] * (1 - _PRECISION)
        among: NDArray[np.intp] = held[values >= least]
        return among

    def _exactly(self, asked: "_Asked", positions: Whole) -> list[float]:
        """Return the sums of some passages in double precision, equal ones to the last bit."""
        numbers, weighed = asked.arrays()
        counts = self._postings.counts_in(numbers, positions)
        shares = counts * (parameters().k1 + 1) / (self.norms(positions) + counts)
        # Added up term by term, whatever the passage.
        sums: list[float] = (weighed[:, np.newaxis] * shares).sum(axis=0).tolist()
        return sums

    def _asked(self, terms: Mapping[str, float]) -> "_Asked":
        return self._weighed(self.vocabulary.numbers(terms, self.kind), terms.values())

    def _weighed(self, numbers: Numbers, weights: Iterable[float]) -> "_Asked":
        """Return the terms that some passage holds.

        A question has few terms, and numpy takes a microsecond whatever it does.
        """
        asked, starts, most = _Asked([], []), self._starts, self.size + 1
        for number, weight in zip(numbers.tolist(), weights, strict=True):
            held = starts[number + 1] - starts[number] if number >= 0 else 0
            if held and weight > 0:
                asked.numbers.append(number)
                asked.weighed.append(weight * log(most / held))
        return asked

    def _read(self, asked: "_Asked") -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Return the postings of terms, and behind them again those that are repeated.

        Returns:
            Positions of passages, and what each adds there, but for what depends on the passage
            alone.
        """
        first, repeated, more = self._repeated
        positions, starts, again = self._postings.positions, self._starts, self._again
        lists = [positions[starts[number] : starts[number + 1]] for number in asked.numbers]
        lengths = [*map(len, lists)]
        weights = asked.weighed
        spans = [(again[number] - first, again[number + 1] - first) for number in asked.numbers]
        pieces = [slice(*span) for span in spans if span[0] < span[1]]
        if pieces:
            lists += [repeated[piece] for piece in pieces]
            lengths += [end - begin for begin, end in spans]
            weights = weights + weights
        # numpy adds up by its own kind of index three times as fast as by another.
        held = np.concatenate((_NOWHERE, *lists), dtype=np.intp)
        added = np.repeat(np.array(weights, dtype=np.float32), lengths)
        if pieces:
            mores = np.concatenate([more[piece] for piece in pieces])
            added[-len(mores) :] *= mores
        return held, added

    def _added(self, held: NDArray[np.intp], added: NDArray[np.float32]) -> NDArray[np.float32]:
        sums = _BUFFERS.sums(self.size)
        np.add.at(sums, held, added)
        return sums

    @cached_property
    def _repeated(self) -> tuple[int, Whole, NDArray[np.float32]]:
        """Terms of this kind that stand more than once in a passage; made at the first question.

        Where they begin among all such, then for each the passage, and how much more it adds than
        one that stands there once.
        """
        first, last = (self._again[number] for number in self.vocabulary.span(self.kind))
        passages = self._postings.positions[self._postings.repeated[first:last]]
        more = self._more(passages, self._postings.counts[first:last])
        return first, passages, more.astype(np.float32)

    def _more(self, passages: Whole, counts: Whole) -> Scores:
        """Return how much more terms add to passages than if they stood there once, as a share."""
        norms = self.norms(passages)
        return np.asarray(counts * (norms + 1) / (norms + counts) - 1)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Terms that some passage holds."""

    numbers: list[int]
    weighed: list[float]
    """The weight of each times its rarity."""

    def arrays(self) -> tuple[Numbers, Scores]:
        return np.array(self.numbers, dtype=np.int64), np.array(self.weighed)
