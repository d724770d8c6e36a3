"""Collections of facts of any size, and questions that people have asked.

Public reading-comprehension data (`tests.public_data`) give some 26,000 facts in 2,104 articles.
A larger collection has all of them, and then made-up articles of as many facts each: a fact is
one to three clauses of real facts, drawn at random; a title is a real one. Recombining makes no new
terms, as real text would; so made-up words of three characters, each used once, are put in
between, as many as Heaps' law gives that is fitted to the real data (V = a · N^b, through the
terms of half and of all of the facts). The seed is fixed.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from knowledge.bags import Bags, bags_of
from knowledge.compiled import Compiled, Place, Space, join
from knowledge.fields import Fields
from knowledge.library import Edition
from knowledge.model import Citation, Document, Fact, FactKind
from knowledge.passages import Counting, Layout
from knowledge.piece import Piece
from knowledge.postings import ranges
from knowledge.readers import read_bytes
from knowledge.shelf import Shelf
from knowledge.terms import Analyzer
from knowledge.views import Views
from tests.public_data import paragraphs

SEED = 20181020
_CLAUSE = re.compile(r"[^，；。！？\n]{4,40}")
_TERMS_OF_A_WORD = 3
"""A made-up word of three characters has two new pairs and is a new word itself."""
_AT_ONCE = 100_000
"""Facts that are compiled at once, which bounds memory."""
_PER_ARTICLE = 12

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Real:
    """Public articles with the questions on them."""

    shelf: Shelf
    questions: tuple[str, ...]


def real(facts: int, segment_size: int = _PER_ARTICLE) -> Real:
    """Return about enough public articles for a number of facts, and 500 questions on them."""
    found = list(paragraphs())
    chosen = found[:: max(1, len(found) * segment_size // facts)]
    documents = (
        read_bytes(f"{title}\n\n{text}\n".encode(), f"{number:05}.txt")
        for number, (title, text, _) in enumerate(chosen)
    )
    asked = [question for _, _, questions in chosen for question in questions]
    questions = random.Random(SEED).sample(asked, min(500, len(asked)))  # noqa: S311 (seeded)
    return Real(Shelf(tuple(documents)), tuple(questions))


class Recombined:
    """Made-up facts, drawn from the clauses of real ones."""

    def __init__(self, facts: Sequence[Fact], terms: tuple[int, int], size: int) -> None:
        """Draw.

        Args:
            facts: Real ones.
            terms: How many different terms half of them have, and all.
            size: How many are to be made up.
        """
        chance = random.Random(SEED)  # noqa: S311 (seeded)
        self.titles = sorted({fact.citation.title for fact in facts})
        clauses = [clause for fact in facts for clause in _CLAUSE.findall(fact.text)]
        self.clauses = list(dict.fromkeys(clauses))
        growth = log(terms[1] / terms[0]) / log(2)
        wanted = terms[1] * (((size + len(facts)) / len(facts)) ** growth - 1)
        self.new_words = int(wanted / _TERMS_OF_A_WORD)
        real_count = len(self.clauses)
        self.clauses += [
            "".join(chr(chance.randrange(0x4E00, 0x9FA6)) for _ in range(3))
            for _ in range(self.new_words)
        ]
        random_numbers = np.random.default_rng(SEED)
        fact_of_word = np.arange(self.new_words) * size // max(1, self.new_words)
        words = np.bincount(fact_of_word, minlength=size)
        self.starts = np.append(0, np.cumsum(random_numbers.integers(1, 4, size) + words))
        self.parts = random_numbers.integers(0, real_count, int(self.starts[-1]))
        # They are the last parts of their facts.
        self.parts[ranges(self.starts[1:] - words, self.starts[1:])] = np.arange(
            real_count, real_count + self.new_words
        )
        self.title = random_numbers.integers(0, len(self.titles), -(-size // _PER_ARTICLE))
        self.size = size

    def text(self, number: int) -> str:
        """Return the characters of a fact."""
        parts = self.parts[self.starts[number] : self.starts[number + 1]]
        return "，".join(self.clauses[part] for part in parts.tolist()) + "。"

    def compiled(self, analyzer: Analyzer) -> Iterator[Compiled]:
        """Yield all facts, cut and counted, some articles at once."""
        clauses = bags_of(self.clauses, analyzer)
        titles = bags_of(self.titles, analyzer)
        for first in range(0, self.size, _AT_ONCE // _PER_ARTICLE * _PER_ARTICLE):
            last = min(self.size, first + _AT_ONCE // _PER_ARTICLE * _PER_ARTICLE)
            yield self._counted(clauses, titles, first, last)

    def _counted(self, clauses: Bags, titles: Bags, first: int, last: int) -> Compiled:
        count = last - first
        articles = np.arange(first, last, _PER_ARTICLE) // _PER_ARTICLE
        bags = _bags(
            (clauses, self.parts, self.starts[first : last + 1]),
            (titles, self.title, np.append(articles, articles[-1] + 1)),
        )
        per_article = [*range(0, count, _PER_ARTICLE), count]
        numbers = list(range(len(articles) + 1))
        layout = Layout(
            own=list(range(count)),
            around=[count + number for number in numbers[:-1]],
            starts={
                Space.FACT: per_article,
                Space.SENTENCE: per_article,
                Space.SECTION: numbers,
                Space.ARTICLE: numbers,
                Space.AROUND: numbers,
            },
            references={
                "sentence": list(range(count)),
                "section": [fact // _PER_ARTICLE for fact in range(count)],
                "introduction": [-1] * count,
                "headings": [-1] * len(articles),
                "title": numbers[:-1],
            },
        )
        return Counting(layout, bags).compiled()


def _bags(*parts: tuple[Bags, NDArray[np.int64], NDArray[np.int64]]) -> Bags:
    """Return bags each of which is several others put together.

    Args:
        parts: Bags, numbers of bags one after another, and where those of each new bag begin.
    """
    keys = np.unique(np.concatenate([bags.keys for bags, _, _ in parts]))
    starts, numbers = [np.zeros(1, dtype=np.int64)], []
    for bags, members, begins in parts:
        chosen = members[begins[0] : begins[-1]]
        begin, end = bags.starts[:-1][chosen], bags.starts[1:][chosen]
        numbers.append(np.searchsorted(keys, bags.keys)[bags.numbers[ranges(begin, end)]])
        ends = np.append(0, np.cumsum(end - begin))[begins[1:] - begins[0]]
        starts.append(ends + starts[-1][-1])
    return Bags(keys, np.concatenate(starts), np.concatenate(numbers).astype(np.int32))


class _Facts(Sequence[Fact]):
    """Real facts, and made-up ones that are written out when they are looked at."""

    def __init__(self, facts: Sequence[Fact], made_up: Recombined) -> None:
        self._facts, self._made_up = facts, made_up

    def __len__(self) -> int:
        return len(self._facts) + self._made_up.size

    @overload
    def __getitem__(self, position: int) -> Fact: ...
    @overload
    def __getitem__(self, position: slice) -> Sequence[Fact]: ...
    def __getitem__(self, position: int | slice) -> Fact | Sequence[Fact]:
        if isinstance(position, slice):
            return [self[each] for each in range(len(self))[position]]
        if position < len(self._facts):
            return self._facts[position]
        number = position - len(self._facts)
        article = number // _PER_ARTICLE
        texts = [self._made_up.text(each) for each in range(article * _PER_ARTICLE, number + 1)]
        start = sum(map(len, texts[:-1]))
        piece = Piece.of("".join(texts), start, start + len(texts[-1]))
        title = self._made_up.titles[self._made_up.title[article]]
        citation = Citation(_name(article), title, (), 1, None, None)
        return Fact(piece, piece, citation, FactKind.SENTENCE)


def _name(article: int) -> str:
    return f"made-up-{article}.txt"


class _Documents(Mapping[str, Document]):
    def __init__(self, documents: Mapping[str, Document], made_up: Recombined) -> None:
        self._documents, self._made_up = documents, made_up

    def __getitem__(self, name: str) -> Document:
        if name in self._documents:
            return self._documents[name]
        first = int(name.removeprefix("made-up-").removesuffix(".txt")) * _PER_ARTICLE
        last = min(self._made_up.size, first + _PER_ARTICLE)
        text = "".join(self._made_up.text(number) for number in range(first, last))
        return Document(name, text, "", "utf-8")

    def __iter__(self) -> Iterator[str]:
        yield from self._documents
        yield from map(_name, range(len(self._made_up.title)))

    def __len__(self) -> int:
        return len(self._documents) + len(self._made_up.title)


class _Places(Mapping[str, frozenset[str]]):
    def __init__(self, places: Mapping[str, frozenset[str]], names: Mapping[str, Document]) -> None:
        self._places, self._names = places, names

    def __getitem__(self, name: str) -> frozenset[str]:
        return self._places.get(name, frozenset())

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def enlarged(edition: Edition, size: int) -> Edition:
    """Return an edition with made-up facts behind its own."""
    facts, compiled = edition.facts, edition.fields.compiled
    half = compiled.articles // 2
    of_half = join([compiled], [Place(0, number) for number in range(half)])
    # Facts of articles are alike in number, so that half of the articles have half of the facts.
    made_up = Recombined(facts, (len(of_half.keys), len(compiled.keys)), size - len(facts))
    parts = [compiled, *made_up.compiled(edition.analyzer)]
    plan = [Place(source, at) for source, part in enumerate(parts) for at in range(part.articles)]
    fields = Fields(_Facts(facts, made_up), join(parts, plan))
    documents = _Documents(edition.documents, made_up)
    return Edition(
        documents,
        fields,
        Views(fields, edition.analyzer),
        edition.analyzer,
        _Places(edition.places, documents),
        f"benchmark-{size}",
    )
