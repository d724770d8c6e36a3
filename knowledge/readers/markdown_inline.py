"""Where the words of a Markdown paragraph stand in the file.

The parser says what the inline markup means, not where it stands. Its tokens come in the order of
the text, and each tells how it was written, so that a cursor can follow them. Only where a link or
an image ends is asked of the parser's own rule once more.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from knowledge.readers.pieces import joins

_BREAK = re.compile(r"(?: *|\\)\n[ \t]*")
_CODE_LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_LINE_TAG = re.compile(r"<(?:br|hr)\b", re.IGNORECASE)


class PartKind(Enum):
    """What a part of a paragraph is."""

    TEXT = "text"
    SPACE = "space"
    """A line break that stands for a space, or for nothing between Chinese characters."""
    BREAK = "break"
    """A line break that the author wants."""
    IMAGE = "image"
    """What an image is called."""
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a paragraph, with its place in the paragraph as the parser has it."""

    kind: PartKind
    text: str
    start: int
    end: int


def parts(content: str, children: Sequence[Token], md: MarkdownIt, env: EnvType) -> Iterator[Part]:
    """Yield what an inline token's children say, in order; markup is left out.

    Args:
        content: Of the inline token.
        children: Of the inline token; `text_join` must not have run.
        md: The parser that made them.
        env: Of the parse, for links by reference.
    """
    cursor = _Cursor(content, md, env)
    for token in children:
        yield from cursor.take(token)


class _Cursor:
    """Follows the tokens through the text."""

    def __init__(self, content: str, md: MarkdownIt, env: EnvType) -> None:
        self._content = content
        self._md = md
        self._env = env
        self._place = 0
        self._ends: list[int] = []
        """Just after each link that is open."""
        self._take: dict[str, Callable[[Token], Iterable[Part]]] = {
            "text": self._text,
            "text_special": self._special,
            "softbreak": self._line_break,
            "hardbreak": self._line_break,
            "code_inline": self._code,
            "html_inline": self._html,
            "image": self._image,
            "link_open": self._link,
            "link_close": self._link_end,
        }

    def take(self, token: Token) -> Iterable[Part]:
        """Return what the next token says, and go on behind it."""
        return self._take.get(token.type, self._mark)(token)

    def _mark(self, token: Token) -> Iterable[Part]:
        self._place += len(token.markup)
        return ()

    def _part(self, kind: PartKind, text: str, length: int) -> tuple[Part]:
        start = self._place
        self._place += length
        return (Part(kind, text, start, self._place),)

    def _text(self, token: Token) -> Iterable[Part]:
        return self._part(PartKind.TEXT, token.content, len(token.content))

    def _special(self, token: Token) -> Iterable[Part]:
        return self._part(PartKind.TEXT, token.content, len(token.markup))

    def _line_break(self, token: Token) -> Iterable[Part]:
        found = _BREAK.match(self._content, self._place)
        kind = PartKind.SPACE if token.type == "softbreak" else PartKind.BREAK
        return self._part(kind, "\n", len(found[0]) if found else 0)

    def _html(self, token: Token) -> Iterable[Part]:
        if _LINE_TAG.match(token.content):
            return self._part(PartKind.BREAK, "", len(token.content))
        if token.content.startswith("<!--"):
            return self._part(PartKind.COMMENT, token.content, len(token.content))
        self._place += len(token.content)
        return ()

    def _code(self, token: Token) -> Iterable[Part]:
        """Return the lines of a code span without the space that keeps backticks apart."""
        start = self._place + len(token.markup)
        closing = re.compile(rf"(?<!`){token.markup}(?!`)").search(self._content, start)
        stop, self._place = closing.span() if closing else (start, start)
        found: list[Part] = []
        for match in _CODE_LINE.finditer(self._content, start, stop):
            if found:
                between = found[-1].end
                found.append(Part(PartKind.SPACE, "\n", between, between + 1))
            found.append(Part(PartKind.TEXT, match[0], match.start(), match.end()))
        return found

    def _image(self, token: Token) -> Iterable[Part]:
        label = self._place + len("![")
        self._place = self._end_by(image)
        return (Part(PartKind.IMAGE, token.content, label, label + len(token.content)),)

    def _link(self, token: Token) -> Iterable[Part]:
        if token.markup == "autolink":
            self._take["text"] = self._address
            self._place += len("<")
            self._ends.append(self._content.index(">", self._place) + 1)
        else:
            self._ends.append(self._end_by(link))
            self._place += len("[")
        return ()

    def _address(self, _: Token) -> Iterable[Part]:
        """Return an address between angle brackets; the token has it decoded."""
        self._take["text"] = self._text
        address = self._content[self._place : self._ends[-1] - 1]
        return self._part(PartKind.TEXT, address, len(address))

    def _link_end(self, _: Token) -> Iterable[Part]:
        self._place = self._ends.pop()
        return ()

    def _end_by(self, rule: Callable[[StateInline, bool], bool]) -> int:
        """Return where the link or image ends that begins here."""
        state = StateInline(self._content, self._md, self._env, [])
        state.pos = self._place
        silent = True
        rule(state, silent)
        return state.pos


class ChineseInline(ParserInline):
    """Finds emphasis beside Chinese punctuation too.

    CommonMark takes `**申请：**每人` for no emphasis, since a closing mark after punctuation must
    be followed by a space, which Chinese does not write. What counts there is whether the
    punctuation is Chinese, or a Chinese character is on the other side (the amendment that the
    CommonMark forum discusses as "CJK-friendly emphasis").
    """

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Do what `ParserInline.parse` does, on a state of our own."""
        state = _ChineseState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _ChineseState(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: FBT001, N802, N803
        """Return whether the mark at `start` can open and close emphasis."""
        found = super().scanDelims(start, canSplitWord)
        end = start + found.length
        before = self.src[start - 1] if start else " "
        after = self.src[end] if end < self.posMax else " "
        chinese = (
            not before.isspace()
            and not after.isspace()
            and (joins("中", before) or joins("中", after))
        )
        if not chinese or not canSplitWord:
            return found
        return Scanned(can_open=True, can_close=True, length=found.length)
