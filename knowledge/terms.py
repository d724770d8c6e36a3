"""Text to terms: what is compared when a question meets a passage.

Two kinds, which an index keeps apart: words (jieba's, numbers in one form, the operator's
synonyms) and grams (characters, pairs of neighbouring characters, and the same numbers and
synonyms). All are made of the text's form for matching; their offsets lead back to the original.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import accumulate

from knowledge.language import Language
from knowledge.normal import Folded, fold
from knowledge.numbers import numbers
from knowledge.words import Cutter

NUMBER_MARK, CONCEPT_MARK = "#", "="
"""Before numbers in one form, and before concepts, so that neither is taken for a word."""

# Runs of Chinese characters are cut into grams; runs of Latin letters and digits are terms whole.
_RUN = re.compile(r"[㐀-鿿豈-﫿𠀀-𲎯]+|[a-z]+|\d+(?:\.\d+)?|[^\W\d_㐀-鿿豈-﫿𠀀-𲎯a-z]+")
_HAN = re.compile(r"[㐀-鿿豈-﫿𠀀-𲎯]")
_LATIN_PAIR = re.compile("[a-z]{2}")
_WORD = re.compile(r"\w")

APART = "\x01"
"""Between texts that are looked through together: no letter, no space, part of no number, and of
no phrase."""

HAN_RANGES = (("㐀", "鿿"), ("豈", "﫿"), ("𠀀", "𲎯"))
"""First and last of the characters that are cut into grams."""


@dataclass(frozen=True, slots=True)
class Term:
    """A unit of comparison, and the span of the original text that it was made from."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a text, each kind in reading order."""

    words: tuple[Term, ...] = ()
    grams: tuple[Term, ...] = ()


