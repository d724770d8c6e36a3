"""Messages to operators, with their buttons."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import telegram
from telegram import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.error import BadRequest

from bot.citizens.sending import change, entities
from bot.message import Composer, Message, Style, split
from bot.operating.buttons import Button, pack

_PLAIN = LinkPreviewOptions(is_disabled=True)
_MOST_OF_LABEL = 40


@dataclass(frozen=True, slots=True)
class Key:
    """A button as it is seen, and what it carries."""

    text: str
    button: Button


Keys = Sequence[Sequence[Key]]


@dataclass(frozen=True, slots=True)
class View:
    """A message with its rows of buttons."""

    message: Message
    keys: Keys = ()


def view(title: str, lines: Sequence[str] = (), keys: Keys = ()) -> View:
    """Return a view: a title in bold, and lines below."""
    composer = Composer().add(title, Style.BOLD)
    composer.add("".join(f"\n{line}" for line in lines))
    return View(composer.message(), keys)


def label(text: str) -> str:
    """Return a text in one line, as short as a button shows it."""
    line = " ".join(text.split())
    return line if len(line) <= _MOST_OF_LABEL else f"{line[: _MOST_OF_LABEL - 1]}…"


def keyboard(keys: Keys) -> InlineKeyboardMarkup | None:
    """Return buttons; `None` for none."""
    rows = [
        [InlineKeyboardButton(label(key.text), callback_data=pack(key.button)) for key in row]
        for row in keys
        if row
    ]
    return InlineKeyboardMarkup(rows) if rows else None


async def reply(asked: telegram.Message, shown: View) -> None:
    """Reply to a message, in as many as it takes, the buttons under the last."""
    parts = list(split(shown.message))
    for part in parts:
        await asked.reply_text(
            part.text,
            entities=entities(part),
            reply_markup=keyboard(shown.keys) if part is parts[-1] else None,
            reply_parameters=ReplyParameters(asked.message_id, allow_sending_without_reply=True),
            link_preview_options=_PLAIN,
        )


async def answer(query: CallbackQuery, text: str = "", *, alert: bool = False) -> None:
    """End the wait of who pressed; too late is no harm."""
    with suppress(BadRequest):
        await query.answer(text or None, show_alert=alert or None)


async def put(message: telegram.Message, shown: View) -> None:
    """Put something else into a message of the bot; what does not fit follows in others."""
    parts = list(split(shown.message))
    first = keyboard(shown.keys) if len(parts) == 1 else None
    await change(message.get_bot(), message.chat.id, message.message_id, parts[0], first)
    for part in parts[1:]:
        await message.reply_text(
            part.text,
            entities=entities(part),
            reply_markup=keyboard(shown.keys) if part is parts[-1] else None,
            link_preview_options=_PLAIN,
        )
