"""Times of many questions, in two numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds that a question takes."""

    median: float
    p99: float
    """Ninety-nine of a hundred take no longer."""
    count: int

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Times":
        """Sum up."""
        median, high = np.percentile(seconds, (50, 99)).tolist()
        return cls(median, high, len(seconds))
