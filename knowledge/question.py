"""A question, in the light of the conversation it stands in."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from knowledge.retrieval import Asked
from knowledge.terms import Analyzer, Term, Terms

# What an earlier question says counts less than what this one says.
WEIGHT_OF_PREVIOUS = 0.4

# A single character tells less than a pair: most stand in many words.
_WEIGHT_OF_CHARACTER = 0.3

# 那残疾人呢？ 它在哪里？ 还有呢？ take up what was said before.
_TAKES_UP = re.compile(r"^(?:那|還有|还有|另外|其中|这|這|它|他|她|该|該)|呢\W*$")
# A question that says less than this is hardly whole.
_FEW_CHARACTERS = 4


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks."""

    text: str
    terms: Terms
    """Of this question alone."""
    asked: Asked
    """With what it takes up from the ones before."""
    taken_up: Terms = field(default_factory=Terms)
    """Of the earlier question, where this one needs it."""


def understand(text: str, previous: Sequence[str], analyzer: Analyzer) -> Question:
    """Return what `text` asks.

    Args:
        text: As it was written.
        previous: Earlier questions of the conversation, oldest first.
        analyzer: Of the edition that is asked.
    """
    terms = analyzer.question(text)
    words = {term.text: 1.0 for term in terms.words}
    grams = {term.text: 1.0 for term in terms.grams}
    earlier = Terms()
    if previous and _needs_more(text, terms):
        earlier = analyzer.question(previous[-1])
        for table, more in ((words, earlier.words), (grams, earlier.grams)):
            for term in more:
                table.setdefault(term.text, WEIGHT_OF_PREVIOUS)
    return Question(text, terms, Asked(words, grams), earlier)


def _needs_more(text: str, terms: Terms) -> bool:
    """Whether a question cannot be understood alone."""
    said = {index for term in terms.grams for index in range(term.start, term.end)}
    return bool(_TAKES_UP.search(text.strip())) or len(said) <= _FEW_CHARACTERS


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a question a passage accounts for."""

    held: float
    total: float

    @property
    def share(self) -> float:
        """As a share, 0..1; 0 for a question that says nothing."""
        return self.held / self.total if self.total else 0.0


def coverage(
    terms: Sequence[Term], passage: frozenset[str], rarity: Callable[[str], float]
) -> Coverage:
    """Return how much of a question a passage accounts for.

    Each of the question's terms counts as much as it is rare; what lies within a longer term that
    the passage has, a synonym or number, is accounted for by it.

    Args:
        terms: Grams of the question.
        passage: The grams that the passage holds.
        rarity: What a term counts.
    """
    accounted = [(term.start, term.end) for term in terms if term.text in passage]
    total = held = 0.0
    for term in terms:
        weight = rarity(term.text) * (1.0 if len(term.text) > 1 else _WEIGHT_OF_CHARACTER)
        total += weight
        if _within(term, accounted):
            held += weight
    return Coverage(held, total)


def _within(term: Term, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= term.start and term.end <= end for start, end in spans)
