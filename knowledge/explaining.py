"""Why candidates have their scores: what each feature measured, and what it counts."""

from collections.abc import Mapping

from knowledge.features import NAMES
from knowledge.model import Weighed
from knowledge.ranker import Candidates, Weights


def weighed(found: Candidates, weights: Weights) -> Mapping[int, tuple[Weighed, ...]]:
    """Return for each candidate's position what speaks for it, in the order of the table."""
    counts = weights.vector()
    return {
        position: tuple(
            Weighed(name, float(value), float(weight))
            for name, value, weight in zip(NAMES, row, counts, strict=True)
        )
        for position, row in zip(found.positions, found.features, strict=True)
    }
