"""Where each block stands: the titles above it, and what must be read before it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from knowledge.model import Block, BlockKind
from knowledge.piece import Piece
from knowledge.structure.headings import LEAD
from knowledge.structure.items import introduces
from knowledge.structure.numbering import mark

# Kinds that belong to what stands before them.
_INTRODUCED = frozenset({BlockKind.ITEM, BlockKind.ROW, BlockKind.HEAD})


def outline(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with `headings` and `introduction`."""
    context = _Context()
    return [context.take(block, after) for block, after in zip_longest(blocks, blocks[1:])]


@dataclass(frozen=True, slots=True)
class _Title:
    style: str
    """Of its number; `plain` where it has none."""
    level: int
    """That markup gives; 0 where it gives none."""
    text: str


@dataclass(slots=True)
class _Context:
    """What a reader has in mind who has come so far."""

    titles: list[_Title] = field(default_factory=list)
    lead: str = ""
    lead_level: int | None = None
    """Of the entry that the lead begins, 0 for a paragraph; `None` just after the lead."""
    question: Piece | None = None
    columns: list[Piece] = field(default_factory=list)
    """Caption and column heads of the table."""
    in_rows: bool = False
    """Whether the block before was a row, so that a head begins another table."""
    entries: list[tuple[int, Piece]] = field(default_factory=list)
    """Depth and piece of what introduces the entries of a list; depth 0 for its sentence."""

    def take(self, block: Block, after: Block | None) -> Block:
        """Return the block in its place, and go on to the next, which is `after`."""
        match block.kind:
            case BlockKind.HEADING:
                self._open(block)
            case BlockKind.QUESTION:
                self._forget()
            case BlockKind.PARAGRAPH:
                self.columns, self.entries = [], []
            case BlockKind.HEAD if self.in_rows:
                self.columns = []
            case BlockKind.ITEM:
                if self.lead_level is not None and block.level <= self.lead_level:
                    self.lead = ""
                self.columns = []
                self.entries = [entry for entry in self.entries if entry[0] < block.level]
        placed = replace(block, headings=self._headings(), introduction=self._introduction(block))
        if self.lead_level is None:
            self.lead_level = block.level if block.kind is BlockKind.ITEM else 0
        self._remember(block, after)
        self.in_rows = block.kind is BlockKind.ROW
        return placed

    def _headings(self) -> tuple[str, ...]:
        titles = tuple(title.text for title in self.titles)
        return (*titles, self.lead) if self.lead else titles

    def _introduction(self, block: Block) -> tuple[Piece, ...]:
        if block.kind in {BlockKind.HEADING, BlockKind.HEAD, BlockKind.QUESTION}:
            return ()
        asked = (self.question,) if self.question else ()
        return (*asked, *(text for _, text in self.entries), *self.columns, *block.introduction)

    def _open(self, block: Block) -> None:
        """End the sections that a title ends."""
        if block.level == LEAD:
            self.lead = ""
            return
        self._forget()
        if block.level > 0:
            self.titles = [title for title in self.titles if 0 < title.level < block.level]
            return
        styles = [title.style if title.level == 0 else "" for title in self.titles]
        if _style(block) in styles:
            del self.titles[styles.index(_style(block)) :]

    def _forget(self) -> None:
        self.lead, self.question = "", None
        self.columns, self.entries = [], []

    def _remember(self, block: Block, after: Block | None) -> None:
        """Keep of a block what the following ones need."""
        introduced = after is not None and after.kind in _INTRODUCED
        if block.kind is BlockKind.HEADING and block.level == LEAD:
            self.lead, self.lead_level = block.text, None
        elif block.kind is BlockKind.HEADING:
            self.titles.append(_Title(_style(block), block.level, block.text))
        elif block.kind is BlockKind.QUESTION:
            self.question = block.piece
        elif block.kind is BlockKind.HEAD:
            self.columns.append(block.piece)
        elif block.kind is BlockKind.ITEM and after and after.level > block.level:
            self.entries.append((block.level, block.piece))
        elif block.kind is BlockKind.PARAGRAPH:
            if introduced and introduces(block):
                self.entries = [(0, block.piece)]
            if not introduced:
                self.lead = ""  # a lead names its own paragraph


def _style(block: Block) -> str:
    number = mark(block.text)
    return number.style.name if number else "plain"
