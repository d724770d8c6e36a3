"""The table of how near words are in meaning, from a model that gives directions to texts."""

import numpy as np

from knowledge.language import Language
from knowledge.query import Vector
from knowledge.relatedness import LENGTHS, Relatedness, quantized
from knowledge.semantic import Embedder
from knowledge.words import frequent_words

WORDS = 44_000
"""Of the dictionary, the most frequent: 4 MB, and what offices and those who ask them say; beyond
come names of persons and places. A word takes 15 ms of one core to embed."""

DIMENSION = 96
"""Of 384; what the others tell of words alone is little."""

_SHARED = 2
"""The first components that are left out: all words share them, whatever they mean (Mu and
Viswanath, "All-but-the-top", 2018)."""

_SAMPLE = 12_000
"""The most frequent words, from which the components are taken."""

_AT_ONCE = 512


def relate(language: Language, embedder: Embedder) -> Relatedness:
    """Return the table of frequent words and of those that the operator's synonyms name.

    Args:
        language: Names the synonyms.
        embedder: Gives the directions.

    Raises:
        EmbedderFault: The model fails.
    """
    named = sorted({*language.written, *language.asked})
    frequent = frequent_words(WORDS, LENGTHS)
    words = list(dict.fromkeys((*frequent, *(word for word in named if len(word) in LENGTHS))))
    parts = [
        np.asarray(embedder.passages(words[start : start + _AT_ONCE]), np.float64)
        for start in range(0, len(words), _AT_ONCE)
    ]
    return quantized(words, reduced(np.concatenate(parts), DIMENSION))


def reduced(vectors: Vector, dimension: int) -> Vector:
    """Return the principal components of vectors but for the first, each row of length 1.

    Args:
        vectors: [words, dimension], the most frequent word first.
        dimension: How many components to keep.
    """
    sample = vectors[:_SAMPLE]
    mean = sample.mean(axis=0)
    _, _, components = np.linalg.svd(sample - mean, full_matrices=False)
    kept = (vectors - mean) @ components[_SHARED : _SHARED + dimension].T
    length = np.linalg.norm(kept, axis=1, keepdims=True)
    return np.asarray(np.divide(kept, length, out=np.zeros_like(kept), where=length > 0))
