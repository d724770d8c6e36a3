"""Terms to the ten best facts, ours and others', each question asked of all in turn."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.fields import Fields
from knowledge.index import Index
from knowledge.vocabulary import Kind
from tests.benchmarks.engines import OURS, Corpus, Engine, installed
from tests.benchmarks.times import Times

_POSTING = 8
"""Bytes that engines keep of a posting: a position and what it adds, in single precision."""
_READ = 1 << 26
"""Bytes that are read to see how fast memory is: more than any cache holds."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What searching took."""

    facts: int
    terms: float
    """Of a question, the median one's."""
    postings: float
    """Of a question's terms, likewise."""
    limit: float
    """Seconds to read them at the speed of memory, the median question's."""
    times: Mapping[str, Times]
    """By engine."""
    building: Mapping[str, float]
    """Seconds to build each peer's index."""


def searched(fields: Fields, kind: Kind, questions: Sequence[Mapping[str, float]]) -> Searched:
    """Ask all engines.

    Args:
        fields: Of an edition.
        kind: Of the terms.
        questions: The terms of each.
    """
    corpus = Corpus.of(fields, kind)
    facts = corpus.size
    engines, building = [(OURS, OURS.build(corpus))], {}
    for engine in installed(len(corpus.terms)):
        begin = time.process_time()
        engines.append((engine, engine.build(corpus)))
        building[engine.name] = time.process_time() - begin
    asked = [_known(corpus.index, question) for question in questions]
    seconds: dict[str, list[float]] = {engine.name: [] for engine, _ in engines}
    for number, (ours, theirs) in enumerate(asked):
        for engine, search in engines:
            if number < engine.questions and ours:
                terms = ours if engine is OURS else theirs
                begin = time.process_time()
                search(terms)
                seconds[engine.name].append(time.process_time() - begin)
    postings = [sum(map(corpus.index.frequency, ours)) for ours, _ in asked]
    return Searched(
        facts,
        float(np.median([len(ours) for ours, _ in asked])),
        float(np.median(postings)),
        float(np.median(postings)) * _POSTING / _bytes_a_second(),
        {name: Times.of(found) for name, found in seconds.items()},
        building,
    )


def _known(index: Index, question: Mapping[str, float]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the terms that stand anywhere, and the names that peers know them by."""
    numbers = [(term, index.vocabulary.number(term, index.kind)) for term in question]
    known = [(term, f"t{number}") for term, number in numbers if number >= 0]
    return tuple(term for term, _ in known), tuple(name for _, name in known)


def _bytes_a_second() -> float:
    numbers = np.ones(_READ // 4, dtype=np.float32)
    seconds = []
    for _ in range(9):
        begin = time.process_time()
        numbers.sum()
        seconds.append(time.process_time() - begin)
    return _READ / float(np.median(seconds))


__all__ = ["Engine", "Searched", "searched"]
