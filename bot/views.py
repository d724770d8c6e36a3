"""What is shown with buttons under it: answers, their contexts, articles; pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.buttons import (
    Article,
    Articles,
    Button,
    Context,
    Example,
    Page,
    Reading,
    Section,
    Sources,
    Speak,
    Vote,
)
from bot.message import Composer, Message, Style, fitted
from bot.render import (
    place,
    render_answer,
    render_context,
    render_facts,
    render_section,
    render_start,
    shown_of,
)
from bot.texts import TEXTS, Language, Texts
from knowledge.contents import ArticleOfSections, SectionOfFacts, position_of
from knowledge.context import surroundings
from knowledge.library import Edition
from knowledge.model import Answer, Ranked

FACTS_A_PAGE = 3
"""Of an answer: as many as one reply shows."""

MOST_FURTHER = 12
"""Facts beyond an answer's own: what comes later shares a word or two with the question."""

LANGUAGES: tuple[Language | None, ...] = (*Language, None)
"""What can be chosen, in the order of the buttons; `None`: what the person writes decides."""

Entry = TypeVar("Entry")

_ROWS = 8
"""Buttons one below the other: more would push the text off a phone's screen."""

_FACTS_OF_SECTION = 5
_SOURCES = 15
_LABEL = 30
"""Characters of a button: what a phone shows of it."""


@dataclass(frozen=True, slots=True)
class Key:
    """A button as it is seen, and what it carries."""

    text: str
    button: Button


