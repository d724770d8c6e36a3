"""Words and meaning together, where the extra for meaning is installed.

For the order of facts, what ranking by words gives (`knowledge.ranker`) counts as one thing among
the few that meaning adds: so the weights of words are the same with the extra and without, and what
is learned here is small; it stands in `blend.json`. Whether the best fact answers is told by trees
of their own (`knowledge.confidence`), which see what meaning tells beside all that words tell.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from knowledge.nearness import Nearness
from knowledge.query import Vector

BLEND_FILE = Path(__file__).with_name("blend.json")

WORDS = "words"
"""Name of what words alone give."""

Measure = Callable[[Nearness], Vector]

RANKING: Mapping[str, Measure] = {
    "nearness in meaning": lambda nearness: nearness.own,
    "nearness of the fact before": lambda nearness: nearness.before,
    "nearness of the fact after": lambda nearness: nearness.after,
}
"""What speaks for a fact beside words."""

CERTAINTY: Mapping[str, Measure] = {
    "nearness in meaning": lambda nearness: nearness.own,
    "cosine": lambda nearness: nearness.cosine,
    "nearer than other articles": lambda nearness: nearness.elsewhere,
    "nearer than facts are": lambda nearness: nearness.among_all,
}
"""What tells beside words whether a candidate answers."""


@dataclass(frozen=True, slots=True)
class Blend:
    """What words and meaning count, by name."""

    ranking: Mapping[str, float]
    """`WORDS` and the names of `RANKING`."""

    def scores(self, words: Vector, nearness: Nearness) -> Vector:
        """Return the scores of candidates.

        Args:
            words: Their scores by words.
            nearness: What they mean.
        """
        columns = ranking_columns(words, nearness)
        return np.asarray(columns @ np.array([self.ranking[name] for name in (WORDS, *RANKING)]))


def ranking_columns(words: Vector, nearness: Nearness) -> Vector:
    """Return what speaks for candidates: a row for each, columns as `WORDS`, `RANKING`."""
    return np.column_stack([words, *(measure(nearness) for measure in RANKING.values())])


def meant(nearness: Nearness, candidate: int) -> Vector:
    """Return what meaning tells of a candidate, in the order of `CERTAINTY`."""
    return np.array([measure(nearness)[candidate] for measure in CERTAINTY.values()])


@cache
def shipped_blend() -> Blend:
    """Return what ships; read at the first use."""
    told = json.loads(BLEND_FILE.read_text(encoding="utf-8"))
    return Blend(told["ranking"])
