"""Formats that are kept as text, so that facts stay exact pieces of a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from knowledge.uploads import docx, pdf


@dataclass(frozen=True, slots=True)
class Converter:
    """How files of one format become text."""

    convert: Callable[[bytes], bytes]
    suffix: str
    """Of what comes of it; one of `knowledge.readers.READERS`."""


CONVERTERS: Mapping[str, Converter] = {
    ".docx": Converter(docx.convert, ".html"),
    ".pdf": Converter(pdf.convert, ".txt"),
}
"""By suffix, in lower case; their libraries come with the extra `documents`."""
