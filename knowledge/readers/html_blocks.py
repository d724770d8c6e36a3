"""Tags and texts of a page to passages: the blocks of the page, article or not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.model import BlockKind
from knowledge.piece import Piece
from knowledge.readers import html_tables
from knowledge.readers.html_tree import BLOCKS, Element, Token, TokenKind
from knowledge.readers.pieces import PieceBuilder, references

_LISTS = frozenset({"ul", "ol", "menu", "dir", "dl"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_RAW = frozenset({"script", "style"})
BLANK = "\f"
"""Stands in the text that is read for a character of the file that is no part of the HTML."""

# HTML's own white space; an ideographic or no-break space is text.
_WHITE = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a page before it is known whether it belongs to the article."""

    piece: Piece
    element: Element
    """The innermost element that forms a block around it; the table for a row."""
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    """See `Block.level`."""
    introduction: tuple[Piece, ...] = ()
    """See `Block.introduction`; here only what a cell says that spans several rows."""
    linked: int = 0
    """Characters within links, white space left out."""
    links: int = 0
    """How many links."""

    @property
    def length(self) -> int:
        """Characters without white space."""
        return len("".join(self.piece.text.split()))


def passages(source: str, tokens: Sequence[Token]) -> list[Passage]:
    """Return every text of a page, scripts and menus too, in the order of the file."""
    return _Walk(source, tokens).run()


def ancestors(element: Element) -> Iterator[Element]:
    """Yield an element and what it stands in, innermost first."""
    current: Element | None = element
    while current is not None:
        yield current
        current = current.parent


