"""Messages and buttons as python-telegram-bot takes them; what may fail without harm."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ChatAction
from telegram.error import BadRequest, TelegramError

from bot.buttons import pack
from bot.message import Message, split
from bot.views import Key, View

log = logging.getLogger(__name__)

Result = TypeVar("Result")

PATIENCE = 0.7
"""Seconds after which somebody wonders whether they were heard."""

_SHOWN_FOR = 4.5
"""Telegram shows an action for five seconds (`sendChatAction`)."""

MOST_QUOTED = 1024
"""Of UTF-16 in a native quotation (`ReplyParameters.quote`)."""

# An article's links are quoted, not advertised.
_PLAIN = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Posted:
    """Words of an article in a message that stands in the chat."""

    message: int
    words: str
    before: str
    """That message's text up to them."""


def entities(message: Message) -> list[telegram.MessageEntity]:
    """Return a message's styles as Telegram counts them, in UTF-16 units."""
    counted = [
        telegram.MessageEntity(
            telegram.constants.MessageEntityType(entity.style.value),
            entity.start,
            entity.end - entity.start,
        )
        for entity in message.entities
    ]
    return list(telegram.MessageEntity.adjust_message_entities_to_utf_16(message.text, counted))


def keyboard(edition: str, keys: Sequence[Sequence[Key]]) -> InlineKeyboardMarkup | None:
    """Return buttons of an edition; `None` for none."""
    rows = [
        [InlineKeyboardButton(key.text, callback_data=pack(edition, key.button)) for key in row]
        for row in keys
        if row
    ]
    return InlineKeyboardMarkup(rows) if rows else None


async def reply(
    asked: telegram.Message, view: View, edition: str, posted: Posted | None = None
) -> tuple[int, ...]:
    """Reply to a message, in as many as it takes, the buttons under the last; return their ids.

    Args:
        asked: What is replied to, in its chat and topic.
        view: What to say.
        edition: Digest that the buttons carry.
        posted: Where the article stands in the chat; replied to instead, with what is quoted.
    """
    parts = list(split(view.message))
    sent = []
    for part in parts:
        markup = keyboard(edition, view.keys) if part is parts[-1] else None
        sent.append(await _reply(asked, part, markup, posted if part is parts[0] else None))
    return tuple(sent)


async def _reply(
    asked: telegram.Message,
    part: Message,
    markup: InlineKeyboardMarkup | None,
    posted: Posted | None,
) -> int:
    async def send(parameters: ReplyParameters) -> int:
        message = await asked.reply_text(
            part.text,
            entities=entities(part),
            reply_markup=markup,
            reply_parameters=parameters,
            link_preview_options=_PLAIN,
        )
        return message.message_id

    if posted is not None:
        with suppress(BadRequest):  # it may have been edited or deleted meanwhile
            return await send(
                ReplyParameters(
                    posted.message, quote=posted.words, quote_position=_units(posted.before)
                )
            )
    # The question may have been deleted meanwhile.
    return await send(ReplyParameters(asked.message_id, allow_sending_without_reply=True))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def may_be_quoted(words: str) -> bool:
    """Whether Telegram takes words as a native quotation."""
    return 0 < _units(words) <= MOST_QUOTED


async def say(
    bot: telegram.Bot, chat: int, thread: int | None, view: View, edition: str
) -> tuple[int, ...]:
    """Say something of the bot's own accord, or at the press of a button; return the ids."""
    parts = list(split(view.message))
    sent = []
    for part in parts:
        message = await bot.send_message(
            chat,
            part.text,
            entities=entities(part),
            reply_markup=keyboard(edition, view.keys) if part is parts[-1] else None,
            message_thread_id=thread,
            link_preview_options=_PLAIN,
        )
        sent.append(message.message_id)
    return tuple(sent)


async def change(
    bot: telegram.Bot, chat: int, message: int, part: Message, markup: InlineKeyboardMarkup | None
) -> None:
    """Put something else into a message of the bot; one that is gone, or says it, stays."""
    try:
        await bot.edit_message_text(
            part.text,
            chat,
            message,
            entities=entities(part),
            reply_markup=markup,
            link_preview_options=_PLAIN,
        )
    except BadRequest as error:
        log.info("message not changed: %s", error)


async def answer_again(
    asked: telegram.Message, sent: Sequence[int], view: View, edition: str
) -> tuple[int, ...]:
    """Put an answer into the messages of an earlier one; return the ids that it has now."""
    bot, chat = asked.get_bot(), asked.chat.id
    parts = list(split(view.message))
    for number, part in zip(sent, parts, strict=False):
        markup = keyboard(edition, view.keys) if part is parts[-1] else None
        await change(bot, chat, number, part, markup)
    for number in sent[len(parts) :]:
        with suppress(BadRequest):  # somebody deleted it before
            await bot.delete_message(chat, number)
    more = []
    for part in parts[len(sent) :]:
        markup = keyboard(edition, view.keys) if part is parts[-1] else None
        more.append(await _reply(asked, part, markup, None))
    return (*sent[: len(parts)], *more)


async def while_typing(
    show: Callable[[], Awaitable[object]],
    work: Awaitable[Result],
    patience: float = PATIENCE,
    shown_for: float = _SHOWN_FOR,
) -> Result:
    """Await work; where it takes longer than a moment, show that the bot is at it.

    Args:
        show: Sends the action.
        work: What is awaited.
        patience: Seconds before it is shown.
        shown_for: Seconds after which it must be shown again.
    """
    task = asyncio.ensure_future(work)
    wait = patience
    try:
        while True:
            done, _ = await asyncio.wait({task}, timeout=wait)
            if done:
                return task.result()
            with suppress(TelegramError):  # the answer itself is what counts
                await show()
            wait = shown_for
    finally:
        task.cancel()


async def typing(message: telegram.Message) -> None:
    """Show in a message's chat and topic that the bot is busy."""
    thread = message.message_thread_id if message.is_topic_message else None
    await message.get_bot().send_chat_action(
        message.chat.id, ChatAction.TYPING, message_thread_id=thread
    )
