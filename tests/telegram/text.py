"""Texts as Telegram keeps them: without markup, with entities in UTF-16 units, trimmed."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from aiogram.types import MessageEntity

from tests.telegram import tdlib
from tests.telegram.limits import ENTITIES, Limit
from tests.telegram.wire import Json, refuse_misuse

_OPAQUE = {"code", "pre", "text_link", "text_mention"}
"""Within these Telegram looks for no links, mentions or commands."""

_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters by their category, yet nothing is to be seen of them."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and its entities."""

    text: str
    entities: list[Json] = field(default_factory=list)

    def fields(self, text_name: str = "text", entities_name: str = "entities") -> Json:
        """Gives the fields of a message that hold it; no field where there is nothing."""
        found: Json = {text_name: self.text} if self.text else {}
        if self.entities:
            found[entities_name] = self.entities
        return found


def units(text: str) -> int:
    """Counts UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, offset: int, length: int) -> str:
    """Cuts out a piece by UTF-16 offset and length."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def is_invisible(text: str) -> bool:
    """Tells whether nothing of a text is to be seen: spaces, controls, joiners, fillers."""
    return all(
        unicodedata.category(character)[0] in "CZ" or character in _FILLERS for character in text
    )


def trim(formatted: Formatted) -> Formatted:
    """Takes the white space from both ends, as Telegram does, and moves the entities along."""
    text = formatted.text.strip()
    shift = units(formatted.text) - units(formatted.text.lstrip())
    size = units(text)
    entities = []
    for entity in formatted.entities:
        start = min(max(entity["offset"] - shift, 0), size)
        end = min(max(entity["offset"] + entity["length"] - shift, 0), size)
        if end > start:
            entities.append(entity | {"offset": start, "length": end - start})
    return Formatted(text, entities)


def with_found(formatted: Formatted) -> Formatted:
    """Adds the entities that Telegram finds by itself where the given ones leave room."""
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in formatted.entities
        if entity["type"] in _OPAQUE
    ]
    found = [
        entity
        for entity in tdlib.find_entities(formatted.text)
        if entity not in formatted.entities
        and not any(
            start < entity["offset"] + entity["length"] and entity["offset"] < end
            for start, end in taken
        )
    ]
    entities = sorted(
        [*formatted.entities, *found], key=lambda entity: (entity["offset"], -entity["length"])
    )
    return Formatted(formatted.text, entities)


def typed(text: str) -> Formatted:
    """Gives what Telegram makes of a text that a person types."""
    return with_found(trim(Formatted(text)))


def received(
    text: str, parse_mode: object, entities: Sequence[MessageEntity] | None, limit: Limit
) -> Formatted:
    """Checks a text that the bot sends, and gives what Telegram makes of it.

    Args:
        text: The text, which may be empty where `limit` is that of a caption.
        parse_mode: A string where the call names one; anything else counts as none.
        entities: The entities that the call names, which a parse_mode excludes.
        limit: How long the text may be once its markup is parsed.

    Raises:
        ApiError: 400, recorded as a violation.
    """
    if isinstance(parse_mode, str) and parse_mode:
        if entities:
            refuse_misuse("can't use both entities and parse_mode", "entities and parse_mode")
        plain, parsed = tdlib.parse_markup(text, parse_mode)
        formatted = Formatted(plain, parsed)
    else:
        given = [entity.model_dump(mode="json", exclude_unset=True) for entity in entities or ()]
        for entity in given:
            if not tdlib.is_entity_type(entity["type"]):
                refuse_misuse(
                    "can't parse MessageEntity: unsupported type specified",
                    f"unknown type of entity {entity['type']!r}",
                )
            if entity["length"] == 0:
                # Telegram drops it in silence; whoever computed it meant something else.
                refuse_misuse("ENTITY_BOUNDS_INVALID", "an entity of length 0")
        ENTITIES.check(len(given))
        tdlib.check_entities(text, given)
        formatted = Formatted(text, given)
    limit.check(units(formatted.text))
    return with_found(trim(formatted))


def received_message(
    text: str, parse_mode: object, entities: Sequence[MessageEntity] | None, limit: Limit
) -> Formatted:
    """Does what `received` does for a text that may not be empty."""
    if not text:
        refuse_misuse("message text is empty")
    formatted = received(text, parse_mode, entities, limit)
    if is_invisible(formatted.text):
        refuse_misuse("text must be non-empty", "text without a visible character")
    return formatted
