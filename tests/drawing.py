"""Text as pictures in SVG: a terminal, and a chat on a phone."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias
from xml.sax.saxutils import escape

_ANSI = re.compile(r"\x1b\[([\d;]*)m")
_MONOSPACE = (
    "'Noto Sans Mono CJK SC','Sarasa Mono SC','Source Han Mono SC',Menlo,Consolas,monospace"
)
_SANS = (
    "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',"
    "'Noto Color Emoji','Apple Color Emoji','Segoe UI Emoji',sans-serif"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a conversation."""

    text: str
    by_bot: bool
    styles: Sequence[tuple[str, int, int]] = ()
    """Telegram's names of entities, with start and end in characters."""
    buttons: Sequence[Sequence[str]] = ()
    """Words on the buttons, row by row."""
    name: str = ""
    """Who says it, where several people talk."""
    replied: str = ""
    """What it replies to, in a group."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What is no message: a pressed button, what pops up."""

    text: str


@dataclass(frozen=True, slots=True)
class Offered:
    """An inline result, above where somebody types."""

    title: str
    description: str


Shown: TypeAlias = Said | Happened | Offered


@dataclass(frozen=True, slots=True)
class Panel:
    """A chat as it is seen on a phone."""

    title: str
    shown: Sequence[Shown]


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
            end = _whole(text, start, index)
            yield start, text[start:end]
            start, width = end, columns(text[end : index + 1])
    yield start, text[start:]


_TOKEN = re.compile(r"[0-9A-Za-z.%@/_—-]+")


def _whole(text: str, start: int, end: int) -> int:
    """Return where a line may end that has no room after `end`: a figure or word stays whole."""
    for found in _TOKEN.finditer(text, start):
        if found.start() < end < found.end() and found.start() > start:
            return found.start()
    return end


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
_WIDTH = 460
_GAP = 12

_GREEN, _WHITE, _BACKGROUND = "#e1f7cb", "#ffffff", "#d6e4ee"


def chat(messages: Sequence[Shown]) -> str:
    """Return a picture of a conversation in a private chat."""
    drawn, height = _column(messages, 0, 16)
    return _picture(_WIDTH, height, [_rounded(0, 0, _WIDTH, height, _BACKGROUND, radius=8), drawn])


def phones(panels: Sequence[Panel], columns_of_panels: int = 3) -> str:
    """Return a picture of several chats, each added to the column that is shortest so far."""
    heights = [0] * columns_of_panels
    drawn: list[str] = []
    for panel in panels:
        place = heights.index(min(heights))
        x, top = place * (_WIDTH + _GAP), heights[place]
        inner, bottom = _column(panel.shown, x, top + 56)
        drawn += [
            _rounded(x, top, _WIDTH, bottom - top, _BACKGROUND, radius=8),
            _rounded(x, top, _WIDTH, 40, "#517da2", radius=8),
            _head(panel.title, x + 16, top + 26),
            inner,
        ]
        heights[place] = bottom + _GAP
    width = columns_of_panels * (_WIDTH + _GAP) - _GAP
    return _picture(width, max(heights) - _GAP, drawn)


def _head(title: str, x: int, y: int) -> str:
    return f'<text x="{x}" y="{y}" fill="#ffffff" font-weight="bold">{escape(title)}</text>'


def _picture(width: int, height: int, drawn: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="{_SANS}" font-size="16">\n'
        + "\n".join(drawn)
        + "\n</svg>\n"
    )


def _column(shown: Sequence[Shown], left: int, top: int) -> tuple[str, int]:
    """Return what is shown in a chat, and where it ends."""
    drawn: list[str] = []
    for item in shown:
        if isinstance(item, Said):
            part, height = _bubble(item, left, top)
        elif isinstance(item, Happened):
            part, height = _note(item.text, left, top)
        else:
            part, height = _offer(item, left, top)
        drawn.append(part)
        top += height + (2 if isinstance(item, Offered) else _GAP)
    return "\n".join(drawn), top + 4


def _note(text: str, left: int, top: int) -> tuple[str, int]:
    width = columns(text) * 7 + 24
    x = left + (_WIDTH - width) // 2
    return (
        _rounded(x, top, width, 26, "#8aa7bd", radius=13)
        + f'\n<text x="{left + _WIDTH // 2}" y="{top + 18}" fill="#ffffff" font-size="14" '
        f'text-anchor="middle">{escape(text)}</text>',
        26,
    )


