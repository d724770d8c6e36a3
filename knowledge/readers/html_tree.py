"""HTML to a stream of tags and texts, each with its offsets in the file.

Python's own parser does the lexing. It gives line and column of each event but no tree, so the
elements are built here, as far as the reader needs them: which element a text stands in, and
which end tags an author may leave out.
"""

import re
from dataclasses import dataclass, field
from enum import Enum
from html.parser import HTMLParser

_VOID = "area base br col embed frame hr img input link meta param source track wbr"
VOID = frozenset(_VOID.split())
_BLOCKS = """
address article aside blockquote body button caption center dd details dialog dir div dl dt
fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup html iframe legend li
main menu nav noscript ol option p pre script search section select style summary table tbody td
template textarea tfoot th thead title tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CELLS = frozenset({"td", "th", "caption"})
# Beyond these an end tag or an implied end does not reach.
_SCOPES = frozenset({"table", "td", "th", "caption", "template", "html"})
_TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"})

# Where browsers stop nesting too; keeps the work for a broken page linear.
_DEEPEST = 512

# A start tag ends what is still open of these, unless something of the second set is between.
_IMPLIED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"}) | _SCOPES),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"}) | _SCOPES),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"}) | _SCOPES),
    "option": (frozenset({"option"}), frozenset({"select"}) | _SCOPES),
    "tr": (frozenset({"tr", "caption"}), frozenset({"table", "template"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table", "template"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table", "template"})),
    "thead": (frozenset({"thead", "tbody", "tfoot", "tr", "caption"}), frozenset({"table"})),
    "tbody": (frozenset({"thead", "tbody", "tfoot", "tr", "caption"}), frozenset({"table"})),
    "tfoot": (frozenset({"thead", "tbody", "tfoot", "tr", "caption"}), frozenset({"table"})),
    "body": (frozenset({"head"}), frozenset()),
}
_PARAGRAPH = (frozenset({"p"}), _SCOPES | {"button"})


@dataclass(eq=False, slots=True)
class Element:
    """An element of the page; knows its parent, not its children."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    """By name in lower case; references in the values are resolved."""
    parent: "Element | None" = None
    start: int = 0
    """Where its start tag begins and ends in the file."""
    end: int = 0
    depth: int = 0

    def words(self, name: str) -> frozenset[str]:
        """Return the words of an attribute such as `class`, in lower case."""
        return frozenset(self.attributes.get(name, "").lower().split())


class TokenKind(Enum):
    """What a token is."""

    OPEN = "open"
    CLOSE = "close"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Token:
    """A start tag, an end (written or implied), or a text."""

    kind: TokenKind
    element: Element
    """Which begins, which ends, or which the text stands in."""
    start: int
    end: int


def tokens(source: str) -> list[Token]:
    """Return the page's tags and texts in order; comments and declarations are left out."""
    parser = _Parser(source)
    parser.feed(source)
    parser.close()
    return parser.tokens


class _Parser(HTMLParser):
    """Puts offsets to the events of Python's parser, and an order to its tags."""

    def __init__(self, source: str) -> None:
        # With references resolved the parser would not tell where they stand.
        super().__init__(convert_charrefs=False)
        self._source = source
        self._lines = [0, *(match.end() for match in re.finditer("\n", source))]
        self._element = Element("")
        self.tokens: list[Token] = []

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    # ------------------------------------------------------------------------------- text

    def _text(self, length: int) -> None:
        start = self._offset()
        last = self.tokens[-1] if self.tokens else None
        if last and last.kind is TokenKind.TEXT and last.end == start:
            start = self.tokens.pop().start
        self.tokens.append(Token(TokenKind.TEXT, self._element, start, self._offset() + length))

    def handle_data(self, data: str) -> None:
        self._text(len(data))

    def handle_entityref(self, name: str) -> None:
        self._reference(len("&") + len(name))

    def handle_charref(self, name: str) -> None:
        self._reference(len("&#") + len(name))

    def _reference(self, length: int) -> None:
        self._text(length + self._source.startswith(";", self._offset() + length))

    # ------------------------------------------------------------------------------- tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _IMPLIED:
            self._end_implied(*_IMPLIED[tag])
        if tag in BLOCKS:
            self._end_implied(*_PARAGRAPH)
        start = self._offset()
        element = Element(
            tag,
            {name: value or "" for name, value in reversed(attrs)},
            self._element,
            start,
            start + len(self.get_starttag_text() or ""),
            self._element.depth + 1,
        )
        self.tokens.append(Token(TokenKind.OPEN, element, element.start, element.end))
        if tag in VOID:
            self.tokens.append(Token(TokenKind.CLOSE, element, element.end, element.end))
        elif element.depth <= _DEEPEST:
            self._element = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # browsers take no notice of the slash

    def handle_endtag(self, tag: str) -> None:
        names = _HEADINGS if tag in _HEADINGS else frozenset({tag})
        if tag in _TABLE_PARTS:
            barriers = frozenset() if tag == "table" else frozenset({"table"})
        elif tag in BLOCKS:
            barriers = _SCOPES
        else:
            barriers = BLOCKS  # `<b><p>…</b></p>`: the paragraph goes on
        self._end_implied(names, barriers)

    def _end_implied(self, names: frozenset[str], barriers: frozenset[str]) -> None:
        """End the innermost open element of one of these names, and all within it."""
        element: Element | None = self._element
        while element and element.tag not in names:
            if element.tag in barriers:
                return
            element = element.parent
        if element is None or element.parent is None:
            return
        offset = self._offset()
        inner = self._element
        while True:
            self.tokens.append(Token(TokenKind.CLOSE, inner, offset, offset))
            if inner is element or inner.parent is None:
                break
            inner = inner.parent
        self._element = element.parent

    def close(self) -> None:
        super().close()
        while self._element.parent is not None:
            end = len(self._source)
            self.tokens.append(Token(TokenKind.CLOSE, self._element, end, end))
            self._element = self._element.parent
