"""A question to an answer: what is quoted, or nothing where the articles do not say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.constraints import about_years, of_place, of_year, places
from knowledge.evidence import may_answer
from knowledge.fields import FieldName
from knowledge.key import key_span
from knowledge.library import Edition
from knowledge.model import Answer, Fact, Hit, Ranked
from knowledge.question import WEIGHT_OF_PREVIOUS, Coverage, Question, coverage, understand
from knowledge.ranker import candidates, rank, shipped_weights
from knowledge.terms import Term

MOST_FACTS = 3
"""More do not fit on a phone's screen; the contract of the command line says so too."""

# A further fact whose score is below this share of the first one's is about something else.
_WORTH_SHOWING = 0.6
# A fact that takes the place of a better one, which cannot be the answer, is nearly as good.
_STEPS_IN = 0.8


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers questions from an edition."""

    threshold: float
    """Confidence from which on facts are given as an answer, 0..1."""

    def answer(self, edition: Edition, text: str, previous: Sequence[str] = ()) -> Answer:
        """Return what the articles say.

        Args:
            edition: What is served.
            text: The question as it was written.
            previous: Earlier questions of the conversation, oldest first.
        """
        question = understand(text, previous, edition.analyzer)
        found = candidates(edition.fields, edition.views, text, question.asked)
        hits = rank(found, shipped_weights())
        ranked = tuple(_ranked(edition, question, _allowed(edition, text, hits)))
        confidence = _confidence(edition, question, ranked)
        if ranked and confidence >= self.threshold:
            least = ranked[0].score * _WORTH_SHOWING
            facts = tuple(entry for entry in ranked if entry.score >= least)
            return Answer(text, facts, confidence, edition=edition.digest)
        nearest = tuple(_ranked(edition, question, hits))
        return Answer(text, (), confidence, nearest, edition.digest)


def _allowed(edition: Edition, text: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the facts that may answer: of the places and years named, and with what must be seen.

    Articles that never name the place asked about are left aside. Within the rest, where the best
    fact is of another year or lacks what an answer must show, one nearly as good may step in; if
    there is none, what is left is about something else.
    """
    asked, wanted = places(text), about_years(text)
    there = [
        hit
        for hit in hits
        if of_place(asked, edition.places[edition.facts[hit.position].citation.article])
    ]
    least = _STEPS_IN * max((hit.score for hit in there), default=0.0)
    kept = [hit for hit in there if _shows(edition.facts[hit.position], text, wanted)]
    return tuple(kept) if kept and kept[0].score >= least else ()


def _shows(fact: Fact, text: str, wanted: frozenset[str]) -> bool:
    said = "\n".join((*fact.introductions, fact.text))
    return of_year(fact, wanted) and may_answer(text, said)


def _ranked(edition: Edition, question: Question, hits: Iterable[Hit]) -> Iterator[Ranked]:
    """Yield the best facts, none with the same words as one before, each proved by its file."""
    seen: set[str] = set()
    for hit in hits:
        fact = edition.facts[hit.position]
        if fact.text in seen or not edition.holds(fact):
            continue
        seen.add(fact.text)
        matched = _matched(edition, question, fact)
        yield Ranked(fact, hit.score, matched, key_span(question.text, fact.text, matched))
        if len(seen) == MOST_FACTS:
            return


def _matched(edition: Edition, question: Question, fact: Fact) -> tuple[tuple[int, int], ...]:
    """Return the spans of a fact that the question named, single characters left out."""
    named = set(question.asked.grams) | set(question.asked.words)
    terms = edition.analyzer.passage(fact.text)
    spans = sorted(
        (term.start, term.end)
        for term in (*terms.words, *terms.grams)
        if term.text in named and _tells(term)
    )
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _tells(term: Term) -> bool:
    return len(term.text) > 1


def _confidence(edition: Edition, question: Question, ranked: Sequence[Ranked]) -> float:
    """Return which share of the question the first fact accounts for with its surroundings."""
    if not ranked:
        return 0.0
    fact = ranked[0].fact
    around = (
        fact.text,
        *fact.names,
        fact.sentence.text,
        *fact.introductions,
        *fact.citation.headings,
        fact.citation.title,
    )
    held = frozenset(term.text for term in edition.analyzer.passage("\n".join(around)).grams)
    index = edition.fields[FieldName.CONTEXT].grams

    def rarity(term: str) -> float:
        return index.rarity(term) if term in index else index.highest_rarity

    own = coverage(question.terms.grams, held, rarity)
    earlier = coverage(question.taken_up.grams, held, rarity)
    weight = WEIGHT_OF_PREVIOUS
    return Coverage(own.held + weight * earlier.held, own.total + weight * earlier.total).share
