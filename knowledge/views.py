"""Facts as the ranking sees them; made when first looked at, and kept."""

from dataclasses import dataclass
from functools import lru_cache

from knowledge.expectation import Figure, figures
from knowledge.fields import Fields
from knowledge.model import FactKind
from knowledge.normal import fold
from knowledge.terms import Analyzer

# Views of the facts that are asked for most: 4,096 take some 10 MB.
_KEPT = 4096


@dataclass(frozen=True, slots=True)
class View:
    """A fact and what stands around it; all texts in the form of `normal.fold`."""

    text: str
    said: str
    """The fact with what introduces it."""
    marks: frozenset[str]
    """The numbers and concepts that it names; see `knowledge.terms`."""
    sentence: str
    before: str
    """The fact before it in its article; empty for the first."""
    after: str
    """The fact after it; empty for the last."""
    around: str
    """What introduces it, the titles above it, and the words by which it may be asked for."""
    marks_around: frozenset[str]
    title: str
    """Of its article."""
    figures: tuple[Figure, ...]
    place: int
    """In its article, counted from 0."""
    kind: FactKind


class Views:
    """The views of an edition's facts; safe to use from several threads."""

    def __init__(self, fields: Fields, analyzer: Analyzer) -> None:
        self._fields = fields
        self._analyzer = analyzer
        self._view = lru_cache(_KEPT)(self._make)
        self._text = lru_cache(_KEPT)(self._fold)

    def __getitem__(self, position: int) -> View:
        return self._view(position)

    def _make(self, position: int) -> View:
        fact = self._fields.facts[position]
        text = self._text(position)
        cited = fact.citation
        around = fold("\n".join((*fact.introductions, *fact.names, *cited.headings))).text
        title = fold(cited.title).text
        introduced = "\n".join((*fact.introductions, fact.text))
        start, end = self._fields.span(int(self._fields.article[position]))
        return View(
            text,
            fold(introduced).text if fact.introductions else text,
            self._analyzer.marks(text),
            text if fact.sentence == fact.piece else fold(fact.sentence.text).text,
            self._text(position - 1) if position > start else "",
            self._text(position + 1) if position + 1 < end else "",
            f"{around}\n{title}",
            self._analyzer.marks(f"{around}\n{title}"),
            title,
            figures(text),
            position - start,
            fact.kind,
        )

    def _fold(self, position: int) -> str:
        return fold(self._fields.facts[position].text).text
