"""Terms to the ten best facts, ours and others', each question asked of all in turn."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.fields import Fields
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
    postings: float
    """Of a question's terms, on average."""
    limit: float
    """Seconds to read them at the speed of memory, the median question's."""
    times: Mapping[str, Times]
    """By engine."""
    building: Mapping[str, float]
    """Seconds to build each peer's index."""


def searched(fields: Fields, questions: Sequence[Mapping[str, float]]) -> Searched:
    """Ask all engines.

    Args:
        fields: Of an edition.
        questions: The grams of each.
    """
    corpus = Corpus.of(fields)
    facts = len(fields.article)
    engines, building = [(OURS, OURS.build(corpus))], {}
    for engine in installed(facts):
        begin = time.process_time()
        engines.append((engine, engine.build(corpus)))
        building[engine.name] = time.process_time() - begin
    asked = [_known(fields, question) for question in questions]
    seconds: dict[str, list[float]] = {engine.name: [] for engine, _ in engines}
    for number, (ours, theirs) in enumerate(asked):
        for engine, search in engines:
            if number < engine.questions and ours:
                terms = ours if engine is OURS else theirs
                begin = time.process_time()
                search(terms)
                seconds[engine.name].append(time.process_time() - begin)
    postings = [_postings(fields, ours) for ours, _ in asked]
    return Searched(
        facts,
        float(np.mean(postings)),
        float(np.median(postings)) * _POSTING / _bytes_a_second(),
        {name: Times.of(found) for name, found in seconds.items()},
        building,
    )


def _known(
    fields: Fields, question: Mapping[str, float]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the terms that stand anywhere, and the names that peers know them by."""
    numbers = [(term, fields.vocabulary.number(term, Kind.GRAMS)) for term in question]
    known = [(term, f"t{number}") for term, number in numbers if number >= 0]
    return tuple(term for term, _ in known), tuple(name for _, name in known)


def _postings(fields: Fields, terms: Sequence[str]) -> int:
    from knowledge.fields import FieldName

    index = fields[FieldName.FACT].grams
    return sum(index.frequency(term) for term in terms)


def _bytes_a_second() -> float:
    numbers = np.ones(_READ // 4, dtype=np.float32)
    seconds = []
    for _ in range(9):
        begin = time.process_time()
        numbers.sum()
        seconds.append(time.process_time() - begin)
    return _READ / float(np.median(seconds))


__all__ = ["Engine", "Searched", "searched"]
