"""A disk that fills up at each step of a reload, an upload and a rollback (needs root).

    python -m tests.faults.full_disk

Folders, editions and journal are on a tmpfs that is filled but for some pages, from none up to what
the change needs; then there is room again. No call may raise, and what is left must be whole.
"""

import argparse
import logging
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.bench import ACTIONS, check, prepared, warm_cutter
from tests.unit.workplace import Workplace

_PAGE = 4096
_SIZE = 4 << 20
"""Bytes of the disk; all that is on it takes a tenth."""


def run(most: int) -> Counter[str]:
    """Leave 0 to `most` pages free; return how often what was served afterwards.

    Raises:
        Broken: Something was damaged.
    """
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        cutter = warm_cutter(Path(folder) / "cache")
        for action in ACTIONS:
            for pages in range(most + 1):
                with _disk(Path(folder) / "disk") as disk:
                    place = prepared(disk / "place", cutter)
                    change = ACTIONS[action](place)
                    librarian = place.another()
                    librarian.open()
                    with _filled(disk, pages):
                        report = librarian.apply(change, 42)
                        place.journal.close()
                    outcome = "swapped" if report.swapped else str(report.stopped)
                    if report.swapped and report.problems:
                        outcome += ", with something said"
                    found[f"{action}: {outcome}, then {check(_reopened(place), action)}"] += 1
    return found


def _reopened(place: Workplace) -> Workplace:
    return Workplace(place.root, place.cutter)


@contextmanager
def _disk(path: Path) -> Iterator[Path]:
    path.mkdir(exist_ok=True)
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(path)],  # noqa: S607
        check=True,
    )
    try:
        yield path
    finally:
        subprocess.run(["umount", str(path)], check=True)  # noqa: S607


@contextmanager
def _filled(disk: Path, pages: int) -> Iterator[None]:
    """Have only some pages free."""
    filler = disk / "filler"
    status = os.statvfs(disk)
    room = status.f_bavail * status.f_frsize
    with filler.open("wb") as file:
        file.write(bytes(max(room - pages * _PAGE, 0)))
    try:
        yield
    finally:
        filler.unlink()


def main() -> None:
    """Fill the disk, and print what came of it."""
    logging.disable()  # what the program says of each fault is checked, and nobody reads it
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20)
    found = run(parser.parse_args().pages)
    lines = [f"{name} {count}" for name, count in sorted(found.items())]
    lines.append(f"{found.total()} full disks, none left anything damaged")
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
