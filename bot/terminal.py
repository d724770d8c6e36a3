"""Messages in the terminal."""

import click

from bot.message import Message, Style
from knowledge.normal import UNSHOWN

_BAR = "│ "


def show(message: Message) -> str:
    """Return a message with the terminal's styles; quotations get a bar at their left.

    What an article holds beside text, the terminal does not get: it would obey.
    """
    marks: dict[int, list[Style]] = {}
    for entity in message.entities:
        for index in range(entity.start, entity.end):
            marks.setdefault(index, []).append(entity.style)
    lines = []
    offset = 0
    for line in message.text.split("\n"):
        styles = marks.get(offset, [])
        quoted = Style.QUOTE in styles or Style.FOLDED_QUOTE in styles
        text = click.style(
            _shown(line), bold=Style.BOLD in styles or None, dim=Style.ITALIC in styles or None
        )
        lines.append((click.style(_BAR, fg="cyan") if quoted else "") + text)
        offset += len(line) + 1
    return "\n".join(lines)


def _shown(line: str) -> str:
    """Return a line without what commands a terminal; what parts words is a blank."""
    return UNSHOWN.sub(lambda found: " " if found[0].isspace() else "", line.rstrip())
