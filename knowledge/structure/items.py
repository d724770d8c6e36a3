"""Lists of plain text: entries, how deep they are, and the sentence that introduces them."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.model import Block, BlockKind
from knowledge.structure.numbering import mark

# An entry without a mark, below a sentence that ends with a colon, is not longer than a line.
_LONGEST_PLAIN_ENTRY = 40


def find_items(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with the entries of lists known, and the depth of each."""
    found: list[Block] = []
    styles: list[str] = []
    for block in blocks:
        number = mark(block.text)
        before = found[-1] if found else None
        if block.kind is BlockKind.PARAGRAPH and number:
            # Lists within lists have other bullets: • and below it -.
            bullet = block.text[0] if number.style.name == "bullet" else ""
            styles = _open(styles, number.style.name + bullet)
            found.append(replace(block, kind=BlockKind.ITEM, level=len(styles)))
            continue
        styles = []
        if block.kind is BlockKind.PARAGRAPH and before and _is_plain_entry(block, before):
            found.append(replace(block, kind=BlockKind.ITEM, level=1))
        else:
            found.append(block)
    return found


def _open(styles: list[str], style: str) -> list[str]:
    """Return the styles of the lists that an entry stands in, its own last."""
    return [*styles[: styles.index(style)], style] if style in styles else [*styles, style]


def _is_plain_entry(block: Block, before: Block) -> bool:
    short = len(block.text) <= _LONGEST_PLAIN_ENTRY and not block.text.endswith(("。", "：", ":"))
    if not short:
        return False
    if before.kind is BlockKind.PARAGRAPH:
        return before.text.endswith(("：", ":"))
    return before.kind is BlockKind.ITEM and mark(before.text) is None and before.level == 1


def introduces(block: Block) -> bool:
    """Whether a block leads to what follows it and says little alone."""
    return block.text.endswith(("：", ":"))
