"""Tables that plain text draws with tabs, wide gaps or bars."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from knowledge.model import Block, BlockKind, Dropped

_GAP = re.compile(r"\s*[|｜│┃]\s*|\t+|[ 　]{2,}")
_RULE = re.compile(r"^[\s|｜│┃+:：=─━—┼├┤┌┐└┘┬┴-]{3,}$")
_CAPTION = re.compile(r"^(?:附?表)\s*[\d一二三四五六七八九十]+(?![\d一-鿿]*[。，,])")
_UNIT = re.compile(r"^[（(]?\s*单位\s*[:：].{1,12}$")

# Fewer rows than this are a line with a gap in it, not a table.
_LEAST_ROWS = 2


def cells(text: str) -> list[str]:
    """Return the cells of a line; one where it has no gaps."""
    return [cell for cell in _GAP.split(text.strip("|｜│┃ \t")) if cell]


def find_tables(blocks: Sequence[Block]) -> tuple[list[Block], list[Dropped]]:
    """Return the blocks with rows, column heads and captions known; drawn lines dropped."""
    kept: list[Block] = []
    dropped: list[Dropped] = []
    for drawn, run in groupby(blocks, key=_may_be_row):
        group = list(run)
        rows = [block for block in group if not _RULE.match(block.text)]
        if not drawn or len(rows) < _LEAST_ROWS:
            kept.extend(group)
            continue
        dropped += [
            Dropped(block.piece, block.line, "table rule", "表格的框线")
            for block in group
            if block not in rows
        ]
        _mark_caption(kept)
        kept.extend(_table(rows))
    return kept, dropped


def _may_be_row(block: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH:
        return False
    return len(cells(block.text)) > 1 or bool(_RULE.match(block.text))


def _table(rows: Sequence[Block]) -> Iterator[Block]:
    """Yield the rows; the first names the columns where it alone holds no digit."""
    head = not re.search(r"\d", rows[0].text) and (
        len(cells(rows[0].text)) >= max(len(cells(row.text)) for row in rows[1:])
    )
    for number, row in enumerate(rows):
        kind = BlockKind.HEAD if head and number == 0 else BlockKind.ROW
        yield replace(row, kind=kind)


def _mark_caption(blocks: list[Block]) -> None:
    """Mark what names a table just before it: 表1 各区标准, 单位：元."""
    for index in range(len(blocks) - 1, max(-1, len(blocks) - 3), -1):
        block = blocks[index]
        if block.kind is not BlockKind.PARAGRAPH:
            return
        if not (_CAPTION.match(block.text) or _UNIT.match(block.text)):
            return
        blocks[index] = replace(block, kind=BlockKind.HEAD)
