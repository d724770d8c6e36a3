"""What meaning counts beside words in the ranking; see `knowledge.blending`.

Learned after the weights of words, with them as they are: a few numbers, for which a part of the
questions is enough.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from knowledge.blending import RANKING, WORDS, Blend, ranking_columns
from knowledge.learning import ranking
from knowledge.learning.examples import Example
from knowledge.ranker import Weights


def fit(data: Sequence[Example], weights: Weights) -> Blend:
    """Return what words and meaning count in the ranking.

    Args:
        data: With what the candidates mean.
        weights: Of words.
    """
    learned = ranking.fit(blended(data, weights), (WORDS, *RANKING))
    return Blend(learned.features)


def blended(data: Sequence[Example], weights: Weights) -> list[Example]:
    """Return examples with words and meaning as their features."""
    vector = weights.vector()
    return [
        replace(each, features=ranking_columns(each.features @ vector, each.nearness))
        for each in data
        if each.nearness is not None
    ]


def figures(data: Sequence[Example], weights: Weights, blend: Blend) -> dict[str, float]:
    """Return what a blend reaches; see `knowledge.learning.ranking.figures`."""
    counts = np.array([blend.ranking[name] for name in (WORDS, *RANKING)])
    return ranking.figures_of(blended(data, weights), counts)
