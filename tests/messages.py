"""Messages of the Bot API as they are drawn."""

from collections.abc import Iterator

from tests.drawing import Said
from tests.telegram.wire import Json


def said(wire: Json, *, by_bot: bool = True, in_group: bool = False) -> Said:
    """Return a message as it is drawn."""
    text = str(wire.get("text") or wire.get("caption") or "")
    rows = wire.get("reply_markup", {}).get("inline_keyboard", [])
    replied = wire.get("reply_to_message", {}) if in_group else {}
    return Said(
        text,
        by_bot,
        list(_styles(text, wire.get("entities"))),
        [[button["text"] for button in row] for row in rows],
        wire["from"]["first_name"] if in_group and not by_bot else "",
        str(replied.get("text") or ""),
    )


def _styles(text: str, entities: object) -> Iterator[tuple[str, int, int]]:
    """Yield styles with offsets in characters; Telegram counts UTF-16 units."""
    encoded = text.encode("utf-16-le")
    for entity in entities if isinstance(entities, list | tuple) else ():
        start, length = int(entity["offset"]), int(entity["length"])
        first = len(encoded[: 2 * start].decode("utf-16-le"))
        yield (
            entity["type"],
            first,
            first + len(encoded[2 * start : 2 * (start + length)].decode("utf-16-le")),
        )
