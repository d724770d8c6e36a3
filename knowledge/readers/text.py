"""Plain text: one block a line. What the lines are to each other, `structure` finds out."""

from knowledge.model import Block
from knowledge.piece import Piece
from knowledge.reading import Reading


def read(source: str) -> Reading:
    """Return each line that is not blank as a paragraph, its indentation left out."""
    blocks = []
    offset = 0
    for number, line in enumerate(source.splitlines(keepends=True), start=1):
        text = line.strip()
        if text:
            start = offset + line.index(text)
            blocks.append(Block(Piece.of(source, start, start + len(text)), number))
        offset += len(line)
    return Reading(tuple(blocks))
