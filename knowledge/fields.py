"""The facts of an edition as passages to search in, from the narrowest to the widest."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from knowledge.index import Index
from knowledge.model import Fact, FactKind
from knowledge.terms import Analyzer, Terms


class FieldName(StrEnum):
    """What a fact is looked for in."""

    FACT = "fact"
    """Its own words."""
    CONTEXT = "context"
    """Its own words with what introduces them and the titles above."""
    SENTENCE = "sentence"
    """The sentence that it is cut from."""
    SECTION = "section"
    """All that stands under the same titles, with the titles."""
    ARTICLE = "article"
    """All of its article, with the title."""


@dataclass(frozen=True, slots=True)
class Field:
    """One way of seeing the facts as passages."""

    words: Index
    grams: Index
    passage: NDArray[np.int32]
    """For each fact the position of the passage that it stands in."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The facts of an edition, indexed."""

    facts: tuple[Fact, ...]
    by_name: dict[FieldName, Field]
    article: NDArray[np.int32]
    """For each fact the number of its article, counted from 0."""
    facts_in_article: NDArray[np.int32]
    """For each article how many facts it has."""

    def __getitem__(self, name: FieldName) -> Field:
        return self.by_name[name]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The terms of a fact and of what stands around it."""

    fact: Terms
    sentence: Terms
    introduction: Terms
    headings: Terms
    title: Terms


def build_fields(facts: Sequence[Fact], analyzer: Analyzer) -> Fields:
    """Cut facts into terms and index them in each field."""
    known: dict[str, Terms] = {}

    def terms(text: str) -> Terms:
        if text not in known:
            known[text] = analyzer.passage(text)
        return known[text]

    parts = [
        _Parts(
            terms(_searched(fact)),
            terms(_searched(fact) if fact.sentence is fact.piece else fact.sentence.text),
            terms("\n".join(fact.introductions)),
            terms("\n".join(fact.citation.headings)),
            terms(fact.citation.title),
        )
        for fact in facts
    ]
    article, facts_in_article = _grouped(fact.citation.article for fact in facts)
    by_name = {
        FieldName.FACT: _field(parts, range(len(parts)), lambda part: (part.fact,)),
        FieldName.CONTEXT: _field(
            parts,
            range(len(parts)),
            lambda part: (part.fact, part.introduction, part.headings, part.title),
        ),
        FieldName.SENTENCE: _field(
            parts,
            ((fact.citation.article, fact.sentence.start) for fact in facts),
            lambda _: (),
            lambda part: (part.sentence,),
        ),
        FieldName.SECTION: _field(
            parts,
            ((fact.citation.article, fact.citation.headings) for fact in facts),
            lambda part: (part.fact, part.introduction),
            lambda part: (part.headings, part.title),
        ),
        FieldName.ARTICLE: _field(
            parts,
            (fact.citation.article for fact in facts),
            lambda part: (part.fact, part.introduction, part.headings),
            lambda part: (part.title,),
        ),
    }
    return Fields(tuple(facts), by_name, article, facts_in_article)


def _searched(fact: Fact) -> str:
    """Return what a fact is found by."""
    own = () if fact.kind is FactKind.TITLE else (fact.text,)
    return " ".join((*own, *fact.names))


_Choice = Callable[[_Parts], tuple[Terms, ...]]


def _field(
    parts: Sequence[_Parts],
    keys: Iterable[Hashable],
    each: _Choice,
    once: _Choice = lambda _: (),
) -> Field:
    """Index passages: facts with the same key are one, of what `each` and `once` choose."""
    passage, sizes = _grouped(keys)
    words: list[list[str]] = [[] for _ in sizes]
    grams: list[list[str]] = [[] for _ in sizes]
    begun: set[int] = set()
    for part, position in zip(parts, passage.tolist(), strict=True):
        chosen = each(part) if position in begun else (*once(part), *each(part))
        begun.add(position)
        words[position].extend(term.text for term in chain(*(terms.words for terms in chosen)))
        grams[position].extend(term.text for term in chain(*(terms.grams for terms in chosen)))
    return Field(Index(words), Index(grams), passage)


def _grouped(keys: Iterable[Hashable]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the number of each key in order of first appearance, and how often each occurs."""
    numbers: dict[Hashable, int] = {}
    found = [numbers.setdefault(key, len(numbers)) for key in keys]
    passage = np.asarray(found, dtype=np.int32)
    return passage, np.bincount(passage, minlength=len(numbers)).astype(np.int32)
