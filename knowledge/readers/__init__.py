"""Article files to documents: one module per format, and the table that knows them.

What reads is imported when the first file is read: an edition that is opened needs none of it.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import ArticleTooLarge, EmptyArticle
from knowledge.model import Document
from knowledge.reading import Reader, Reading

MAX_BYTES = 5_000_000
"""Ten times the longest law of the country; a larger file is hardly an article."""


@dataclass(frozen=True, slots=True)
class Format:
    """How files of one format are read."""

    read: Reader
    declared_encoding: Callable[[bytes], str | None] = lambda _: None
    """What a file says of its own encoding."""


def _text(source: str) -> Reading:
    from knowledge.readers import text

    return text.read(source)


def _markdown(source: str) -> Reading:
    from knowledge.readers import markdown

    return markdown.read(source)


def _html(source: str) -> Reading:
    from knowledge.readers import html

    return html.read(source)


def _html_encoding(data: bytes) -> str | None:
    from knowledge.readers import html

    return html.declared_encoding(data)


READERS: Mapping[str, Format] = {
    ".txt": Format(_text),
    ".md": Format(_markdown),
    ".markdown": Format(_markdown),
    ".html": Format(_html, _html_encoding),
    ".htm": Format(_html, _html_encoding),
}
"""By suffix, in lower case."""


def read_article(path: Path, name: str, *, max_bytes: int = MAX_BYTES) -> Document:
    """Read an article file.

    Args:
        path: The file; its suffix is one of `READERS`.
        name: What citations call it: its path below the folder of articles.
        max_bytes: A larger file is refused.

    Raises:
        ArticleError: The file cannot be read as an article.
        OSError: The file cannot be read at all.
    """
    with path.open("rb") as file:
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise ArticleTooLarge(path.stat().st_size, max_bytes)
    return read_bytes(data, name)


def read_bytes(data: bytes, name: str) -> Document:
    """Read an article from a file's bytes; `name` tells its format by its suffix.

    Raises:
        ArticleError: The bytes cannot be read as an article.
    """
    from knowledge.furniture import clean
    from knowledge.readers.encodings import decode
    from knowledge.structure import arrange

    form = READERS[Path(name).suffix.lower()]
    source, encoding = decode(data, form.declared_encoding(data))
    reading = arrange(clean(form.read(source)))
    if not reading.blocks:
        raise EmptyArticle
    return Document(
        name=name,
        source_text=source,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        blocks=reading.blocks,
        metadata=reading.metadata,
        dropped=reading.dropped,
    )
