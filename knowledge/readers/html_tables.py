"""Which tables of a page hold data, and what their rows are; the others only lay it out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape

from knowledge.model import BlockKind
from knowledge.readers.html_tree import Element, Token, TokenKind

_CELLS = frozenset({"td", "th"})
_ROWS = frozenset({"tr"})
# What stands in a cell of a layout, not of data.
_LAYOUT = frozenset({"article", "aside", "footer", "form", "header", "main", "nav", "section"}) | {
    *(f"h{level}" for level in range(1, 7)),
    "script",
    "style",
}
# A cell that holds more paragraphs is a column of a page. Word exports one paragraph a line.
_MOST_PARAGRAPHS = 8
# A cell with more of a table's text than this, and more than a paragraph, is a column of a page.
_LARGEST_SHARE = 0.8
_LONGEST_LINE = 200
# HTML's own limits of the attributes.
_LARGEST_SPAN = 1000


@dataclass(eq=False, slots=True)
class Row:
    """A row of a table that holds data."""

    table: Element
    kind: BlockKind = BlockKind.ROW
    spanned_by: tuple[Element, ...] = ()
    """The cells that began in a row above and span this one."""
    columns: dict[Element, int] = field(default_factory=dict)
    """In which column, counted from 0, each cell begins."""

    def tabs_before(self, cell: Element) -> int:
        """Return how many tabs lead from the cell before, or from the row's begin, to this."""
        cells = list(self.columns)
        index = cells.index(cell)
        before = self.columns[cells[index - 1]] if index else 0
        return self.columns[cell] - before


@dataclass(frozen=True, slots=True)
class DataTables:
    """The tables of a page that hold data."""

    rows: dict[Element, Row]
    """By the `tr`."""

    def is_cell(self, element: Element) -> bool:
        """Whether an element is a cell of one of the rows."""
        row = self.rows.get(element.parent) if element.parent else None
        return row is not None and element in row.columns


@dataclass(slots=True)
class _Table:
    element: Element
    rows: list[Element] = field(default_factory=list)
    cells: dict[Element, list[Element]] = field(default_factory=dict)
    """By row."""
    text: dict[Element, str] = field(default_factory=dict)
    """By cell, for judging only."""
    bold: dict[Element, int] = field(default_factory=dict)
    """Characters of the cell that are set in bold."""
    paragraphs: dict[Element, int] = field(default_factory=dict)
    layout: bool = False


def data_tables(source: str, tokens: Sequence[Token]) -> DataTables:
    """Find the tables of a page that hold data."""
    found: list[_Table] = []
    open_: list[_Table] = []
    for token in tokens:
        if token.element.tag == "table" and token.kind is TokenKind.OPEN:
            if open_:  # those around it are marked since it was opened itself
                open_[-1].layout = True
            found.append(_Table(token.element))
            open_.append(found[-1])
        elif open_:
            _take(open_, token, source)
    rows: dict[Element, Row] = {}
    for table in found:
        if not _lays_out(table):
            rows |= _rows(table)
    return DataTables(rows)


def _take(open_: list[_Table], token: Token, source: str) -> None:
    """Give a token to the innermost open table."""
    table = open_[-1]
    if token.kind is TokenKind.TEXT:
        _take_text(table, token.element, source[token.start : token.end])
    elif token.kind is TokenKind.OPEN:
        _take_tag(table, token.element)
    elif token.element is table.element:
        open_.pop()


def _take_tag(table: _Table, element: Element) -> None:
    if element.tag in _ROWS:
        table.rows.append(element)
        table.cells[element] = []
    elif element.tag in _CELLS and table.rows and element.parent is table.rows[-1]:
        table.cells[table.rows[-1]].append(element)
    elif element.tag in _LAYOUT:
        table.layout = True
    elif element.tag in {"p", "div", "li"} and (cell := _cell(element, table.element)):
        table.paragraphs[cell] = table.paragraphs.get(cell, 0) + 1


def _take_text(table: _Table, element: Element, text: str) -> None:
    cell = _cell(element, table.element)
    words = " ".join(unescape(text).split())
    if cell is None or not words:
        return
    table.text[cell] = f"{table.text.get(cell, '')} {words}".strip()
    if element.tag in {"b", "strong"} or (element.parent and element.parent.tag in {"b", "strong"}):
        table.bold[cell] = table.bold.get(cell, 0) + len(words)


def _cell(element: Element | None, table: Element) -> Element | None:
    """Return the cell of `table` that an element stands in."""
    while element is not None and element is not table:
        if element.tag in _CELLS:
            return element
        element = element.parent
    return None


def _lays_out(table: _Table) -> bool:
    """Whether a table only puts parts of the page beside one another."""
    if table.layout or table.element.attributes.get("role") in {"presentation", "none"}:
        return True
    filled = [[cell for cell in cells if cell in table.text] for cells in table.cells.values()]
    widest = max((len(cells) for cells in filled), default=0)
    heads = any(cell.tag == "th" for cells in filled for cell in cells)
    if widest <= 1 or (sum(bool(cells) for cells in filled) <= 1 and not heads):
        return True
    if heads:
        return False
    if max(table.paragraphs.values(), default=0) > _MOST_PARAGRAPHS:
        return True
    lengths = [len(text) for text in table.text.values()]
    longest = max(lengths)
    return longest > _LONGEST_LINE and longest > _LARGEST_SHARE * sum(lengths)


def _rows(table: _Table) -> dict[Element, Row]:
    """Place the cells of each row in columns and tell head rows from others."""
    rows: dict[Element, Row] = {}
    spanning: dict[int, tuple[int, Element]] = {}  # column: rows still to come, cell
    width = max(sum(_span(cell, "colspan") for cell in cells) for cells in table.cells.values())
    leading = True
    for element in table.rows:
        row = Row(table.element)
        spanned_by: dict[Element, None] = {}
        column = 0
        below = dict(spanning)
        for cell in table.cells[element]:
            while column in below:
                spanned_by[below[column][1]] = None
                column += 1
            row.columns[cell] = column
            if (count := _span(cell, "rowspan")) > 1:
                for covered in range(column, column + _span(cell, "colspan")):
                    spanning[covered] = (count, cell)
            column += _span(cell, "colspan")
        for _, cell in below.values():
            spanned_by.setdefault(cell)
        row.spanned_by = tuple(spanned_by)
        spanning = {
            column: (count - 1, cell) for column, (count, cell) in spanning.items() if count > 1
        }
        leading = leading and _is_head(table, element, width)
        row.kind = BlockKind.HEAD if leading else BlockKind.ROW
        rows[element] = row
    return rows


def _is_head(table: _Table, row: Element, width: int) -> bool:
    """Whether a row, if all above are such, names the columns or the table."""
    cells = table.cells[row]
    filled = [cell for cell in cells if cell in table.text]
    if not filled or (row.parent and row.parent.tag == "thead"):
        return True
    if len(filled) == 1:  # a title over all columns
        return width > 1 and _span(filled[0], "colspan") >= width
    if all(cell.tag == "th" for cell in filled):
        return True
    return all(table.bold.get(cell, 0) * 2 > len(table.text[cell]) for cell in filled)


def _span(cell: Element, name: str) -> int:
    value = cell.attributes.get(name, "").strip()
    return min(int(value), _LARGEST_SPAN) if value.isdecimal() and int(value) > 0 else 1
