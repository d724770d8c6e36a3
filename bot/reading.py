"""From Telegram's JSON to an update, or to none: one that cannot be read holds up no other."""

import json
import logging
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import ExtBot

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update, and how it came: python-telegram-bot's objects do not all go back into JSON."""

    update: Update
    payload: str
    """One JSON object."""


def read_update(data: object, bot: ExtBot[Any]) -> Arrival | None:
    """Return an update; `None` for what is no update that python-telegram-bot can read.

    That is a fault of one side's version, and no reason to end: it is logged, and left aside.
    """
    try:
        if not isinstance(data, dict):
            message = f"{type(data).__name__}, not an object"
            raise TypeError(message)  # noqa: TRY301 (as a field of the wrong type would)
        return arrival(Update.de_json(data, bot), data)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        number = data.get("update_id") if isinstance(data, dict) else None
        log.error("an update cannot be read: %r", error, extra={"update": number})  # noqa: TRY400
        return None


def arrival(update: Update, data: object) -> Arrival:
    """Return an update with the JSON that it was read from."""
    return Arrival(update, json.dumps(data, ensure_ascii=False))
