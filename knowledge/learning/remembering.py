"""A model that is asked for each text once.

For learning: the same questions and sentences come up in every collection that is made of them.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.embedding_cache import EmbeddingCache, Rows
from knowledge.semantic import Embedder, Vectors

_AT_ONCE = 64
"""Questions that are written at once."""

_QUESTION = "question\n"
"""Before the text of a question, which is embedded otherwise than a passage."""


class Remembering:
    """An embedder that remembers, and keeps what it remembers.

    Args:
        embedder: What is asked for what is new.
        folder: Where embeddings are kept; `None`: nowhere.
    """

    def __init__(self, embedder: Embedder, folder: Path | None) -> None:
        self._embedder, self._folder = embedder, folder
        self.name, self.dimension = embedder.name, embedder.dimension
        self._cache = EmbeddingCache(folder, self.name, self.dimension)
        self._questions: dict[str, Vectors] = {}

    def __reduce__(self) -> tuple[type["Remembering"], tuple[Embedder, Path | None]]:
        """Each process remembers by itself, beginning with what is kept."""
        return Remembering, (self._embedder, self._folder)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder.passages`."""
        missing = self._cache.missing(texts)
        if missing:
            self._cache.add(missing, self._embedder.passages(missing))
        return _directions(self._cache.rows(texts))

    def question(self, text: str) -> Vectors:
        """See `Embedder.question`."""
        key = _QUESTION + text
        if not self._cache.missing([key]):
            return _directions(self._cache.rows([key])).reshape(-1)
        if key not in self._questions:
            self._questions[key] = self._embedder.question(text)
        found = self._questions[key]
        if len(self._questions) >= _AT_ONCE:
            self._cache.add([*self._questions], np.stack([*self._questions.values()]))
            self._questions.clear()
        return found


def _directions(rows: Rows) -> Vectors:
    plain = rows.astype(np.float32)
    directions: Vectors = plain / np.sqrt(np.square(plain).sum(axis=1, keepdims=True))
    return directions
