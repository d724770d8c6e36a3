"""What somebody wants, read off a message; pure."""

import re
from dataclasses import dataclass

from telegram import Chat, Message, User
from telegram.constants import ChatType, MessageEntityType

from bot.citizens.conversations import Place

GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})

_ASK = "ask"


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot as people address it."""

    id: int
    username: str
    """Without the @."""

    def is_mentioned(self, name: str) -> bool:
        """Whether a name with its @ is the bot's."""
        return name.removeprefix("@").casefold() == self.username.casefold()


def is_group(chat: Chat) -> bool:
    """Whether a chat is a group, where the bot speaks only when it is spoken to."""
    return chat.type in GROUPS


def place_of(message: Message) -> Place | None:
    """Return where a message was written, `None` where nobody wrote it, as in a channel."""
    writer: User | Chat | None = message.sender_chat or message.from_user
    if writer is None or message.chat.type == ChatType.CHANNEL:
        return None
    thread = message.message_thread_id if message.is_topic_message else None
    return Place(message.chat.id, thread, writer.id)


def is_written(message: Message, bot: Bot) -> bool:
    """Whether a person wrote a message: not a bot, nor the bot's own words sent through it."""
    if message.is_automatic_forward or (message.via_bot and message.via_bot.id == bot.id):
        return False
    # Who writes in a chat's name is shown as a bot of Telegram's.
    writer = message.from_user
    return bool(message.sender_chat) or (writer is not None and not writer.is_bot)


def said(message: Message) -> str:
    """Return the words of a message: its text, or what stands under a picture or file."""
    return message.text or message.caption or ""


def question_of(message: Message, bot: Bot) -> str | None:
    """Return what a message asks the bot: empty where it only calls it, `None` if nothing.

    In a group these are commands /ask, mentions, and replies to the bot; /ask or a mention alone,
    in reply to somebody's message, asks what that says.
    """
    text, called = _without_call(message, bot)
    if text is None or (is_group(message.chat) and not called and not _is_reply_to(message, bot)):
        return None
    replied = message.reply_to_message
    if called and not text and replied is not None and is_written(replied, bot):
        text, _ = _without_call(replied, bot)
    return text or ""


def _without_call(message: Message, bot: Bot) -> tuple[str | None, bool]:
    """Return the words without /ask and mentions, and whether there were any.

    The words are `None` for another command.
    """
    text = said(message)
    entities = message.parse_entities() if message.text else message.parse_caption_entities()
    called = False
    for entity, words in entities.items():
        if entity.type == MessageEntityType.BOT_COMMAND and _begins(text, words):
            name, _, owner = words.removeprefix("/").partition("@")
            if name.casefold() != _ASK or (owner and not bot.is_mentioned(owner)):
                return None, False
            text, called = text.replace(words, "", 1), True
        elif entity.type == MessageEntityType.MENTION and bot.is_mentioned(words):
            text, called = text.replace(words, " ", 1), True
    return re.sub(r"[ \t]{2,}", " ", text).strip(), called


def _begins(text: str, words: str) -> bool:
    return text.lstrip().startswith(words)


def _is_reply_to(message: Message, bot: Bot) -> bool:
    replied = message.reply_to_message
    return bool(replied and replied.from_user and replied.from_user.id == bot.id)
