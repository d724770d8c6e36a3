"""Meaning, where the extra is installed: how near a question is to each fact of an edition.

An embedding is a direction in a space in which texts that mean alike lie close together; the
cosine of a question's and a fact's is one more thing that speaks for the fact. Embeddings are
made when an edition is built (`embed`), and kept by text (`knowledge.embedding_cache`), so that a
changed article costs only its own. Nothing here knows a model: that is `knowledge.e5`.
"""

import logging
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Thread
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding_cache import EmbeddingCache, Rows
from knowledge.errors import EmbedderFault, NoEmbeddings
from knowledge.model import Fact
from knowledge.normal import fold

Vectors = NDArray[np.float32]

log = logging.getLogger(__name__)

_LONGEST = 200
"""Characters that are embedded of a question, of a fact, and of what stands above it. A fact has
120 at most where its article has punctuation; a character takes some 0.7 ms."""

_AT_ONCE = 64
"""Texts between two reports of progress and two writes to the cache: some three seconds."""

_WAITED_FOR = 256
"""Texts that an edition waits for at any rate: a changed article of some pages, ten seconds."""

_KEPT_QUESTIONS = 256
"""Questions whose embedding is kept: one is asked for by ranking, by further facts, by /why."""

_BLOCK = 2048
"""Facts that are compared at once: 3 MB as floats, which the processor keeps at hand. So 11,000
facts take 1.1 ms, one core; with half precision on disk it would be ten times that."""


class Embedder(Protocol):
    """Something that gives texts a direction by what they mean.

    Safe to use from several threads. Each method raises `EmbedderFault` where it fails.
    """

    @property
    def name(self) -> str:
        """Model and version; embeddings of different names are never compared."""
        ...

    @property
    def dimension(self) -> int:
        """Length of an embedding."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return the embeddings of texts that may answer, of length 1, [texts, dimension]."""
        ...

    def question(self, text: str) -> Vectors:
        """Return the embedding of a question, of length 1, [dimension]."""
        ...


@dataclass(frozen=True, slots=True)
class Embeddings:
    """The embeddings of an edition's facts."""

    rows: Rows
    """A direction for each fact, [facts, dimension], each scaled to whole numbers: that moves a
    cosine by 0.0005, where those of the facts of an article differ by 0.02."""
    lengths: Vectors
    """Of the rows, [facts]."""

    @classmethod
    def of(cls, rows: Rows) -> "Embeddings":
        """Return the embeddings that rows stand for."""
        squares = np.einsum("fd,fd->f", rows, rows, dtype=np.float32)
        return cls(rows, np.sqrt(squares))

    def cosines(self, question: Vectors, positions: Sequence[int] | None = None) -> Vectors:
        """Return the cosine of a question with facts, -1..1, [positions].

        Args:
            question: Its embedding, [dimension].
            positions: Of the facts; `None`: all.
        """
        if positions is not None:
            chosen = np.asarray(positions, dtype=np.intp)
            return _products(self.rows[chosen], question) / self.lengths[chosen]
        products = np.zeros(len(self.rows), np.float32)
        for start in range(0, len(self.rows), _BLOCK):
            products[start : start + _BLOCK] = _products(
                self.rows[start : start + _BLOCK], question
            )
        return products / self.lengths


def _products(rows: Rows, question: Vectors) -> Vectors:
    # Not by BLAS, whose threads wait for one another on a busy machine: 28 ms instead of 1.
    products: Vectors = np.einsum("fd,d->f", rows.astype(np.float32), question)
    return products


class Meaning:
    """What an edition's facts mean, to compare questions with; safe to use from several threads.

    Args:
        embedder: What makes the embeddings of facts; it makes the questions' too.
        embeddings: Of the edition's facts, in their order; `None`: they come later.
    """

    def __init__(self, embedder: Embedder, embeddings: Embeddings | None = None) -> None:
        self._embedder, self._embeddings = embedder, embeddings
        self._question = lru_cache(_KEPT_QUESTIONS)(self._embedded)
        self._broken = False

    @property
    def ready(self) -> bool:
        """Whether the embeddings are there."""
        return self._embeddings is not None

    def complete(self, embeddings: Embeddings) -> None:
        """Take in the embeddings of the facts, once."""
        self._embeddings = embeddings

    def cosines(self, question: str, positions: Sequence[int] | None = None) -> Vectors | None:
        """Return the cosine of a question with facts, -1..1, [positions].

        Args:
            question: As it was written.
            positions: Of the facts; `None`: all.

        Returns:
            `None` where the embeddings are not there yet, and where the model fails, which is said
            once in the log.
        """
        if self._embeddings is None:
            return None
        text = fold(question).text.strip()[:_LONGEST]
        try:
            embedded = self._question(text)
        except EmbedderFault as fault:
            if not self._broken:
                log.warning("%s", fault)
            self._broken = True
            return None
        return self._embeddings.cosines(embedded, positions)

    def _embedded(self, text: str) -> Vectors:
        vectors = self._embedder.question(text).reshape(1, -1)
        return _checked(self._embedder, vectors, 1).reshape(-1)


