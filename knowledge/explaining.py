"""Why candidates have their scores: what each feature measured, and what it counts."""

from collections.abc import Mapping

import numpy as np

from knowledge.blending import RANKING, WORDS, shipped_blend
from knowledge.features import NAMES
from knowledge.model import Weighed
from knowledge.ranker import Candidates, Weights

TOPIC = "of the article that the conversation is about"


def weighed(found: Candidates, weights: Weights) -> Mapping[int, tuple[Weighed, ...]]:
    """Return for each candidate's position what speaks for it, in the order of the table."""
    names: tuple[str, ...] = NAMES
    rows, counts = found.features, weights.vector()
    if found.nearness is not None:
        blend = shipped_blend()
        names = (*names, *RANKING)
        rows = np.column_stack([rows, *(measure(found.nearness) for measure in RANKING.values())])
        added = [blend.ranking[name] for name in RANKING]
        counts = np.concatenate([blend.ranking[WORDS] * counts, added])
    if found.ahead is not None:
        names, rows = (*names, TOPIC), np.column_stack([rows, found.ahead])
        counts = np.append(counts, 1.0)
    return {
        position: tuple(
            Weighed(name, float(value), float(weight))
            for name, value, weight in zip(names, row, counts, strict=True)
        )
        for position, row in zip(found.positions, rows, strict=True)
    }
