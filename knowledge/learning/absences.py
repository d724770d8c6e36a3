"""The table of absent words: how often the fact answers without them.

A word that stands in the questions on one article only (its place, its programmes) would tell of
that article's questions; so what the confidence is learned with comes, for each question, from the
questions on other articles.
"""

from collections.abc import Iterable, Sequence
from math import log

import numpy as np

from knowledge.absences import NAMES, Absences, keys
from knowledge.learning.examples import PARTS, Judged, part_of
from knowledge.query import Vector

_BELIEF = 4.0
"""Questions that the share among all of them counts beside what was seen of a word."""
_LEAST = 4.0
"""Questions in which a word was absent, so that it tells anything."""


def fit(data: Iterable[Judged], counts: Iterable[float]) -> Absences:
    """Return the table.

    Args:
        data: Questions, of which those count that the confidence learns from.
        counts: What each counts; a lesson with an answer 1.
    """
    seen: dict[str, list[float]] = {}
    total = [0.0, 0.0]
    for each, count in zip(data, counts, strict=True):
        if each.right or not each.answerable:
            total[each.right] += count
            for key in {key for word in each.missing for key in keys(word)}:
                seen.setdefault(key, [0.0, 0.0])[each.right] += count
    if not all(total):
        return Absences({})
    share = total[True] / sum(total)
    usual = log(share / (1 - share))
    return Absences(
        {
            key: round(log((right + _BELIEF * share) / (wrong + _BELIEF * (1 - share))) - usual, 3)
            for key, (wrong, right) in sorted(seen.items())
            if wrong + right >= _LEAST
        }
    )


def from_others(data: Sequence[Judged], counts: Sequence[float]) -> Vector:
    """Return what absences tell of each question, learned from other articles' questions.

    Returns:
        A row for each question, columns as `NAMES`.
    """
    parts = [part_of(each.article) for each in data]
    told = np.zeros((len(data), len(NAMES)))
    for number in range(PARTS):
        others = [index for index, part in enumerate(parts) if part != number]
        table = fit([data[index] for index in others], [counts[index] for index in others])
        for index, part in enumerate(parts):
            if part == number:
                told[index] = table.measured(data[index].missing)
    return told


def from_all(data: Iterable[Judged], table: Absences) -> Vector:
    """Return what absences tell of each question; a row for each, columns as `NAMES`."""
    return np.array([table.measured(each.missing) for each in data])
