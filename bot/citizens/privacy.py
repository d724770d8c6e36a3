"""/privacy and /forget_me: what is kept, and its end."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import telegram
from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, filters

from bot.citizens.desk import Desk
from bot.citizens.sending import reply
from bot.message import Message
from bot.texts import Texts
from bot.views import View

Context = ContextTypes.DEFAULT_TYPE

_PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE


@dataclass(frozen=True, slots=True)
class Privacy:
    """What the bot knows of somebody."""

    desk: Desk

    def handlers(self) -> Sequence[BaseHandler[Update, Context, Any]]:
        """Return what takes the commands."""
        return (
            CommandHandler("privacy", self.privacy, _PRIVATE),
            CommandHandler("forget_me", self.forget, _PRIVATE),
        )

    async def privacy(self, update: Update, _: Context) -> None:
        """Say what is kept, how long and why."""
        if update.message is not None:
            texts = self.desk.texts(update.message.from_user)
            days = self.desk.journal.keep_days
            text = texts.privacy.format(days=days) if days else texts.privacy_without_text
            await self._say(update.message, text)

    async def forget(self, update: Update, _: Context) -> None:
        """Delete what is known of somebody, and say what it was."""
        message = update.message
        if message is not None and message.from_user is not None:
            texts = self.desk.texts(message.from_user)
            await self._say(message, await self._forgotten(message.from_user.id, texts))

    async def _forgotten(self, user: int, texts: Texts) -> str:
        person = self.desk.journal.person(user)
        settings = self.desk.preferences.forget(person)
        self.desk.conversations.forget(user)
        found = await asyncio.to_thread(self.desk.journal.forget, person)
        if found is None or settings is None:
            return texts.not_forgotten
        if not found.anything and not settings:
            return texts.nothing_to_forget
        return texts.forgotten.format(
            questions=found.questions,
            feedback=found.feedback,
            chosen=found.chosen,
            settings=settings,
        )

    async def _say(self, asked: telegram.Message, text: str) -> None:
        await reply(asked, View(Message(text)), self.desk.library.edition.digest)
