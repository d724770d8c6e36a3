"""What all who answer citizens share: articles, journal, preferences, conversations."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, TypeVar

import telegram
from telegram import Chat, User

from bot.citizens.conversations import Conversations, Exchange, Place
from bot.citizens.taking import Bot, is_group, question_of, said
from bot.language import spoken
from bot.preferences import Preferences
from bot.texts import TEXTS, Language, Texts
from bot.views import Stage
from knowledge.answer import Answerer
from knowledge.contents import ArticleOfSections, contents
from knowledge.examples import examples
from knowledge.journal.entries import Channel
from knowledge.journal.journal import Journal
from knowledge.library import Edition, Library
from knowledge.model import Answer, Ranked

Made = TypeVar("Made")

_MILLISECONDS = 1_000

_AT_ONCE = 2
"""Questions that are worked out at once. Python works on one at a time: with more, all of them are
answered late, and what goes out to Telegram waits for its turn among them. A second one goes on
while the first waits for the journal, or is a long one."""


class PerEdition(Generic[Made]):
    """Something made of an edition, kept until another one serves."""

    def __init__(self, make: Callable[[Edition], Made]) -> None:
        self._make = make
        self._kept: tuple[str, Made] | None = None

    async def of(self, edition: Edition) -> Made:
        """Return it; made aside at the first use, so that nobody else waits."""
        kept = self._kept
        if kept is None or kept[0] != edition.digest:
            kept = (edition.digest, await asyncio.to_thread(self._make, edition))
            self._kept = kept
        return kept[1]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the bot answers from, and what it remembers."""

    library: Library
    answerer: Answerer
    journal: Journal
    preferences: Preferences
    contact: str = ""
    """Whom to ask where the articles do not say; empty: nobody."""
    groups: frozenset[int] = frozenset()
    """Groups that may use the bot; none: all may."""
    conversations: Conversations = field(default_factory=Conversations)
    contents: PerEdition[tuple[ArticleOfSections, ...]] = field(
        default_factory=lambda: PerEdition(contents)
    )
    examples: PerEdition[tuple[str, ...]] = field(init=False)
    _working: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="answering")
    )

    def __post_init__(self) -> None:
        made = PerEdition(partial(examples, answerer=self.answerer))
        object.__setattr__(self, "examples", made)

    def close(self) -> None:
        """Close what is kept in files, once what is being worked out has come to its end."""
        self._working.shutdown(cancel_futures=True)
        self.journal.close()
        self.preferences.close()

    def is_allowed(self, chat: Chat) -> bool:
        """Whether a chat may use the bot at all."""
        return not is_group(chat) or not self.groups or chat.id in self.groups

    def serves(self, chat: Chat) -> bool:
        """Whether the bot answers in a chat."""
        return self.is_allowed(chat) and not self.preferences.is_quiet(chat.id)

    def language(self, user: User | None, text: str = "") -> Language:
        """Return the language to speak to somebody who has written a text, or pressed a button."""
        if user is None:
            return spoken(text, None)
        chosen = self.preferences.language(self.journal.person(user.id))
        before = self.conversations.language(user.id)
        return spoken(text, user.language_code, chosen, before)

    def texts(self, user: User | None, text: str = "") -> Texts:
        """Return the sentences in that language."""
        return TEXTS[self.language(user, text)]

    def stage(self, edition: Edition, chat: Chat, texts: Texts, number: int | None) -> Stage:
        """Return how answers are shown in a chat.

        Args:
            edition: That answers.
            chat: In groups answers stay short.
            texts: In the language to answer in.
            number: Of the question in the journal.
        """
        return Stage(edition, texts, is_group(chat), self.contact, number)

    async def answer(
        self, edition: Edition, exchange: Exchange, channel: Channel
    ) -> tuple[Answer, int | None]:
        """Answer a question and write it down; return its number in the journal too."""
        return await self._work(partial(self._answer, edition, exchange, channel))

    def _answer(
        self, edition: Edition, exchange: Exchange, channel: Channel
    ) -> tuple[Answer, int | None]:
        began = time.perf_counter()
        answer = self.answerer.answer(edition, exchange.question, exchange.previous)
        number = self.journal.record(
            answer,
            person=self.journal.person(exchange.place.person),
            milliseconds=(time.perf_counter() - began) * _MILLISECONDS,
            channel=channel,
        )
        return answer, number

    async def look_up(self, edition: Edition, exchange: Exchange) -> Answer:
        """Return an answer that was given before."""
        question, previous = exchange.question, exchange.previous
        return await self._work(partial(self.answerer.answer, edition, question, previous))

    async def ranking(self, edition: Edition, exchange: Exchange) -> tuple[Ranked, ...]:
        """Return all that the articles have on a question, best first."""
        question, previous = exchange.question, exchange.previous
        return await self._work(partial(self.answerer.ranking, edition, question, previous))

    async def _work(self, work: Callable[[], Made]) -> Made:
        return await asyncio.get_running_loop().run_in_executor(self._working, work)

    async def exchange(
        self, message: telegram.Message, bot: Bot, number: int | None
    ) -> Exchange | None:
        """Return what a message of the bot answers, also one that was sent before a restart.

        Args:
            message: The bot's.
            bot: Who that is.
            number: Of the question in the journal, where a button of the message has it.
        """
        chat = message.chat.id
        if kept := self.conversations.answer(chat, message.message_id):
            return kept
        place = Place(chat, message.message_thread_id, 0)
        asked = await asyncio.to_thread(self.journal.question, number) if number else None
        if asked and asked.text:
            return Exchange(place, asked.text, number=number, sent=(message.message_id,))
        replied = message.reply_to_message
        text = _asked(replied, bot) if replied else ""
        return Exchange(place, text, sent=(message.message_id,)) if text else None


def _asked(replied: telegram.Message, bot: Bot) -> str:
    """Return the question of a message that the bot replied to; empty for a command."""
    words = said(replied)
    return question_of(replied, bot) or ("" if words.startswith("/") else words)
