"""Pressed buttons of operators: who pressed is looked at each time."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import telegram
from telegram import CallbackQuery, Update
from telegram.error import TelegramError
from telegram.ext import BaseHandler, CallbackQueryHandler, ContextTypes

from bot.operating.buttons import MARK, Button, unpack
from bot.operating.commands import FAILED, ONLY_OPERATORS
from bot.operating.desk import OperatingDesk
from bot.operating.roles import Role, Roles
from bot.operating.speaking import View, answer, put, view

log = logging.getLogger(__name__)

Context = ContextTypes.DEFAULT_TYPE
Pressing = TypeVar("Pressing", bound=Button)

_GONE = "这个按钮已经失效，请重新发一次命令。"


@dataclass(frozen=True, slots=True)
class Press:
    """A press of a button under a message of the bot."""

    query: CallbackQuery
    message: telegram.Message
    button: Button

    @property
    def user(self) -> int:
        """Who pressed, by Telegram's id."""
        return self.query.from_user.id


@dataclass(frozen=True, slots=True)
class Action:
    """What a kind of button does."""

    do: Callable[[Press], Awaitable[View | None]]
    """Returns what the message is to show instead; `None` where it stays."""
    needs: Role = Role.VIEWER


Actions = Mapping[type[Button], Action]


class _StaffPress(CallbackQueryHandler[Context, Any]):
    """Takes presses of those who have a role; those of others go on to citizens' handlers."""

    def __init__(self, callback: Callable[[Update, Context], Any], roles: Roles) -> None:
        super().__init__(callback, pattern=f"^{MARK}")
        self._roles = roles

    def check_update(self, update: object) -> object:
        """See `telegram.ext.BaseHandler.check_update`."""
        query = update.callback_query if isinstance(update, Update) else None
        if query is None or self._roles.of(query.from_user.id) is Role.NONE:
            return None
        return super().check_update(update)


@dataclass(frozen=True, slots=True)
class Presses:
    """Takes presses of operators' buttons."""

    desk: OperatingDesk
    actions: Actions

    def handlers(self) -> Sequence[BaseHandler[Update, Context, Any]]:
        """Return what takes them."""
        return (_StaffPress(self.pressed, self.desk.roles),)

    async def pressed(self, update: Update, _: Context) -> None:
        """Do what a button is for, if whoever pressed it may."""
        query = update.callback_query
        if query is None:
            return
        message, button = query.message, unpack(query.data or "")
        if not isinstance(message, telegram.Message) or button is None:
            await answer(query, _GONE, alert=True)
            return
        action = self.actions[type(button)]
        if self.desk.roles.of(query.from_user.id) < action.needs:
            await answer(query, ONLY_OPERATORS, alert=True)
            return
        self.desk.names[query.from_user.id] = query.from_user.full_name
        await answer(query)
        try:
            if shown := await action.do(Press(query, message, button)):
                await put(message, shown)
        except TelegramError:
            raise
        except Exception:  # whoever keeps the bot is told, whatever it was
            log.exception("button failed", extra={"button": type(button).__name__})
            await put(message, view(FAILED))