def _offer(offered: Offered, left: int, top: int) -> tuple[str, int]:
    lines = [part for line in offered.description.split("\n") for _, part in wrapped(line, 48)][:3]
    height = 34 + 20 * len(lines)
    drawn = [_box(left, top, _WIDTH, height, _WHITE)]
    drawn.append(
        f'<text x="{left + 16}" y="{top + 24}" font-weight="bold">'
        f"{escape(_short(offered.title, _WIDTH - 24))}</text>"
    )
    for number, line in enumerate(lines):
        y = top + 46 + 20 * number
        drawn.append(
            f'<text x="{left + 16}" y="{y}" font-size="14" fill="#5b6b77">{escape(line)}</text>'
        )
    return "\n".join(drawn), height


def _bubble(said: Said, left: int, top: int) -> tuple[str, int]:
    """Return a message's bubble, with its buttons under it, and its height."""
    lines: list[tuple[int, str]] = []
    offset = 0
    for written in said.text.split("\n"):
        lines += [(offset + start, part) for start, part in wrapped(written, _CHAT_COLUMNS)]
        offset += len(written) + 1
    heads = [(said.name, "#d67722")] if said.name else []
    heads += [(f"┃ {said.replied}", "#3390ec")] if said.replied else []
    longest = max(columns(part) for part in (*(part for _, part in lines), *(h for h, _ in heads)))
    buttons = max((columns("".join(row)) * 8 + 40 * len(row) for row in said.buttons), default=0)
    width = min(max(longest * 8 + 36, buttons), _WIDTH - 28)
    x = left + (14 if said.by_bot else _WIDTH - 14 - width)
    height = (len(lines) + len(heads)) * _LINE + 16
    drawn = [_rounded(x, top, width, height, _WHITE if said.by_bot else _GREEN, radius=12)]
    y = top + 8
    for head, colour in heads:
        drawn.append(f'<text x="{x + 18}" y="{y + 18}" fill="{colour}">{escape(head)}</text>')
        y += _LINE
    for line in lines:
        drawn += _line(said, line, x, y, width)
        y += _LINE
    below, under = _keyboard(said.buttons, x, top + height + 4, width)
    return "\n".join((*drawn, *below)), height + under


def _line(said: Said, line: tuple[int, str], x: int, y: int, width: int) -> list[str]:
    """Return a line of a bubble, which begins at an offset, each stretch of it in its style."""
    start, part = line

    def styles(index: int) -> frozenset[str]:
        place = start + index
        return frozenset(name for name, low, high in said.styles if low <= place < high)

    drawn = []
    if styles(0) & {"blockquote", "expandable_blockquote"}:
        drawn.append(_box(x + 8, y, width - 16, _LINE, "#eaf3fb"))
        drawn.append(_box(x + 8, y, 3, _LINE, "#3390ec"))
    stretches = []
    for found, indexes in groupby(range(len(part)), styles):
        text = "".join(part[index] for index in indexes)
        stretches.append(f"<tspan{_look(found)}>{escape(text)}</tspan>")
    return [
        *drawn,
        f'<text x="{x + 18}" y="{y + 18}" xml:space="preserve">{"".join(stretches)}</text>',
    ]


def _look(styles: frozenset[str]) -> str:
    look = ' font-weight="bold"' if "bold" in styles else ""
    look += ' text-decoration="underline"' if "underline" in styles else ""
    return look + (
        ' font-style="italic" fill="#5b6b77"' if "italic" in styles else ' fill="#111111"'
    )


def _keyboard(rows: Sequence[Sequence[str]], x: int, top: int, width: int) -> tuple[list[str], int]:
    """Return rows of buttons, and their height with the space above them."""
    drawn: list[str] = []
    for number, row in enumerate(rows):
        y, each = top + 36 * number, width / len(row)
        for place, words in enumerate(row):
            middle = round(x + each * (place + 0.5))
            drawn.append(
                _rounded(round(x + each * place) + 1, y, round(each) - 2, 32, "#a5bfd2", radius=8)
            )
            drawn.append(
                f'<text x="{middle}" y="{y + 22}" fill="#ffffff" font-size="15" '
                f'text-anchor="middle">{escape(_short(words, each))}</text>'
            )
    return drawn, 36 * len(rows) + 4 if rows else 0


def _short(words: str, width: float) -> str:
    """Return words as a button shows them that has no room for all."""
    while columns(words) * 8 > width - 8:
        words = words.rstrip("…")[:-1] + "…"
    return words


def _rounded(x: int, y: int, width: int, height: int, colour: str, *, radius: int) -> str:
    return _box(x, y, width, height, colour).replace("/>", f' rx="{radius}"/>')


def _box(x: int, y: int, width: int, height: int, colour: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{colour}"/>'
