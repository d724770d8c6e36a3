"""PDF files to plain text; PDFium reads them.

A PDF knows lines as they are printed. Lines that go on in the next one are joined into paragraphs:
a paragraph ends where a line is not full, or where the next one begins like a heading or an item.
"""

import re
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from knowledge.uploads.faults import Flaw, Unreadable

_MOST_PAGES = 1_000
"""The longest law of the country has some 300."""

_FULL = 0.85
"""Share of the widest lines' width: Chinese type is set in a square grid, and a line that goes on
ends at most a few characters early, where a sign may not begin the next one."""

_WIDEST = 0.9
"""Of all lines the share that is not wider than what counts as full width: a few run over."""

_NUMBER = re.compile(r"[-—–·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／]\s*\d{1,4})?[-—–·\s]*")
_BEGINS = re.compile(
    r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|第[一二三四五六七八九十百\d]+[章节条款]"
    r"|\d+[.、．]|[●•■◆]"
)
_LATIN = re.compile(r"[A-Za-z0-9]")


def convert(data: bytes) -> bytes:
    """Return the text of a PDF in UTF-8, a paragraph a line, without page numbers.

    Raises:
        Unreadable: It is none, has a password, or has pictures of text only.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > _MOST_PAGES:
            raise Unreadable(Flaw.PAGES, pages=len(document))
        pages = [_lines(document[number]) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise Unreadable(Flaw.NOT_PDF) from error
    paragraphs = list(_paragraphs([line for page in pages for line in page]))
    if not paragraphs:
        raise Unreadable(Flaw.SCANNED)
    return "\n".join((*paragraphs, "")).encode()


def _lines(page: object) -> list[str]:
    """Return the lines of a page, from the top down, its number left out."""
    text: str = page.get_textpage().get_text_bounded()  # type: ignore[attr-defined]
    # PDFium gives U+FFFE for a hyphen that only ends a line, and U+0000 for what has no meaning.
    plain = text.replace("\ufffe", "").replace("\0", "")
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    for end in (0, -1):
        if lines and _NUMBER.fullmatch(lines[end]):
            del lines[end]
    return lines


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    widths = sorted(map(_width, lines))
    full = _FULL * widths[int(_WIDEST * (len(widths) - 1))] if widths else 0.0
    paragraph = ""
    before = 0.0
    for line in lines:
        if paragraph and (before < full or _BEGINS.match(line)):
            yield paragraph
            paragraph = ""
        apart = paragraph and _LATIN.match(paragraph[-1]) and _LATIN.match(line)
        paragraph += f" {line}" if apart else line
        before = _width(line)
    if paragraph:
        yield paragraph


def _width(line: str) -> float:
    return sum(1.0 if east_asian_width(sign) in "WF" else 0.5 for sign in line)
