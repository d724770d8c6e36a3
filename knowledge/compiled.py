"""Facts as arrays: what an index of several fields is made of, and how such arrays are joined.

Every passage lies within one article, and the passages of an article are numbered one after
another. So what is counted of a collection is the sum of what is counted of its articles: an
edition in which one article has changed is joined from the arrays of the one before, without what
is gone, and those of the new article. Nothing is cut into terms again.

Beside their own words, facts are found by what stands around them: what introduces them, the
headings above, the title. Each such text is kept once in its article. The wider fields are not kept
as postings of their own, but for the article: they follow from those of the facts and of what
stands around them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from knowledge.postings import Postings, Whole, counted_postings, narrow, ranges, sizes
from knowledge.vocabulary import Keys, Kind


class Space(StrEnum):
    """What is numbered through a collection, article by article."""

    FACT = "fact"
    SENTENCE = "sentence"
    SECTION = "section"
    ARTICLE = "article"
    AROUND = "around"
    """Texts around facts: titles, headings, introductions."""


class FieldName(StrEnum):
    """What a fact is looked for in."""

    FACT = "fact"
    """Its own words."""
    CONTEXT = "context"
    """Its own words with what introduces them and the titles above."""
    SENTENCE = "sentence"
    """The sentence that it is cut from: all of the sentence's facts."""
    SECTION = "section"
    """All that stands under the same titles, with the titles."""
    ARTICLE = "article"
    """All of its article, with the title."""


PASSAGES: Mapping[FieldName, Space] = {
    FieldName.FACT: Space.FACT,
    FieldName.CONTEXT: Space.FACT,
    FieldName.SENTENCE: Space.SENTENCE,
    FieldName.SECTION: Space.SECTION,
    FieldName.ARTICLE: Space.ARTICLE,
}
"""What the passages of a field are numbered as."""

POSTED = (Space.FACT, Space.ARTICLE, Space.AROUND)
COUNTED = (FieldName.CONTEXT, FieldName.SENTENCE, FieldName.SECTION)
"""Fields without postings, of which it is kept how many passages hold each term."""

REFERENCES: Mapping[str, tuple[Space, Space]] = {
    "sentence": (Space.FACT, Space.SENTENCE),
    "section": (Space.FACT, Space.SECTION),
    "introduction": (Space.FACT, Space.AROUND),
    "headings": (Space.SECTION, Space.AROUND),
    "title": (Space.ARTICLE, Space.AROUND),
}
"""For each of the first, the number of the second that belongs to it; -1 where there is none."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """The facts of some articles, as arrays."""

    keys: Keys
    """Of the different terms, ascending."""
    starts: Mapping[Space, Whole]
    """For each article, and for the end, where what is of it begins."""
    references: Mapping[str, NDArray[np.int32]]
    postings: Mapping[Space, Postings]
    """Of words and grams."""
    frequencies: Mapping[FieldName, Whole]
    """For each term how many passages of a field without postings hold it."""
    lengths: Mapping[tuple[FieldName, Kind], Whole]
    """For each passage of a field how many terms it has."""

    @property
    def articles(self) -> int:
        """How many articles there are."""
        return len(self.starts[Space.FACT]) - 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article of a joined collection comes from."""

    source: int
    """Which of the collections that are joined."""
    article: int
    """Its number there."""


def join(
    sources: Sequence[Compiled], plan: Sequence[Place], without: Compiled | None = None
) -> Compiled:
    """Join articles of several collections.

    Args:
        sources: Collections.
        plan: The articles of the result in their order, each once.
        without: The articles of the sources that are not in the plan; `None`: all are.
    """
    moves = _Moves.of(sources, plan)
    keys = _merged([source.keys for source in sources])
    numbers = [np.searchsorted(keys, source.keys) for source in sources]
    postings = {
        space: _join_postings(space, sources, numbers, moves, len(keys)) for space in POSTED
    }
    frequencies = {name: np.zeros(len(keys), dtype=np.int64) for name in COUNTED}
    for name, counts in frequencies.items():
        for source, places in zip(sources, numbers, strict=True):
            counts[places] += source.frequencies[name]
        if without is not None:
            counts[np.searchsorted(keys, without.keys)] -= without.frequencies[name]
    # What stands anywhere stands in an article.
    used = np.flatnonzero(sizes(postings[Space.ARTICLE].starts))
    return Compiled(
        keys[used],
        {space: narrow(starts) for space, starts in moves.starts.items()},
        {name: moves.referred(name, sources) for name in REFERENCES},
        {space: _of_terms(posted, used) for space, posted in postings.items()},
        {name: narrow(counts[used]) for name, counts in frequencies.items()},
        {
            (name, kind): narrow(
                moves.taken(space, [source.lengths[name, kind] for source in sources])
            )
            for name, space in PASSAGES.items()
            for kind in Kind
        },
    )


