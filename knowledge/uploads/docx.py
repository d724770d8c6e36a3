"""Word documents to pages that can be read as articles; mammoth does it.

mammoth makes headings, paragraphs, lists and tables of what the document's styles say and leaves
its looks alone. Pictures are left out. Each paragraph gets a line of its own, so that a citation's
line tells where to look.
"""

import re
from collections.abc import Mapping
from io import BytesIO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from knowledge.uploads.faults import Flaw, Unreadable

_MOST_UNPACKED = 60_000_000
"""Bytes of all parts together: Word's own are about ten times what they are packed."""

_MOST_MARKUP = 20_000_000
"""Bytes of all XML together: ten times the text that is taken."""

_HEAD = 65_536
"""Bytes of a part: what comes before its first element takes less than one of these in Word's."""

# Beyond mammoth's own: the title of a document, and what Chinese programs call headings.
_STYLES = "\n".join(
    (
        "p[style-name='Title'] => h1:fresh",
        "p[style-name='标题'] => h1:fresh",
        *(f"p[style-name='标题 {level}'] => h{level}:fresh" for level in range(1, 7)),
    )
)
_ENDS = re.compile(r"(</(?:p|h[1-6]|li|tr|table|ul|ol)>|<br />)")
_PACKED, _LOCKED = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How a .docx begins, and how a .doc does, or a .docx with a password."""


def convert(data: bytes) -> bytes:
    """Return a document as HTML in UTF-8, made of its own words only.

    Raises:
        Unreadable: It is none, or nothing can be made of it.
    """
    import mammoth

    if data.startswith(_LOCKED):
        raise Unreadable(Flaw.OLD_WORD)
    if not data.startswith(_PACKED):
        raise Unreadable(Flaw.NOT_WORD)
    try:
        with ZipFile(BytesIO(data)) as packed:
            _check(packed)
        page = mammoth.convert_to_html(
            BytesIO(data), style_map=_STYLES, convert_image=_without, ignore_empty_paragraphs=True
        ).value
    except BadZipFile as error:
        raise Unreadable(Flaw.CUT) from error
    return f"<!DOCTYPE html>\n<meta charset='utf-8'>\n{_ENDS.sub(_line, page)}".encode()


def _check(packed: ZipFile) -> None:
    """Refuse what would take much memory or time, before any of it is unpacked.

    Raises:
        Unreadable: It is too large, or declares a document type, as no Word document does: its
            entities could stand for a text without end.
    """
    parts = packed.infolist()
    unpacked = sum(part.file_size for part in parts)
    markup = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
    size = sum(part.file_size for part in markup)
    if unpacked > _MOST_UNPACKED or size > _MOST_MARKUP:
        raise Unreadable(Flaw.UNPACKED, size=unpacked)
    for part in markup:
        with packed.open(part) as file:
            if _declares(file.read(_HEAD)):
                raise Unreadable(Flaw.ENTITIES)


def _declares(head: bytes) -> bool:
    """Whether XML declares a document type; in any encoding, since expat reads it."""
    found: list[bool] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: found.append(True)
    parser.StartElementHandler = lambda *_: found.append(False)
    # Small bites, so that no declaration after the first is ever looked at.
    for start in range(0, len(head), 64):
        try:
            parser.Parse(head[start : start + 64], False)  # noqa: FBT003 (positional in C)
        except expat.ExpatError:
            break  # mammoth will say so
        if found:
            return found[0]
    return len(head) == _HEAD or any(found)  # so much before the first element is no document


def _line(found: re.Match[str]) -> str:
    return f"{found[0]}\n"


def _without(image: object) -> list[Mapping[str, str]]:
    """Return what stands in the place of a picture: nothing."""
    del image
    return []
