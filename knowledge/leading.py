"""The best of many scores, without sorting all of them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.model import Hit

# Scores are laid out as a table at least so wide; where it has fewer rows, maxima save nothing.
_COLUMNS, _ROWS = 512, 3


def leading(scores: NDArray[Any], limit: int, slack: float = 0.0) -> NDArray[np.int64]:
    """Return the positions of the `limit` highest scores above 0, ascending, ties at the end too.

    Args:
        scores: Of all passages.
        limit: How many are wanted.
        slack: Scores that are less by this share count as ties.
    """
    if limit < 1:
        return np.zeros(0, dtype=np.int64)
    least = _least(scores, limit, slack)
    positions = np.flatnonzero(scores >= least if least > 0 else scores > 0)
    if len(positions) > limit:
        least = np.partition(scores[positions], -limit)[-limit] * (1 - slack)
        positions = positions[scores[positions] >= least]
    return positions


def _least(scores: NDArray[Any], limit: int, slack: float) -> float:
    """Return a score that at least `limit` reach, or 0.

    The best of each of `limit` columns reach the least of them; so that few need be sorted.
    """
    columns = max(_COLUMNS, 4 * limit)
    rows = len(scores) // columns
    if rows < _ROWS:
        return 0.0
    maxima = scores[: rows * columns].reshape(rows, columns).max(axis=0)
    return float(np.partition(maxima, -limit)[-limit]) * (1 - slack)


def best(scores: NDArray[Any], limit: int) -> tuple[Hit, ...]:
    """Return the highest scores above 0, highest first, equal ones in reading order."""
    positions = leading(scores, limit)
    order = np.argsort(-scores[positions], kind="stable")[:limit]
    return tuple(Hit(int(position), float(scores[position])) for position in positions[order])
