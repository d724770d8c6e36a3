"""Words and meaning together, where the extra for meaning is installed.

What ranking by words gives (`knowledge.ranker`) and what judging by words gives
(`knowledge.confidence`) each count as one thing among the few that meaning adds. So the weights of
words are the same with the extra and without, and what is learned here is small; it stands in
`blend.json`.
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
OFFSET = "offset"

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
"""What tells beside words whether the best fact answers."""


@dataclass(frozen=True, slots=True)
class Blend:
    """What words and meaning count, by name."""

    ranking: Mapping[str, float]
    """`WORDS` and the names of `RANKING`."""
    certainty: Mapping[str, float]
    """`WORDS`, `OFFSET` and the names of `CERTAINTY`."""

    def scores(self, words: Vector, nearness: Nearness) -> Vector:
        """Return the scores of candidates.

        Args:
            words: Their scores by words.
            nearness: What they mean.
        """
        columns = ranking_columns(words, nearness)
        return np.asarray(columns @ np.array([self.ranking[name] for name in (WORDS, *RANKING)]))

    def probability(self, words: float, nearness: Nearness, first: int) -> float:
        """Return the probability, 0..1, that a fact answers the question.

        Args:
            words: What the trees of `knowledge.confidence` add up to.
            nearness: What the candidates mean.
            first: The place of the fact among them.
        """
        row = certainty_row(words, nearness, first)
        weights = np.array([self.certainty[name] for name in (WORDS, *CERTAINTY)])
        return float(1 / (1 + np.exp(-(row @ weights + self.certainty[OFFSET]))))


def ranking_columns(words: Vector, nearness: Nearness) -> Vector:
    """Return what speaks for candidates: a row for each, columns as `WORDS`, `RANKING`."""
    return np.column_stack([words, *(measure(nearness) for measure in RANKING.values())])


def certainty_row(words: float, nearness: Nearness, first: int) -> Vector:
    """Return what tells whether a candidate answers, in the order `WORDS`, `CERTAINTY`."""
    return np.array([words, *(measure(nearness)[first] for measure in CERTAINTY.values())])


@cache
def shipped_blend() -> Blend:
    """Return what ships; read at the first use."""
    told = json.loads(BLEND_FILE.read_text(encoding="utf-8"))
    return Blend(told["ranking"], told["certainty"])
