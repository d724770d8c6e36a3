"""HTML pages: their text with exact offsets, and which of it is the article.

Lexing is Python's (`html_tree`), blocks are cut where a browser would begin a line
(`html_blocks`, `html_tables`), `html_head` reads what the head says, and `extractor` decides what
is article. What it takes for a menu or the like is in `Reading.dropped`. Tags, attributes and
comments are markup.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.model import Block, BlockKind, Dropped
from knowledge.piece import LineTable, Piece, Run
from knowledge.readers import extractor, html_parts, html_tree
from knowledge.readers.html_blocks import Passage, passages
from knowledge.readers.html_head import read_head
from knowledge.reading import Reading

# The HTML standard has browsers look for the encoding in as many bytes.
_HEAD_BYTES = 1024
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_ENCODING = re.compile(
    rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)


def read(source: str) -> Reading:
    """Return the blocks of a page's article, what the page says of it, and what was dropped."""
    tokens = html_tree.tokens(source)
    found = passages(source, tokens)
    title = next((passage for passage in found if passage.element.tag == "title"), None)
    body = [passage for passage in found if passage is not title]
    head = read_head(source, tokens, title, body)
    verdicts = extractor.judge(body, head.title)
    body = _with_title(body, verdicts, head.title)
    lines = LineTable(source)
    dropped = [*head.dropped, *_dropped(body, verdicts, lines)]
    return Reading(
        tuple(
            _block(passage, lines)
            for passage, verdict in zip(body, verdicts, strict=True)
            if verdict is None
        ),
        head.metadata,
        tuple(sorted(dropped, key=lambda entry: entry.piece.start)),
    )


def read_part(source: str, offset: int, lines: LineTable) -> Reading:
    """Return the blocks of a part of a file that is HTML, such as one within Markdown.

    Args:
        source: The part.
        offset: Where it begins in the file.
        lines: Of the file.
    """
    found = [
        replace(passage, piece=_shifted(passage.piece, offset))
        for passage in passages(source, html_tree.tokens(source))
    ]
    verdicts = html_parts.judge_tags(found)
    blocks = (
        _block(passage, lines)
        for passage, verdict in zip(found, verdicts, strict=True)
        if verdict is None
    )
    return Reading(tuple(blocks), (), tuple(_dropped(found, verdicts, lines)))


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that a page's first bytes declare, `None` where they do not."""
    match = _ENCODING.search(_COMMENT.sub(b"", data[:_HEAD_BYTES]))
    return (match[1] or match[2]).decode("ascii", "replace") if match else None


def _with_title(
    body: Sequence[Passage], verdicts: Sequence[html_parts.Verdict | None], title: str | None
) -> list[Passage]:
    """Return the passages with the line that is the title known as such."""
    found = list(body)
    for index, passage in enumerate(body):
        if verdicts[index] is None and title and extractor.same(passage.piece.text, title):
            found[index] = replace(passage, kind=BlockKind.HEADING, level=1)
            break
    return found


def _block(passage: Passage, lines: LineTable) -> Block:
    return Block(
        passage.piece,
        lines.line(passage.piece.start),
        passage.kind,
        passage.level,
        introduction=passage.introduction,
    )


def _dropped(
    found: Sequence[Passage], verdicts: Sequence[html_parts.Verdict | None], lines: LineTable
) -> list[Dropped]:
    return [
        Dropped(passage.piece, lines.line(passage.piece.start), verdict.rule, verdict.reason)
        for passage, verdict in zip(found, verdicts, strict=True)
        if verdict
    ]


def _shifted(piece: Piece, offset: int) -> Piece:
    """Return a piece of a part of the file as a piece of the file."""
    runs = (Run(run.position, run.start + offset, run.end + offset) for run in piece.runs)
    return Piece(piece.text, tuple(runs))
