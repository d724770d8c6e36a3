"""Files as they come, beside what a person says is in them.

`name.expected` has a line for each block, metadata and dropped text that must come out of the
file of that name: `kind level | text`. `→` stands for a tab, a reference such as `&nbsp;` for its
character. A row may end with ` < ` and what a cell says that spans it. `?` marks page furniture
that is known by its words later, so that a reader may keep or drop it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from knowledge.model import Block, Dropped, Metadata
from knowledge.piece import Piece
from knowledge.readers import html, markdown
from knowledge.reading import Reading

DATA = Path(__file__).parent.parent / "data" / "readers"
READERS: dict[str, Callable[[str], Reading]] = {".html": html.read, ".md": markdown.read}
FILES = sorted(path for path in DATA.rglob("*") if path.suffix in READERS)

_METADATA = frozenset({"title", "author", "source", "date"})


@dataclass
class Expected:
    """What an expected file holds, or a reading written as one."""

    blocks: list[str] = field(default_factory=list)
    metadata: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    furniture: set[str] = field(default_factory=set)

    @classmethod
    def parse(cls, text: str) -> "Expected":
        """Return what the text of an expected file says."""
        expected = cls()
        for line in filter(None, (line.strip() for line in text.splitlines())):
            if line.startswith("? "):
                expected.furniture.add(unescape(line[2:]))
                continue
            label, value = line.split(" | ", 1)
            entry = f"{label} | {unescape(value)}"
            if label in _METADATA:
                expected.metadata.append(entry)
            elif label.startswith("dropped "):
                expected.dropped.append(entry)
            else:
                expected.blocks.append(entry)
        return expected


def _written(reading: Reading, furniture: set[str]) -> Expected:
    """Write a reading as an expected file has it, without what may be kept or dropped."""
    written = Expected(furniture=furniture)
    for block in reading.blocks:
        if block.text not in furniture:
            kind = f"{block.kind} {block.level}" if block.level else str(block.kind)
            spanned = "".join(f" < {piece.text}" for piece in block.introduction)
            text = block.text.replace("\t", "→")
            written.blocks.append(f"{kind} | {text}{spanned}")
    for entry in reading.metadata:
        written.metadata.append(f"{entry.kind} | {entry.value}")
    for drop in reading.dropped:
        if drop.piece.text not in furniture:
            text = re.sub(r"\n\s*", " ", drop.piece.text)
            written.dropped.append(f"dropped {drop.rule} | {text}")
    return written


def test_there_are_goldens_for_each_format() -> None:
    assert {path.suffix for path in FILES} == set(READERS)
    assert {path.stem for path in DATA.rglob("*.expected")} == {path.stem for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_reads_as_a_person_reads_it(path: Path) -> None:
    source = path.read_bytes().decode()
    expected = Expected.parse(path.with_suffix(".expected").read_text(encoding="utf-8"))
    reading = READERS[path.suffix](source)
    written = _written(reading, expected.furniture)
    assert written.blocks == expected.blocks
    assert sorted(written.metadata) == sorted(expected.metadata)
    assert sorted(written.dropped) == sorted(expected.dropped)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_piece_stands_where_it_says(path: Path) -> None:
    source = path.read_bytes().decode()
    reading = READERS[path.suffix](source)
    lines = source.split("\n")
    entries: list[Block | Metadata | Dropped] = [*reading.blocks, *reading.metadata]
    entries += reading.dropped
    for entry in entries:
        assert entry.piece.stands_in(source)
        assert entry.line == source.count("\n", 0, entry.piece.start) + 1
        assert entry.line <= len(lines)
    _assert_apart([entry.piece for entry in entries])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_windows_line_ends_change_nothing(path: Path) -> None:
    source = path.read_bytes().decode()
    read = READERS[path.suffix]
    unix, windows = read(source), read(source.replace("\n", "\r\n"))
    assert [block.text for block in windows.blocks] == [block.text for block in unix.blocks]
    assert [block.line for block in windows.blocks] == [block.line for block in unix.blocks]


def _assert_apart(pieces: list[Piece]) -> None:
    spans = sorted((run.start, run.end) for piece in pieces for run in piece.runs)
    for (_, end), (start, _) in pairwise(spans):
        assert end <= start
