"""/start with questions to tap on, /help, /language, and commands that there are not."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, MessageHandler, filters

from bot import views
from bot.buttons import Button, Example, Speak
from bot.citizens.conversations import Exchange, Place
from bot.citizens.desk import Desk
from bot.citizens.pressing import Action, Press
from bot.citizens.sending import reply, say
from bot.message import Message
from bot.texts import TEXTS
from bot.views import LANGUAGES, View
from knowledge.journal.entries import Channel

Context = ContextTypes.DEFAULT_TYPE

_PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
_ASK = filters.Regex(r"(?i)^\s*/ask(?:@\w+)?(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Welcome:
    """How somebody learns what the bot is for."""

    desk: Desk

    def handlers(self) -> Sequence[BaseHandler[Update, Context, Any]]:
        """Return what takes the commands; any that nobody else takes gets help."""
        return (
            CommandHandler("start", self.start, _PRIVATE),
            CommandHandler("language", self.language, _PRIVATE),
            MessageHandler(filters.COMMAND & ~_ASK & _PRIVATE, self.help),
        )

    def actions(self) -> Mapping[type[Button], Action]:
        """Return what each kind of button does."""
        return {Example: self.example, Speak: self.speak}

    async def start(self, update: Update, _: Context) -> None:
        """Say what can be asked, with questions that the articles answer."""
        if update.message is not None:
            edition = self.desk.library.edition
            texts = self.desk.texts(update.message.from_user)
            examples = await self.desk.examples.of(edition)
            await reply(update.message, views.start(edition, examples, texts), edition.digest)

    async def help(self, update: Update, context: Context) -> None:
        """Say how to ask."""
        if update.message is not None:
            texts = self.desk.texts(update.message.from_user)
            view = View(Message(texts.help.format(username=context.bot.username)))
            await reply(update.message, view, self.desk.library.edition.digest)

    async def language(self, update: Update, _: Context) -> None:
        """Offer the languages that the bot speaks."""
        if update.message is not None:
            texts = self.desk.texts(update.message.from_user)
            await reply(update.message, views.languages(texts), self.desk.library.edition.digest)

    async def speak(self, press: Press) -> None:
        """Speak the language that somebody chose."""
        button, user = press.button, press.query.from_user
        if not isinstance(button, Speak) or button.number >= len(LANGUAGES):
            await press.answer()
            return
        person = self.desk.journal.person(user.id)
        kept = self.desk.preferences.choose(person, LANGUAGES[button.number])
        texts = TEXTS[self.desk.language(user)]
        await press.answer(texts.language_set if kept else texts.language_not_set)

    async def example(self, press: Press) -> None:
        """Answer one of the questions that the welcome offers."""
        await press.answer()
        examples = await self.desk.examples.of(press.edition)
        if isinstance(press.button, Example) and press.button.number < len(examples):
            await self._ask(press, examples[press.button.number])

    async def _ask(self, press: Press, question: str) -> None:
        chat, user = press.message.chat, press.query.from_user
        thread = press.message.message_thread_id if press.message.is_topic_message else None
        place = Place(chat.id, thread, user.id)
        # A press has no time of its own.
        exchange = Exchange(place, question, at=time.time(), language=self.desk.language(user))
        answer, number = await self.desk.answer(press.edition, exchange, Channel.PRIVATE)
        stage = self.desk.stage(press.edition, chat, press.texts, number)
        view = views.asked(question, stage.answer(answer), press.texts)
        sent = await say(press.query.get_bot(), chat.id, thread, view, press.edition.digest)
        self.desk.conversations.keep(replace(exchange, number=number, sent=sent))
