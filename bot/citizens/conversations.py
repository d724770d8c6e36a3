"""What was said a while ago, as far as it is needed: bounded, in memory, and no longer than that.

Each person has their own thread in each chat and forum topic. An answer is found by its message,
so that buttons and replies know what it answered, and by its question's, so that an edited
question has its answer edited.
"""

from dataclasses import dataclass, field

from bot.citizens.bounded import Bounded
from bot.texts import Language

MOST_KEPT = 10_000
"""Exchanges: about a kilobyte each, so that ten megabytes hold a busy week."""

_MOST_POSTS = 500
"""Articles posted in chats, at most 4,096 characters each."""

SOON = 300.0
"""Seconds within which a question may take up the one before: a phone put away ends the talk."""

_MOST_PREVIOUS = 3
"""Earlier questions that are kept: people take up the last one, or the one that it took up."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody talks with the bot."""

    chat: int
    thread: int | None
    """Topic of a forum; `None` elsewhere."""
    person: int
    """Telegram's id of a user, or of the chat in whose name somebody writes."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and the messages that answered it."""

    place: Place
    question: str
    previous: tuple[str, ...] = ()
    """Earlier questions that it was answered in the light of, oldest first."""
    number: int | None = None
    """In the journal; `None` where it could not be written down."""
    asked_in: int | None = None
    """Message id of the question; `None` where a button asked it."""
    sent: tuple[int, ...] = ()
    """Message ids of the answer, in order."""
    at: float = 0.0
    """When it was asked, in Telegram's seconds since the epoch."""
    language: Language | None = None
    """That the answer is in; `None`: of what is no answer to a question."""

    @property
    def following(self) -> tuple[str, ...]:
        """What a question that takes this one up comes after."""
        return (*self.previous, self.question)[-_MOST_PREVIOUS:]


def _kept() -> Bounded[tuple[int, int], Exchange]:
    return Bounded(MOST_KEPT)


@dataclass(slots=True)
class Conversations:
    """The exchanges of all chats."""

    _latest: Bounded[Place, Exchange] = field(default_factory=lambda: Bounded(MOST_KEPT))
    _by_answer: Bounded[tuple[int, int], Exchange] = field(default_factory=_kept)
    _by_question: Bounded[tuple[int, int], Exchange] = field(default_factory=_kept)
    _languages: Bounded[int, Language] = field(default_factory=lambda: Bounded(MOST_KEPT))
    _posts: Bounded[tuple[int, int], str] = field(default_factory=lambda: Bounded(_MOST_POSTS))
    _albums: Bounded[str, bool] = field(default_factory=lambda: Bounded(_MOST_POSTS))

    def keep(self, exchange: Exchange) -> None:
        """Remember an exchange as the latest of its place."""
        chat = exchange.place.chat
        if exchange.question:
            self._latest.put(exchange.place, exchange)
        for number in exchange.sent:
            self._by_answer.put((chat, number), exchange)
        if exchange.asked_in is not None:
            self._by_question.put((chat, exchange.asked_in), exchange)
        if exchange.language is not None:
            self._languages.put(exchange.place.person, exchange.language)

    def previous(self, place: Place, replied_to: int | None, at: float) -> tuple[str, ...]:
        """Return the earlier questions that one asked now may take up, oldest first.

        Args:
            place: Where it is asked.
            replied_to: The message that it replies to.
            at: When, in seconds since the epoch.
        """
        if replied_to is not None and (taken_up := self.answer(place.chat, replied_to)):
            return taken_up.following if taken_up.question else ()
        latest = self._latest.get(place)
        return latest.following if latest and at - latest.at <= SOON else ()

    def answer(self, chat: int, message: int) -> Exchange | None:
        """Return the exchange that a message of the bot belongs to."""
        return self._by_answer.get((chat, message))

    def question(self, chat: int, message: int) -> Exchange | None:
        """Return the exchange that a person's message began."""
        return self._by_question.get((chat, message))

    def language(self, person: int) -> Language | None:
        """Return the language in which somebody was answered last."""
        return self._languages.get(person)

    def start_afresh(self, place: Place) -> None:
        """Let the next question stand alone."""
        self._latest.remove(lambda other, _: other == place)

    def forget(self, person: int) -> None:
        """Forget all that a person asked, in any chat."""
        self._latest.remove(lambda place, _: place.person == person)
        self._by_answer.remove(lambda _, exchange: exchange.place.person == person)
        self._by_question.remove(lambda _, exchange: exchange.place.person == person)
        self._languages.remove(lambda other, _: other == person)

    def leave(self, chat: int) -> None:
        """Forget all of a chat."""
        self._latest.remove(lambda place, _: place.chat == chat)
        self._by_answer.remove(lambda key, _: key[0] == chat)
        self._by_question.remove(lambda key, _: key[0] == chat)
        self._posts.remove(lambda key, _: key[0] == chat)

    def post(self, chat: int, message: int, text: str) -> None:
        """Remember that an article, or a part of one, stands in a chat."""
        self._posts.put((chat, message), text)

    def posted(self, chat: int, quoted: str) -> tuple[int, str, int] | None:
        """Return the latest message of a chat that holds some words, its text, and where in it."""
        for (other, message), text in reversed(self._posts.items()):
            if other == chat and (start := text.find(quoted)) >= 0:
                return message, text, start
        return None

    def is_known_album(self, album: str) -> bool:
        """Whether a picture of an album has been seen before; remembers that one has."""
        known = self._albums.get(album) is not None
        self._albums.put(album, value=True)
        return known
