"""Building a piece of text from the stretches of a file between its markup."""

import re
from collections.abc import Iterator
from html import unescape
from unicodedata import east_asian_width

from knowledge.piece import Piece, Run

# Names are ASCII; a reference may lack its semicolon, and then text can follow at once.
REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]{1,31});?")


class PieceBuilder:
    """Takes the text of one block from left to right; `take` gives the piece.

    A line break between two lines of a paragraph is markup: it is left out between Chinese
    characters and stands for a space between words (CSS Text Module Level 4, segment break
    transformation), since no one who quotes the sentence would want it broken there.
    """

    def __init__(self) -> None:
        self._text: list[str] = []
        self._runs: list[Run] = []
        self._length = 0
        self._verbatim = False
        self._gap: tuple[int, str] | None = None

    def add(self, text: str, start: int, end: int) -> None:
        """Append `text`, which stands in the file from offset `start` to `end`.

        Where its length is not `end - start`, the file writes it as a reference or an escape.
        """
        if not text:
            return
        self._close_gap(text[0])
        verbatim = len(text) == end - start
        last = self._runs[-1] if self._runs else None
        if last and verbatim and self._verbatim and last.end == start:
            self._runs[-1] = Run(last.position, last.start, end)
        else:
            self._runs.append(Run(self._length, start, end))
        self._text.append(text)
        self._length += len(text)
        self._verbatim = verbatim

    def gap(self, start: int, written: str) -> None:
        """Note white space, or markup that stands for it, that the file writes at `start`."""
        if self._gap is None:
            self._gap = (start, written)
        else:
            self._gap = (self._gap[0], self._gap[1] + "  " + written)

    def separate(self, offset: int) -> None:
        """Append the tab that stands for markup between two cells at `offset`."""
        self._gap = None
        self._stand_in("\t", offset)

    def take(self) -> Piece | None:
        """Return what was added without white space at its ends, and begin anew.

        `None` where there is nothing but white space. Tabs before a row's first text stay, since
        they tell which column it stands in.
        """
        piece = Piece("".join(self._text), tuple(self._runs))
        self.__init__()  # type: ignore[misc]
        if not piece.text.strip():
            return None
        start = len(piece.text) - len(piece.text.lstrip(_ENDS))
        return piece.slice(start, len(piece.text.rstrip(_ENDS + "\t")))

    def _close_gap(self, following: str) -> None:
        gap, self._gap = self._gap, None
        if gap is None or not self._text:
            return
        start, written = gap
        before = self._text[-1][-1]
        if before.isspace() or ("\n" in written and joins(before, following)):
            return
        if written == " ":
            self.add(written, start, start + 1)
        else:
            self._stand_in(" ", start)

    def _stand_in(self, white_space: str, offset: int) -> None:
        self._runs.append(Run(self._length, offset, offset))
        self._text.append(white_space)
        self._length += 1
        self._verbatim = False


_ENDS = " \r\n\f\v\u00a0\u3000\u200b\ufeff"


def joins(before: str, after: str) -> bool:
    """Whether no space belongs where a line breaks between these two characters."""
    widths = {east_asian_width(before), east_asian_width(after)}
    # Ambiguous are the quotation marks and dashes that Chinese shares with other scripts.
    return widths <= {"W", "F", "A"} and widths != {"A"}


def references(text: str) -> Iterator[tuple[str, int, int]]:
    """Split HTML text at its character references.

    Yields:
        What each part means, and where in `text` it begins and ends.
    """
    offset = 0
    for match in REFERENCE.finditer(text):
        written = match[0]
        meaning = unescape(written)
        if meaning == written:
            continue
        end = match.end()
        # `&copy2024` is a reference without its semicolon, and a year.
        while not written.endswith(";") and len(meaning) > 1 and meaning[-1] == text[end - 1]:
            meaning, end = meaning[:-1], end - 1
        if offset < match.start():
            yield text[offset : match.start()], offset, match.start()
        yield meaning, match.start(), end
        offset = end
    if offset < len(text):
        yield text[offset:], offset, len(text)
