"""What the head of a page says of its article: its `meta` tags and its `title`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge import page_head
from knowledge.model import BlockKind, Dropped, Metadata, MetadataKind
from knowledge.piece import LineTable, Piece
from knowledge.readers.html_blocks import Passage
from knowledge.readers.html_tree import Element, Token, TokenKind
from knowledge.readers.pieces import PieceBuilder, references

# In order of trust: first the names that 《政府网站发展指引》 (2017) demands, then those of social
# networks and libraries.
_NAMES: tuple[tuple[MetadataKind, tuple[str, ...]], ...] = (
    (MetadataKind.TITLE, ("articletitle", "og:title", "dc.title", "twitter:title")),
    (MetadataKind.DATE, ("pubdate", "article:published_time", "publishdate", "dc.date")),
    (MetadataKind.SOURCE, ("contentsource", "dc.source")),
    (MetadataKind.AUTHOR, ("author", "article:author", "dc.creator")),
)
_SITE = ("sitename", "og:site_name")

_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?""")
_SEPARATOR = re.compile(
    r"\s*[_|｜丨]\s*|\s+[-–—·»]+\s+|\s*--+\s*|(?<=[^\x00-\x7f])-(?=[^\x00-\x7f])"
)
# Longer lines are no titles; see `knowledge.page_head`.
_LONGEST_TITLE = 66
# A title's parts beyond these are columns and sites.
_MOST_PARTS = 8
# 常州市民政局: who published the page, not what it is about.
_ISSUER = re.compile(
    r"(?:局|委|厅|网|网站|平台|政府|门户|首页|中心|委员会|办公室|(?<![干全内外])部)$"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of the article before its text is read."""

    metadata: tuple[Metadata, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    title: str | None = None


def read_head(
    source: str, tokens: Sequence[Token], title: Passage | None, body: Sequence[Passage]
) -> Head:
    """Return what the head says.

    Args:
        source: The whole file.
        tokens: Its tags and texts.
        title: The text of the `title` element.
        body: Every other text of the page.
    """
    lines = LineTable(source)
    said = _said(source, tokens)
    metadata = list(_entries(said, lines))
    stated = next((entry.value for entry in metadata if entry.kind is MetadataKind.TITLE), None)
    if title is None:
        return Head(tuple(metadata), (), stated)
    piece = title.piece
    site = next((said[name].text for name in _SITE if name in said), "")
    span = None if stated else _title_span(piece.text, site, body)
    if span is None:
        reason = (
            "浏览器的网页标题，文章标题另有标明" if stated else "浏览器的网页标题，不是文章标题"
        )
        drop = Dropped(piece, lines.line(piece.start), "page title", reason)
        return Head(tuple(metadata), (drop,), stated)
    found = piece.slice(*span).strip()
    metadata.append(Metadata(MetadataKind.TITLE, found.text, found, lines.line(found.start)))
    rests = (piece.slice(0, span[0]), piece.slice(span[1], len(piece.text)))
    dropped = tuple(
        Dropped(rest.strip(), lines.line(rest.start), "page title", "网页标题中的栏目名和网站名")
        for rest in rests
        if rest.text.strip()
    )
    return Head(tuple(metadata), dropped, found.text)


# --------------------------------------------------------------------------------- meta tags


def _said(source: str, tokens: Sequence[Token]) -> dict[str, Piece]:
    """Return what the `meta` tags say, by name in lower case; the first of a name counts."""
    said: dict[str, Piece] = {}
    for token in tokens:
        element = token.element
        if token.kind is not TokenKind.OPEN or element.tag != "meta":
            continue
        name = element.attributes.get("name") or element.attributes.get("property") or ""
        piece = _value(source, element, "content")
        if name and piece:
            said.setdefault(name.strip().lower(), piece)
    return said


def _value(source: str, element: Element, wanted: str) -> Piece | None:
    """Return the value of an attribute as a piece of the file."""
    begin = element.start + len("<") + len(element.tag)
    for match in _ATTRIBUTE.finditer(source, begin, element.end):
        if match[1].lower() != wanted or match[2] is None:
            continue
        quoted = match[2][0] in "\"'"
        start = match.start(2) + quoted
        builder = PieceBuilder()
        for part, low, high in references(source[start : match.end(2) - quoted]):
            builder.add(part, start + low, start + high)
        return builder.take()
    return None


def _entries(said: Mapping[str, Piece], lines: LineTable) -> Iterator[Metadata]:
    """Yield one entry of each kind that is said."""
    sites = {said[name].text for name in _SITE if name in said}
    for kind, names in _NAMES:
        for piece in (said[name] for name in names if name in said):
            value: str | None = " ".join(piece.text.split())
            if kind is MetadataKind.DATE:
                value = page_head.iso_date(piece.text)
            elif kind is MetadataKind.AUTHOR and (piece.text in sites or piece.text.isascii()):
                value = None  # `admin`, or the site that put it on line
            if value:
                yield Metadata(kind, value, piece, lines.line(piece.start))
                break


# ---------------------------------------------------------------------------------- <title>


def _title_span(text: str, site: str, body: Sequence[Passage]) -> tuple[int, int] | None:
    """Return which part of a `title` is the article's, as positions in `text`.

    The part that stands as a line in the page is; where none does, the first part, unless the
    page has a title of its own or the part only names the publisher.
    """
    edges = [0, *(edge for match in _SEPARATOR.finditer(text) for edge in match.span()), len(text)]
    starts, ends = edges[::2][:_MOST_PARTS], edges[1::2][:_MOST_PARTS]
    lines = {_squashed(passage.piece.text) for passage in body if passage.length <= _LONGEST_TITLE}
    spans = sorted(
        ((start, end) for start in starts for end in ends if start < end),
        key=lambda span: (span[0] - span[1], span[0]),
    )
    for start, end in spans:
        part = _squashed(text[start:end])
        if part in lines and len(part) > 1 and not _ISSUER.search(part) and part != site:
            return start, end
    own = any(passage.kind is BlockKind.HEADING and passage.level == 1 for passage in body)
    first = text[: ends[0]]
    if own or not first.strip() or first.strip() == site or _ISSUER.search(first.strip()):
        return None
    return 0, ends[0]


def _squashed(text: str) -> str:
    return "".join(text.split())
