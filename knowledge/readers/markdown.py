"""Markdown: CommonMark with GFM's tables, by markdown-it-py.

Markup goes, the words stay where they stand: emphasis, links and code lose their marks, an escape
or a reference is a run of its own. The marks of lists and headings are no text. HTML within
Markdown is read as HTML.

The parser gives the lines of a block and its text without indentation and quotation marks; each
line of that text is the end of a line of the file.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType

from knowledge.model import Block, BlockKind, Dropped
from knowledge.piece import LineTable, Piece
from knowledge.readers import front_matter, html
from knowledge.readers.html_blocks import BLANK
from knowledge.readers.markdown_inline import ChineseInline, PartKind, parts
from knowledge.readers.markdown_places import Places, split_row
from knowledge.readers.pieces import PieceBuilder
from knowledge.reading import Reading

# As the parser splits lines.
_NEWLINE = re.compile(r"\r\n?|\n")
# What stands before a row of a table within quotations and lists.
_CONTAINER = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*")
# What stands before a heading cannot hold the sign, being quotation marks and list marks.
_HASHES = re.compile(r"[^#]*#{1,6}[ \t]*")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DROPPED = {
    PartKind.IMAGE: ("image", "图片的说明，图片本身不在文章文字中"),
    PartKind.COMMENT: ("comment", "注释，读者看不见"),
}


def read(source: str) -> Reading:
    """Return the blocks of a Markdown file, its front matter, and what was dropped."""
    head, offset = front_matter.read(source)
    walk = _Walk(source, offset)
    walk.run()
    dropped = sorted((*head.dropped, *walk.dropped), key=lambda entry: entry.piece.start)
    return Reading(tuple(walk.blocks), head.metadata, tuple(dropped))


def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark")
    md.inline = ChineseInline()
    md.configure("commonmark")
    md.enable(["table", "strikethrough"])
    md.disable(["text_join"])  # it would hide how escapes and references were written
    return md


class _Walk:
    """One walk over the parser's tokens."""

    def __init__(self, source: str, offset: int) -> None:
        self._source = source
        self._lines = LineTable(source)
        self._starts = [offset, *(m.end() for m in _NEWLINE.finditer(source, offset))]
        self._ends = [*(m.start() for m in _NEWLINE.finditer(source, offset)), len(source)]
        self._md = _parser()
        self._env: EnvType = {}
        self._tokens = self._md.parse(source[offset:], self._env)
        self._builder = PieceBuilder()
        self._lists = 0
        self._containers = 0
        self._heading = 0
        """Level of the heading that is open; 0 for none."""
        self._hashed = False
        """Whether it has `#` before it, rather than a line below."""
        self.blocks: list[Block] = []
        self.dropped: list[Dropped] = []

    def run(self) -> None:
        """Fill `blocks` and `dropped`."""
        index = 0
        while index < len(self._tokens):
            token = self._tokens[index]
            if token.type == "tr_open":
                close = next(
                    later
                    for later in range(index, len(self._tokens))
                    if self._tokens[later].type == "tr_close"
                )
                self._row(self._tokens[index:close])
                index = close
            else:
                self._take(token)
            index += 1
        self._definitions()

    def _take(self, token: Token) -> None:
        match token.type:
            case (
                "bullet_list_open"
                | "ordered_list_open"
                | "bullet_list_close"
                | ("ordered_list_close")
            ):
                self._lists += token.nesting
            case "heading_open":
                self._heading = int(token.tag[1:])
                self._hashed = token.markup.startswith("#")
            case "heading_close":
                self._heading = 0
                self._hashed = False
            case "inline":
                places = self._title(token) if self._hashed else self._paragraph(token)
                self._inline(token, places)
            case "fence" | "code_block":
                self._code(token)
            case "html_block":
                self._html(token)
        if token.type in {"blockquote_open", "list_item_open"}:
            self._containers += 1
        elif token.type in {"blockquote_close", "list_item_close"}:
            self._containers -= 1

    # ------------------------------------------------------------------------------ places

    def _paragraph(self, token: Token) -> Places:
        """Place each line of a paragraph at the end of a line of the file."""
        places = Places()
        first, after = token.map or [0, 0]
        lines = token.content.split("\n")
        # The parser leaves out first lines that hold nothing but ideographic spaces.
        while first + 1 < after and self._column(lines[0].strip(), first) < 0:
            first += 1
        for number, line in enumerate(lines):
            column = self._column(line.strip(), first + number)
            if number:
                places.extend("\n", self._ends[first + number - 1])
            indented = len(line) - len(line.lstrip())
            places.extend(line[:indented], column - indented)
            places.extend(line[indented:], column)
        return places

    def _column(self, words: str, line: int) -> int:
        """Return the offset of the last place of these words on a line; -1 for none."""
        return self._source.rfind(words, self._starts[line], self._ends[line])

    def _title(self, token: Token) -> Places:
        """Place the text of a heading that has `#` before it."""
        first = (token.map or [0])[0]
        start, end = self._starts[first], self._ends[first]
        places = Places()
        marks = _HASHES.match(self._source, start, end)
        place = self._source.index(token.content, marks.end() if marks else start, end)
        places.extend(token.content, place)
        return places

    def _cells(self, line: int, contents: Sequence[str]) -> list[Places]:
        """Place the cells of a row, as the parser splits it."""
        start, end = self._starts[line], self._ends[line]
        prefix = _CONTAINER.match(self._source, start, end) if self._containers else None
        offset = prefix.end() if prefix else start
        # Whether wider spaces at the ends of a row are trimmed differs between its versions.
        for blanks in (None, " \t"):
            cells = split_row(self._source[offset:end], offset, blanks)
            columns = zip(contents, cells, strict=False)
            if all(content in cell.text for content, cell in columns):
                break
        else:
            return [Places() for _ in contents]
        for cell in cells[len(contents) :]:
            self._drop(cell, 0, len(cell.text), "surplus cell", "表头没有对应列的单元格")
        cells += [Places() for _ in contents[len(cells) :]]
        return [cell.part(content) for content, cell in zip(contents, cells, strict=False)]

    # -------------------------------------------------------------------------------- text

    def _inline(self, token: Token, places: Places, *, cell: bool = False) -> None:
        """Add the words of an inline token to the block, and end it unless in a cell."""
        for part in parts(token.content, token.children or [], self._md, self._env):
            match part.kind:
                case PartKind.TEXT:
                    self._text(part.text, places, part.start, part.end)
                case PartKind.SPACE:
                    self._builder.gap(places.starts[part.start], "\n")
                case PartKind.BREAK if self._heading:
                    self._builder.gap(places.starts[part.start], "\n")
                case PartKind.BREAK if cell:
                    self._builder.gap(places.starts[part.start], "")
                case PartKind.BREAK:
                    self._end_block()
                case _ if part.text.strip():
                    self._drop(places, part.start, part.end, *_DROPPED[part.kind])
        if not cell:
            self._end_block()

    def _text(self, text: str, places: Places, start: int, end: int) -> None:
        if len(text) != end - start:
            low, high = places.starts[start], places.ends[end - 1]
            if self._source.startswith("\\\\", low):  # `\\|` in a table is escaped twice
                low = high - len(text)
            self._builder.add(text, low, high)
            return
        for index, char in enumerate(text, start=start):
            self._builder.add(char, places.starts[index], places.ends[index])

    def _end_block(self, kind: BlockKind | None = None) -> None:
        piece = self._builder.take()
        if piece is None:
            return
        level = 0
        if kind is None and self._heading:
            kind, level = BlockKind.HEADING, self._heading
        elif kind is None and self._lists:
            kind, level = BlockKind.ITEM, self._lists
        kind = kind or BlockKind.PARAGRAPH
        self.blocks.append(Block(piece, self._lines.line(piece.start), kind, level))

    def _row(self, tokens: Sequence[Token]) -> None:
        inlines = [token for token in tokens if token.type == "inline"]
        line = (tokens[0].map or [0])[0]
        cells = self._cells(line, [token.content for token in inlines])
        place = self._starts[line]
        for number, (token, places) in enumerate(zip(inlines, cells, strict=True)):
            place = places.starts[0] if places.text else place
            if number:
                self._builder.separate(place)
            if places.text:
                self._inline(token, places, cell=True)
                place = places.ends[-1]
        head = any(token.type == "th_open" for token in tokens)
        self._end_block(BlockKind.HEAD if head else BlockKind.ROW)

    def _code(self, token: Token) -> None:
        """Add each line of code as a paragraph, as plain text has it."""
        first = (token.map or [0])[0] + (token.type == "fence")
        for number, line in enumerate(token.content.split("\n")):
            words = line.strip()
            if words:
                place = self._column(words, first + number)
                self._builder.add(words, place, place + len(words))
                self._end_block()

    # ------------------------------------------------------------------------------- HTML

    def _html(self, token: Token) -> None:
        first, after = token.map or [0, 0]
        start, end = self._starts[first], self._ends[after - 1]
        part = self._source[start:end]
        if self._containers:  # the marks of quotations and lists are not of the HTML
            part = self._blanked(part, token.content, first, start)
        for match in _COMMENT.finditer(part):
            self._drop_span(start + match.start(), start + match.end(), *_DROPPED[PartKind.COMMENT])
        part = _COMMENT.sub(lambda match: BLANK * len(match[0]), part)
        reading = html.read_part(part, start, self._lines)
        self.blocks.extend(reading.blocks)
        self.dropped.extend(reading.dropped)

    def _blanked(self, part: str, content: str, first: int, start: int) -> str:
        """Return lines of the file with blanks for what stands before their content."""
        chars = [char if char in "\r\n" else BLANK for char in part]
        for number, line in enumerate(content.split("\n")):
            words = line.strip()
            if words:
                place = self._column(words, first + number) - start
                chars[place : place + len(words)] = words
        return "".join(chars)

    def _definitions(self) -> None:
        """Drop the lines that define the addresses of links."""
        defined = [*self._env.get("references", {}).values(), *self._env.get("duplicate_refs", [])]
        for entry in defined:
            first, after = entry["map"]
            self._drop_span(
                self._starts[first], self._ends[after - 1], "link definition", "链接地址的定义"
            )

    def _drop(self, places: Places, start: int, end: int, rule: str, reason: str) -> None:
        builder = PieceBuilder()
        for index in range(start, end):
            if places.text[index].isspace():
                builder.gap(places.starts[index], places.text[index])
            else:
                builder.add(places.text[index], places.starts[index], places.ends[index])
        piece = builder.take()
        if piece:
            self.dropped.append(Dropped(piece, self._lines.line(piece.start), rule, reason))

    def _drop_span(self, start: int, end: int, rule: str, reason: str) -> None:
        piece = Piece.of(self._source, start, end).strip()
        if piece.text:
            self.dropped.append(Dropped(piece, self._lines.line(piece.start), rule, reason))
