"""Section titles and lead sentences of texts that mark neither."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.model import Block, BlockKind
from knowledge.structure.numbering import mark

# GB/T 9704 has 28 characters in a line: a section's title fits on one, with a mark or without.
_LONGEST_TITLE = 30
_LONGEST_NUMBERED_TITLE = 40
_OPEN_END = re.compile(r"[。！!？?；;，,：:、…]$")
_SENTENCE = re.compile(r"[。！!？?；;]")

# 做好兜底救助。 What a person says of himself in as few words has one of the words below.
_LEAD = re.compile(r"^(?P<lead>[^，,。；;：:！？\d]{2,14}。)(?=\S)")
_STATES = re.compile(r"[是为于在有了被由称叫我你他她它]")
_MOST_DIFFERENCE = 3
"""Between the lengths of neighbouring leads, which officials write as parallels."""


def find_headings(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with titles of sections known.

    Where markup names sections, a short line without a number is not taken for one.
    """
    found = list(blocks)
    marked = any(block.kind is BlockKind.HEADING and block.level > 1 for block in blocks)
    # From the end, so that a title above a subtitle is known by the subtitle.
    for index in range(len(found) - 2, -1, -1):
        if marked and mark(blocks[index].text) is None:
            continue
        listed = _is_listed(blocks, index) or _is_announced(blocks, index)
        if not listed and _is_title(found[index], found[index + 1]):
            found[index] = replace(found[index], kind=BlockKind.HEADING)
    return found


def _is_title(block: Block, after: Block) -> bool:
    if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
        return False
    if _OPEN_END.search(block.text) or _SENTENCE.search(block.text):
        return False
    if number := mark(block.text):
        return len(block.text) <= _LONGEST_NUMBERED_TITLE and number.style.heads
    if block.kind is BlockKind.ITEM or len(block.text) > _LONGEST_TITLE:
        return False
    return _follows_title(after)


def _is_listed(blocks: Sequence[Block], index: int) -> bool:
    """Whether a numbered block stands in a list: one with the same kind of number is near it.

    Between two titles there is text; between two entries there are at most entries of their own,
    which are no sentences.
    Titles of the first rank (一、) may have nothing but a list below them, so that only
    neighbours count there.
    """
    own = mark(blocks[index].text)
    if own is None:
        return False
    for step in (-1, 1):
        place = index + step
        while 0 <= place < len(blocks) and (other := mark(blocks[place].text)):
            if other.style is own.style:
                return True
            if own.style.ranks_first or _SENTENCE.search(blocks[place].text):
                break
            place += step
    return False


def _is_announced(blocks: Sequence[Block], index: int) -> bool:
    """Whether a block is an entry of a list without marks: 材料如下：, then a line for each.

    A blank line ends such a list, unless one stands between all of its entries. What is marked
    (现通知如下： and below it 一、总体要求) is a title or an entry by its neighbours.
    """
    gaps: list[int] = []
    if mark(blocks[index].text):
        return False
    for place in range(index, 0, -1):
        block, before = blocks[place], blocks[place - 1]
        gaps.append(block.line - before.line)
        if before.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            return False
        if before.text.endswith(("：", ":")):
            return place == index or max(gaps[:-1]) <= gaps[-1]
        if _OPEN_END.search(before.text) or mark(before.text):
            return False
    return False


def _follows_title(block: Block) -> bool:
    """Whether a block is what a title stands above: text, a table, questions, a subtitle."""
    if block.kind is BlockKind.PARAGRAPH:
        return bool(_OPEN_END.search(block.text)) or len(block.text) > _LONGEST_NUMBERED_TITLE
    return True


def split_leads(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with lead sentences as headings of the paragraph that they begin.

    A lead is numbered, or stands parallel to the lead of a neighbouring paragraph.
    """
    return list(_split_leads(blocks, [_lead(block) for block in blocks]))


def _split_leads(blocks: Sequence[Block], leads: Sequence[str]) -> Iterator[Block]:
    for index, (block, lead) in enumerate(zip(blocks, leads, strict=True)):
        neighbours = [*leads[max(0, index - 1) : index], *leads[index + 1 : index + 2]]
        if not lead or not (mark(lead) or any(_parallel(lead, other) for other in neighbours)):
            yield block
            continue
        yield replace(
            block, piece=block.piece.slice(0, len(lead)), kind=BlockKind.HEADING, level=LEAD
        )
        yield replace(block, piece=block.piece.slice(len(lead), len(block.text)).strip())


LEAD = -1
"""Level of a heading that names one paragraph only."""


def _lead(block: Block) -> str:
    """Return the sentence that a paragraph may be led by, an empty string where there is none."""
    if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
        return ""
    number = mark(block.text)
    start = number.length if number else 0
    found = _LEAD.match(block.text[start:])
    if not found or _STATES.search(found["lead"]):
        return ""
    return block.text[: start + found.end()]


def _parallel(lead: str, other: str) -> bool:
    return bool(other) and abs(len(lead) - len(other)) <= _MOST_DIFFERENCE