class Analyzer:
    """Makes terms of passages and of questions."""

    def __init__(self, language: Language, cutter: Cutter) -> None:
        self.language = language
        self.stop_words = language.stop_words
        self.cutter = cutter
        self._written = _Phrases(
            {phrase: (concept,) for phrase, concept in language.written.items()}
        )
        self._asked = _Phrases(language.asked)
        self._phrases = frozenset((*language.written, *language.asked))
        self._empty = _Phrases({word: (word,) for word in language.stop_words if len(word) > 1})

    def passage(self, text: str) -> Terms:
        """Return the terms of a piece of an article."""
        return self._terms(fold(text), self._written, [])

    def cut(self, folded: str) -> Iterator[tuple[str, int, int]]:
        """Yield the words of a text in its form for matching, each with its start and end."""
        return self.cutter.cut(folded)

    def knows(self, word: str) -> bool:
        """Whether a dictionary or the operator's language has a word."""
        return word in self._phrases or self.cutter.knows(word)

    def marked(self, folded: Sequence[str]) -> list[list[tuple[str, int, int]]]:
        """Return the numbers and concepts of texts that `normal.fold` has made, and where."""
        starts = list(accumulate((len(text) + 1 for text in folded), initial=0))
        found: list[list[tuple[str, int, int]]] = [[] for _ in folded]
        for text, start, end in self.shared(APART.join(folded)):
            number = bisect_right(starts, start) - 1
            found[number].append((text, start - starts[number], end - starts[number]))
        return found

    def question(self, text: str) -> Terms:
        """Return the terms of what somebody asks; words that only ask (请问, 多少) give none."""
        folded = fold(text)
        empty = [(start, end) for _, start, end in self._empty.longest(folded.text)]
        return self._terms(folded, self._asked, empty)

    def spans(self, text: str, named: AbstractSet[str]) -> list[tuple[int, int]]:
        """Return where a piece of an article has some terms, single characters left out, in order.

        Its words are cut only where one of them may reach beyond the pairs of its characters.
        """
        folded = fold(text)
        found = [*self._grams(folded.text, []), *self._shared(folded.text, self._written)]
        if any(
            word in folded.text and not _in_pairs(word, named) for word in named if len(word) > 1
        ):
            found += self._words(folded.text)
        return sorted(
            folded.span(start, end) for term, start, end in found if len(term) > 1 and term in named
        )

    def shared(self, folded: str) -> Iterator[tuple[str, int, int]]:
        """Yield the numbers and concepts of a passage in its form for matching, and where."""
        return self._shared(folded, self._written)

    def _terms(self, folded: Folded, phrases: "_Phrases", empty: list[tuple[int, int]]) -> Terms:
        shared = list(self._shared(folded.text, phrases))
        words = [*self._words(folded.text), *shared]
        grams = [*self._grams(folded.text, empty), *shared]
        return Terms(_placed(folded, words), _placed(folded, grams))

    def _shared(self, text: str, phrases: "_Phrases") -> Iterator[tuple[str, int, int]]:
        """Yield numbers in one form and concepts, which are terms of either kind."""
        for number in numbers(text):
            yield NUMBER_MARK + number.value, number.start, number.end
        for concept, start, end in phrases.find(text):
            yield CONCEPT_MARK + concept, start, end

    def _words(self, text: str) -> Iterator[tuple[str, int, int]]:
        for word, start, end in self.cutter.cut(text):
            if tells(word, self.stop_words):
                yield word, start, end

    def _grams(self, text: str, empty: list[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
        skipped = bytearray(len(text))
        for start, end in empty:
            skipped[start:end] = b"\1" * (end - start)
        for run in _RUN.finditer(text):
            if not _HAN.match(run.group()):
                yield run.group(), run.start(), run.end()
                continue
            for index in range(run.start(), run.end()):
                if skipped[index]:
                    continue
                if text[index] not in self.stop_words:
                    yield text[index], index, index + 1
                after = index + 1
                if after < run.end() and not skipped[after]:
                    yield text[index : after + 1], index, after + 1


def _in_pairs(word: str, named: AbstractSet[str]) -> bool:
    """Whether a word is of characters that are cut into grams, all pairs of them named."""
    return all(map(_HAN.match, word)) and all(
        word[start : start + 2] in named for start in range(len(word) - 1)
    )


def tells(word: str, stop_words: frozenset[str]) -> bool:
    """Whether a word is compared: no mark, and none of those that say nothing."""
    return word not in stop_words and _WORD.search(word) is not None


def _placed(folded: Folded, terms: Iterable[tuple[str, int, int]]) -> tuple[Term, ...]:
    return tuple(Term(text, *folded.span(start, end)) for text, start, end in terms)


def _within_latin(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins or ends within a latin word: bed in embedded is no bed."""
    return bool(_LATIN_PAIR.match(text, start - 1) if start else None) or bool(
        _LATIN_PAIR.match(text, end - 1)
    )


class _Phrases:
    """A table of phrases, and where they occur in a text."""

    def __init__(self, table: Mapping[str, tuple[str, ...]]) -> None:
        self._table = table
        lengths: dict[str, set[int]] = {}
        for phrase in table:
            lengths.setdefault(phrase[:2], set()).add(len(phrase))
        self._lengths = {head: sorted(found, reverse=True) for head, found in lengths.items()}
        self._heads = _heads(lengths)

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield what each phrase stands for, and where it is; phrases within phrases too."""
        if self._heads is None:
            return
        for found in self._heads.finditer(text):
            start = found.start()
            # Which are one at the end of the text.
            for head in dict.fromkeys((text[start : start + 2], text[start])):
                for length in self._lengths.get(head, ()):
                    phrase = text[start : start + length]  # shorter at the end of the text
                    if len(phrase) == length and not _within_latin(text, start, start + length):
                        for meaning in self._table.get(phrase, ()):
                            yield meaning, start, start + length

    def longest(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield the longest phrase at each place, from left to right, none within another."""
        past = 0
        for meaning, start, end in self.find(text):
            if start >= past:
                yield meaning, start, end
                past = end


def _heads(heads: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds where a phrase may begin, given the first two characters of each."""
    pairs = [head for head in heads if len(head) > 1]
    first, second = ({pair[place] for pair in pairs} for place in (0, 1))
    single = {head for head in heads if len(head) == 1}
    ways = (f"{_one_of(first)}(?={_one_of(second)})" if pairs else "", _one_of(single))
    pattern = "|".join(filter(None, ways))
    return re.compile(pattern) if pattern else None


def _one_of(characters: Iterable[str]) -> str:
    return f"[{re.escape(''.join(sorted(characters)))}]" if characters else ""
