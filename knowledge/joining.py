"""Two neighbouring facts that answer about equally well are quoted as one.

Who asks 乡里制的特点是什么 wants the second sentence too. Neighbours are joined where the next one
shares the likelihood of the answer and both stand in one paragraph, up to the length that a phone
shows; the words between them come along, so that what is quoted stays an exact piece of the file.
"""

import math
from collections.abc import Mapping
from dataclasses import replace

from knowledge.cutting import LONGEST
from knowledge.library import Edition
from knowledge.model import Block, Fact, FactKind

SHARES = math.log(1 / 0.35)
"""How far the neighbour's score may lie behind: it is then at least 0.35 times as likely. On
cmrc2018_trial and DRCD_dev 6 of 100 facts are joined so, and 1.5 more hold the answer; with 0.15
it is 12 and 2.5, but what is added is wanted less often."""

SHARES_BEHIND = math.log(1 / 0.05)
"""Likewise for facts behind the first, which are read when the first does not tell enough."""


def neighbour(
    edition: Edition, position: int, scores: Mapping[int, float], shares: float = SHARES
) -> int | None:
    """Return the position of the fact to join to the one at `position`, `None` for none.

    Args:
        edition: That both are of.
        position: Of a candidate.
        scores: Of all candidates that may be joined, by position.
        shares: How far the neighbour's score may lie behind.
    """
    least = scores[position] - shares
    near = [
        each
        for each in (position + 1, position - 1)
        if scores.get(each, -math.inf) >= least
        and joined(edition, min(each, position), max(each, position)) is not None
    ]
    return max(near, key=lambda each: scores[each], default=None)


def joined(edition: Edition, first: int, second: int) -> Fact | None:
    """Return two facts as one; `None` where they do not stand in one paragraph, or are too long."""
    one, other = edition.facts[first], edition.facts[second]
    if one.citation.article != other.citation.article or one.kind.of_article:
        return None
    block = _block(edition, one)
    if block is None or other.piece.end > block.piece.end or block.piece.start > one.piece.start:
        return None
    start = block.text.find(one.text)
    end = block.text.find(other.text, start + len(one.text)) + len(other.text)
    if start < 0 or end < start + len(one.text) + len(other.text) or end - start > LONGEST:
        return None
    piece = block.piece.slice(start, end)
    sentence = one.sentence if one.sentence == other.sentence else piece
    return replace(one, piece=piece, sentence=sentence, kind=FactKind.SENTENCE)


def _block(edition: Edition, fact: Fact) -> Block | None:
    """Return the paragraph that a fact stands in."""
    for block in edition.documents[fact.citation.article].blocks:
        if block.piece.start <= fact.piece.start and fact.piece.end <= block.piece.end:
            return block
    return None