def _untold(_done: int, _all: int) -> None:
    """Tell nobody how far it is."""


@dataclass(frozen=True, slots=True)
class Semantics:
    """A model and where its embeddings are kept."""

    embedder: Embedder
    folder: Path | None
    """Of the cache; `None`: they are not kept."""
    progress: Callable[[int, int], None] = _untold
    """Called with how many of the missing texts are embedded, and of how many."""
    patient: bool = True
    """Whether an edition waits for its embeddings. If not, and there are many to be made, they are
    made beside, and questions are compared by words alone until they are there."""

    def meaning(self, facts: Sequence[Fact]) -> Meaning | None:
        """Return what facts mean; `None` where the model fails, which is said in the log."""
        work = _Work(self, [passage_text(fact) for fact in facts])
        if not self.patient and len(work.missing) > _WAITED_FOR:
            meaning = Meaning(self.embedder)
            work.start(meaning)
            return meaning
        embeddings = work.run()
        return None if embeddings is None else Meaning(self.embedder, embeddings)


class _Work:
    """The embeddings of texts in the making; those that were kept are not made again."""

    def __init__(self, semantics: Semantics, texts: Sequence[str]) -> None:
        self._semantics, self._texts = semantics, texts
        embedder = semantics.embedder
        self._cache = EmbeddingCache(semantics.folder, embedder.name, embedder.dimension)
        self.missing = self._cache.missing(texts)

    def start(self, meaning: Meaning) -> None:
        """Make the embeddings beside; stop early where nobody holds what waits for them."""
        waits = weakref.ref(meaning)

        def run() -> None:
            embeddings = self.run(lambda: waits() is not None)
            waiting = waits()
            if embeddings is not None and waiting is not None:
                waiting.complete(embeddings)

        Thread(target=run, name="embeddings", daemon=True).start()

    def run(self, wanted: Callable[[], bool] = lambda: True) -> Embeddings | None:
        """Return the embeddings; what was made is kept, however it ends.

        Returns:
            `None` where the model fails, which is said in the log, or they are no longer wanted.
        """
        semantics, total = self._semantics, len(self.missing)
        for start in range(0, total, _AT_ONCE):
            semantics.progress(start, total)
            batch = self.missing[start : start + _AT_ONCE]
            try:
                vectors = semantics.embedder.passages(batch)
                self._cache.add(batch, _checked(semantics.embedder, vectors, len(batch)))
            except EmbedderFault as fault:
                log.warning("%s", fault)
                return None
            if not wanted():
                return None
        if total:
            semantics.progress(total, total)
        return Embeddings.of(self._cache.settle(self._texts))


def passage_text(fact: Fact) -> str:
    """Return what is embedded of a fact: its words under the titles that they stand below."""
    cited = fact.citation
    above = dict.fromkeys((cited.title, *cited.headings, *fact.introductions, *fact.names))
    above.pop(fact.text, None)
    texts = ("\n".join(above)[:_LONGEST], fact.text[:_LONGEST])
    return fold("\n".join(texts)).text.strip()


def _checked(embedder: Embedder, vectors: Vectors, count: int) -> Vectors:
    """Return embeddings that are as long as they are said to be.

    Raises:
        EmbedderFault: They are not.
    """
    if vectors.shape != (count, embedder.dimension):
        raise NoEmbeddings(vectors)
    lengths = np.linalg.norm(vectors, axis=1)
    # Half precision moves a length by less; what is no number is near nothing.
    if not np.all(np.abs(lengths - 1) < 0.01):  # noqa: PLR2004
        raise NoEmbeddings(vectors)
    return vectors
