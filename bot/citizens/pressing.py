"""Pressed buttons: taken, answered, and handed to who knows what they mean."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import telegram
from telegram import CallbackQuery, Update
from telegram.error import BadRequest
from telegram.ext import BaseHandler, CallbackQueryHandler, ContextTypes

from bot.buttons import Again, Articles, Button, Vote, unpack
from bot.citizens.asking import bot_of
from bot.citizens.conversations import Exchange
from bot.citizens.desk import Desk
from bot.citizens.sending import change, keyboard
from bot.message import split
from bot.texts import TEXTS, Texts
from bot.views import Key, View
from knowledge.library import Edition

Context = ContextTypes.DEFAULT_TYPE


@dataclass(frozen=True, slots=True)
class Press:
    """A press of a button under a message of the bot."""

    query: CallbackQuery
    message: telegram.Message
    button: Button
    edition: Edition
    """What serves now."""
    texts: Texts
    exchange: Exchange | None
    """What the message answers; `None` where it is no answer, or none that is known."""

    async def answer(self, text: str = "", *, alert: bool = False) -> None:
        """End the wait of who pressed; too late is no harm."""
        with suppress(BadRequest):
            await self.query.answer(text or None, show_alert=alert or None)

    async def offer(self, keys: Sequence[Sequence[Key]]) -> None:
        """Put other buttons under the message."""
        with suppress(BadRequest):  # it is gone, or has them already
            await self.message.edit_reply_markup(keyboard(self.edition.digest, keys))

    async def show(self, view: View) -> None:
        """Put something else in the message."""
        await self.answer()
        # Of a long answer the message with the buttons is the last.
        *_, part = split(view.message)
        markup = keyboard(self.edition.digest, view.keys)
        await change(
            self.query.get_bot(), self.message.chat.id, self.message.message_id, part, markup
        )


Action = Callable[[Press], Awaitable[None]]
"""What a kind of button does."""


@dataclass(frozen=True, slots=True)
class Pressing:
    """What the bot does when a button is pressed, whoever presses it."""

    desk: Desk
    actions: Mapping[type[Button], Action]

    def handlers(self) -> Sequence[BaseHandler[Update, Context, Any]]:
        """Return what takes presses."""
        return (CallbackQueryHandler(self.pressed),)

    async def pressed(self, update: Update, context: Context) -> None:
        """Do what a button is for, unless it belongs to an edition that is gone."""
        query = update.callback_query
        if query is None:
            return
        message, found = query.message, unpack(query.data or "")
        if not isinstance(message, telegram.Message) or found is None:
            with suppress(BadRequest):
                await query.answer(self.desk.texts(query.from_user).gone)
            return
        if not self.desk.serves(message.chat):
            with suppress(BadRequest):
                await query.answer()
            return
        press = await self._press(query, message, found.button, context)
        if not found.is_of(press.edition.digest):
            await _outdated(press)
            return
        try:
            await self.actions[type(found.button)](press)
        except IndexError:  # no button of ours: its numbers point nowhere
            await press.answer(press.texts.gone)

    async def _press(
        self, query: CallbackQuery, message: telegram.Message, button: Button, context: Context
    ) -> Press:
        number = next(_numbers(message), None)
        exchange = await self.desk.exchange(message, bot_of(context), number)
        language = exchange.language if exchange else None
        texts = TEXTS[language] if language else self.desk.texts(query.from_user)
        return Press(query, message, button, self.desk.library.edition, texts, exchange)


def _numbers(message: telegram.Message) -> Iterator[int]:
    """Yield the numbers of questions that buttons of a message carry."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    for row in rows:
        for button in row:
            found = unpack(str(button.callback_data or ""))
            if found and isinstance(found.button, Vote):
                yield found.button.question


async def _outdated(press: Press) -> None:
    """Say that a button is of an older edition, and offer to ask again, or to begin at the top."""
    await press.answer(press.texts.old_edition, alert=True)
    again = Key(press.texts.ask_again, Again())
    top = Key(press.texts.to_articles, Articles(0))
    await press.offer(((again if press.exchange else top,),))
