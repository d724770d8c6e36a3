"""Citizens' updates: take, ask, render, send."""

import asyncio
import logging
from dataclasses import dataclass

from telegram import MessageEntity, Update
from telegram.constants import MessageEntityType
from telegram.error import TelegramError
from telegram.ext import (
    BaseHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot import message as own
from bot import texts
from bot.render import render_answer, render_start
from knowledge.answer import Answerer
from knowledge.library import Library

log = logging.getLogger(__name__)

_PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE


@dataclass(frozen=True, slots=True)
class Citizens:
    """What the bot does for those who ask."""

    library: Library
    answerer: Answerer

    def handlers(self) -> list[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None]]:
        """Return what takes their updates."""
        return [
            CommandHandler("start", self.start, _PRIVATE),
            MessageHandler(filters.COMMAND & _PRIVATE, self.help),
            MessageHandler(filters.TEXT & _PRIVATE, self.question),
        ]

    async def start(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Say what can be asked."""
        await _reply(update, render_start(self.library.edition))

    async def help(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Say how to ask; also to commands that there are not."""
        await _reply(update, own.Message(texts.HELP))

    async def question(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a question."""
        if update.message is None or update.message.text is None:
            return
        edition = self.library.edition
        answer = await asyncio.to_thread(self.answerer.answer, edition, update.message.text)
        await _reply(update, render_answer(answer))


async def on_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Log what went wrong, and say to the one who asked that it did."""
    log.error("update failed", exc_info=context.error)
    if isinstance(update, Update) and update.message is not None:
        try:
            await _reply(update, own.Message(texts.FAILED))
        except TelegramError as error:
            log.warning("could not say so: %s", error)


async def _reply(update: Update, message: own.Message) -> None:
    """Reply to what somebody wrote, in as many messages as it takes."""
    asked = update.message
    if asked is None:
        return
    for part in own.split(message):
        await asked.reply_text(
            part.text,
            entities=entities(part),
            # The question may have been deleted meanwhile.
            allow_sending_without_reply=True,
            do_quote=True,
        )


def entities(message: own.Message) -> list[MessageEntity]:
    """Return a message's styles as Telegram counts them, in UTF-16 units."""
    counted = [
        MessageEntity(
            MessageEntityType(entity.style.value), entity.start, entity.end - entity.start
        )
        for entity in message.entities
    ]
    return list(MessageEntity.adjust_message_entities_to_utf_16(message.text, counted))
