"""A question, cut up for comparison with the facts of one edition.

Its units are what BM25 looks for: characters, pairs of neighbouring characters, numbers in one form
and concepts of the operator's synonyms. A fact holds a unit if the unit stands in it; a fact that
names a concept, in whichever words, also holds the characters with which the question names it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.background import Background
from knowledge.expectation import Expectation
from knowledge.fields import FieldName, Fields
from knowledge.index import Index
from knowledge.normal import fold
from knowledge.numbers import numbers
from knowledge.postings import places_among
from knowledge.question import Question, Spoken
from knowledge.terms import CONCEPT_MARK, NUMBER_MARK

Vector = NDArray[np.float64]
Flags = NDArray[np.bool_]

QUESTION_WORD = re.compile(
    r"(?:星期|礼拜|周)几|多少[钱元]?|几多?[钱个家户人名位次天年月岁元块点号种项]?|[什啥]么?(?:时候|地方|人|样|意思)?"
    r"|哪[里儿些个位年天一家所国部座种场项]?|谁|何[时人处地]?|怎么[样办]?|怎样|如何|为[何啥]|为什么"
    r"|咋[样办]?|多[高大长久]|是否|有没有|吗"
)
_MARKS = frozenset((CONCEPT_MARK, NUMBER_MARK))
_PUNCTUATION = re.compile(r"[^\w%‰+·]+")
# They bind words together and stand in nearly every sentence.
_BINDING = frozenset("的了是在有和与及等就都也吗呢吧啊么这那其之于以为被把对从到由个")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question, and how rare it is in Chinese at large."""

    text: str
    rarity: float
    """Times its weight in the question."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question, cut up. Vectors have a number for each unit."""

    text: str
    """In the form of `normal.fold`."""
    units: tuple[str, ...]
    pairs: Flags
    """Which units are longer than a character."""
    marks: Mapping[str, tuple[int, ...]]
    """For each number or concept the units that lie within it, itself among them."""
    rarity: Vector
    """Weight of a unit times its rarity among all facts."""
    local: Mapping[int, Vector]
    """For each article that is looked at: weight times rarity among the facts of the article."""
    known: Flags
    """Which units stand in any fact at all."""
    expectation: Expectation
    values: frozenset[str]
    """The numbers that it names, in one form."""
    words: tuple[Word, ...]
    """What it is about: no question words, no words that only bind."""
    content: Flags
    """For each character of `text` whether it says what is asked about."""
    content_pairs: tuple[tuple[str, float], ...]
    """Neighbouring characters of that kind, with their rarity in Chinese at large."""

    def held(self, text: str, marks: frozenset[str]) -> Flags:
        """Return which units a text holds.

        Args:
            text: In the form of `normal.fold`.
            marks: The numbers and concepts that it names.
        """
        found = np.array([unit in text for unit in self.units], dtype=np.bool_)
        for mark, within in self.marks.items():
            if mark in marks:
                found[list(within)] = True
        return found


def share(weights: Vector, held: Flags) -> Vector:
    """Return which share of the weights, along the last axis, is held; 0 where there are none."""
    total = np.broadcast_to(weights, held.shape).sum(axis=-1)
    some = (weights * held).sum(axis=-1)
    shares: Vector = np.divide(some, total, out=np.zeros_like(some), where=total > 0)
    return shares


def query_of(
    question: Question, fields: Fields, articles: Iterable[int], background: Background
) -> Query:
    """Cut up a question.

    Args:
        question: As it was understood.
        fields: The facts of the edition that is asked.
        articles: Numbers of those that may answer.
        background: How rare characters and pairs are at large.
    """
    text = fold(question.asking).text
    index = fields[FieldName.FACT].grams
    asked = question.asked.grams
    units = tuple(asked)
    weights = np.fromiter(asked.values(), np.float64, len(units))
    rarities = np.fromiter((index.rarity(unit) for unit in units), np.float64, len(units))
    known = rarities > 0  # that of one which stands in all facts is more
    content = _content(text)
    return Query(
        text=text,
        units=units,
        pairs=np.fromiter((len(unit) > 1 for unit in units), np.bool_, len(units)),
        marks=_marks(units, question.spoken),
        rarity=weights * np.where(known, rarities, index.highest_rarity),
        local=_local(units, weights, fields, index, articles),
        known=known,
        expectation=Expectation.of(text),
        values=frozenset(number.value for number in numbers(text)),
        words=tuple(_words(question.spoken, background)),
        content=content,
        content_pairs=tuple(
            (pair, background.rarity(pair))
            for pair in (
                text[start : start + 2] for start in np.flatnonzero(content[:-1] & content[1:])
            )
        ),
    )


def _marks(units: Sequence[str], spoken: Iterable[Spoken]) -> dict[str, tuple[int, ...]]:
    place = {unit: number for number, unit in enumerate(units)}
    marks: dict[str, set[int]] = {}
    for each in spoken:
        terms = [term for term in each.terms.grams if term.text in place]
        for mark in terms:
            if mark.text[0] in _MARKS:
                within = (
                    term for term in terms if mark.start <= term.start and term.end <= mark.end
                )
                marks.setdefault(mark.text, set()).update(place[term.text] for term in within)
    return {mark: tuple(sorted(within)) for mark, within in marks.items()}


def _local(
    units: Sequence[str], weights: Vector, fields: Fields, index: Index, articles: Iterable[int]
) -> dict[int, Vector]:
    """Return the rarities within articles: log(1 + (n - f + ½)/(f + ½)), f of n facts hold it.

    What the whole article is about does not tell its facts apart.
    """
    numbers_ = sorted(set(articles))
    spans = np.array([fields.span(article) for article in numbers_]).reshape(-1, 2)
    frequency = np.zeros((len(units), len(numbers_)))
    for row, unit in enumerate(units):
        bounds = places_among(index.holders(unit), spans)
        frequency[row] = bounds[:, 1] - bounds[:, 0]
    count = (spans[:, 1] - spans[:, 0]).astype(np.float64)
    rarity = weights[:, None] * np.log1p((count - frequency + 0.5) / (frequency + 0.5))
    return {article: rarity[:, column] for column, article in enumerate(numbers_)}


def _words(spoken: Iterable[Spoken], background: Background) -> Iterator[Word]:
    for each in spoken:
        for term in each.terms.words:
            weight = each.weight(term)
            if term.text[0] in _MARKS or QUESTION_WORD.search(term.text) or not weight:
                continue
            if len(term.text) > 1 or term.text not in _BINDING:
                yield Word(term.text, weight * background.rarity(term.text))


def _content(text: str) -> Flags:
    content = np.fromiter((char not in _BINDING for char in text), np.bool_, len(text))
    for pattern in (QUESTION_WORD, _PUNCTUATION):
        for found in pattern.finditer(text):
            content[found.start() : found.end()] = False
    return content
