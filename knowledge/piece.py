"""Exact pieces of a file: the characters, and the places where they stand.

Offsets count characters (code points) from 0, lines count from 1.
"""

from bisect import bisect_right
from dataclasses import dataclass
from html import unescape
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a piece that stands in its file without interruption."""

    position: int
    """Where the stretch begins in the piece's text."""
    start: int
    """Where it begins in the file's text."""
    end: int
    """Where it ends in the file's text; equal to `start` for the white space that stands for
    markup between two cells of a table."""


@dataclass(frozen=True, slots=True)
class Piece:
    r"""An exact piece of a file: its characters, and the places where they stand.

    In plain text a piece is one run. Where markup interrupts the words, or a character is written
    as a reference (`&amp;`, `\\*`), there are several.
    """

    text: str
    runs: tuple[Run, ...]
    """In order of position; the first begins at position 0."""

    @classmethod
    def of(cls, source: str, start: int, end: int) -> "Piece":
        """Return the piece `source[start:end]`."""
        return cls(source[start:end], (Run(0, start, end),))

    @property
    def start(self) -> int:
        """Offset in the file of the first character."""
        return self.runs[0].start

    @property
    def end(self) -> int:
        """Offset in the file just after the last character."""
        return self.runs[-1].end

    def slice(self, start: int, end: int) -> "Piece":
        """Return the part from position `start` to position `end` of this piece's text."""
        runs = []
        for run, stop in self._bounded():
            low, high = max(start, run.position), min(end, stop)
            if low >= high:
                continue
            if run.end - run.start == stop - run.position:
                offset = run.start - run.position
                runs.append(Run(low - start, low + offset, high + offset))
            else:  # a reference or a separator is not divisible
                runs.append(Run(low - start, run.start, run.end))
        return Piece(self.text[start:end], tuple(runs))

    def strip(self) -> "Piece":
        """Return the piece without white space at its ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.slice(start, max(start, len(self.text.rstrip())))

    def stands_in(self, source: str) -> bool:
        """Whether every run of the text is what the file holds at its place."""
        return all(
            _written_as(self.text[run.position : stop], source[run.start : run.end])
            for run, stop in self._bounded()
        )

    def _bounded(self) -> list[tuple[Run, int]]:
        """Return each run with the position where it stops."""
        stops = [*(later.position for _, later in pairwise(self.runs)), len(self.text)]
        return list(zip(self.runs, stops, strict=True))


def _written_as(text: str, source: str) -> bool:
    """Whether `source` is `text`, or a way in which HTML or Markdown writes it."""
    if not source:
        return text.isspace()
    return text in (source, unescape(source), source.removeprefix("\\"))


class LineTable:
    """Answers on which line of a text an offset stands."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        offset = 0
        for line in text.splitlines(keepends=True):
            offset += len(line)
            self._starts.append(offset)

    def line(self, offset: int) -> int:
        """Return the line, counted from 1, on which the character at `offset` stands."""
        return bisect_right(self._starts, offset)
