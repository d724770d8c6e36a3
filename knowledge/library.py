"""Editions of knowledge: what is served, and the one place where that changes.

An edition is built aside from a folder of articles and never changes; `Library` holds the one
that serves. A load that fails leaves it alone.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path
from types import MappingProxyType

from knowledge.compiled import Place, join
from knowledge.constraints import places
from knowledge.errors import NoArticles
from knowledge.fields import Fields, build_fields, joined_facts
from knowledge.language import Language
from knowledge.model import Document, Fact, Problem
from knowledge.passages import compile_facts
from knowledge.quotation import shown
from knowledge.readers import MAX_BYTES, READERS
from knowledge.segment import segment
from knowledge.semantic import Meaning, Semantics
from knowledge.shelf import Shelf, read_shelf
from knowledge.terms import Analyzer
from knowledge.views import Views
from knowledge.words import Cutter


@dataclass(frozen=True, slots=True)
class Edition:
    """What is served: articles, their facts, and how they are found."""

    documents: Mapping[str, Document] = field(repr=False)
    """By name, in the order of their names."""
    fields: Fields = field(repr=False)
    views: Views = field(repr=False)
    """The facts, cut up for ranking."""
    analyzer: Analyzer = field(repr=False)
    places: Mapping[str, frozenset[str]] = field(repr=False)
    """For each article the provinces, prefectures and counties that it names anywhere."""
    digest: str
    """Twelve hexadecimal digits that tell articles and language apart from any others."""
    problems: tuple[Problem, ...] = ()
    meaning: Meaning | None = field(default=None, repr=False)
    """Of the facts; `None` without the extra for it, or where its model fails."""

    @property
    def facts(self) -> Sequence[Fact]:
        """All facts, by article and in reading order."""
        return self.fields.facts

    def holds(self, fact: Fact) -> bool:
        """Whether all that is shown of a fact is, character by character, what its file holds."""
        source = self.documents[fact.citation.article].source_text
        return all(piece.stands_in(source) for piece in (fact.piece, *shown(fact)))


def build_edition(
    shelf: Shelf, language: Language, cutter: Cutter, semantics: Semantics | None = None
) -> Edition:
    """Cut and index the articles of a shelf; with `semantics` by what their facts mean too."""
    facts = [fact for document in shelf.documents for fact in segment(document)]
    analyzer = Analyzer(language, cutter)
    fields = build_fields(facts, analyzer)
    return Edition(
        MappingProxyType({document.name: document for document in shelf.documents}),
        fields,
        Views(fields, analyzer),
        analyzer,
        MappingProxyType({document.name: _places(document) for document in shelf.documents}),
        _digest(shelf.documents, language),
        shelf.problems,
        semantics.meaning(facts) if semantics is not None else None,
    )


def renew_edition(
    before: Edition, shelf: Shelf, language: Language, semantics: Semantics | None = None
) -> Edition:
    """Build an edition from one of the same language: only articles that differ are cut anew.

    Args:
        before: Made with `language`.
        shelf: The articles. Those that are as they were have the same document.
        language: What the operator says of words.
        semantics: What compares by meaning; `None`: only words are compared.
    """
    numbers = before.fields.numbers
    same = {
        document.name
        for document in shelf.documents
        if before.documents.get(document.name) == document
    }
    changed = {
        document.name: cut
        for document in shelf.documents
        if document.name not in same and (cut := segment(document))
    }
    places_before = {name: Place(0, number) for name, number in numbers.items() if name in same}
    places_new = {name: Place(1, number) for number, name in enumerate(changed)}
    plan: list[Place] = []
    parts: list[tuple[Sequence[Fact], int, int]] = []
    for document in shelf.documents:
        if place := places_new.get(document.name):
            plan.append(place)
            parts.append((changed[document.name], 0, len(changed[document.name])))
        elif place := places_before.get(document.name):
            plan.append(place)
            parts.append((before.facts, *before.fields.span(place.article)))
    facts = joined_facts(parts)
    gone = [
        tuple(before.facts[slice(*before.fields.span(number))])
        for name, number in numbers.items()
        if name not in same
    ]
    analyzer = before.analyzer
    sources = [before.fields.compiled]
    if changed:
        sources.append(compile_facts(tuple(changed.values()), analyzer))
    compiled = join(sources, plan, compile_facts(gone, analyzer) if gone else None)
    fields = Fields(facts, compiled)
    return Edition(
        MappingProxyType({document.name: document for document in shelf.documents}),
        fields,
        Views(fields, analyzer),
        analyzer,
        MappingProxyType(
            {
                document.name: before.places[document.name]
                if document.name in same
                else _places(document)
                for document in shelf.documents
            }
        ),
        _digest(shelf.documents, language),
        shelf.problems,
        semantics.meaning(facts) if semantics is not None else None,
    )


def _places(document: Document) -> frozenset[str]:
    """Return the places that an article names; not those of links beside it."""
    body = [block.text for block in document.blocks]
    said = (document.place or "", *(entry.piece.text for entry in document.metadata))
    return places("\n".join((*body, *said)))


def _digest(documents: Sequence[Document], language: Language) -> str:
    told = (
        [
            (document.name, document.sha256, *astuple(document.particulars))
            for document in documents
        ],
        language.words,
        sorted(language.stop_words),
        sorted(language.written.items()),
        sorted(language.asked.items()),
    )
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:12]


class Library:
    """The edition that serves; the one thing in the program that changes."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    @property
    def edition(self) -> Edition:
        """What serves now; a question keeps the one that it started with."""
        return self._edition

    def swap(self, edition: Edition) -> None:
        """Let another edition serve from now on."""
        self._edition = edition


def load_edition(
    folder: Path,
    language: Language,
    cutter: Cutter,
    *,
    max_bytes: int = MAX_BYTES,
    progress: Callable[[Path], None] = lambda _: None,
    semantics: Semantics | None = None,
) -> Edition:
    """Build an edition from a folder of articles.

    Args:
        folder: See `read_shelf`, likewise `max_bytes` and `progress`.
        language: What the operator says of words.
        cutter: Made by it.
        max_bytes: Of one file.
        progress: Called with each file.
        semantics: What compares by meaning; `None`: only words are compared.

    Raises:
        NoArticles: The folder holds none that can be read.
    """
    shelf = read_shelf(folder, max_bytes=max_bytes, progress=progress)
    if not shelf.documents:
        raise NoArticles(folder, tuple(READERS), shelf.problems)
    return build_edition(shelf, language, cutter, semantics)
