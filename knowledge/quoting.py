"""Facts as they are shown: neighbours as one, each once, with what the question named in it."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from knowledge.joining import SHARES, SHARES_BEHIND, joined, neighbour
from knowledge.key import key_span
from knowledge.library import Edition
from knowledge.model import Fact, Hit, Ranked
from knowledge.question import Question, Spoken

MOST_FACTS = 3
"""More do not fit on a phone's screen; the contract of the command line says so too."""


def ranked(
    edition: Edition, question: Question, hits: Iterable[Hit], most: int = MOST_FACTS
) -> Iterator[Ranked]:
    """Yield the best facts, none with the same words as one before, each proved by its file."""
    scores = {hit.position: hit.score for hit in hits}
    seen: set[str] = set()
    for position, score in scores.items():
        fact = edition.facts[position]
        if fact.text in seen or not edition.holds(fact):
            continue
        seen.add(fact.text)
        shares = SHARES if len(seen) == 1 else SHARES_BEHIND
        beside = neighbour(edition, position, _unseen(edition, scores, position, seen), shares)
        if beside is not None:
            seen.add(edition.facts[beside].text)
            fact = joined(edition, min(position, beside), max(position, beside)) or fact
        yield entry_of(question, edition, fact, score)
        most -= 1
        if not most:
            return


def _unseen(
    edition: Edition, scores: Mapping[int, float], position: int, seen: AbstractSet[str]
) -> Mapping[int, float]:
    """Return the scores of a fact and of those that have not been shown."""
    return {
        each: score
        for each, score in scores.items()
        if each == position or edition.facts[each].text not in seen
    }


def entry_of(question: Question, edition: Edition, fact: Fact, score: float) -> Ranked:
    """Return a fact with what the question named in it, and its short answer."""
    matched = _matched(edition, question.spoken, fact)
    # 那农村的呢: of two figures that is meant beside which stands what this text names itself.
    own = _matched(edition, question.spoken[:1], fact) or matched
    return Ranked(fact, score, matched, key_span(question.asking, fact.text, own))


def _matched(edition: Edition, spoken: Iterable[Spoken], fact: Fact) -> tuple[tuple[int, int], ...]:
    """Return the spans of a fact that the question named, single characters left out."""
    named = {
        term.text
        for each in spoken
        for term in (*each.terms.words, *each.terms.grams)
        if each.weight(term)
    }
    joined: list[tuple[int, int]] = []
    for start, end in edition.analyzer.spans(fact.text, named):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def overlap(fact: Fact, other: Fact) -> bool:
    """Whether two facts share characters of a file."""
    one, two = fact.piece, other.piece
    same = fact.citation.article == other.citation.article
    return same and one.start < two.end and two.start < one.end
