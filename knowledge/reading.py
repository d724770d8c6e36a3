"""What a reader makes of one file format, before page furniture is taken off."""

from collections.abc import Callable
from dataclasses import dataclass

from knowledge.model import Block, Dropped, Metadata


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file in blocks; every character that is not markup is in one of the three."""

    blocks: tuple[Block, ...]
    """In the order of the file. A format without markup gives one paragraph a line."""
    metadata: tuple[Metadata, ...] = ()
    """What the format itself says of the article, such as the head of an HTML page."""
    dropped: tuple[Dropped, ...] = ()
    """What the format marks as no part of the article: scripts, navigation, footers."""


Reader = Callable[[str], Reading]
"""From the decoded text of a whole file."""
