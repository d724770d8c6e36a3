"""Files that are there whole or not at all, whatever happens while they are written."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

_ASIDE = ".tmp"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file aside, make sure that it is on the disk, and rename it into its place.

    A process that is killed, a full disk or a power cut leaves what was there before, or the new
    file; a file left aside is taken away by `sweep`.

    Raises:
        OSError: It could not be written; what was there is there still.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{secrets.token_hex(8)}{_ASIDE}")
    try:
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            aside.chmod(path.stat().st_mode & 0o777)
        aside.replace(path)
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def remove(path: Path) -> None:
    """Remove a file, if there is one, and make sure that it stays removed.

    Raises:
        OSError: It could not be removed.
    """
    path.unlink(missing_ok=True)
    if path.parent.is_dir():
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make sure that a folder's entries are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> None:
    """Take away what writers that were killed have left aside in a folder, not in those below."""
    for path in folder.glob(f".????????????????{_ASIDE}"):
        with suppress(OSError):
            path.unlink()
