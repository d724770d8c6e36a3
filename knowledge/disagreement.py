"""Articles that do not say the same: one that took another's place, and two that contradict.

Facts are compared by what is left of them without punctuation, with 0 for each figure. What is the
same but for its figures is one thing of which two articles tell different figures.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from knowledge.asking.statement import claim_spans
from knowledge.constraints import own_place, places_asked, years
from knowledge.library import Edition
from knowledge.model import Citation, Document, Fact, Hit
from knowledge.normal import fold
from knowledge.question import Question

_LEAST_TEXT = 12
"""Characters of a fact; shorter ones (办理时间, 免费) stand in many articles rightly."""
_LEAST_LEFT = 8
"""Characters of it without punctuation and with one for each figure; less is a telephone number."""

_IGNORED = re.compile(r"[\W_]+")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def without_figures(fact: Fact) -> str | None:
    """Return what is left of a fact to compare; `None` where it says too little."""
    if len(fact.text) < _LEAST_TEXT or fact.kind.of_article:
        return None
    plain = unicodedata.normalize("NFKC", fact.text).lower()
    left = _IGNORED.sub("", _FIGURE.sub("0", plain))
    return left if len(left) >= _LEAST_LEFT else None


def figures_of(text: str) -> tuple[str, ...]:
    """Return the figures of a text, in order."""
    return tuple(_FIGURE.findall(unicodedata.normalize("NFKC", text)))


def in_force_first(
    edition: Edition, question: Question, hits: Sequence[Hit], today: dt.date, within: float
) -> tuple[Hit, ...]:
    """Return hits with that of an article in force before that of the one whose place it takes.

    An article that is over, and of which nobody says what replaces it, gives way to one that says
    the same with other figures.

    Args:
        edition: What is served.
        question: What is asked. Where it names the year of the old article, that is what is meant.
        hits: Those that may be the answer, best first.
        today: Decides which articles are over.
        within: How far a hit that comes first may lie behind the best one.
    """
    ordered = list(hits)
    passed: set[str] = set()
    # Each article steps back once, so that two which name each other do not go on for ever.
    while ordered and not _holds(edition.facts[ordered[0].position].citation, today):
        old = edition.facts[ordered[0].position]
        passed.add(old.citation.article)
        better = [
            hit
            for hit in _in_its_place(edition, ordered, old, hits[0].score - within, today)
            if (new := edition.facts[hit.position].citation).article not in passed
            and not _year_is_meant(question, old.citation, new)
        ]
        if not better:
            break
        ordered.remove(better[0])
        ordered.insert(0, better[0])
    return tuple(ordered)


def _in_its_place(
    edition: Edition, hits: Sequence[Hit], old: Fact, least: float, today: dt.date
) -> Iterator[Hit]:
    """Yield the hits that take a fact's place: first what says the same, then the likeliest."""
    alike = _alike(edition, hits, old)
    if old.citation.replaced_by is None:
        for hit in alike:
            if hit.score >= least and _holds(edition.facts[hit.position].citation, today):
                yield hit
        return
    articles = {edition.facts[hit.position].citation.article for hit in hits}
    named = [edition.documents[article] for article in articles]
    successors = _successors(named, edition.documents[old.citation.article])
    # That it says the same is plain however far behind it is: its title may lack what is asked.
    for hit in alike:
        if edition.facts[hit.position].citation.article in successors:
            yield hit
    for hit in hits:
        new = edition.facts[hit.position]
        near = hit.score >= least and new.citation.article in successors
        # When an article was published does not replace what another says.
        if near and new.kind.of_article == old.kind.of_article:
            yield hit


def _successors(documents: Sequence[Document], old: Document) -> set[str]:
    """Return the names of those that replace an article, or one that replaces it."""
    found: set[str] = set()
    waiting = [old]
    while waiting:
        names = {waiting[-1].name, waiting.pop().title}
        for document in documents:
            # Editions of one law have one title, and the new one is not its own successor.
            if document.name not in found | names and not names.isdisjoint(document.replaces):
                found.add(document.name)
                waiting.append(document)
    return found


