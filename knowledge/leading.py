"""The best of many scores, without sorting all of them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.model import Hit

# Scores are laid out as a table at least so wide; where it has fewer rows, maxima save nothing.
_COLUMNS, _ROWS = 512, 3
# Where one column in so many may hold what is wanted, all are read as fast.
_SPARSE = 16
# From so many scores on a table of twice the width is read faster.
_MANY = 1 << 15


def leading(scores: NDArray[Any], limit: int, slack: float = 0.0) -> NDArray[np.int64]:
    """Return the positions of the `limit` highest scores above 0, ascending, ties at the end too.

    Args:
        scores: Of all passages.
        limit: How many are wanted.
        slack: Scores that are less by this share count as ties.
    """
    if limit < 1:
        return np.zeros(0, dtype=np.int64)
    columns = max(_COLUMNS if len(scores) < _MANY else 2 * _COLUMNS, 4 * limit)
    rows = len(scores) // columns
    if rows < _ROWS:
        positions = np.flatnonzero(scores > 0)
    else:
        # The best of each of `limit` columns reach the least of them, so that few need be sorted.
        table = scores[: rows * columns].reshape(rows, columns)
        maxima = table.max(axis=0)
        least = np.partition(maxima, -limit)[-limit] * (1 - slack)
        positions = _reaching(scores, table, maxima, least)
    if len(positions) > limit:
        found = scores[positions]
        least = np.partition(found, -limit)[-limit] * (1 - slack)
        positions = positions[found >= least]
    return positions


def _reaching(
    scores: NDArray[Any], table: NDArray[Any], maxima: NDArray[Any], least: float
) -> NDArray[np.int64]:
    """Return the positions of the scores above 0 that are no less than `least`, ascending.

    Args:
        scores: Of all passages.
        table: The same, but for those that fill no row.
        maxima: Of its columns.
        least: What is wanted.
    """
    if least <= 0:
        return np.flatnonzero(scores > 0)
    columns = np.flatnonzero(maxima >= least)
    if len(columns) * _SPARSE > len(maxima):
        return np.flatnonzero(scores >= least)
    row, column = np.nonzero(table[:, columns] >= least)
    within = row * len(maxima) + columns[column]
    return np.concatenate((within, np.flatnonzero(scores[table.size :] >= least) + table.size))


def best(scores: NDArray[Any], limit: int) -> tuple[Hit, ...]:
    """Return the highest scores above 0, highest first, equal ones in reading order."""
    positions = leading(scores, limit)
    order = np.argsort(-scores[positions], kind="stable")[:limit]
    return tuple(Hit(int(position), float(scores[position])) for position in positions[order])
