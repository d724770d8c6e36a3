"""Editions of folders, kept ready for the next process that asks.

Which files a folder holds, how large they are and when they were written tells whether an edition
is still theirs; nothing is read. A file that was written a moment ago may be written again within
the same tick of the clock, so that such a folder is not trusted.
"""

import hashlib
import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from knowledge.library import Edition
from knowledge.mapped import Damaged
from knowledge.store import form, open_edition, save

log = logging.getLogger(__name__)

_SETTLED = 2.0
"""Seconds after which a file's time tells it from one that is written later: file systems keep
times to two seconds at worst."""
_SUFFIX = ".edition"


def ready_edition(
    folders: Sequence[Path], told: object, cache: Path, make: Callable[[], Edition]
) -> Edition:
    """Return the edition of folders: the one that is kept, or one that is made now.

    Args:
        folders: What it is made from, articles first.
        told: What else it depends on.
        cache: Where editions and the dictionary are kept; need not be writable.
        make: Makes it.
    """
    stamp, settled = _stamp(folders, told)
    owner = hashlib.sha256(str(folders[0].resolve()).encode()).hexdigest()[:12]
    path = cache / "asked" / f"{owner}-{stamp}{_SUFFIX}"
    if settled:
        try:
            return open_edition(path, cache=cache)
        except Damaged as damage:
            log.debug("made anew: %s", damage)
    edition = make()
    if settled:
        _keep(edition, path, owner)
    return edition


def _keep(edition: Edition, path: Path, owner: str) -> None:
    """Keep an edition in the place of those of the same folder."""
    with suppress(OSError):
        save(edition, path)
        for other in path.parent.glob(f"{owner}-*{_SUFFIX}"):
            if other != path:
                other.unlink(missing_ok=True)


def _stamp(folders: Sequence[Path], told: object) -> tuple[str, bool]:
    """Return what tells folders from what they are later, and whether it can be trusted."""
    files = [each for folder in folders for each in _files(str(folder))]
    newest = max((changed for _, _, changed in files), default=0)
    settled = newest < (time.time() - _SETTLED) * 1e9
    said = repr((form(), told, [str(folder) for folder in folders], files))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:20], settled


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    """Yield path, size and time of each file below a folder, by name."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        with suppress(OSError):
            if entry.is_dir():
                yield from _files(entry.path)
            else:
                found = entry.stat()
                yield entry.path, found.st_size, max(found.st_mtime_ns, found.st_ctime_ns)
