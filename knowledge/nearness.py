"""How near the candidates of a question are to it in meaning, among all facts of an edition.

A cosine alone says little: those of a question with any fact at all lie between 0.75 and 0.92. It
tells by how it compares: with the nearest fact's, with the neighbours', with other articles'.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.query import Vector
from knowledge.semantic import Vectors

_SCALE = 10.0
"""Facts of an article lie some 0.1 apart; features are numbers from about -1 to 1."""
_NOWHERE = -1.0
"""Cosine with a fact that is not there."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """What the candidates mean beside a question; a number for each, in their order."""

    own: Vector
    """Of the fact itself, less that of the nearest of all facts; 0 for it, else negative."""
    before: Vector
    """Likewise of the fact before it in its article; its own where there is none."""
    after: Vector
    """Likewise of the fact after it."""
    cosine: Vector
    """Of the fact, as it is, -1..1."""
    elsewhere: Vector
    """How much nearer the fact is than the nearest of another article; 1 where there is none."""
    among_all: Vector
    """How many standard deviations it is nearer than facts are in the mean."""

    @classmethod
    def of(
        cls, cosines: Vectors, article: NDArray[np.int32], positions: Sequence[int]
    ) -> "Nearness":
        """Return the nearness of candidates.

        Args:
            cosines: Of the question with each fact, [facts].
            article: For each fact the number of its article, [facts].
            positions: Of the candidates among the facts.
        """
        chosen = np.asarray(positions, dtype=np.intp)
        every = cosines.astype(np.float64)
        of_article = np.full(int(article.max(initial=0)) + 1, _NOWHERE)
        np.maximum.at(of_article, article, every)
        own = every[chosen]
        spread = max(float(every.std()), 1e-3) if len(every) else 1.0
        nearest = every.max(initial=_NOWHERE)
        return cls(
            _SCALE * (own - nearest),
            _SCALE * (every[_beside(chosen, article, -1)] - nearest),
            _SCALE * (every[_beside(chosen, article, 1)] - nearest),
            own,
            own - _best_of_others(of_article)[article[chosen]],
            (own - every.mean()) / spread if len(every) else own,
        )


def _beside(positions: NDArray[np.intp], article: NDArray[np.int32], step: int) -> NDArray[np.intp]:
    """Return the positions of neighbours within the article; a fact's own where it has none."""
    beside = np.clip(positions + step, 0, max(0, len(article) - 1))
    return np.where(article[beside] == article[positions], beside, positions)


def _best_of_others(values: Vector) -> Vector:
    """Return for each place the greatest value of the other places."""
    best = int(np.argmax(values))
    second = np.delete(values, best).max(initial=_NOWHERE)
    others = np.full(len(values), values[best])
    others[best] = second
    return others
