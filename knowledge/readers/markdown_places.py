"""Texts that a Markdown parser hands out, with the places of their characters in the file."""

import re
from dataclasses import dataclass, field

_CELL = re.compile(r"\\\||\||[^|\\]+|\\")


@dataclass(slots=True)
class Places:
    """A text without block markup, and where each of its characters stands in the file."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def extend(self, text: str, start: int) -> None:
        """Append a stretch of the file that begins at `start`."""
        self.text += text
        self.starts.extend(range(start, start + len(text)))
        self.ends.extend(range(start + 1, start + len(text) + 1))

    def part(self, text: str) -> "Places":
        """Return the first part that is `text`."""
        start = self.text.index(text)
        end = start + len(text)
        return Places(text, self.starts[start:end], self.ends[start:end])


def split_row(row: str, offset: int, blanks: str | None) -> list[Places]:
    """Split a row of a table, which begins at `offset` of the file, at its bars."""
    words = row.strip(blanks)
    offset += row.index(words)
    cells = [Places()]
    for match in _CELL.finditer(words):
        place = offset + match.start()
        if match[0] == "|":
            cells.append(Places())
        elif match[0] == "\\|":  # only the bar is text
            cells[-1].text += "|"
            cells[-1].starts.append(place)
            cells[-1].ends.append(place + len(match[0]))
        else:
            cells[-1].extend(match[0], place)
    if not cells[0].text:
        cells.pop(0)
    if cells and not cells[-1].text:
        cells.pop()
    return cells
