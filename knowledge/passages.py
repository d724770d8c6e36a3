"""Facts and their terms to the arrays of `knowledge.compiled`."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from knowledge.bags import Bags, bags_of
from knowledge.compiled import REFERENCES, Compiled, FieldName, Space
from knowledge.model import Fact, FactKind
from knowledge.postings import counted_postings, different, narrow, ranges, sizes
from knowledge.terms import Analyzer
from knowledge.vocabulary import Kind

_Numbers = NDArray[np.int64]


def compile_facts(articles: Sequence[Sequence[Fact]], analyzer: Analyzer) -> Compiled:
    """Return the facts of articles, cut into terms and counted."""
    layout = Layout()
    for facts in articles:
        layout.take(facts)
    return Counting(layout, bags_of(tuple(layout.texts), analyzer)).compiled()


@dataclass(slots=True)
class Layout:
    """What stands where, in numbers."""

    texts: dict[str, int] = field(default_factory=dict)
    """Number of each different text."""
    own: list[int] = field(default_factory=list)
    """For each fact the text that it is found by."""
    around: list[int] = field(default_factory=list)
    """For each text around facts the number of its text."""
    starts: dict[Space, list[int]] = field(default_factory=lambda: {space: [0] for space in Space})
    references: dict[str, list[int]] = field(
        default_factory=lambda: {name: [] for name in REFERENCES}
    )

    def take(self, facts: Sequence[Fact]) -> None:
        """Number what belongs to one article."""
        sentences, sections, around = (_Numbering(self.starts[space][-1]) for space in _COUNTED)
        refer = self.references

        def stands_around(text: str) -> int:
            if not text:
                return -1
            number, new = around.of(text)
            if new:
                self.around.append(self._text(text))
            return number

        for fact in facts:
            self.own.append(self._text(searched(fact)))
            refer["sentence"].append(sentences.of(fact.sentence.start)[0])
            section, new = sections.of(fact.citation.headings)
            refer["section"].append(section)
            if new:
                refer["headings"].append(stands_around("\n".join(fact.citation.headings)))
            refer["introduction"].append(stands_around("\n".join(fact.introductions)))
        refer["title"].append(stands_around(facts[0].citation.title) if facts else -1)
        for space, numbering in zip(_COUNTED, (sentences, sections, around), strict=True):
            self.starts[space].append(numbering.next)
        self.starts[Space.FACT].append(len(self.own))
        self.starts[Space.ARTICLE].append(len(self.starts[Space.ARTICLE]))

    def _text(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))


_COUNTED = (Space.SENTENCE, Space.SECTION, Space.AROUND)


class _Numbering:
    """Numbers in the order in which things first appear."""

    def __init__(self, first: int) -> None:
        self._first = first
        self._numbers: dict[Hashable, int] = {}

    @property
    def next(self) -> int:
        return self._first + len(self._numbers)

    def of(self, thing: Hashable) -> tuple[int, bool]:
        """Return the number of a thing, and whether it is new."""
        known = len(self._numbers)
        number = self._numbers.setdefault(thing, known)
        return self._first + number, number == known


def searched(fact: Fact) -> str:
    """Return what a fact is found by."""
    own = () if fact.kind is FactKind.TITLE else (fact.text,)
    return " ".join((*own, *fact.names))


class Counting:
    """Counts terms in the passages of each field.

    A pair is a term's number and a passage's, `term << 32 | passage`, as often as it occurs.
    """

    def __init__(self, layout: Layout, bags: Bags) -> None:
        self._bags = bags
        self._own = _array(layout.own)
        # A last one without text, which is what -1 refers to.
        self._around = np.append(_array(layout.around), -1)
        self._starts = {space: _array(starts) for space, starts in layout.starts.items()}
        refer = {name: _array(numbers) for name, numbers in layout.references.items()}
        self._refer = refer
        self._article = self._articles_of(Space.FACT)
        self._headings = refer["headings"][refer["section"]]
        """For each fact."""

    def compiled(self) -> Compiled:
        """Return all that is counted."""
        terms, refer = len(self._bags.keys), self._refer
        own, counts = different(self._pairs(self._own))
        introduced = self._pairs(self._around[refer["introduction"]])
        headed = self._pairs(self._around[self._headings])
        titled = self._pairs(self._around[refer["title"][self._article]])
        in_context = (own, introduced, headed, titled)
        in_section = (
            _moved(own, refer["section"]),
            _moved(introduced, refer["section"]),
            self._pairs(self._around[refer["headings"]]),
            self._pairs(self._around[refer["title"][self._articles_of(Space.SECTION)]]),
        )
        in_article = (
            np.repeat(_moved(own, self._article), counts),
            _moved(introduced, self._article),
            _moved(headed, self._article),
            self._pairs(self._around[refer["title"]]),
        )
        in_field = {
            FieldName.CONTEXT: np.concatenate(in_context),
            FieldName.SENTENCE: _moved(own, refer["sentence"]),
            FieldName.SECTION: np.concatenate(in_section),
        }
        return Compiled(
            self._bags.keys,
            {space: narrow(starts) for space, starts in self._starts.items()},
            {name: numbers.astype(np.int32) for name, numbers in refer.items()},
            {
                Space.FACT: counted_postings(own, counts, terms),
                Space.ARTICLE: counted_postings(*different(np.concatenate(in_article)), terms),
                Space.AROUND: counted_postings(*different(self._pairs(self._around[:-1])), terms),
            },
            {
                name: narrow(np.bincount(different(pairs)[0] >> 32, minlength=terms))
                for name, pairs in in_field.items()
            },
            {
                (name, kind): narrow(self._lengths(name, kind))
                for name in FieldName
                for kind in Kind
            },
        )

    def _pairs(self, texts: _Numbers) -> _Numbers:
        """Return the terms of passages, given the text of each; -1 is none."""
        bags = self._bags
        begin, end = bags.starts[:-1][texts], bags.starts[1:][texts]
        end = np.where(texts < 0, begin, end)
        passages = np.repeat(np.arange(len(texts)), end - begin)
        return bags.numbers[ranges(begin, end)].astype(np.int64) << 32 | passages

    def _articles_of(self, space: Space) -> _Numbers:
        counts = sizes(self._starts[space])
        return np.repeat(np.arange(len(counts)), counts)

    def _lengths(self, name: FieldName, kind: Kind) -> _Numbers:
        """Return for each passage of a field how many terms of a kind it has."""
        refer, article = self._refer, self._article
        of_text = np.append(self._bags.lengths(kind), 0)  # what -1 refers to has none
        around = of_text[self._around]
        own, introduced = of_text[self._own], around[refer["introduction"]]
        headed, titled = around[self._headings], around[refer["title"]]
        if name is FieldName.FACT:
            return own
        if name is FieldName.CONTEXT:
            return np.asarray(own + introduced + headed + titled[article])
        if name is FieldName.SENTENCE:
            return _summed(own, refer["sentence"], self._starts[Space.SENTENCE])
        if name is FieldName.SECTION:
            said = _summed(own + introduced, refer["section"], self._starts[Space.SECTION])
            titles = titled[self._articles_of(Space.SECTION)]
            return np.asarray(said + around[refer["headings"]] + titles)
        said = _summed(own + introduced + headed, article, self._starts[Space.ARTICLE])
        return np.asarray(said + titled)


def _array(numbers: Sequence[int]) -> _Numbers:
    return np.asarray(numbers, dtype=np.int64)


def _moved(pairs: _Numbers, passages: _Numbers) -> _Numbers:
    """Return pairs with the wider passage that each one's passage lies in."""
    return np.asarray(pairs >> 32 << 32 | passages[pairs & 0xFFFF_FFFF])


def _summed(values: _Numbers, passages: _Numbers, starts: _Numbers) -> _Numbers:
    return np.bincount(passages, weights=values, minlength=int(starts[-1])).astype(np.int64)