def _year_is_meant(question: Question, old: Citation, new: Citation) -> bool:
    """Whether a question names the year of an old article, and not that of the new one too."""
    asked = years(question.conditions)
    return bool(asked & _years(old)) and not asked & _years(new)


def _years(cited: Citation) -> frozenset[str]:
    return years(f"{cited.title}\n{cited.date or ''}")


def disagreeing(
    edition: Edition, question: Question, hits: Sequence[Hit], today: dt.date, within: float
) -> tuple[Hit, ...]:
    """Return hits of articles in force that tell different figures of what is asked, newest first.

    None where the question says which it means by a place or year, or where the articles are about
    different places. An article with several such facts (60岁以上100元, 70岁以上200元) cannot be
    compared: which of its figures is meant is not plain.

    Args:
        edition: What is served.
        question: What is asked.
        hits: Those that may be the answer, best first.
        today: Decides which articles are over.
        within: How far a hit may lie behind the first to be told beside it.
    """
    if not hits:
        return ()
    first = edition.facts[hits[0].position]
    # A figure that is claimed makes what holds it five to fifteen times as likely, true or not.
    least = hits[0].score - (2 * within if claim_spans(question.text) else within)
    alike = [
        hit
        for hit in _alike(edition, hits, first)
        if hit.score >= least and _holds(edition.facts[hit.position].citation, today)
    ]
    if hits[0] not in alike or len(alike) == 1:
        return ()
    meant = _meant(edition, question, first)
    alike = [
        hit for hit in alike if _meant(edition, question, edition.facts[hit.position]) == meant
    ]
    alike.sort(key=lambda hit: edition.facts[hit.position].citation.date or "", reverse=True)
    told: dict[tuple[str, ...], Hit] = {}
    for hit in alike:
        told.setdefault(figures_of(edition.facts[hit.position].text), hit)
    if len(told) == 1 or _names_which(edition, question, told.values()):
        return ()
    return tuple(told.values())


def _meant(edition: Edition, question: Question, fact: Fact) -> frozenset[str]:
    """Return the words and figures of a question that a fact with its titles holds.

    Who asks for those of 70 years has not asked for those of 80, and 有效期为5年 of one card is not
    contradicted by 有效期为10年 of another.
    """
    around = (fact.citation.title, *fact.citation.headings, *fact.introductions, fact.text)
    words = {term.text for term in edition.analyzer.passage("\n".join(around)).words}
    named = {word for word in question.asked.words if len(word) > 1 and not figures_of(word)}
    figures = frozenset(figures_of(fact.text)).intersection(figures_of(fold(question.asking).text))
    return figures | (words & named)


def _alike(edition: Edition, hits: Iterable[Hit], fact: Fact) -> list[Hit]:
    """Return the hits that say the same as a fact but for figures, one of each article.

    Articles with several such are left out: none of them is plainly the same.
    """
    bare = without_figures(fact)
    of_article: dict[str, list[Hit]] = {}
    for hit in hits if bare is not None else ():
        other = edition.facts[hit.position]
        if without_figures(other) == bare:
            of_article.setdefault(other.citation.article, []).append(hit)
    return [found[0] for found in of_article.values() if len(found) == 1]


def _holds(cited: Citation, today: dt.date) -> bool:
    return cited.replaced_by is None and not cited.expired(today)


def _names_which(edition: Edition, question: Question, hits: Iterable[Hit]) -> bool:
    """Whether the question's place or year, or the places of the articles, tell them apart."""
    names = [edition.facts[hit.position].citation.article for hit in hits]
    documents = [edition.documents[name] for name in names]
    own = {
        document.place or own_place(f"{document.title}\n{document.source_text}")
        for document in documents
    } - {None}
    return (
        len(own) > 1
        or bool(years(question.conditions))
        or bool(places_asked(question.conditions, [edition.places[name] for name in names]))
    )
