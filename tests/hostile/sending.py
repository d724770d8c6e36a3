"""Hostile files sent to a librarian, and what came of them."""

import random
import re
import tempfile
import time
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from unittest.mock import patch

from knowledge.answer import Answerer
from knowledge.editions.article_changes import PutArticle
from knowledge.editions.building import RenewingBuilder
from knowledge.editions.catalogue import Catalogue
from knowledge.editions.folders import Folders
from knowledge.editions.librarian import Librarian
from knowledge.journal.journal import Journal
from knowledge.uploads.receiving import receive
from tests.hostile import TEXT, mutated
from tests.hostile.children import PRELOADED, Children

_TAKEN = 0.05
"""Of those that could be taken, the share that is."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file."""

    name: str
    size: int
    said: str
    seconds: float
    """On the clock, which others slow down."""
    processor: float
    """Seconds of the processor, of the program and its child."""
    child: int
    """Kilobytes, at most; 0 where there was none."""
    program: int
    """Kilobytes of all of the program, at most, while it took the file in."""
    fault: str | None = None


_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def send(count: int, seed: int) -> tuple[list[Outcome], list[str]]:
    """Send so many files to one librarian.

    Returns:
        What came of each, and files outside of its folder.
    """
    source = random.Random(seed)  # noqa: S311 (not for secrets)
    context = get_context("forkserver")
    context.set_forkserver_preload(list(PRELOADED))
    children = Children(context)
    with (
        tempfile.TemporaryDirectory() as name,
        patch("knowledge.uploads.receiving.look_into", children.look_into),
        patch("knowledge.shelf.look_into", children.look_into),
    ):
        root = Path(name)
        librarian = _librarian(root)
        outcomes = [_sent(librarian, source, children) for _ in range(count)]
        allowed = {"in", "data", "articles"}
        places = (*root.iterdir(), *(root / "in").iterdir(), Path("/tmp/owned"), Path("/owned"))  # noqa: S108
        outside = [str(path) for path in places if path.exists() and path.name not in allowed] + [
            str(path)
            for path in (root / "in" / "articles").rglob("*")
            if path.is_symlink() or path.is_dir()
        ]
    return outcomes, outside


def _librarian(root: Path) -> Librarian:
    articles = root / "in" / "articles"
    articles.mkdir(parents=True)
    (articles / "低保.txt").write_text(TEXT, encoding="utf-8")
    librarian = Librarian(
        Folders(articles, (Path("config"),)),
        Catalogue(root / "data" / "editions", articles),
        RenewingBuilder(None),
        answerer=Answerer(0.16),
        journal=Journal.open(root / "data"),
    )
    librarian.open()
    return librarian


def _sent(librarian: Librarian, source: random.Random, children: Children) -> Outcome:
    given, data = mutated(source)
    _CLEAR.write_text("5", encoding="ascii")  # what it took to make the file is forgotten
    began, worked = time.monotonic(), time.process_time()
    children.kilobytes, children.processor = 0, 0.0
    upload = receive(given, data)
    said = "refused"
    if upload.fault is None and not upload.is_particulars:
        change = PutArticle(upload.name, upload.data, upload.document)
        report = librarian.preview(change)
        said = f"looked at: {report.stopped or 'could be taken'}"
        if report.stopped is None and source.random() < _TAKEN:
            librarian.apply(change, "test")
            said = "taken in"
    return Outcome(
        given[-20:],
        len(data),
        said,
        time.monotonic() - began,
        time.process_time() - worked + children.processor,
        children.kilobytes,
        _peak(),
        upload.fault,
    )


def _peak() -> int:
    """Return the most memory since it was forgotten, in kilobytes; see proc(5)."""
    found = re.search(r"^VmHWM:\s*(\d+)", _STATUS.read_text(encoding="ascii"), re.MULTILINE)
    return int(found[1]) if found else 0
