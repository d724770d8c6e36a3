"""What an answer must be about: which of the facts that were found may answer at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from knowledge.asking.reverse import figure_asked, holds_figure
from knowledge.constraints import about_years, of_place, of_year, places_asked, said_of_place
from knowledge.disagreement import in_force_first
from knowledge.evidence import Demands, demands, shows_all
from knowledge.expectation import Figure
from knowledge.library import Edition
from knowledge.model import Fact, Hit
from knowledge.normal import fold
from knowledge.question import Question
from knowledge.views import View

STEPS_IN = 2.3
"""A fact that takes the place of a better one, which cannot be the answer, is nearly as good: a
tenth as likely at least."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What an answer must be about, whatever else it says."""

    places: frozenset[str]
    years: frozenset[str]
    demanded: Demands
    figure: Figure | None
    """Which the question asks the meaning of: 117家是什么."""

    @classmethod
    def of(cls, edition: Edition, question: Question, hits: Sequence[Hit]) -> "Conditions":
        """Return those of a question; only places that the articles of the hits have count."""
        articles = {edition.facts[hit.position].citation.article for hit in hits}
        named = tuple(edition.places[article] for article in articles)
        return cls(
            places_asked(question.conditions, named),
            about_years(question.conditions),
            demands(question.asking),
            figure_asked(fold(question.text).text),
        )

    def met_by_place(self, edition: Edition, fact: Fact) -> bool:
        """Whether a fact is about the places that are named."""
        if not self.places:
            return True
        article = fact.citation.article
        document = edition.documents[article]
        return of_place(
            self.places, edition.places[article], document.source_text
        ) and said_of_place(fact, document, self.places)

    def met_by_content(self, fact: Fact, view: View) -> bool:
        """Whether a fact is of the years that are named, and shows what an answer must show."""
        if self.figure is not None:
            return holds_figure(view.text, self.figure)
        return of_year(fact, self.years) and shows_all(self.demanded, view.said)


def allowed(edition: Edition, question: Question, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the facts that may answer: of the places and years named, and with what must be seen.

    What is said of another place than the one asked about is left aside. Within the rest, where
    the best fact is of another year or lacks what an answer must show, one nearly as good may step
    in; if there is none, what is left is about something else. What is in force comes before what
    it replaced.
    """
    conditions = Conditions.of(edition, question, hits)
    there = [hit for hit in hits if conditions.met_by_place(edition, edition.facts[hit.position])]
    least = max((hit.score for hit in there), default=0.0) - STEPS_IN
    kept = [
        hit
        for hit in there
        if conditions.met_by_content(edition.facts[hit.position], edition.views[hit.position])
    ]
    if not kept or kept[0].score < least:
        return ()
    return in_force_first(edition, question, kept, today(), STEPS_IN)


def related(
    edition: Edition, question: Question, hits: Sequence[Hit], answering: Sequence[Hit]
) -> tuple[Hit, ...]:
    """Return what may be shown behind the facts that may answer; nothing where there are none."""
    if not answering:
        return ()
    conditions = Conditions.of(edition, question, hits)
    if conditions.figure is not None:
        return ()
    taken = {hit.position for hit in answering}
    return tuple(
        hit
        for hit in hits
        if hit.position not in taken
        and conditions.met_by_place(edition, edition.facts[hit.position])
        and of_year(edition.facts[hit.position], conditions.years)
    )


def excluded(edition: Edition, conditions: Conditions, fact: Fact) -> str:
    """Return why a candidate cannot be the answer."""
    if not conditions.met_by_place(edition, fact):
        return "说的不是所问的地方"
    if not of_year(fact, conditions.years):
        return "说的不是所问的年份"
    return "看不出所问的内容"


def today() -> date:
    """Return the day where the bot runs, on which an article is over or is not."""
    return datetime.now().astimezone().date()
