"""The articles of an edition as a table of contents, down to the facts."""

from bisect import bisect_left
from dataclasses import dataclass

from knowledge.library import Edition
from knowledge.model import Fact


@dataclass(frozen=True, slots=True)
class SectionOfFacts:
    """What stands under the same headings."""

    headings: tuple[str, ...]
    """Outermost first; none before the first one."""
    positions: tuple[int, ...]
    """Of its facts in the edition, in reading order."""


@dataclass(frozen=True, slots=True)
class ArticleOfSections:
    """An article and what it consists of."""

    name: str
    """Key of `Edition.documents`."""
    title: str
    sections: tuple[SectionOfFacts, ...]
    """In reading order; none without a fact."""


def contents(edition: Edition) -> tuple[ArticleOfSections, ...]:
    """Return the contents of an edition, in the order of its articles.

    What a page says of its article (author, source, date) is in no section: it is shown with every
    quotation.
    """
    found: dict[str, dict[tuple[str, ...], list[int]]] = {name: {} for name in edition.documents}
    for position, fact in enumerate(edition.facts):
        if not fact.kind.of_article:
            sections = found[fact.citation.article]
            sections.setdefault(fact.citation.headings, []).append(position)
    return tuple(
        ArticleOfSections(
            name,
            edition.documents[name].title,
            tuple(SectionOfFacts(headings, tuple(each)) for headings, each in sections.items()),
        )
        for name, sections in found.items()
    )


def position_of(edition: Edition, fact: Fact) -> int:
    """Return where in an edition's facts, which are in reading order, a fact is.

    Of neighbours that were joined (`knowledge.joining`) it is where the first one is.

    Raises:
        ValueError: It is not there.
    """
    order = {name: number for number, name in enumerate(edition.documents)}

    def place(other: Fact) -> tuple[int, int]:
        return order[other.citation.article], other.piece.start

    first = bisect_left(edition.facts, place(fact), key=place)
    begins = None
    for position in range(first, len(edition.facts)):
        other = edition.facts[position]
        if place(other) != place(fact):
            break
        if (other.piece, other.kind) == (fact.piece, fact.kind):
            return position
        if fact.text.startswith(other.text):
            begins = position
    if begins is None:
        message = f"no fact of this edition: {fact.text[:20]}"
        raise ValueError(message)
    return begins
