"""A BM25 index over passages, with rank_bm25's statistics as postings.

`rank_bm25.BM25Plus` is the definition: scores are what its `get_scores` gives, which a test holds.
Okapi, its better known sister, is not used: in corpora of a few short texts a word that stands in
half of them counts nothing, and a match may score below zero. What we do ourselves: postings
instead of a loop over all passages; a hit is a passage that shares a term, since BM25Plus gives
passages without it a positive score; equal scores stay in reading order; an empty corpus, on which
the class divides by zero, has no hits; a term asked twice counts once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

from knowledge.model import Hit

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Posting:
    positions: NDArray[np.int32]
    """Of the passages that hold the term, ascending."""
    impacts: Scores
    """What the term adds to each passage's score, beyond what it adds to all."""


class Index:
    """Passages as bags of terms.

    Args:
        passages: For each passage its terms, repeated as often as they occur.
    """

    def __init__(self, passages: Iterable[Sequence[str]]) -> None:
        corpus = [list(terms) for terms in passages]
        self.size = len(corpus)
        """How many passages there are."""
        self._postings: dict[str, _Posting] = {}
        self._idf: Mapping[str, float] = {}
        self._delta = 0.0
        if any(corpus):
            self._take(BM25Plus(corpus))

    def _take(self, bm25: BM25Plus) -> None:
        """Turn the statistics of rank_bm25 into postings."""
        self._idf, self._delta = bm25.idf, bm25.delta
        lengths = np.asarray(bm25.doc_len, dtype=np.float64)
        norms = bm25.k1 * (1 - bm25.b + bm25.b * lengths / bm25.avgdl)
        positions: dict[str, list[int]] = defaultdict(list)
        frequencies: dict[str, list[int]] = defaultdict(list)
        for position, counts in enumerate(bm25.doc_freqs):
            for term, count in counts.items():
                positions[term].append(position)
                frequencies[term].append(count)
        for term, held in positions.items():
            at = np.asarray(held, dtype=np.int32)
            frequency = np.asarray(frequencies[term], dtype=np.float64)
            impacts = self._idf[term] * (frequency * (bm25.k1 + 1) / (norms[at] + frequency))
            self._postings[term] = _Posting(at, impacts)

    def __contains__(self, term: str) -> bool:
        return term in self._postings

    def rarity(self, term: str) -> float:
        """Return the inverse document frequency of a term; 0 for one that no passage holds."""
        return self._idf.get(term, 0.0)

    @property
    def highest_rarity(self) -> float:
        """What the rarest term could have: one that half a passage holds."""
        return float(np.log((self.size + 1) / 0.5))

    def holders(self, term: str) -> NDArray[np.int32]:
        """Return the positions of the passages that hold a term, ascending."""
        posting = self._postings.get(term)
        return posting.positions if posting else np.zeros(0, dtype=np.int32)

    def scores(self, terms: Mapping[str, float]) -> Scores:
        """Return the score of each passage; 0 for those that share no term.

        Args:
            terms: What is asked for, each with its weight; with weights of 1 the scores of
                passages that share a term are those of `BM25Plus.get_scores`.
        """
        scores = np.zeros(self.size)
        shared = np.zeros(self.size, dtype=np.bool_)
        common = 0.0
        for term, weight in terms.items():
            posting = self._postings.get(term)
            if posting is None:
                continue
            scores[posting.positions] += weight * posting.impacts
            shared[posting.positions] = True
            common += weight * self._idf[term] * self._delta
        return np.where(shared, scores + common, 0.0)

    def search(self, terms: Mapping[str, float], limit: int) -> tuple[Hit, ...]:
        """Return the best passages that share a term, best first, at most `limit`."""
        return best(self.scores(terms), limit)


def best(scores: Scores, limit: int) -> tuple[Hit, ...]:
    """Return the highest scores above 0, highest first, equal ones in reading order."""
    positions = np.flatnonzero(scores > 0)
    if len(positions) > limit > 0:
        least = np.partition(scores[positions], -limit)[-limit]
        positions = positions[scores[positions] >= least]
    order = np.argsort(-scores[positions], kind="stable")[:limit]
    return tuple(Hit(int(position), float(scores[position])) for position in positions[order])
