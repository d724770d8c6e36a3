"""SIGKILL at random moments of a reload, an upload and a rollback.

    python -m tests.faults.kills --points 500

Each time a child process of its own begins the change in a copy of the same place, and is killed
after a random part of the time that the change takes. What is left must be a whole edition, the old
or the new, with the journal intact, and folder and edition must come to rest at the next start.
"""

import argparse
import logging
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from knowledge.words import Cutter
from tests.faults.bench import ACTIONS, check, prepared, warm_cutter
from tests.unit.workplace import Workplace

_ROUNDS = 5
"""Unhurried runs of a change, the longest of which tells how long it takes."""


def run(points: int, seed: int) -> Counter[str]:
    """Kill at so many points; return how often what was left.

    Raises:
        Broken: Something was damaged.
    """
    rng = random.Random(seed)  # noqa: S311 (moments, not secrets)
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        cutter = warm_cutter(root / "cache")
        prepared(root / "place", cutter)
        longest = {
            action: max(_timed(root, cutter, action) for _ in range(_ROUNDS)) for action in ACTIONS
        }
        for number in range(points):
            action = tuple(ACTIONS)[number % len(ACTIONS)]
            place = _copied(root, cutter)
            child = _begun(place, action)
            time.sleep(rng.uniform(0, longest[action]))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            found[f"{action}: {check(place, action)}"] += 1
    return found


def _copied(root: Path, cutter: Cutter) -> Workplace:
    # The folder's name is in the manifests, so that each copy takes the place of the one before.
    if not (root / "origin").exists():
        (root / "place").rename(root / "origin")
    shutil.rmtree(root / "place", ignore_errors=True)
    shutil.copytree(root / "origin", root / "place")
    return Workplace(root / "place", cutter)


def _begun(place: Workplace, action: str) -> int:
    """Begin a change in a child; return its number once the change is about to be made."""
    ready, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            place.librarian.open()
            change = ACTIONS[action](place)
            os.write(tell, b"x")
            place.librarian.apply(change, 42)
        finally:
            os._exit(0)
    os.close(tell)
    os.read(ready, 1)
    os.close(ready)
    return child


def _timed(root: Path, cutter: Cutter, action: str) -> float:
    child = _begun(_copied(root, cutter), action)
    begun = time.monotonic()
    os.waitpid(child, 0)
    return time.monotonic() - begun


def main() -> None:
    """Kill, and print what was left."""
    logging.disable()  # what the program says of each fault is checked, and nobody reads it
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began = time.monotonic()
    found = run(options.points, options.seed)
    lines = [f"{name} {count}" for name, count in sorted(found.items())]
    lines.append(f"{options.points} kills, none left anything damaged")
    lines.append(f"{time.monotonic() - began:.0f} s")
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
