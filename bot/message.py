"""Text with styles: what is sent to Telegram, and what is printed in the terminal.

No markup strings, so that nothing needs escaping. Offsets count characters; Telegram's, which
count UTF-16 units, are made where the message is sent.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Style(StrEnum):
    """How a stretch of text is shown; the values are Telegram's names of entities."""

    BOLD = "bold"
    QUOTE = "blockquote"
    FOLDED_QUOTE = "expandable_blockquote"
    """A quotation of which the first lines are shown until somebody taps on it."""
    ITALIC = "italic"
    UNDERLINE = "underline"
    """Words of a quotation that the question named."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A styled stretch of a message."""

    style: Style
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Message:
    """What is shown to a person."""

    text: str
    entities: tuple[Entity, ...] = ()
    """In order of their start, the outer before the inner."""


@dataclass(slots=True)
class Composer:
    """Puts a message together piece by piece."""

    _text: str = ""
    _entities: list[Entity] = field(default_factory=list)

    def add(self, text: str, *styles: Style) -> "Composer":
        """Append text in the given styles."""
        start = len(self._text)
        self._text += text
        if text:
            self._entities += [Entity(style, start, len(self._text)) for style in styles]
        return self

    def quote(
        self, text: str, style: Style, marks: Iterable[tuple[int, int, Style]] = ()
    ) -> "Composer":
        """Append a quotation in which stretches, counted from its start, are marked."""
        start = len(self._text)
        self.add(text, style)
        for first, last, mark in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
            low, high = max(first, 0), min(last, len(text))
            if low < high:
                self._entities.append(Entity(mark, start + low, start + high))
        return self

    def append(self, message: Message) -> "Composer":
        """Append a whole message with its styles."""
        start = len(self._text)
        self._text += message.text
        self._entities += [
            Entity(entity.style, start + entity.start, start + entity.end)
            for entity in message.entities
        ]
        return self

    def message(self) -> Message:
        """Return what has been put together."""
        return Message(self._text, tuple(self._entities))


MOST_UNITS = 4096
"""Of UTF-16 in one message: Telegram's limit counts characters, so that this is always safe."""

MOST_ENTITIES = 100
"""In one message: of further ones Telegram takes no notice, or refuses the whole."""

_CUT = "……"
"""Stands where a message goes on and is not shown."""


def fitted(message: Message, most: int = MOST_UNITS) -> Message:
    """Return a message as one that Telegram takes; where it is too long, its beginning."""
    first, *others = split(message, most)
    if not others:
        return first
    # A line end, a sign that something is missing, and room for both.
    shorter = next(split(message, most - len(_CUT) - 1))
    return Message(f"{shorter.text}\n{_CUT}", shorter.entities)


def split(message: Message, most: int = MOST_UNITS) -> Iterator[Message]:
    """Yield a message in parts that Telegram takes, cut at line or sentence ends where it can."""
    start = 0
    while start < len(message.text):
        end = _end(message.text, start, most)
        part = message.text[start:end]
        kept = part.strip("\n")
        if kept.strip():
            first = start + part.index(kept)
            styled = tuple(_within(message.entities, first, first + len(kept)))
            yield Message(kept, _few(styled))
        start = end


def _end(text: str, start: int, most: int) -> int:
    """Return where the part that begins at `start` ends."""
    end = start
    units = 0
    while end < len(text):
        units += 2 if ord(text[end]) > 0xFFFF else 1  # noqa: PLR2004 (the last of one unit)
        if units > most:
            break
        end += 1
    if end == len(text):
        return end
    cut = max(text.rfind(mark, start, end) for mark in "\n。！？；;")
    return cut + 1 if cut > start else end


def _within(entities: tuple[Entity, ...], start: int, end: int) -> Iterator[Entity]:
    for entity in entities:
        low, high = max(entity.start, start), min(entity.end, end)
        if low < high:
            yield Entity(entity.style, low - start, high - start)


def _few(entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Return as many entities as Telegram takes; marked words are what can be missed."""
    if len(entities) <= MOST_ENTITIES:
        return entities
    least = [entity for entity in entities if entity.style is Style.UNDERLINE]
    dropped = set(least[max(len(least) - (len(entities) - MOST_ENTITIES), 0) :])
    return tuple(entity for entity in entities if entity not in dropped)[:MOST_ENTITIES]
