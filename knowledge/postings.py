"""Which passages hold which terms, as arrays, and how such arrays are made.

A term that stands once in a passage, as nearly all do, is a position without a count; what stands
more often is in a short list beside them. That halves both what is kept and what a question reads.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
"""Of terms in a vocabulary."""
Whole = NDArray[np.integer[Any]]


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
    again: Whole
    """For each term, and for the end, where what is of it begins in `repeated`."""

    def of(self, number: int) -> Whole:
        """Return the positions of the passages that hold a term, ascending; none for -1."""
        if number < 0:
            return self.positions[:0]
        return self.positions[self.starts[number] : self.starts[number + 1]]

    def frequencies(self, numbers: Numbers) -> NDArray[np.int64]:
        """Return how many passages hold each term."""
        return self.starts[numbers + 1].astype(np.int64) - self.starts[numbers]

    def lists(self, numbers: Numbers) -> list[Whole]:
        """Return for each term, none of them -1, what `of` does."""
        begin, end = self.starts[numbers].tolist(), self.starts[numbers + 1].tolist()
        return [self.positions[first:last] for first, last in zip(begin, end, strict=True)]

    def repeats(self, numbers: Numbers) -> tuple[NDArray[np.int64], Whole, Whole]:
        """Return for all that stands more than once: place in `numbers`, position, count."""
        begin, end = (self.again[each].astype(np.int64) for each in (numbers, numbers + 1))
        found = ranges(begin, end)
        place = np.repeat(np.arange(len(numbers)), end - begin)
        return place, self.positions[self.repeated[found]], self.counts[found]

    def counts_in(self, numbers: Numbers, positions: Whole) -> NDArray[np.int64]:
        """Return how often terms that stand anywhere do in some passages: a row for each term."""
        asked = positions.astype(self.positions.dtype)
        places = [held.searchsorted(asked) for held in self.lists(numbers)]
        first = self.starts[numbers].astype(np.int64)[:, np.newaxis]
        last = self.starts[numbers + 1].astype(np.int64)[:, np.newaxis] - 1
        postings = np.array(places, dtype=np.int64).reshape(len(numbers), len(asked)) + first
        postings = np.minimum(postings, last)
        counts: NDArray[np.int64] = (self.positions[postings] == asked).astype(np.int64)
        if len(self.repeated):
            place = np.minimum(places_among(self.repeated, postings), len(self.repeated) - 1)
            again = (self.repeated[place] == postings) & (counts > 0)
            counts[again] = self.counts[place[again]]
        return counts

    def within(
        self, numbers: Numbers, bounds: Whole
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], Whole]:
        """Return the postings of terms, none of them -1, in some stretches of passages.

        Args:
            numbers: Of the terms.
            bounds: Where the first stretch begins and ends, where the next does, and so on.

        Returns:
            Place in `numbers`, which of the stretches, position.
        """
        stretches = len(bounds) // 2
        found = [places_among(held, bounds) for held in self.lists(numbers)]
        first = self.starts[numbers].astype(np.int64)[:, np.newaxis, np.newaxis]
        places = np.array(found, dtype=np.int64).reshape(len(numbers), stretches, 2) + first
        begin, end = places[:, :, 0].ravel(), places[:, :, 1].ravel()
        which = np.repeat(np.arange(len(numbers) * stretches), end - begin)
        return which // stretches, which % stretches, self.positions[ranges(begin, end)]


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
        narrow(np.searchsorted(repeated, starts)),
    )


def narrow(values: Whole) -> Whole:
    """Return whole numbers, none below 0, in the least room that numpy adds them up fast in."""
    most = int(values.max(initial=0))
    for kind in (np.uint8, np.uint16, np.int32):
        if most <= np.iinfo(kind).max:
            return values.astype(kind)
    return values.astype(np.int64)
