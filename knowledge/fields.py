"""The facts of an edition as passages to search in, from the narrowest to the widest."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, groupby, islice
from typing import Generic, Literal, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from knowledge.compiled import PASSAGES, Compiled, FieldName, Space
from knowledge.index import Index, Statistics
from knowledge.model import Fact
from knowledge.passages import compile_facts
from knowledge.postings import sizes
from knowledge.terms import Analyzer
from knowledge.vocabulary import Kind, Vocabulary

__all__ = ["Field", "FieldName", "Fields", "build_fields"]

CountedT_co = TypeVar("CountedT_co", bound=Statistics, covariant=True)


@dataclass(frozen=True, slots=True)
class Field(Generic[CountedT_co]):
    """One way of seeing the facts as passages."""

    words: CountedT_co
    grams: CountedT_co
    passage: NDArray[np.int32]
    """For each fact the position of the passage that it stands in."""

    def of(self, kind: Kind) -> CountedT_co:
        """Return what is counted of a kind of terms."""
        return self.words if kind is Kind.WORDS else self.grams


_Posted = Literal[FieldName.FACT, FieldName.ARTICLE]


class Fields:
    """The facts of an edition, indexed.

    Args:
        facts: By article and in reading order.
        compiled: The same, as arrays.
    """

    def __init__(self, facts: Sequence[Fact], compiled: Compiled) -> None:
        self.facts = facts
        self.compiled = compiled
        self.vocabulary = Vocabulary(compiled.keys)
        self.first_of_article = compiled.starts[Space.FACT]
        """For each article, and for the end, the position of its first fact."""
        self.facts_in_article = sizes(self.first_of_article).astype(np.int32)
        """For each article how many facts it has."""
        self.article = np.repeat(
            np.arange(len(self.facts_in_article), dtype=np.int32), self.facts_in_article
        )
        """For each fact the number of its article, counted from 0."""
        self.around_article = np.repeat(
            np.arange(len(self.facts_in_article), dtype=np.int32),
            sizes(compiled.starts[Space.AROUND]),
        )
        """For each text around facts the number of its article."""
        passage = {
            Space.FACT: np.arange(len(self.article), dtype=np.int32),
            Space.SENTENCE: compiled.references["sentence"],
            Space.SECTION: compiled.references["section"],
            Space.ARTICLE: self.article,
        }
        self._posted = {
            name: Field(
                self._index(name, Kind.WORDS),
                self._index(name, Kind.GRAMS),
                passage[PASSAGES[name]],
            )
            for name in (FieldName.FACT, FieldName.ARTICLE)
        }
        self._counted = {
            name: Field(
                self._statistics(name, Kind.WORDS),
                self._statistics(name, Kind.GRAMS),
                passage[PASSAGES[name]],
            )
            for name in compiled.frequencies
        }

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each article that has facts, by its name."""
        starts = self.first_of_article[:-1].tolist()
        return {self.facts[start].citation.article: number for number, start in enumerate(starts)}

    def facts_of(self, article: str) -> Sequence[Fact]:
        """Return the facts of an article, by its name, in reading order."""
        number = self.numbers.get(article)
        return () if number is None else self.facts[slice(*self.span(number))]

    def span(self, article: int) -> tuple[int, int]:
        """Return the positions of an article's first fact and of the one after its last."""
        start, end = self.first_of_article[article : article + 2].tolist()
        return start, end

    def _index(self, name: FieldName, kind: Kind) -> Index:
        compiled = self.compiled
        postings = compiled.postings[PASSAGES[name]]
        return Index(self.vocabulary, kind, compiled.lengths[name, kind], postings)

    def _statistics(self, name: FieldName, kind: Kind) -> Statistics:
        compiled = self.compiled
        lengths, frequencies = compiled.lengths[name, kind], compiled.frequencies[name]
        return Statistics(self.vocabulary, kind, lengths, frequencies)

    @overload
    def __getitem__(self, name: _Posted) -> Field[Index]: ...
    @overload
    def __getitem__(self, name: FieldName) -> Field[Statistics]: ...
    def __getitem__(self, name: FieldName) -> Field[Statistics]:
        """Return a field; all facts can be scored in that of facts and that of articles."""
        return self._posted[name] if name in self._posted else self._counted[name]


def joined_facts(parts: Iterable[tuple[Sequence[Fact], int, int]]) -> Sequence[Fact]:
    """Return facts one after another, each part given with its first and the one after its last.

    Facts that are read when they are looked at stay so.
    """
    joined: list[tuple[Sequence[Fact], int, int]] = []
    for facts, first, last in parts:
        if joined and joined[-1][0] is facts and joined[-1][2] == first:
            joined[-1] = (facts, joined[-1][1], last)
        elif first < last:
            joined.append((facts, first, last))
    if all(isinstance(facts, tuple) for facts, _, _ in joined):
        return tuple(chain.from_iterable(facts[first:last] for facts, first, last in joined))
    return _Joined(joined)


class _Joined(Sequence[Fact]):
    """Facts of several sequences."""

    def __init__(self, parts: Sequence[tuple[Sequence[Fact], int, int]]) -> None:
        self._parts = parts
        self._ends = list(accumulate(last - first for _, first, last in parts))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, position: int) -> Fact: ...
    @overload
    def __getitem__(self, position: slice) -> Sequence[Fact]: ...
    def __getitem__(self, position: int | slice) -> Fact | Sequence[Fact]:
        """Return a fact, or several."""
        if isinstance(position, slice):
            return tuple(self[each] for each in range(len(self))[position])
        place = range(len(self))[position]
        number = bisect_right(self._ends, place)
        facts, _, last = self._parts[number]
        return facts[last - (self._ends[number] - place)]

    def __iter__(self) -> Iterator[Fact]:
        for facts, first, last in self._parts:
            yield from islice(facts, first, last) if first == 0 else facts[first:last]


def build_fields(facts: Sequence[Fact], analyzer: Analyzer) -> Fields:
    """Cut facts into terms and index them in each field.

    Args:
        facts: By article and in reading order.
        analyzer: What cuts them.
    """
    articles = [tuple(group) for _, group in groupby(facts, lambda fact: fact.citation.article)]
    return Fields(facts, compile_facts(articles, analyzer))
