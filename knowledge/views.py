"""Facts as the ranking features see them; made when first looked at, and kept."""

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.expectation import Figure, figures
from knowledge.fields import Fields
from knowledge.normal import fold
from knowledge.terms import Analyzer

_CLAUSE = re.compile(r"[^，,。；;：:！!？?\n\t、（）()]+")

# Views of the facts that are asked for most: 4,096 take some 10 MB.
_KEPT = 4096


@dataclass(frozen=True, slots=True)
class View:
    """A fact, cut up for comparison."""

    text: str
    """In the form of `normal.fold`."""
    grams: frozenset[str]
    clauses: tuple[frozenset[str], ...]
    """The grams of what stands between punctuation marks."""
    figures: tuple[Figure, ...]
    before: frozenset[str]
    """The grams of the fact before it in its article; none for the first."""
    title: frozenset[str]
    """The grams of its article's title."""


class Views:
    """The views of an edition's facts; safe to use from several threads."""

    def __init__(self, fields: Fields, analyzer: Analyzer) -> None:
        self._fields = fields
        self._analyzer = analyzer
        self._view = lru_cache(_KEPT)(self._make)
        self._grams = lru_cache(_KEPT)(self._make_grams)

    def __getitem__(self, position: int) -> View:
        return self._view(position)

    def _make(self, position: int) -> View:
        fact = self._fields.facts[position]
        text = fold(fact.text).text
        return View(
            text,
            self._grams(fact.text),
            tuple(self._analyzer.gram_set(part.group()) for part in _CLAUSE.finditer(text)),
            figures(text),
            self._before(position),
            self._grams(fact.citation.title),
        )

    def _before(self, position: int) -> frozenset[str]:
        facts, article = self._fields.facts, self._fields.article
        if position == 0 or article[position - 1] != article[position]:
            return frozenset()
        return self._grams(facts[position - 1].text)

    def _make_grams(self, text: str) -> frozenset[str]:
        return self._analyzer.gram_set(fold(text).text)
