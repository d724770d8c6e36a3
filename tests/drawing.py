"""Text as pictures in SVG: a terminal, and a chat on a phone."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

_ANSI = re.compile(r"\x1b\[([\d;]*)m")
_MONOSPACE = (
    "'Noto Sans Mono CJK SC','Sarasa Mono SC','Source Han Mono SC',Menlo,Consolas,monospace"
)
_SANS = "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a conversation."""

    text: str
    by_bot: bool
    styles: Sequence[tuple[str, int, int]] = ()
    """Telegram's names of entities, with start and end in characters."""


def columns(text: str) -> int:
    """Return how many columns a text takes: a Chinese character, “, … and the like take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


_HANGING = "，。、；：！？”』」》）,.;:!?)"
"""What never begins a line."""


def wrapped(text: str, most: int) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text that is `most` columns wide, each with where it begins."""
    start = width = 0
    for index, char in enumerate(text):
        width += columns(char)
        if width > most and char not in _HANGING:
            yield start, text[start:index]
            start, width = index, columns(char)
    yield start, text[start:]


def terminal(lines: Sequence[str], width: int = 92) -> str:
    """Return a picture of a terminal that shows lines with the styles that they carry."""
    rows: list[str] = []
    for line in lines:
        plain = _ANSI.sub("", line)
        bold, dim, bar = "\x1b[1m" in line, "\x1b[2m" in line, plain.startswith("│ ")
        body = plain.removeprefix("│ ") if bar else plain
        for _, part in wrapped(body, width - 4):
            colour = "#8b949e" if dim else "#ffffff" if bold else "#e6edf3"
            weight = ' font-weight="bold"' if bold else ""
            mark = '<tspan fill="#39c5cf">│ </tspan>' if bar else ""
            rows.append(f'{mark}<tspan fill="{colour}"{weight}>{escape(part)}</tspan>')
    height = 24 * len(rows) + 52
    texts = "\n".join(
        f'<text x="18" y="{58 + 24 * number}" xml:space="preserve">{row}</text>'
        for number, row in enumerate(rows)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width * 8 + 36}" height="{height}" '
        f'font-family="{_MONOSPACE}" font-size="16">\n'
        '<rect width="100%" height="100%" rx="8" fill="#0d1117"/>\n'
        '<circle cx="22" cy="20" r="6" fill="#ff5f57"/><circle cx="42" cy="20" r="6" '
        'fill="#febc2e"/><circle cx="62" cy="20" r="6" fill="#28c840"/>\n'
        f"{texts}\n</svg>\n"
    )


_CHAT_COLUMNS = 40
_LINE = 24


def chat(messages: Sequence[Said]) -> str:
    """Return a picture of a conversation in a private chat."""
    parts: list[str] = []
    top = 16
    for said in messages:
        bubble, height = _bubble(said, top)
        parts.append(bubble)
        top += height + 12
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="460" height="{top}" '
        f'font-family="{_SANS}" font-size="16">\n'
        '<rect width="100%" height="100%" rx="8" fill="#d6e4ee"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _bubble(said: Said, top: int) -> tuple[str, int]:
    """Return a message's bubble and its height."""
    lines: list[tuple[str, frozenset[str]]] = []
    offset = 0
    for line in said.text.split("\n"):
        for start, part in wrapped(line, _CHAT_COLUMNS):
            place = offset + start
            styles = frozenset(name for name, low, high in said.styles if low <= place < high)
            lines.append((part, styles))
        offset += len(line) + 1
    width = max(columns(part) for part, _ in lines) * 8 + 36
    x, right = (14, 14 + width) if said.by_bot else (446 - width, 446)
    height = len(lines) * _LINE + 16
    colour = "#ffffff" if said.by_bot else "#e1f7cb"
    drawn = [_box(x, top, right - x, height, colour).replace("/>", ' rx="12"/>')]
    for number, (part, styles) in enumerate(lines):
        y = top + 8 + _LINE * number
        quoted = styles & {"blockquote", "expandable_blockquote"}
        if quoted:
            drawn.append(_box(x + 8, y, width - 16, _LINE, "#eaf3fb"))
            drawn.append(_box(x + 8, y, 3, _LINE, "#3390ec"))
        look = ' font-weight="bold"' if "bold" in styles else ""
        look += ' font-style="italic" fill="#5b6b77"' if "italic" in styles else ' fill="#111111"'
        drawn.append(f'<text x="{x + 18}" y="{y + 18}"{look}>{escape(part)}</text>')
    return "\n".join(drawn), height


def _box(x: int, y: int, width: int, height: int, colour: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{colour}"/>'