class _Walk:
    """One walk over the tokens of a page."""

    def __init__(self, source: str, tokens: Sequence[Token]) -> None:
        self._source = source
        self._tokens = tokens
        self._tables = html_tables.data_tables(source, tokens)
        self._builder = PieceBuilder()
        self._linked = 0
        self._links: set[Element] = set()
        self._element: Element | None = None
        self._row: html_tables.Row | None = None
        self._cells: dict[Element, Piece] = {}
        self._found: list[Passage] = []
        self._contexts: dict[Element, _Context] = {}

    def run(self) -> list[Passage]:
        for token in self._tokens:
            match token.kind:
                case TokenKind.TEXT:
                    self._text(token)
                case TokenKind.OPEN:
                    self._open(token)
                case TokenKind.CLOSE:
                    self._close(token)
        self._flush()
        return self._found

    def _context(self, element: Element) -> "_Context":
        found = self._contexts.get(element)
        if found is None:
            above = self._context(element.parent) if element.parent else _Context(element)
            found = self._contexts[element] = above.within(element)
        return found

    # ------------------------------------------------------------------------------- tags

    def _open(self, token: Token) -> None:
        tag = token.element.tag
        self._context(token.element)
        if row := self._tables.rows.get(token.element):
            self._flush()
            self._row = row
        elif self._row and tag in {"td", "th"} and self._tables.is_cell(token.element):
            for _ in range(self._row.tabs_before(token.element)):
                self._builder.separate(token.start)
        elif tag == "br" and self._context(token.element).kind is BlockKind.HEADING:
            self._builder.gap(token.start, "\n")  # a long title, set on two lines
        elif tag in BLOCKS or tag in {"br", "hr"}:
            self._break(token.start)
        elif tag == "a" and self._source[token.start - 4 : token.start].lower() == "</a>":
            self._builder.gap(token.start, "")  # two entries of a menu, set apart by style

    def _close(self, token: Token) -> None:
        if token.element in self._tables.rows:
            self._flush()
            self._row = None
        elif token.element.tag in BLOCKS and not (
            self._row and self._tables.is_cell(token.element)
        ):
            self._break(token.start)

    def _break(self, offset: int) -> None:
        """End a block; within a cell of a table, where the row is the block, begin a line."""
        if self._row:
            self._builder.gap(offset, "")
        else:
            self._flush()

    # ------------------------------------------------------------------------------- text

    def _text(self, token: Token) -> None:
        context = self._context(token.element)
        text = self._source[token.start : token.end]
        if text.strip() and self._element is None:
            self._element = context.block
        if token.element.tag in _RAW:
            self._plain(text, token.start, context)
            return
        for part, start, end in references(text):
            if part != text[start:end]:
                self._builder.add(part, token.start + start, token.start + end)
                self._count(part, context)
            else:
                self._plain(part, token.start + start, context)

    def _plain(self, text: str, start: int, context: "_Context") -> None:
        offset = 0
        for match in _WHITE.finditer(text):
            self._words(text[offset : match.start()], start + offset, context)
            offset = match.end()
            if not context.preformatted or self._row or BLANK in match[0]:
                self._builder.gap(start + match.start(), match[0])
            elif "\n" in match[0]:
                self._flush()
                self._element = context.block
            else:
                self._builder.add(match[0], start + match.start(), start + match.end())
        self._words(text[offset:], start + offset, context)

    def _words(self, text: str, start: int, context: "_Context") -> None:
        self._builder.add(text, start, start + len(text))
        self._count(text, context)

    def _count(self, text: str, context: "_Context") -> None:
        if context.link and text and not text.isspace():
            self._linked += len(text)
            self._links.add(context.link)

    def _flush(self) -> None:
        piece, element = self._builder.take(), self._element
        linked, links = self._linked, len(self._links)
        self._linked, self._links, self._element = 0, set(), None
        if piece is None or element is None:
            return
        context = self._context(element)
        if self._row:
            row = self._row
            self._take_cells(row, piece)
            above = tuple(self._cells[cell] for cell in row.spanned_by if cell in self._cells)
            found = Passage(piece, row.table, row.kind, 0, above, linked, links)
        else:
            found = Passage(piece, context.block, context.kind, context.level, (), linked, links)
        self._found.append(found)

    def _take_cells(self, row: html_tables.Row, piece: Piece) -> None:
        """Keep each cell of a row, for the rows below that it may span; tabs lead to its column."""
        starts = [0, *(index + 1 for index, char in enumerate(piece.text) if char == "\t")]
        for cell, column in row.columns.items():
            start = starts[column] if column < len(starts) else len(piece.text)
            end = piece.text.find("\t", start)
            end = end if end >= 0 else len(piece.text)
            if piece.text[start:end].strip():
                self._cells[cell] = piece.slice(start, end).strip()


@dataclass(frozen=True, slots=True)
class _Context:
    """What a text is by the elements that it stands in."""

    block: Element
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    depth: int = 0
    """Of lists."""
    link: Element | None = None
    preformatted: bool = False

    def within(self, element: Element) -> "_Context":
        """Return the context of a text directly within `element`."""
        tag = element.tag
        block = element if tag in BLOCKS else self.block
        kind, level, depth = self.kind, self.level, self.depth
        if tag in _HEADINGS:
            kind, level = BlockKind.HEADING, _HEADINGS[tag]
        elif tag in {"table", "blockquote", "section", "article"}:
            kind, level, depth = BlockKind.PARAGRAPH, 0, 0
        elif tag in _LISTS:
            depth += 1
        elif tag in {"li", "dt"}:
            kind, level = BlockKind.ITEM, max(1, depth)
        elif tag == "dd":  # below its term, as an entry of a list within it would be
            kind, level = BlockKind.ITEM, max(1, depth) + 1
        elif tag in {"caption", "legend"}:
            kind, level = BlockKind.HEAD, 0
        link = element if tag == "a" and _leads_away(element) else self.link
        return _Context(block, kind, level, depth, link, self.preformatted or tag == "pre")


def _leads_away(link: Element) -> bool:
    """Whether a link leads to another page; a telephone number or an anchor is text."""
    address = link.attributes.get("href", "").strip().lower()
    return (
        bool(address)
        and not address.startswith(("tel:", "mailto:"))
        and (address == "#" or not address.startswith("#"))
    )
