"""Articles and facts that are there twice, or nearly.

Articles are compared by sketches (A. Broder, On the resemblance and containment of documents,
1997): of the hashes of all runs of a few characters the least are kept; the share that two sketches
have in common estimates the share that the articles do. Facts are compared by what is left of them
without punctuation, with 0 for each figure: those that are the same but for their figures, in
different articles, are what a citizen should not get two answers from.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from knowledge.disagreement import figures_of, without_figures
from knowledge.model import Document, Fact

_RUN = 5
"""Characters: two to three words, rarely the same by chance."""
_SKETCH = 200
"""Hashes: the estimate is off by at most 0.07, two times out of three by 0.035 (binomial)."""
_ALIKE = 0.7
"""Share of common runs: a revised edition of a law is above, another city's article below."""
_MOST_SHARED = 50
"""Articles that share a run or a fact; more is a form letter, and every pair would be told."""

# Articles that are each compared with all at once; more are counted together.
_FEW = 50

_IGNORED = re.compile(r"[\W_]+")


FactsOf = Callable[[str], Sequence[Fact]]
"""Gives the facts of an article, by its name."""


@dataclass(frozen=True, slots=True)
class AlikeArticles:
    """Two articles with much the same text."""

    first: str
    second: str
    likeness: float
    """0..1, the share of runs of characters that both have of those that either has; 1: the same
    text."""


@dataclass(frozen=True, slots=True)
class AlikeFacts:
    """Facts of different articles that say the same, or the same but for figures."""

    facts: tuple[Fact, ...]
    """One of each article, in the order of the articles."""
    differ: bool
    """Whether their figures do."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is compared of an article."""

    sketch: NDArray[np.uint64]
    facts: NDArray[np.uint64]
    """A hash of what is left of each fact that says enough, each once, in reading order."""
    places: NDArray[np.int64]
    """Which of the article's facts these are, counted from 0."""

    @classmethod
    def of(cls, document: Document, facts: Sequence[Fact]) -> "_Seen":
        """Look at an article."""
        told: dict[int, int] = {}
        for place, fact in enumerate(facts):
            if (left := without_figures(fact)) is not None:
                told.setdefault(_hash(left), place)
        return cls(
            _sketch("".join(block.text for block in document.blocks)),
            np.array([*told], dtype=np.uint64),
            np.array([*told.values()], dtype=np.int64),
        )


