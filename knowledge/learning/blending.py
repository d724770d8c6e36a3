"""What meaning counts beside words; see `knowledge.blending`.

Learned after the weights of words and the confidence, with them as they are: a few numbers, for
which a part of the questions is enough.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from knowledge.blending import CERTAINTY, OFFSET, RANKING, WORDS, Blend, ranking_columns
from knowledge.confidence import Confidence
from knowledge.learning import ranking
from knowledge.learning.confidence import held_back
from knowledge.learning.examples import Example, Judged
from knowledge.query import Vector
from knowledge.ranker import Weights


def fit_ranking(data: Sequence[Example], weights: Weights) -> Blend:
    """Return what words and meaning count in the ranking; nothing yet for the certainty.

    Args:
        data: With what the candidates mean.
        weights: Of words.
    """
    learned = ranking.fit(blended(data, weights), (WORDS, *RANKING))
    return Blend(learned.features, {})


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


def fit_certainty(
    data: Sequence[Judged], counts: Sequence[float], trees: Confidence, blend: Blend
) -> Blend:
    """Return a blend with what words and meaning count for the confidence.

    Args:
        data: What the trees were learned from, in that order, ranked by words and meaning; only
            those that the trees have not seen are used.
        counts: What each counts.
        trees: Of words.
        blend: Of the ranking.
    """
    from sklearn.linear_model import LogisticRegression

    unseen = held_back(len(data))
    rows = certainty_rows(data, trees)
    right = np.array([each.right for each in data])
    model = LogisticRegression(C=1e3, max_iter=1000)
    spread = rows[unseen].std(axis=0) + 1e-9
    model.fit(rows[unseen] / spread, right[unseen], np.asarray(counts)[unseen])
    weights = [round(float(weight), 5) for weight in model.coef_[0] / spread]
    named = dict(zip((WORDS, *CERTAINTY), weights, strict=True))
    return replace(blend, certainty={**named, OFFSET: round(float(model.intercept_[0]), 5)})


def certainty_rows(data: Sequence[Judged], trees: Confidence) -> Vector:
    """Return a row for each question, in the order `WORDS`, `CERTAINTY`."""
    rows = np.array([each.nearness for each in data])
    rows[:, 0] = trees.sums(np.array([each.doubts for each in data]))
    return rows


def probabilities(data: Sequence[Judged], trees: Confidence, blend: Blend) -> Vector:
    """Return the probability that each best fact answers its question."""
    weights = np.array([blend.certainty[name] for name in (WORDS, *CERTAINTY)])
    logits = certainty_rows(data, trees) @ weights + blend.certainty[OFFSET]
    return np.asarray(1 / (1 + np.exp(-logits)))
