"""A question to an answer: what is quoted, or nothing where the articles do not say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from knowledge.asking.intent import intent_of
from knowledge.asking.metadata import is_meant, metadata_asked, metadata_of
from knowledge.asking.parts import parts_of
from knowledge.asking.reverse import figure_asked
from knowledge.asking.statement import verdict
from knowledge.conditions import STEPS_IN, Conditions, allowed, excluded, related, today
from knowledge.confidence import confidence, decision
from knowledge.constraints import own_place, places_asked
from knowledge.disagreement import disagreeing
from knowledge.explaining import weighed
from knowledge.gathering import gather
from knowledge.library import Edition
from knowledge.model import Answer, Appraisal, Explanation, FactKind, Hit, Intent, Ranked
from knowledge.normal import fold
from knowledge.question import Question
from knowledge.quoting import MOST_FACTS, entry_of, overlap, ranked
from knowledge.ranker import Candidates, candidates, rank, shipped_weights
from knowledge.searching import question_to

# Facts that answer equally well: half as likely at least.
_AS_LIKELY = 0.7
# How sure one can be where what must be seen in an answer is not there.
_LACKING = 0.3
# What is looked up, not searched for, is there or is not: the confidence only leaves room for a
# question that means another thing.
_LOOKED_UP = 0.9
_RATHER_THAN_NOT = 0.5
# Articles among which the one that is spoken of is looked for, likeliest first.
_MOST_ARTICLES = 30


@dataclass(frozen=True, slots=True)
class _Found:
    """What a question finds in an edition."""

    question: Question
    candidates: Candidates
    hits: tuple[Hit, ...]
    """All of them, best first."""
    allowed: tuple[Hit, ...]
    """Those that may be the answer."""
    related: tuple[Hit, ...]
    """Where some may be: others of the place and year asked about, shown behind them."""

    @property
    def shown(self) -> tuple[Hit, ...]:
        """What there is to leaf through."""
        return (*self.allowed, *self.related)


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
        intent = intent_of(text)
        if intent is not Intent.QUESTION:
            return Answer(text, (), 0.0, edition=edition.digest, intent=intent)
        parts = parts_of(text)
        if len(parts) > 1:
            return self._together(edition, text, parts, previous)
        return self._answer(edition, _find(edition, text, previous))

    def ranking(
        self, edition: Edition, text: str, previous: Sequence[str] = ()
    ) -> tuple[Ranked, ...]:
        """Return all candidates that may be the answer, best first; see `answer`."""
        found = _find(edition, text, previous)
        return tuple(ranked(edition, found.question, found.shown, len(found.shown)))

    def offers(self, edition: Edition, text: str, most: int) -> tuple[Ranked, ...]:
        """Return facts to choose from: what answers, then so many of `ranking` at most.

        What answers may be among them again; where nothing answers there is nothing.
        """
        if intent_of(text) is not Intent.QUESTION:
            return ()
        found = _find(edition, text, ())
        is_one = len(parts_of(text)) == 1
        answer = self._answer(edition, found) if is_one else self.answer(edition, text)
        if not answer.facts:
            return ()
        return (*answer.facts, *ranked(edition, found.question, found.shown, most))

    def explain(self, edition: Edition, text: str, previous: Sequence[str] = ()) -> Explanation:
        """Return why a question is answered as it is; see `answer`."""
        found = _find(edition, text, previous)
        speaking = weighed(found.candidates, shipped_weights())
        answering = {hit.position for hit in found.allowed}
        conditions = Conditions.of(edition, found.question, found.hits)
        appraisals = tuple(
            Appraisal(
                entry_of(found.question, edition, edition.facts[hit.position], hit.score),
                speaking[hit.position],
                None
                if hit.position in answering
                else excluded(edition, conditions, edition.facts[hit.position]),
            )
            for hit in found.hits
        )
        return Explanation(
            self.answer(edition, text, previous),
            tuple(found.question.asked.words.items()),
            self.threshold,
            appraisals,
        )

    def _together(
        self, edition: Edition, text: str, parts: Sequence[str], previous: Sequence[str]
    ) -> Answer:
        """Answer several questions, each in the light of those before it."""
        answers: list[Answer] = []
        for place, part in enumerate(parts):
            found = _find(edition, part, (*previous, *parts[:place]))
            answers.append(self._answer(edition, found))
        firsts = {each.facts[0].fact.piece: each.facts[0] for each in answers if each.facts}
        facts = tuple(firsts.values())[:MOST_FACTS]
        return Answer(
            text,
            facts,
            max(each.confidence for each in answers),
            () if facts else answers[0].nearest,
            edition.digest,
            parts=tuple(answers),
        )

    def _answer(self, edition: Edition, found: _Found) -> Answer:
        question = found.question
        about_article = _about_article(edition, found)
        if about_article:
            return self._with_verdict(edition, question, about_article, _LOOKED_UP)
        sure = _confidence(edition, found)
        if found.allowed and figure_asked(fold(question.text).text):
            sure = max(sure, _LOOKED_UP)
        if found.allowed and sure >= self.threshold:
            facts = tuple(ranked(edition, question, found.allowed))
            if together := _together(edition, found, facts):
                return Answer(question.text, together, sure, edition=edition.digest, listed=True)
            readings = _readings(edition, question, facts)
            if len(readings) <= 1:
                apart = disagreeing(edition, question, found.allowed, today(), STEPS_IN)
                told = tuple(ranked(edition, question, apart)) if len(apart) > 1 else ()
                if len(told) > 1:
                    answer = self._with_verdict(edition, question, told, sure)
                    return replace(answer, disagreeing=True)
            if found.related:
                facts = tuple(ranked(edition, question, found.shown))
            answer = self._with_verdict(edition, question, facts, sure)
            return replace(answer, readings=readings) if len(readings) > 1 else answer
        nearest = tuple(ranked(edition, question, found.hits))
        return Answer(question.text, (), sure, nearest, edition.digest)

    @staticmethod
    def _with_verdict(
        edition: Edition, question: Question, facts: tuple[Ranked, ...], confidence: float
    ) -> Answer:
        said = verdict(question.text, facts[0].fact.text, facts[0].matched)
        return Answer(question.text, facts, confidence, edition=edition.digest, verdict=said)


def _find(edition: Edition, text: str, previous: Sequence[str]) -> _Found:
    question = question_to(edition, text, previous)
    found = candidates(edition.fields, edition.views, question, meaning=edition.meaning)
    hits = tuple(
        hit
        for hit in rank(found, shipped_weights())
        # Who asks for a title is told it by `_about_article`.
        if edition.facts[hit.position].kind is not FactKind.TITLE
    )
    answering = allowed(edition, question, hits)
    behind = related(edition, question, hits, answering)
    return _Found(question, found, hits, answering, behind)


def _together(edition: Edition, found: _Found, facts: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """Return what belongs together as an answer, then what else is worth showing; else nothing."""
    positions = [hit.position for hit in found.allowed]
    gathered = gather(edition, found.question, positions)
    if gathered is None or not all(map(edition.holds, gathered.facts)):
        return ()
    score = facts[0].score
    own = tuple(entry_of(found.question, edition, fact, score) for fact in gathered.facts)
    taken = [edition.facts[place] for place in gathered.positions]
    others = (entry for entry in facts if not any(overlap(entry.fact, each) for each in taken))
    return (*own, *others)[:MOST_FACTS]


def _about_article(edition: Edition, found: _Found) -> tuple[Ranked, ...]:
    """Return what the page of an article says of it, where that is what is asked."""
    asked = metadata_asked(fold(found.question.asking).text)
    if asked is None:
        return ()
    likeliest = [edition.facts[hit.position].citation.article for hit in found.hits]
    of_kind = [
        name
        for name, document in edition.documents.items()
        if asked.document and asked.document in document.title
    ]
    spoken_of = _spoken_of(edition, found.question)
    # Of those that are likely, first what is of the kind that is named.
    likeliest.sort(key=lambda name: name not in of_kind)
    names = dict.fromkeys((*spoken_of, *likeliest, *of_kind, *edition.documents))
    for name in islice(names, _MOST_ARTICLES):
        document = edition.documents[name]
        pieces = {entry.piece: entry for entry in metadata_of(document, asked)}
        if pieces and is_meant(asked, document):
            return tuple(
                Ranked(fact, 1.0, (), _value_span(fact.text, pieces[fact.piece].value))
                for fact in edition.facts
                if fact.citation.article == name and fact.piece in pieces and edition.holds(fact)
            )[:MOST_FACTS]
    return ()


def _spoken_of(edition: Edition, question: Question) -> Iterator[str]:
    """Yield the article that the conversation is about."""
    if question.topic is not None:
        for article, likely in question.topic.articles.items():
            if likely > _RATHER_THAN_NOT:
                first = edition.fields.first_of_article[article]
                yield edition.facts[first].citation.article


def _readings(edition: Edition, question: Question, facts: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """Return the first fact of each place that answers, where the question names no place.

    低保多少钱 has an answer in each of three cities' articles; which is meant only who asks knows.
    """
    if places_asked(question.conditions):
        return ()
    of_place: dict[str, Ranked] = {}
    least = facts[0].score - _AS_LIKELY
    for entry in facts:
        document = edition.documents[entry.fact.citation.article]
        place = own_place(document.title + "\n" + document.source_text)
        if place is not None and entry.score >= least:
            of_place.setdefault(place, entry)
    return tuple(of_place.values())


def _value_span(text: str, value: str) -> tuple[int, int] | None:
    start = text.find(value)
    return None if start < 0 else (start, start + len(value))


def _confidence(edition: Edition, found: _Found) -> float:
    """Return the probability that the best fact that may answer does, 0..1."""
    hits = found.allowed or found.hits
    if not hits:
        return 0.0
    judged = decision(found.candidates, hits, len(edition.facts), len(edition.documents))
    return confidence(judged) * (1.0 if found.allowed else _LACKING)
