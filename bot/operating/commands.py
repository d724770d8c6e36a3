"""Operators' commands: who may give them is looked at each time, and for whom they do not exist."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import telegram
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, MessageHandler, filters

from bot.citizens.taking import is_group
from bot.operating.desk import OperatingDesk
from bot.operating.roles import Role, Staff
from bot.operating.speaking import View, reply, view

log = logging.getLogger(__name__)

Context = ContextTypes.DEFAULT_TYPE

ONLY_OPERATORS = "您只能查看，不能改动。需要改动请找操作员。"
_ONLY_PRIVATE = "这里面有别人问的话，请在和我的私聊里用这个命令。"
FAILED = "出错了，没有做成；原因在日志里。现在的情况请看 /status。"


@dataclass(frozen=True, slots=True)
class Told:
    """A command, or a document, as it came in."""

    message: telegram.Message
    user: telegram.User
    text: str
    """What stands after the command."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be asked of the bot."""

    name: str
    description: str
    """In the menu."""
    do: Callable[[Told], Awaitable[View | None]]
    """Returns what to reply; `None` where that has been done."""
    needs: Role = Role.VIEWER
    is_private: bool = False
    """Whether it shows what others have asked, which is nothing for a group."""


@dataclass(frozen=True, slots=True)
class Commands:
    """Takes operators' commands and documents."""

    desk: OperatingDesk
    commands: Sequence[Command]
    document: Command
    """What is done with a document; its name is in no menu."""

    def handlers(self) -> Sequence[BaseHandler[Update, Context, Any]]:
        """Return what takes them; whatever somebody else writes goes on to other handlers."""
        staff = Staff(self.desk.roles) & filters.UpdateType.MESSAGE
        anywhere = staff & (filters.ChatType.PRIVATE | filters.ChatType.GROUPS)
        return (
            *(
                CommandHandler(command.name, partial(self._take, command), anywhere)
                for command in self.commands
            ),
            MessageHandler(
                filters.Document.ALL & staff & filters.ChatType.PRIVATE,
                partial(self._take, self.document),
            ),
        )

    def menu(self, role: Role) -> tuple[tuple[str, str], ...]:
        """Return the commands that a role may give, with what they do."""
        return tuple(
            (command.name, command.description)
            for command in self.commands
            if role >= command.needs
        )

    async def _take(self, command: Command, update: Update, _context: Context) -> None:
        message = update.message
        if message is None or message.from_user is None:
            return
        user, role = message.from_user, self.desk.roles.of_writer(message)
        if role is Role.NONE or not self.desk.desk.is_allowed(message.chat):
            return
        self.desk.names[user.id] = user.full_name
        if role < command.needs:
            await reply(message, view(ONLY_OPERATORS))
        elif command.is_private and is_group(message.chat):
            await reply(message, view(_ONLY_PRIVATE))
        else:
            _, _, text = (message.text or "").strip().partition(" ")
            await self._do(command, Told(message, user, text.strip()))

    async def _do(self, command: Command, told: Told) -> None:
        try:
            if shown := await command.do(told):
                await reply(told.message, shown)
        except TelegramError:
            raise
        except Exception:  # whoever keeps the bot is told, whatever it was
            log.exception("command failed", extra={"command": command.name})
            await reply(told.message, view(FAILED))
