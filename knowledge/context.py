"""What stands around a fact in its article."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.model import Block, BlockKind, Document, Fact
from knowledge.piece import Piece
from knowledge.quotation import quotation


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The paragraph of a fact, and its neighbours."""

    before: tuple[Piece, ...]
    """The paragraph before, and headings between; none at the article's beginning."""
    paragraph: Piece
    span: tuple[int, int]
    """Where in the paragraph's text what is quoted stands."""
    after: tuple[Piece, ...]
    """Headings that follow, and the paragraph after; none at the article's end."""


def surroundings(document: Document, fact: Fact) -> Surroundings | None:
    """Return what stands around a fact, `None` where it is no part of the article's text.

    All of it is an exact piece of the file, checked here once more.
    """
    blocks = document.blocks
    place = next((index for index, block in enumerate(blocks) if _holds(block, fact)), None)
    if place is None:
        return None
    before = tuple(reversed(_to_paragraph(reversed(blocks[:place]))))
    paragraph = blocks[place].piece
    after = _to_paragraph(blocks[place + 1 :])
    if not all(piece.stands_in(document.source_text) for piece in (*before, paragraph, *after)):
        return None
    return Surroundings(before, paragraph, _span(paragraph, quotation(fact)), after)


def _holds(block: Block, fact: Fact) -> bool:
    return block.piece.start <= fact.piece.start < block.piece.end


def _to_paragraph(blocks: Iterable[Block]) -> tuple[Piece, ...]:
    """Return the pieces up to the first that is no heading, with it."""
    pieces: list[Piece] = []
    for block in blocks:
        pieces.append(block.piece)
        if block.kind is not BlockKind.HEADING:
            break
    return tuple(pieces)


def _span(paragraph: Piece, quoted: Piece) -> tuple[int, int]:
    """Return where in a paragraph's text a piece of it stands."""
    start = next(
        (
            run.position + quoted.start - run.start
            for run in paragraph.runs
            if run.start <= quoted.start < run.end
        ),
        0,
    )
    return start, min(start + len(quoted.text), len(paragraph.text))
