"""What Telegram shows of the bot before anybody writes: its description and its menus of commands.

Set at the start and only where something else is there; for those of the staff whom Telegram does
not let the bot find before they have written to it, when they do. Each call is guarded: without a
menu the bot answers all the same.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    Update,
)
from telegram.error import BadRequest, TelegramError
from telegram.ext import BaseHandler, ExtBot, MessageHandler, filters

from bot.texts import TEXTS, Language

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


_LANGUAGES: Mapping[str, Language] = {"": Language.SIMPLIFIED, "en": Language.ENGLISH}
"""What those see whose client speaks a language: Telegram knows no scripts, and the questions are
Chinese in any case."""


def profiles() -> tuple[Profile, ...]:
    """Return what is shown, for each language."""
    return tuple(map(_profile, _LANGUAGES))


def _profile(language: str) -> Profile:
    texts = TEXTS[_LANGUAGES[language]]
    return Profile(
        language,
        texts.description,
        texts.short_description,
        texts.private_commands,
        texts.group_commands,
    )


@dataclass(frozen=True, slots=True)
class Menus:
    """What is shown to everybody, and the menus of those who have more commands than others."""

    bot: ExtBot[Any]
    profiles: Sequence[Profile]
    staff: Mapping[int, Commands]
    """What some people have before the private commands, in their chats with the bot."""
    _strangers: set[int] = field(default_factory=set)
    """Those of the staff who have none yet: Telegram knows no chat of theirs with the bot."""

    async def introduce(self) -> None:
        """Set all that is shown, where it is not so yet."""
        for profile in self.profiles:
            await _describe(self.bot, profile)
            private, group = BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()
            await _set_menu(self.bot, private, profile.language, profile.private)
            await _set_menu(self.bot, group, profile.language, profile.group)
        for person in self.staff:
            await self._give(person)
        log.info("introduced")

    def handler(self) -> BaseHandler[Update, Any, Any]:
        """Return what gives a menu to those who write for the first time."""
        return MessageHandler(
            filters.ChatType.PRIVATE & filters.User([*self.staff], allow_empty=True), self._met
        )

    async def _met(self, update: Update, _context: object) -> None:
        person = update.effective_user
        if person is not None and person.id in self._strangers:
            await self._give(person.id)

    async def _give(self, person: int) -> None:
        self._strangers.discard(person)
        for profile in self.profiles:
            commands = (*self.staff[person], *profile.private)
            scope = BotCommandScopeChat(person)
            if not await _set_menu(self.bot, scope, profile.language, commands):
                self._strangers.add(person)


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
) -> bool:
    """Return whether the menu is so now."""
    wanted = tuple(BotCommand(name, description) for name, description in commands)
    return await _settle(
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
) -> bool:
    """Set a value that the bot can do without; return whether it is there now."""
    try:
        if await get() == wanted:
            return True
    except BadRequest as error:
        log.warning("%s: %s", name, error)
        return False
    except TelegramError as error:
        log.info("%s is set anew, since it cannot be read: %s", name, error)
    try:
        await put()
    except TelegramError as error:
        log.warning("%s: %s", name, error)
        return False
    return True
