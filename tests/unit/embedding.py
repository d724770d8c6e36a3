"""A model of meaning for tests: texts that share pairs of characters are near each other."""

import hashlib
from collections.abc import Sequence

import numpy as np

from knowledge.errors import ModelFails
from knowledge.model import Fact
from knowledge.readers import read_bytes
from knowledge.segment import segment
from knowledge.semantic import Vectors
from knowledge.shelf import Shelf


class PairsEmbedder:
    """Adds up a fixed direction for each pair of characters; knows what it was given."""

    dimension = 32

    def __init__(self, name: str = "pairs") -> None:
        self.name = name
        self.passages_given: list[str] = []
        self.questions_given: list[str] = []
        self.fails = False

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return a direction for each text."""
        if self.fails:
            raise ModelFails(RuntimeError("no"))
        self.passages_given += texts
        return np.stack([self._direction(text) for text in texts])

    def question(self, text: str) -> Vectors:
        """Return the direction of a question."""
        if self.fails:
            raise ModelFails(RuntimeError("no"))
        self.questions_given.append(text)
        return self._direction(text)

    def _direction(self, text: str) -> Vectors:
        total = np.zeros(self.dimension)
        for pair in {text[index : index + 2] for index in range(max(1, len(text) - 1))}:
            total += np.frombuffer(hashlib.sha256(pair.encode()).digest(), np.int8)
        direction: Vectors = (total / np.linalg.norm(total)).astype(np.float32)
        return direction


def facts_of(text: str, name: str = "a.txt") -> list[Fact]:
    """Return the facts of an article."""
    return list(segment(read_bytes(text.encode(), name)))


def shelf_of(**articles: str) -> Shelf:
    """Return a shelf of articles by name."""
    return Shelf(tuple(read_bytes(text.encode(), f"{name}.txt") for name, text in articles.items()))
