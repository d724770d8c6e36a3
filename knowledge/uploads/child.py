"""The process in which a file from outside is looked into; it writes nothing but its answer.

Standard input is the file; the one argument is its suffix. Standard output gets one line of JSON,
`{"text": base64 or null, "fault": str or null}`: what the file became, where its format is one of
`CONVERTERS`, and why no article can be made of it. The next line is what was read of the article,
as `knowledge.records` packs it; empty where there is none. So who asked need not read it again.
"""

import base64
import json
import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from knowledge.errors import ArticleError
from knowledge.model import Document
from knowledge.piece import Piece
from knowledge.readers import READERS, read_bytes
from knowledge.readers.side_file import read_particulars
from knowledge.records import pack
from knowledge.segment import segment
from knowledge.shelf import PARTICULARS
from knowledge.uploads.converters import CONVERTERS
from knowledge.uploads.faults import Flaw, Unreadable

MEMORY = 250_000_000
"""Bytes of address space: a Python that has read the readers takes 45 million, PDFium as much."""

MOST_RUNS = 200_000
"""Stretches of an article that stand in its file without interruption: each takes a hundred bytes
wherever the article is kept. A thousand paragraphs with a link and an entity each have 5,000."""

SECONDS = 6
"""Of the processor: five megabytes of an ordinary article, the most that is read, take three."""


def main() -> None:
    """Look into the file on standard input, and answer on standard output."""
    limit()
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), sys.argv[1]))


def limit() -> None:
    """Let this process take so much memory and time, and write no file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # At the first a signal says what has happened; whoever does not heed it ends at the second.
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    for limited in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(limited, (0, 0))


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a file."""

    text: bytes | None = None
    """What it became; `None` where it stays as it is."""
    document: Document | None = None
    """What was read of the article; `None` where it is none."""
    fault: str | None = None
    """What is wrong with it."""


def answer(data: bytes, suffix: str) -> bytes:
    """Look into a file; return what is said of it, as the module tells."""
    try:
        found = look(data, suffix)
        return _told(found)
    except MemoryError:  # what was read leaves no room to tell it
        return _told(Found(fault=Flaw.TOO_MUCH.value))


def _told(found: Found) -> bytes:
    text = None if found.text is None else base64.b64encode(found.text).decode()
    line = json.dumps({"text": text, "fault": found.fault}).encode()
    return b"%s\n%s" % (line, pack(found.document) if found.document else b"")


def look(data: bytes, suffix: str) -> Found:
    """Return what is found in a file."""
    try:
        return _looked(data, suffix)
    except (Unreadable, ArticleError) as error:
        return Found(fault=str(error))
    except ImportError:
        return Found(fault=Flaw.NO_EXTRA.format(suffix=suffix))
    except MemoryError:
        return Found(fault=Flaw.TOO_MUCH.value)
    except Exception:  # noqa: BLE001 (a library that stumbles over a stranger's file is no news)
        return Found(fault=Flaw.BROKEN.value)


def _looked(data: bytes, suffix: str) -> Found:
    if suffix == PARTICULARS:
        faults = read_particulars(data).faults
        said = "；".join(f"第 {fault.line} 行：{fault.message}" for fault in faults)
        return Found(fault=said or None)
    converter = CONVERTERS.get(suffix)
    text = converter.convert(data) if converter else None
    form = converter.suffix if converter else suffix
    if form not in READERS:
        raise Unreadable(Flaw.BROKEN)
    name = str(PurePath("article").with_suffix(form))
    document = read_bytes(data if text is None else text, name)
    if sum(len(piece.runs) for piece in _pieces(document)) > MOST_RUNS:
        raise Unreadable(Flaw.TOO_MUCH)
    segment(document)
    return Found(text, document)


def _pieces(document: Document) -> Iterator[Piece]:
    for block in document.blocks:
        yield block.piece
        yield from block.introduction
    yield from (entry.piece for entry in document.metadata)
    yield from (dropped.piece for dropped in document.dropped)
