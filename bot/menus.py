"""What Telegram shows of the bot before anybody writes: its description and its menus of commands.

Set at the start and only where something else is there. Each call is guarded: without a menu the
bot answers all the same.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

log = logging.getLogger(__name__)

Value = TypeVar("Value")

Commands = Sequence[tuple[str, str]]
"""Each command's name, and what it does."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is shown to those whose client speaks a language."""

    language: str
    """ISO 639-1, all that Telegram tells apart: no scripts. Empty: every other language."""
    description: str
    """Shown in a chat that is empty yet; at most 512 characters."""
    short_description: str
    """Shown in the bot's profile, and with a link to it; at most 120."""
    private: Commands
    group: Commands


async def introduce(
    bot: ExtBot[Any], profiles: Sequence[Profile], staff: Mapping[int, Commands]
) -> None:
    """Set all that is shown, where it is not so yet.

    Args:
        bot: Whose menus they are.
        profiles: For each language.
        staff: What some people have before the private commands, in their chats with the bot.
    """
    for profile in profiles:
        await _describe(bot, profile)
        await _set_menu(bot, BotCommandScopeAllPrivateChats(), profile.language, profile.private)
        await _set_menu(bot, BotCommandScopeAllGroupChats(), profile.language, profile.group)
        for person, own in staff.items():
            # "chat not found" where they have never written to the bot.
            scope = BotCommandScopeChat(person)
            commands = (*own, *profile.private)
            await _set_menu(bot, scope, profile.language, commands)
    log.info("introduced")


async def _describe(bot: ExtBot[Any], profile: Profile) -> None:
    language = profile.language or None

    async def description() -> str:
        return (await bot.get_my_description(language)).description

    async def short_description() -> str:
        return (await bot.get_my_short_description(language)).short_description

    await _settle(
        "description",
        profile.description,
        description,
        lambda: bot.set_my_description(profile.description, language),
    )
    await _settle(
        "short description",
        profile.short_description,
        short_description,
        lambda: bot.set_my_short_description(profile.short_description, language),
    )


async def _set_menu(
    bot: ExtBot[Any], scope: BotCommandScope, language: str, commands: Commands
) -> None:
    wanted = tuple(BotCommand(name, description) for name, description in commands)
    await _settle(
        f"menu of {scope.type}",
        wanted,
        lambda: bot.get_my_commands(scope, language or None),
        lambda: bot.set_my_commands(wanted, scope, language or None),
    )


async def _settle(
    name: str,
    wanted: Value,
    get: Callable[[], Awaitable[Value]],
    put: Callable[[], Awaitable[object]],
) -> None:
    """Set a value that the bot can do without, unless it is there already."""
    try:
        if await get() == wanted:
            return
    except BadRequest as error:
        log.warning("%s: %s", name, error)
        return
    except TelegramError as error:
        log.info("%s is set anew, since it cannot be read: %s", name, error)
    try:
        await put()
    except TelegramError as error:
        log.warning("%s: %s", name, error)
