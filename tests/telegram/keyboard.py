"""The buttons that a bot puts under a message, and their limits."""

from aiogram.types import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from tests.telegram.limits import BUTTONS, CALLBACK_DATA, ROW
from tests.telegram.wire import Json, refuse_misuse

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply

_LOOKS = {"text", "icon_custom_emoji_id", "style"}
"""Fields of a button that say how it looks, not what it does."""


def _check_button(button: InlineKeyboardButton) -> None:
    if not button.text:
        refuse_misuse("can't parse inline keyboard button: Text must be non-empty")
    actions = button.model_fields_set - _LOOKS
    if not actions:
        refuse_misuse(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
            f"button {button.text!r} does nothing",
        )
    if len(actions) > 1:
        refuse_misuse(
            "can't parse inline keyboard button: exactly one optional field must be used",
            f"button {button.text!r} does several things: {sorted(actions)}",
        )
    if button.callback_data is not None:
        if not button.callback_data:
            refuse_misuse("BUTTON_DATA_INVALID", f"button {button.text!r} has empty callback_data")
        CALLBACK_DATA.check(len(button.callback_data.encode()))


def check_markup(markup: Markup | None) -> Json | None:
    """Checks a keyboard.

    Returns:
        The inline keyboard as it will stand in the message; None where there will be none, as
        other keyboards belong to the person's client and not to the message.

    Raises:
        ApiError: 400, recorded as a violation.
    """
    if markup is None or isinstance(markup, ReplyKeyboardRemove | ForceReply):
        return None
    inline = isinstance(markup, InlineKeyboardMarkup)
    rows = markup.inline_keyboard if isinstance(markup, InlineKeyboardMarkup) else markup.keyboard
    BUTTONS.check(sum(len(row) for row in rows))
    for row in rows:
        ROW.check(len(row))
        for button in row:
            if isinstance(button, InlineKeyboardButton):
                _check_button(button)
    # Telegram keeps no empty rows, and no keyboard without a button.
    kept = [
        [button.model_dump(mode="json", exclude_unset=True) for button in row]
        for row in rows
        if row
    ]
    return {"inline_keyboard": kept} if inline and kept else None
