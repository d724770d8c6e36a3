"""What takes updates: all who have handlers for citizens, in the order in which they are asked."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import BaseHandler, ContextTypes

from bot.buttons import Button
from bot.calls import is_unwelcome
from bot.citizens.answers import Answers
from bot.citizens.asking import Asking, bot_of
from bot.citizens.desk import Desk
from bot.citizens.groups import Groups
from bot.citizens.inline import Inline
from bot.citizens.pressing import Action, Pressing
from bot.citizens.privacy import Privacy
from bot.citizens.sending import reply
from bot.citizens.taking import question_of
from bot.citizens.topics import Topics
from bot.citizens.welcome import Welcome
from bot.language import spoken
from bot.message import Message
from bot.texts import TEXTS
from bot.views import View

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Citizens:
    """What the bot does for those who ask."""

    desk: Desk

    def handlers(self) -> list[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, Any]]:
        """Return what takes their updates; the first that matches gets it."""
        desk = self.desk
        pressing = Pressing(desk, self._actions())
        last = Welcome(desk)  # takes commands that nobody else knows
        own = (Groups(desk), Topics(desk), Privacy(desk), Inline(desk), pressing)
        found = [handler for each in own for handler in each.handlers()]
        asking = Asking(desk)
        return [*found, *asking.commands(), *last.handlers(), *asking.handlers()]

    def _actions(self) -> Mapping[type[Button], Action]:
        desk = self.desk
        return {
            **Answers(desk).actions(),
            **Topics(desk).actions(),
            **Welcome(desk).actions(),
        }


async def on_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Log what went wrong, and say to the one who asked that it did."""
    if is_unwelcome(context.error):
        log.info("not answered: %s", context.error)
        return
    log.error("update failed", exc_info=context.error)
    if not isinstance(update, Update):
        return
    user = update.effective_user
    texts = TEXTS[spoken("", user.language_code if user else None)]
    try:
        if update.callback_query is not None:
            await update.callback_query.answer(texts.failed)
        elif (
            update.message is not None and question_of(update.message, bot_of(context)) is not None
        ):
            await reply(update.message, View(Message(texts.failed)), "")
    except TelegramError as error:
        log.warning("could not say so: %s", error)
