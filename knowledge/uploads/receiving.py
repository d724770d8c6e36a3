"""A file that somebody sent, as an article that can be taken in, or what is wrong with it."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from knowledge.editions.names import article_name
from knowledge.errors import NameRefused
from knowledge.model import Document
from knowledge.readers import READERS
from knowledge.shelf import PARTICULARS
from knowledge.uploads.converters import CONVERTERS
from knowledge.uploads.faults import Flaw
from knowledge.uploads.isolated import look_into

MOST = 2_000_000
"""Bytes of text that may be sent: four times the longest law of the country. What is read of it is
cut into facts and indexed by the program itself, which has questions to answer meanwhile."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent."""

    name: str
    """A safe one, under which it would be kept; as it came where none can be made."""
    data: bytes = field(repr=False)
    """What would be kept; of a converted file its text."""
    converted: bool = False
    document: Document | None = field(default=None, repr=False)
    """What is read of it; `None` where it has a fault or is no article."""
    fault: str | None = None
    """Why nothing can be made of it; `None` where it is good."""

    @property
    def is_particulars(self) -> bool:
        """Whether it says something about the article of the same name, rather than being one."""
        return self.name.endswith(PARTICULARS)


def accepted() -> tuple[str, ...]:
    """Return the suffixes of files that may be sent."""
    return (*READERS, *CONVERTERS, PARTICULARS)


def receive(name: str, data: bytes, most: int = MOST) -> Upload:
    """Look into a file that was sent; takes at most so much memory and time (`child`).

    Args:
        name: As the sender's device calls it, which may be anything.
        data: Its bytes, which may be anything too.
        most: Bytes of text that are taken.
    """
    try:
        safe = article_name(name, accepted())
    except NameRefused as error:
        return Upload(name, b"", fault=str(error))
    path = Path(safe)
    if path.suffix not in CONVERTERS and len(data) > most:
        return Upload(safe, b"", fault=too_large(len(data), most))
    looked = look_into(data, path.suffix)
    if looked.fault is not None:
        return Upload(safe, b"", fault=looked.fault)
    converter = CONVERTERS.get(path.suffix)
    text = looked.text if converter else data
    if text is None or len(text) > most:
        return Upload(safe, b"", fault=too_large(len(text or b""), most))
    final = path.stem + converter.suffix if converter else safe
    document = looked.document and replace(looked.document, name=final)
    return Upload(final, text, converter is not None, document)


def too_large(size: int, most: int) -> str:
    """Return what is said of a file that is too large."""
    return Flaw.TOO_LARGE.format(size=size, most=most)
