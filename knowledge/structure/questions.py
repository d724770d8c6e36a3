"""Question and answer: 问：… 答：…, Q: … A: …, and a question that stands as a title."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from knowledge.model import Block, BlockKind

_QUESTION = re.compile(
    r"^(?:\d{1,3}[.、．]\s*)?(?:问题?|提问|Q|Question)\s*\d{0,3}\s*[:：.、]", re.IGNORECASE
)
_ANSWER = re.compile(r"(?:^|(?<=[？?\s]))(?:回?答复?|A|Answer)\s*\d{0,3}\s*[:：]")

# A question longer than this, without a mark, is a sentence of the text.
_LONGEST_TITLE = 40


def find_questions(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with questions known, and apart from answers on the same line."""
    split = [part for block in blocks for part in _split(block)]
    return [
        replace(block, kind=BlockKind.QUESTION) if _asks(block, after) else block
        for block, after in zip_longest(split, split[1:])
    ]


def is_answer(block: Block) -> bool:
    """Whether a block says that it is an answer."""
    return bool(_ANSWER.match(block.text))


def _split(block: Block) -> Iterator[Block]:
    """Cut 问：…？答：… on one line in two."""
    answer = _ANSWER.search(block.text, 1)
    if block.kind is not BlockKind.PARAGRAPH or not _QUESTION.match(block.text) or not answer:
        yield block
        return
    yield replace(block, piece=block.piece.slice(0, answer.start()).strip())
    yield replace(block, piece=block.piece.slice(answer.start(), len(block.text)))


def _asks(block: Block, after: Block | None) -> bool:
    if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM} or after is None:
        return False
    if _QUESTION.match(block.text):
        return True
    asks = block.text.endswith(("？", "?")) and len(block.text) <= _LONGEST_TITLE
    if not asks or "。" in block.text:
        return False
    return is_answer(after) or (
        after.kind is BlockKind.PARAGRAPH and after.text.endswith(("。", "；", "：", ";", ":"))
    )
