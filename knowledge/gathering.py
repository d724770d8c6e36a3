"""Facts that belong together: the entries of a list, the parts of an enumeration, both sides.

Where they stand side by side they become one quotation, so that a list is not cut in the middle;
else each is quoted for itself, in reading order.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.asking.listing import asks_list, asks_sides
from knowledge.expectation import Expectation
from knowledge.fields import FieldName
from knowledge.library import Edition
from knowledge.model import Fact, FactKind
from knowledge.normal import fold
from knowledge.piece import Piece
from knowledge.question import Question, coverage

_LONGEST = 280
"""Characters of a list in one quotation; a longer one is not read on a phone."""
_MOST = 3

# What stands between the entries of a list: the mark of the next.
_BETWEEN = re.compile(r"[\s\-*+•·◦●○>]*(?:\d{1,2}[.、)）]|[（(]\d{1,2}[)）])?\s*")
# A part of an enumeration that another came before.
_GOES_ON = re.compile(
    r"(?:另一|另外|还有|以及|二是|三是|四是|五是|其二|其三|第二|第三|第四|再次|其次|最后|同时|此外|[②-⑨])"
)
_BEGINS = re.compile(r"一个是|一是|其一|第一|首先|①|一方面")
# Of what the question says, so much must be new in another fact for it to be a side of its own.
_NEW_SIDE = 0.12
# How far down the candidates the other side is looked for.
_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts that together answer a question."""

    facts: tuple[Fact, ...]
    """The first at least; what was one list is one fact."""
    positions: frozenset[int]
    """Of the facts that they were made of."""


def gather(edition: Edition, question: Question, positions: Sequence[int]) -> Gathered | None:
    """Return what belongs together; `None` where the first fact stands alone.

    Args:
        edition: What is served.
        question: What is asked.
        positions: Of the facts that may answer, best first.
    """
    if not positions:
        return None
    folded = fold(question.asking).text
    first = positions[0]
    listed, sided = asks_list(folded), asks_sides(folded)
    figure = Expectation.of(folded)
    whole = listed or sided or not (figure.number or figure.date)
    if whole and (introduced := _introduced(edition, first)):
        return _as_one(edition, [first, *introduced])
    if not (listed or sided):
        return None
    if listed and (entries := _whole_list(edition, question, first)):
        return _as_one(edition, entries)
    together = _enumeration(edition, first) or [first]
    if sided:
        others = sorted(_other_sides(edition, question, together, positions))
        together = (
            sorted({*together, *others})
            if _run(sorted({*together, *others}))
            else [
                *together,
                *others,
            ]
        )
    return _as_one(edition, together) if len(together) > 1 else None


def _introduced(edition: Edition, position: int) -> list[int]:
    """Return the facts that a fact only introduces: 提交以下材料： says nothing itself."""
    fact = edition.facts[position]
    found = []
    for later in range(position + 1, min(len(edition.facts), position + 30)):
        entry = edition.facts[later]
        if entry.citation.article != fact.citation.article or fact.text not in "".join(
            entry.introductions
        ):
            break
        found.append(later)
    return found


def _whole_list(edition: Edition, question: Question, position: int) -> list[int]:
    """Return all entries of the list that a fact is in; none where one entry alone is asked for."""
    fact = edition.facts[position]
    if fact.kind is not FactKind.ITEM:
        return []
    found = [position]
    for step in (-1, 1):
        place = position + step
        while 0 <= place < len(edition.facts) and _same_list(fact, edition.facts[place]):
            found.append(place)
            place += step
    above = "\n".join((*fact.introductions, *fact.citation.headings, fact.citation.title))
    others = [edition.facts[place].text for place in found if place != position]
    held = _grams(edition, "\n".join((above, *others)))
    return [] if _new(edition, question, held, fact.text) else sorted(found)


def _same_list(fact: Fact, other: Fact) -> bool:
    return (
        other.kind is FactKind.ITEM
        and other.citation.article == fact.citation.article
        and other.citation.headings == fact.citation.headings
        and other.introduction == fact.introduction
    )


def _enumeration(edition: Edition, position: int) -> list[int]:
    """Return the parts of the enumeration that a fact is in, where its sentence was cut in it."""
    fact = edition.facts[position]
    first = last = position
    while first and _GOES_ON.match(edition.facts[first].text) and _adjoin(edition, first - 1):
        first -= 1
    if _BEGINS.search(edition.facts[first].text) or first < position:
        while (
            last + 1 < len(edition.facts)
            and _adjoin(edition, last)
            and _GOES_ON.match(edition.facts[last + 1].text)
        ):
            last += 1
    return list(range(first, last + 1)) if fact.kind is FactKind.CLAUSE else []


def _adjoin(edition: Edition, position: int) -> bool:
    """Whether a fact and the next are cut from the same sentence."""
    fact, other = edition.facts[position], edition.facts[position + 1]
    return fact.sentence == other.sentence and fact.citation.article == other.citation.article


def _other_sides(
    edition: Edition, question: Question, known: Sequence[int], positions: Sequence[int]
) -> list[int]:
    """Return facts of the same article that speak of what the known ones leave out."""
    facts = edition.facts
    article = facts[known[0]].citation.article
    held = "\n".join(_context(facts[place]) for place in known)
    found: list[int] = []
    for place in positions[1:_CANDIDATES]:
        if place in known or facts[place].citation.article != article:
            continue
        if _new(edition, question, _grams(edition, held), facts[place].text):
            found.append(place)
            held += "\n" + facts[place].text
        if len(found) + len(known) >= _MOST:
            break
    return found


def _context(fact: Fact) -> str:
    cited = fact.citation
    return "\n".join((fact.text, *fact.introductions, *cited.headings, cited.title))


def _grams(edition: Edition, text: str) -> frozenset[str]:
    return frozenset(term.text for term in edition.analyzer.passage(text).grams)


def _new(edition: Edition, question: Question, held: frozenset[str], text: str) -> bool:
    """Whether a text accounts for a good part of the question that `held` does not."""
    rarity = _rarity(edition)
    without = coverage(question, held, rarity)
    both = coverage(question, held | _grams(edition, text), rarity)
    return both.held - without.held > _NEW_SIDE * both.total


def _rarity(edition: Edition) -> Callable[[str], float]:
    index = edition.fields[FieldName.CONTEXT].grams
    return lambda term: index.rarity(term) if len(term) > 1 and term in index else 0.0


def _as_one(edition: Edition, places: Sequence[int]) -> Gathered:
    """Return facts as one where they adjoin and are short enough; else the first three."""
    facts = [edition.facts[place] for place in places]
    whole = _merged(edition, facts) if _run(places) else None
    return Gathered((whole,) if whole else tuple(facts[:_MOST]), frozenset(places))


def _run(places: Sequence[int]) -> bool:
    return list(places) == list(range(places[0], places[-1] + 1))


def _merged(edition: Edition, facts: Sequence[Fact]) -> Fact | None:
    """Return facts that adjoin as one piece of their file; `None` where markup is between them."""
    first, last = facts[0].piece, facts[-1].piece
    source = edition.documents[facts[0].citation.article].source_text
    if last.end - first.start > _LONGEST or any(len(fact.piece.runs) != 1 for fact in facts):
        return None
    for fact, other in pairwise(facts):
        if not _BETWEEN.fullmatch(source[fact.piece.end : other.piece.start]):
            return None
    piece = Piece.of(source, first.start, last.end)
    return Fact(
        piece, piece, facts[0].citation, FactKind.SENTENCE, facts[0].introduction, facts[0].names
    )