@dataclass(frozen=True, slots=True)
class _Moves:
    """Where everything is taken from: the sources, one behind another."""

    starts: Mapping[Space, Whole]
    """Of the result."""
    taken_from: Mapping[Space, NDArray[np.int64]]
    """For each number of the result its number in the sources."""
    offsets: Mapping[Space, NDArray[np.int64]]
    """For each source, and for the end, where its numbers begin."""

    @classmethod
    def of(cls, sources: Sequence[Compiled], plan: Sequence[Place]) -> "_Moves":
        source = np.fromiter((place.source for place in plan), dtype=np.int64)
        article = np.fromiter((place.article for place in plan), dtype=np.int64)
        starts, taken_from, offsets = {}, {}, {}
        for space in Space:
            counts = [int(each.starts[space][-1]) for each in sources]
            offset = np.append(0, np.cumsum(counts))
            begin, end = np.zeros_like(source), np.zeros_like(source)
            for number, each in enumerate(sources):
                of_it = source == number
                bounds = each.starts[space].astype(np.int64) + offset[number]
                begin[of_it] = bounds[article[of_it]]
                end[of_it] = bounds[article[of_it] + 1]
            starts[space] = np.append(0, np.cumsum(end - begin))
            taken_from[space] = ranges(begin, end)
            offsets[space] = offset
        return cls(starts, taken_from, offsets)

    def taken(self, space: Space, parts: Sequence[Whole]) -> Whole:
        """Return what is said of each number of the result, given what the sources say."""
        together: Whole = np.concatenate([part.astype(np.int64) for part in parts])
        return together[self.taken_from[space]]

    def moved(self, space: Space, source: int) -> NDArray[np.int64]:
        """Return for each number of a source its number in the result; -1 where it is gone."""
        moved = np.full(int(self.offsets[space][-1]), -1, dtype=np.int64)
        moved[self.taken_from[space]] = np.arange(len(self.taken_from[space]))
        return moved[self.offsets[space][source] : self.offsets[space][source + 1]]

    def referred(self, name: str, sources: Sequence[Compiled]) -> NDArray[np.int32]:
        """Return references, in the numbers of the result."""
        of, to = REFERENCES[name]
        parts = []
        for number, source in enumerate(sources):
            moved = np.append(self.moved(to, number), -1)  # what is none stays none
            parts.append(moved[source.references[name]])
        return self.taken(of, parts).astype(np.int32)


def _merged(parts: Sequence[Keys]) -> Keys:
    """Return the different keys of several ascending parts, ascending."""
    together = np.sort(np.concatenate(parts), kind="stable")  # a merge; `np.unique` would hash
    different: Keys = together[np.append(True, together[1:] != together[:-1])[: len(together)]]
    return different


def _join_postings(
    space: Space,
    sources: Sequence[Compiled],
    numbers: Sequence[NDArray[np.int64]],
    moves: _Moves,
    terms: int,
) -> Postings:
    pairs, counts = [], []
    for source, (each, places) in enumerate(zip(sources, numbers, strict=True)):
        posted = each.postings[space]
        passages = moves.moved(space, source)[posted.positions]
        held = np.repeat(places, sizes(posted.starts))
        count = np.ones(len(passages), dtype=np.int64)
        count[posted.repeated] = posted.counts
        kept = passages >= 0
        pairs.append((held << 32 | passages)[kept])
        counts.append(count[kept])
    together = np.concatenate(pairs)
    order = np.argsort(together, kind="stable")  # which is a merge, since each part is in order
    return counted_postings(together[order], np.concatenate(counts)[order], terms)


def _of_terms(postings: Postings, used: NDArray[np.int64]) -> Postings:
    """Return the postings without terms that have none."""
    starts, again = (np.append(each[used], each[-1]) for each in (postings.starts, postings.again))
    return Postings(starts, postings.positions, postings.repeated, postings.counts, again)
