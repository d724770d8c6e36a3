"""Several questions in one message, each on its own."""

import re

from knowledge.asking.listing import asks_sides
from knowledge.normal import fold

# A question ends at its mark, unless it stands within a title.
_END = re.compile(r"[?？]+(?![^《「“]*[》」”])|[；;\n]+")
_COMMA = re.compile(r"[，,。]+")
# What asks; a part without any is not a question of its own.
_ASKS = re.compile(
    r"多少|几(?![十百千万乎])|什么|啥|哪|谁|何[时处人]|怎|咋|为什么|吗|能不能|可不可以|是不是|有没有"
    r"|多[高大长久远重]"
)
_NO_QUESTION = re.compile(
    r"不(?:知道?|晓得|清楚|懂|会|明白)|(?:什么|啥|谁|哪里?|怎么)(?:都|也)|好几|几(?:年|个月|天|次)(?:前|来|了)"
    r"|就是说|听说|说是"
)
_CONTENT = re.compile(r"[㐀-鿿]|[a-z0-9]+")
# A part below this says nothing alone: 是吗, 为什么.
_SHORTEST = 4
MOST_PARTS = 3
"""Each gets a fact, and no more than three are shown."""


def parts_of(text: str) -> tuple[str, ...]:
    """Return the questions of a message, in order; one where they cannot be told apart.

    Args:
        text: As it was written.
    """
    if asks_sides(fold(text).text):
        return (text,)
    parts = _asking(_split(text, _END))
    if len(parts) <= 1:
        clauses = _split(text, _COMMA)
        asking = _asking(clauses)
        # Only where nothing but questions is said; the story before one has commas too.
        parts = asking if len(asking) == len(clauses) else parts
    return tuple(parts[:MOST_PARTS]) if len(parts) > 1 else (text,)


def _split(text: str, pattern: re.Pattern[str]) -> list[str]:
    pieces = []
    start = 0
    for mark in pattern.finditer(text):
        pieces.append(text[start : mark.end()].strip())
        start = mark.end()
    return [piece for piece in (*pieces, text[start:].strip()) if piece]


def _asking(pieces: list[str]) -> list[str]:
    """Return the pieces that ask something of their own."""
    return [piece for piece in pieces if _is_question(fold(piece).text)]


def _is_question(folded: str) -> bool:
    return (
        bool(_ASKS.search(folded))
        and not _NO_QUESTION.search(folded)
        and len(_CONTENT.findall(folded)) >= _SHORTEST
    )
