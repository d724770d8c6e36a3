"""Questions: taken, answered, and answered again where they are edited."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import telegram
from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, MessageHandler, filters

from bot.citizens import posts
from bot.citizens.conversations import Exchange, Place
from bot.citizens.desk import Desk
from bot.citizens.sending import answer_again, reply, typing, while_typing
from bot.citizens.taking import Bot, is_group, is_written, place_of, question_of, said
from bot.message import Message
from bot.texts import TEXTS
from bot.views import View
from knowledge.journal.entries import Channel
from knowledge.model import Intent

Context = ContextTypes.DEFAULT_TYPE

_WORDS = filters.TEXT | filters.CAPTION
_ANSWERED = filters.ChatType.PRIVATE | filters.ChatType.GROUPS


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it came in."""

    message: telegram.Message
    place: Place
    text: str
    """Empty where somebody only called the bot."""
    sent: tuple[int, ...] = ()
    """Messages that answered it before it was edited."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What the bot does with what people write."""

    desk: Desk

    def commands(self) -> Sequence[BaseHandler[Update, Context, Any]]:
        """Return what takes commands; /ask is a question like any other."""
        return (CommandHandler("new", self.start_afresh, _ANSWERED & filters.UpdateType.MESSAGE),)

    def handlers(self) -> Sequence[BaseHandler[Update, Context, Any]]:
        """Return what takes messages, commands of others left out."""
        new, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
        wordless = ~_WORDS & ~filters.StatusUpdate.ALL & filters.ChatType.PRIVATE & new
        return (
            MessageHandler(_WORDS & _ANSWERED & new, self.question),
            MessageHandler(_WORDS & _ANSWERED & edited, self.edited),
            MessageHandler(wordless, self.wordless),
        )

    async def question(self, update: Update, context: Context) -> None:
        """Answer a question, once."""
        message = update.message
        if message is None or not self.desk.serves(message.chat):
            return
        await self._note(message)
        asked = _asked(message, bot_of(context))
        if asked and not self.desk.conversations.question(message.chat.id, message.message_id):
            await self._respond(asked)

    async def edited(self, update: Update, context: Context) -> None:
        """Answer an edited question in the messages that answered it before."""
        message = update.edited_message
        if message is None or not self.desk.serves(message.chat):
            return
        asked = _asked(message, bot_of(context))
        before = self.desk.conversations.question(message.chat.id, message.message_id)
        if asked and before and asked.text != before.question:
            await self._respond(replace(asked, sent=before.sent))

    async def wordless(self, update: Update, _: Context) -> None:
        """Say to a voice, sticker or picture that only words are understood; once an album."""
        message = update.message
        place = place_of(message) if message else None
        if message is None or place is None or self._is_known_album(message):
            return
        texts = self.desk.texts(message.from_user)
        await self._say(Asked(message, place, ""), texts.only_text)

    async def start_afresh(self, update: Update, _: Context) -> None:
        """Let the next question stand alone."""
        message = update.message
        place = place_of(message) if message else None
        if message is None or place is None or not self.desk.serves(message.chat):
            return
        self.desk.conversations.start_afresh(place)
        texts = self.desk.texts(message.from_user)
        await reply(message, View(Message(texts.afresh)), self.desk.library.edition.digest)

    async def _note(self, message: telegram.Message) -> None:
        """Remember what must be known later: albums, and articles that stand in the chat."""
        self._is_known_album(message)
        for other in (message, message.reply_to_message):
            if other is not None and await posts.title(self.desk.library.edition, said(other)):
                self.desk.conversations.post(message.chat.id, other.message_id, said(other))

    def _is_known_album(self, message: telegram.Message) -> bool:
        album = message.media_group_id
        return album is not None and self.desk.conversations.is_known_album(album)

    async def _respond(self, asked: Asked) -> None:
        edition = self.desk.library.edition
        texts = self.desk.texts(asked.message.from_user, asked.text)
        if not asked.text:
            example = next(iter(await self.desk.examples.of(edition)), "……")
            await self._say(asked, texts.usage.format(example=example))
        elif title := await posts.title(edition, asked.text):
            await self._say(asked, texts.posted.format(title=title))
        else:
            await self._answer(asked)

    async def _answer(self, asked: Asked) -> None:
        message, edition = asked.message, self.desk.library.edition
        exchange = self._begun(asked)
        channel = Channel.GROUP if is_group(message.chat) else Channel.PRIVATE
        answer, number = await while_typing(
            partial(typing, message), self.desk.answer(edition, exchange, channel)
        )
        texts = TEXTS[exchange.language] if exchange.language else self.desk.texts(None)
        view = self.desk.stage(edition, message.chat, texts, number).answer(answer)
        where = posts.place(self.desk.conversations, message, answer)
        if asked.sent:
            sent = await answer_again(message, asked.sent, view, edition.digest)
        else:
            sent = await reply(message, view, edition.digest, where)
        # A greeting is nothing to take up.
        question = exchange.question if answer.intent is Intent.QUESTION else ""
        kept = replace(exchange, question=question, number=number, sent=sent)
        self.desk.conversations.keep(kept)

    def _begun(self, asked: Asked) -> Exchange:
        message, replied = asked.message, asked.message.reply_to_message
        at = message.date.timestamp()
        known = self.desk.conversations.question(asked.place.chat, message.message_id)
        previous = (
            known.previous
            if known
            else self.desk.conversations.previous(
                asked.place, replied.message_id if replied else None, at
            )
        )
        language = self.desk.language(message.from_user, asked.text)
        number = message.message_id
        return Exchange(
            asked.place, asked.text, previous, asked_in=number, at=at, language=language
        )

    async def _say(self, asked: Asked, text: str) -> None:
        """Say one thing to what is no question; an edit may make it one."""
        digest = self.desk.library.edition.digest
        view = View(Message(text))
        if asked.sent:
            sent = await answer_again(asked.message, asked.sent, view, digest)
        else:
            sent = await reply(asked.message, view, digest)
        number = asked.message.message_id
        self.desk.conversations.keep(Exchange(asked.place, "", asked_in=number, sent=sent))


def bot_of(context: Context) -> Bot:
    """Return the bot as people address it."""
    return Bot(context.bot.id, context.bot.username)


def _asked(message: telegram.Message, bot: Bot) -> Asked | None:
    """Return what a message asks, `None` where it asks the bot nothing."""
    place = place_of(message) if is_written(message, bot) else None
    text = question_of(message, bot)
    return Asked(message, place, text) if place and text is not None else None
