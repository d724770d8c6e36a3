"""The process in which a file from outside is looked into; it writes nothing but its answer.

Standard input is the file; the one argument is its suffix. Standard output gets one line of JSON,
`{"text": base64 or null, "fault": str or null}`: what the file became, where its format is one of
`CONVERTERS`, and why no article can be made of it.
"""

import base64
import json
import resource
import sys
from pathlib import PurePath

from knowledge.errors import ArticleError
from knowledge.readers import READERS, read_bytes
from knowledge.readers.side_file import read_particulars
from knowledge.segment import segment
from knowledge.shelf import PARTICULARS
from knowledge.uploads.converters import CONVERTERS
from knowledge.uploads.faults import Flaw, Unreadable

MEMORY = 250_000_000
"""Bytes of address space: a Python that has read the readers takes 45 million, PDFium as much."""

SECONDS = 6
"""Of the processor: five megabytes of an ordinary article, the most that is read, take three."""


def main() -> None:
    """Look into the file on standard input, and answer on standard output."""
    limit()
    sys.stdout.write(answer(sys.stdin.buffer.read(), sys.argv[1]))


def limit() -> None:
    """Let this process take so much memory and time, and write no file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    for limited in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(limited, (0, 0))


def answer(data: bytes, suffix: str) -> str:
    """Look into a file; return what is said of it, as the module tells."""
    text, fault = look(data, suffix)
    return json.dumps(
        {"text": None if text is None else base64.b64encode(text).decode(), "fault": fault}
    )


def look(data: bytes, suffix: str) -> tuple[bytes | None, str | None]:
    """Return what a file becomes, `None` where it stays as it is; and what is wrong with it."""
    try:
        return _looked(data, suffix)
    except (Unreadable, ArticleError) as error:
        return None, str(error)
    except ImportError:
        return None, Flaw.NO_EXTRA.format(suffix=suffix)
    except MemoryError:
        return None, Flaw.TOO_MUCH.value
    except Exception:  # noqa: BLE001 (a library that stumbles over a stranger's file is no news)
        return None, Flaw.BROKEN.value


def _looked(data: bytes, suffix: str) -> tuple[bytes | None, str | None]:
    if suffix == PARTICULARS:
        faults = read_particulars(data).faults
        return None, "；".join(f"第 {fault.line} 行：{fault.message}" for fault in faults) or None
    converter = CONVERTERS.get(suffix)
    text = converter.convert(data) if converter else None
    form = converter.suffix if converter else suffix
    if form not in READERS:
        raise Unreadable(Flaw.BROKEN)
    segment(read_bytes(data if text is None else text, str(PurePath("article").with_suffix(form))))
    return text, None
