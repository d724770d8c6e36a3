"""What an edition says of each article, as records in a file.

What is the same as in an earlier file is copied from there: of a thousand articles of which one has
changed, 999 are neither looked at nor packed again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from knowledge.compiled import Space
from knowledge.library import Edition
from knowledge.mapped import Mapped
from knowledge.model import Citation, Fact, FactKind
from knowledge.piece import Piece
from knowledge.records import pack

FACT = tuple[
    Piece, Piece | None, tuple[str, ...], int, FactKind, tuple[Piece, ...], tuple[str, ...]
]
"""What a fact says beyond its article's citation."""

Packed = tuple[NDArray[np.uint8], NDArray[np.int64]]
"""Records one after another, and where each ends."""


class Known:
    """What an earlier file says of articles that are the same.

    Args:
        mapped: The file; `None`: there is none.
        documents: The number of each of these articles among all, by name.
        facts: Likewise among those that have facts.
    """

    def __init__(
        self,
        mapped: Mapped | None = None,
        documents: Mapping[str, int] = MappingProxyType({}),
        facts: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self._mapped, self._documents, self._facts = mapped, documents, facts

    @classmethod
    def of(cls, mapped: Mapped, earlier: Edition, edition: Edition) -> "Known":
        """Compare an edition with the earlier one that a file holds."""
        numbers = {
            name: number
            for number, (name, document) in enumerate(earlier.documents.items())
            if edition.documents.get(name) == document
        }
        facts = {name: number for name, number in earlier.fields.numbers.items() if name in numbers}
        return cls(mapped, numbers, facts)

    def record(self, kind: str, name: str) -> Packed | None:
        """Return what is told once of an article; `None` where it is not the same."""
        number = (self._facts if kind == "citations" else self._documents).get(name)
        return None if number is None else self._part(kind, number, number + 1)

    def facts(self, name: str) -> Packed | None:
        """Return the facts of an article; `None` where it is not the same."""
        number = self._facts.get(name)
        if self._mapped is None or number is None:
            return None
        starts = self._mapped[f"starts.{Space.FACT}"]
        return self._part("facts", int(starts[number]), int(starts[number + 1]))

    def _part(self, kind: str, first: int, last: int) -> Packed | None:
        if self._mapped is None:
            return None
        data, ends = self._mapped[kind], self._mapped[f"{kind}.ends"]
        begin = int(ends[first - 1]) if first else 0
        return data[begin : int(ends[last - 1])], ends[first:last] - begin


def records_of(edition: Edition, known: Known) -> Mapping[str, Packed]:
    """Return all records of an edition, by their kind."""
    names = tuple(edition.documents)
    citations = tuple(_citations(edition))
    return {
        "facts": _joined(
            known.facts(citation.article) or _facts(edition, citation.article)
            for citation in citations
        ),
        "citations": _joined(
            known.record("citations", citation.article) or _together([pack(citation)])
            for citation in citations
        ),
        "documents": _joined(
            known.record("documents", name) or _together([pack(document)])
            for name, document in edition.documents.items()
        ),
        "places": _joined(
            known.record("places", name) or _together([pack(edition.places[name])])
            for name in names
        ),
        "names": _together([pack(names)]),
    }


def _together(packed: Iterable[bytes]) -> Packed:
    parts = list(packed)
    ends = np.cumsum(np.fromiter(map(len, parts), dtype=np.int64, count=len(parts)))
    return np.frombuffer(b"".join(parts), dtype=np.uint8), ends


def _joined(packed: Iterable[Packed]) -> Packed:
    parts = [(np.zeros(0, dtype=np.uint8), np.zeros(0, dtype=np.int64)), *packed]
    begins = np.append(0, np.cumsum([len(data) for data, _ in parts]))
    ends = [end + begin for (_, end), begin in zip(parts, begins, strict=False)]
    return np.concatenate([data for data, _ in parts]), np.concatenate(ends)


def _facts(edition: Edition, article: str) -> Packed:
    return _together(map(_packed_fact, edition.fields.facts_of(article)))


def _packed_fact(fact: Fact) -> bytes:
    cited = fact.citation
    sentence = None if fact.sentence == fact.piece else fact.sentence
    return pack(
        (fact.piece, sentence, cited.headings, cited.line, fact.kind, fact.introduction, fact.names)
    )


def _citations(edition: Edition) -> Iterator[Citation]:
    """Yield for each article with facts what its facts' citations share."""
    for first in edition.fields.first_of_article[:-1].tolist():
        yield replace(edition.facts[first].citation, headings=(), line=0)
