"""What is shown of a fact: itself, and what it cannot be understood without."""

import re

from knowledge.cutting import clauses
from knowledge.model import Fact, FactKind
from knowledge.piece import Piece

# A clause that begins so speaks of what the one before it named.
_REFERS = re.compile(
    r"^(?:该|此|这|其(?!他|它|余|实)|上述|前述|同时|并(?!不)|另一|另外|它|他们|她们|以上|以下)"
)


def quotation(fact: Fact) -> Piece:
    """Return the piece of the file that is quoted for a fact.

    It is the fact itself, or, where a clause refers to the one before it (该行动…), both.
    """
    if fact.kind is not FactKind.CLAUSE or not _REFERS.match(fact.text):
        return fact.piece
    sentence = fact.sentence
    earlier = 0
    for start, end in clauses(sentence.text):
        if sentence.slice(start, end).start == fact.piece.start:
            return sentence.slice(earlier, end)
        earlier = start
    return fact.piece


def shown(fact: Fact) -> tuple[Piece, ...]:
    """Return all pieces of the file that are shown for a fact, in the order in which they are."""
    return (*fact.introduction, quotation(fact))