class Duplicates:
    """Finds what is there twice; remembers articles, so that only those that changed cost time."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], _Seen] = {}
        """By name and SHA-256."""

    def find(
        self,
        documents: Mapping[str, Document],
        facts_of: FactsOf,
        among: frozenset[str] | None = None,
    ) -> tuple[tuple[AlikeArticles, ...], tuple[AlikeFacts, ...]]:
        """Return pairs of articles, the most alike first, and facts, contradictions first.

        An article that has been replaced is compared with none: that it is alike is known.

        Args:
            documents: All articles by name.
            facts_of: Gives the facts of an article, by its name.
            among: Only what concerns one of these articles; `None`: all.
        """
        seen = self.look(documents, facts_of)
        return _alike_articles(seen, among), _alike_facts(seen, facts_of, among)

    def look(self, documents: Mapping[str, Document], facts_of: FactsOf) -> Mapping[str, _Seen]:
        """Look at articles that have not been seen yet; return what is compared of each, by name.

        Args:
            documents: All articles by name.
            facts_of: Gives the facts of an article, by its name.
        """
        held = {
            (document.name, document.sha256): document
            for document in documents.values()
            if document.replaced_by is None
        }
        self._seen = {
            key: self._seen.get(key) or _Seen.of(document, facts_of(document.name))
            for key, document in held.items()
        }
        return {name: self._seen[name, sha256] for name, sha256 in held}


def _alike_articles(
    seen: Mapping[str, _Seen], among: frozenset[str] | None
) -> tuple[AlikeArticles, ...]:
    few = among is not None and len(among) <= _FEW
    shared = _shared_with(seen, among or frozenset()) if few else _shared(seen)
    found = []
    for (one, other), count in shared.items():
        if among is not None and one not in among and other not in among:
            continue
        sketches = seen[one].sketch, seen[other].sketch
        # Of the hashes of two sketches that are alike, most are common.
        if count >= _ALIKE * _ALIKE * min(map(len, sketches)):
            likeness = _likeness(*sketches)
            if likeness >= _ALIKE:
                found.append(AlikeArticles(one, other, likeness))
    return tuple(sorted(found, key=lambda pair: (-pair.likeness, pair.first, pair.second)))


def _shared(seen: Mapping[str, _Seen]) -> Counter[tuple[str, str]]:
    """Count the hashes that each two articles share."""
    holders: dict[int, list[str]] = {}
    for name, article in seen.items():
        for value in article.sketch.tolist():
            holders.setdefault(value, []).append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if 1 < len(names) <= _MOST_SHARED:
            shared.update(combinations(names, 2))
    return shared


def _shared_with(seen: Mapping[str, _Seen], among: frozenset[str]) -> Counter[tuple[str, str]]:
    """Count the hashes that each of a few articles shares with each other one."""
    names = tuple(seen)
    numbers = {name: number for number, name in enumerate(names)}
    sketches = [article.sketch for article in seen.values()]
    values = np.concatenate([np.zeros(0, dtype=np.uint64), *sketches])
    owners = np.repeat(np.arange(len(names)), list(map(len, sketches)))
    shared: Counter[tuple[str, str]] = Counter()
    for name in among & seen.keys():
        common = np.bincount(owners[np.isin(values, seen[name].sketch)], minlength=len(names))
        for other in np.flatnonzero(common).tolist():
            if other != numbers[name]:
                first, second = sorted((other, numbers[name]))
                shared[names[first], names[second]] = int(common[other])
    return shared


def _alike_facts(
    seen: Mapping[str, _Seen], facts_of: FactsOf, among: frozenset[str] | None
) -> tuple[AlikeFacts, ...]:
    names = tuple(seen)
    hashes = np.concatenate([np.zeros(0, dtype=np.uint64), *(each.facts for each in seen.values())])
    places = np.concatenate([np.zeros(0, dtype=np.int64), *(each.places for each in seen.values())])
    owners = np.repeat(np.arange(len(names)), [len(each.facts) for each in seen.values()])
    groups: dict[int, list[Fact]] = {}
    for entry in np.flatnonzero(_held_by_several(hashes, owners, names, among)).tolist():
        fact = facts_of(names[owners[entry]])[places[entry]]
        groups.setdefault(int(hashes[entry]), []).append(fact)
    found = [
        AlikeFacts(tuple(facts), len({figures_of(fact.text) for fact in facts}) > 1)
        for facts in groups.values()
    ]
    return tuple(sorted(found, key=lambda alike: not alike.differ))


def _held_by_several(
    hashes: NDArray[np.uint64],
    owners: NDArray[np.int64],
    names: Sequence[str],
    among: frozenset[str] | None,
) -> NDArray[np.bool_]:
    """Return which facts other articles have too, not too many, and one of some articles."""
    asked = hashes
    if among is not None:
        is_asked = np.array([name in among for name in names], dtype=np.bool_)
        asked = hashes[is_asked[owners]]
    held = np.isin(hashes, asked)
    values, counts = np.unique(hashes[held], return_counts=True)
    several: NDArray[np.bool_] = np.isin(hashes, values[(counts > 1) & (counts <= _MOST_SHARED)])
    return several


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


# Odd multipliers spread neighbouring characters over 64 bits (D. Knuth, TAOCP 3, 6.4).
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


def _sketch(text: str) -> NDArray[np.uint64]:
    """Return the least hashes of the runs of a text, ascending, each once."""
    plain = _IGNORED.sub("", unicodedata.normalize("NFKC", text).lower())
    codes = np.frombuffer(plain.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    if len(codes) < _RUN:
        return np.zeros(0, dtype=np.uint64)
    hashes = np.zeros(len(codes) - _RUN + 1, dtype=np.uint64)
    for offset in range(_RUN):
        hashes = hashes * _SPREAD + codes[offset : offset + len(hashes)]
    hashes ^= hashes >> np.uint64(31)
    hashes *= _MIX
    hashes ^= hashes >> np.uint64(29)
    least: NDArray[np.uint64] = np.unique(hashes)[:_SKETCH]
    return least


def _likeness(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> float:
    """Estimate the share of common runs from the least hashes of both together."""
    least = np.union1d(one, other)[:_SKETCH]
    common = np.isin(least, one, assume_unique=True) & np.isin(least, other, assume_unique=True)
    return float(common.sum() / max(len(least), 1))