@dataclass(frozen=True, slots=True)
class View:
    """A message with its rows of buttons."""

    message: Message
    keys: tuple[tuple[Key, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """What does not change while one thing after another is shown in a message."""

    edition: Edition
    texts: Texts
    brief: bool = False
    """Whether the chat is a group, where answers stay short."""
    contact: str = ""
    """Whom to ask where the articles do not say."""
    number: int | None = None
    """Of the question in the journal; `None`: nobody can vote."""

    def answer(self, answer: Answer) -> View:
        """Show an answer; where several facts fit, ask which is meant."""
        if answer.readings:
            return View(Message(self.texts.which), tuple(self._readings(answer.readings)))
        message = render_answer(answer, self.texts, contact=self.contact, brief=self.brief)
        if not answer.facts:
            return View(message)
        return View(
            message,
            (self._under(answer), self._votes())
            if answer.parts
            else ((*self._under(answer), *self._votes()),),
        )

    def reading(self, answer: Answer, position: int) -> View:
        """Show the fact that was meant, of those that fit."""
        meant = self._ranked(answer.readings, position)
        message = render_answer(replace(answer, facts=(meant,), readings=()), self.texts)
        keys = [Key(self.texts.to_answer, Page(0))]
        keys += self._contexts((meant,), Reading(position))
        return View(fitted(message), ((*keys, *self._votes()),))

    def page(self, answer: Answer, ranking: Sequence[Ranked], number: int) -> View | None:
        """Show further facts, `None` where there are none."""
        already = {ranked.fact.text for ranked in shown_of(answer, brief=self.brief)}
        further = [ranked for ranked in ranking if ranked.fact.text not in already]
        further = further[:MOST_FURTHER]
        start = (number - 1) * FACTS_A_PAGE
        facts = further[start : start + FACTS_A_PAGE]
        if not facts:
            return None
        message = render_facts(self.texts.page.format(page=number), facts, self.texts)
        back = Page(number - 1)
        keys = [Key(self.texts.to_previous if number > 1 else self.texts.to_answer, back)]
        if start + FACTS_A_PAGE < len(further):
            keys.append(Key(self.texts.to_more, Page(number + 1)))
        return View(fitted(message), (tuple(self._contexts(facts, Page(number))), tuple(keys)))

    def context(self, position: int, back: Page | Reading | Section) -> View | None:
        """Show a fact among its neighbours, `None` where it has none."""
        fact = self.edition.facts[position]
        around = surroundings(self.edition.documents[fact.citation.article], fact)
        if around is None:
            return None
        message = fitted(render_context(around, fact, self.texts))
        return View(message, ((Key(self.texts.to_answer, back),),))

    def _under(self, answer: Answer) -> tuple[Key, ...]:
        facts = answer.facts if answer.parts else answer.facts[:1]
        keys = self._contexts(facts, Page(0))
        if not answer.parts:
            keys.append(Key(self.texts.to_more, Page(1)))
        return tuple(keys)

    def _contexts(self, facts: Sequence[Ranked], back: Page | Reading) -> list[Key]:
        """Return a button for each fact that stands in a text, numbered where there are several."""
        numbers = [f" {number}" for number in range(1, len(facts) + 1)] if len(facts) > 1 else [""]
        return [
            Key(self.texts.to_context + number, Context(position_of(self.edition, fact), back))
            for number, fact in zip(numbers, (ranked.fact for ranked in facts), strict=True)
            if not fact.kind.of_article
        ]

    def _votes(self) -> tuple[Key, ...]:
        if self.number is None:
            return ()
        return (
            Key(self.texts.helped, Vote(self.number, 1)),
            Key(self.texts.did_not_help, Vote(self.number, 0)),
        )

    def _readings(self, readings: Sequence[Ranked]) -> list[tuple[Key, ...]]:
        """Return a button for each reading, named by what first tells them apart."""
        facts = [ranked.fact for ranked in readings]
        ways = (
            [label(fact.citation.title) for fact in facts],
            [label(place(fact.citation, self.texts)) for fact in facts],
            [label(fact.text) for fact in facts],
        )
        names = next((names for names in ways if len(set(names)) == len(names)), ways[-1])
        return [
            (Key(name, Reading(position_of(self.edition, fact))),)
            for name, fact in zip(names, facts, strict=True)
        ]

    def _ranked(self, readings: Sequence[Ranked], position: int) -> Ranked:
        fact = self.edition.facts[position]
        places = (position_of(self.edition, ranked.fact) for ranked in readings)
        found = (
            ranked for ranked, place in zip(readings, places, strict=True) if place == position
        )
        return next(found, Ranked(fact, 0.0))


def start(edition: Edition, examples: Sequence[str], texts: Texts) -> View:
    """Show what can be asked, with questions to tap on."""
    message = render_start(edition, texts)
    if not examples:
        return View(message)
    keys = tuple((Key(question, Example(number)),) for number, question in enumerate(examples))
    return View(replace(message, text=f"{message.text}\n\n{texts.examples}"), keys)


def articles(contents: Sequence[ArticleOfSections], page: int, texts: Texts) -> View:
    """Show the articles to leaf through; of a single one, its sections."""
    if len(contents) == 1:
        return article(contents, 0, page, texts)
    rows = [
        (Key(label(f"《{entry.title}》"), Article(number, 0)),)
        for number, entry in _page(contents, page, _ROWS)
    ]
    turning = _turning(texts, page, len(contents), _ROWS, Articles)
    return View(Message(texts.topics), (*rows, *turning))


def article(contents: Sequence[ArticleOfSections], number: int, page: int, texts: Texts) -> View:
    """Show the sections of an article."""
    entry = contents[number]
    rows = [
        (Key(heading(section, texts), Section(number, index, 0)),)
        for index, section in _page(entry.sections, page, _ROWS)
    ]

    def to(other: int) -> Article:
        return Article(number, other)

    turning = _turning(texts, page, len(entry.sections), _ROWS, to)
    back = ((Key(texts.to_articles, Articles(0)),),) if len(contents) > 1 else ()
    return View(Message(f"《{entry.title}》"), (*rows, *turning, *back))


def section(
    contents: Sequence[ArticleOfSections], place: Section, edition: Edition, texts: Texts
) -> View:
    """Show the facts of a section."""
    entry = contents[place.article].sections[place.section]
    positions = [each for _, each in _page(entry.positions, place.page, _FACTS_OF_SECTION)]
    facts = [edition.facts[position] for position in positions]
    names = " › ".join(name.strip().rstrip("。") for name in entry.headings)
    message = render_section(names or texts.no_heading, facts, texts)
    numbers = tuple(
        Key(str(number), Context(position, place))
        for number, position in enumerate(positions, start=1)
    )

    def to(page: int) -> Section:
        return replace(place, page=page)

    turning = _turning(texts, place.page, len(entry.positions), _FACTS_OF_SECTION, to)
    back = (Key(texts.to_sections, Article(place.article, place.section // _ROWS)),)
    return View(fitted(message), (numbers, *turning, back))


def sources(edition: Edition, page: int, texts: Texts) -> View:
    """Show the articles with their dates and sources."""
    documents = list(edition.documents.values())
    lines = [
        f"{number + 1}. 《{document.title}》\n"
        f"{document.date or texts.undated} · {document.source or texts.unsourced}"
        for number, document in _page(documents, page, _SOURCES)
    ]
    message = Message("\n".join((texts.sources.format(count=len(documents)), *lines)))
    return View(fitted(message), tuple(_turning(texts, page, len(documents), _SOURCES, Sources)))


def languages(texts: Texts) -> View:
    """Show the languages to choose from, each by its own name."""
    rows = tuple(
        (Key(TEXTS[language].name if language else texts.automatic, Speak(number)),)
        for number, language in enumerate(LANGUAGES)
    )
    return View(Message(texts.language), rows)


def asked(question: str, view: View, texts: Texts) -> View:
    """Show an answer under its question, which a button asked."""
    composer = Composer().add(texts.asked.format(question=question), Style.ITALIC).add("\n")
    return replace(view, message=composer.append(view.message).message())


def label(text: str, most: int = _LABEL) -> str:
    """Return a text in one line, as short as a button shows it."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def heading(section: SectionOfFacts, texts: Texts) -> str:
    """Return what a section's button says: the innermost of its headings first counts."""
    names = [name.strip().rstrip("。") for name in section.headings]
    return label(" › ".join(names[-2:])) if names else texts.no_heading


def _page(entries: Sequence[Entry], page: int, size: int) -> Iterator[tuple[int, Entry]]:
    """Yield the entries of a page, each with its number, both counted from 0."""
    start = page * size
    yield from enumerate(entries[start : start + size], start=start)


def _turning(
    texts: Texts, page: int, count: int, size: int, to: Callable[[int], Button]
) -> tuple[tuple[Key, ...], ...]:
    """Return the buttons that lead to the pages before and after."""
    keys = []
    if page > 0:
        keys.append(Key(texts.to_previous, to(page - 1)))
    if (page + 1) * size < count:
        keys.append(Key(texts.to_more, to(page + 1)))
    return (tuple(keys),) if keys else ()
