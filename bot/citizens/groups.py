"""Groups: welcome and farewell, on and off, and groups that get another id."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import telegram
from telegram import ChatMember, Update
from telegram.constants import ChatMemberStatus
from telegram.error import Forbidden, TelegramError
from telegram.ext import (
    BaseHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.citizens.desk import Desk
from bot.citizens.sending import reply, say
from bot.citizens.taking import is_group
from bot.message import Message
from bot.views import View

Context = ContextTypes.DEFAULT_TYPE

_GROUP = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE

_PRESENT = frozenset(
    {ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.RESTRICTED}
)
_ADMINISTERING = frozenset({ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER})


@dataclass(frozen=True, slots=True)
class Groups:
    """What the bot does about the groups that it is in."""

    desk: Desk

    def handlers(self) -> Sequence[BaseHandler[Update, Context, Any]]:
        """Return what takes what happens in groups, beside questions."""
        return (
            ChatMemberHandler(self.membership, ChatMemberHandler.MY_CHAT_MEMBER),
            MessageHandler(filters.StatusUpdate.MIGRATE & _GROUP, self.migrated),
            CommandHandler("on", self.turn_on, _GROUP),
            CommandHandler("off", self.turn_off, _GROUP),
        )

    async def membership(self, update: Update, context: Context) -> None:
        """Greet a group in one line when it takes the bot in; forget it when it puts it out."""
        change = update.my_chat_member
        if change is None or not is_group(change.chat):
            return
        was, now = _is_present(change.old_chat_member), _is_present(change.new_chat_member)
        if now and not was:
            await self._enter(change.chat, change.from_user, context.bot)
        elif was and not now:
            self.desk.conversations.leave(change.chat.id)

    async def _enter(self, chat: telegram.Chat, user: telegram.User, bot: telegram.Bot) -> None:
        texts, allowed = self.desk.texts(user), self.desk.is_allowed(chat)
        view = View(Message(texts.welcome if allowed else texts.not_allowed))
        try:
            await say(bot, chat.id, None, view, self.desk.library.edition.digest)
            if not allowed:
                await bot.leave_chat(chat.id)
        except Forbidden:  # put out again at once
            self.desk.conversations.leave(chat.id)

    async def migrated(self, update: Update, _: Context) -> None:
        """Carry over to the supergroup what holds for the group that it was."""
        message = update.message
        if message is not None and message.migrate_to_chat_id is not None:
            self.desk.preferences.move(message.chat.id, message.migrate_to_chat_id)
            self.desk.conversations.leave(message.chat.id)

    async def turn_on(self, update: Update, _: Context) -> None:
        """Answer in a group again."""
        await self._turn(update.message, quiet=False)

    async def turn_off(self, update: Update, _: Context) -> None:
        """Be quiet in a group."""
        await self._turn(update.message, quiet=True)

    async def _turn(self, message: telegram.Message | None, *, quiet: bool) -> None:
        if message is None or not self.desk.is_allowed(message.chat):
            return
        texts = self.desk.texts(message.from_user)
        if not await _administers(message):
            text = texts.only_administrators
            if self.desk.preferences.is_quiet(message.chat.id):
                return  # quiet is quiet
        elif self.desk.preferences.set_quiet(message.chat.id, quiet=quiet):
            text = texts.turned_off if quiet else texts.turned_on
        else:
            text = texts.not_turned
        await reply(message, View(Message(text)), self.desk.library.edition.digest)


async def _administers(message: telegram.Message) -> bool:
    """Whether an administrator wrote; who writes in the group's own name is one."""
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat.id
    if message.from_user is None:
        return False
    try:
        member = await message.chat.get_member(message.from_user.id)
    except TelegramError:
        return False
    return member.status in _ADMINISTERING


def _is_present(member: ChatMember) -> bool:
    return member.status in _PRESENT
