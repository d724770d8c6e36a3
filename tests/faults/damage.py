"""Every file of an edition cut short or with a bit flipped, at 200 places each.

    python -m tests.faults.damage --places 200

Each time it must be found and said, naming the file, and something whole must be served: the
edition before it, or, where a file that all editions share is damaged, what is in the folders.
"""

import argparse
import logging
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.faults.bench import NEW, OLD, Broken, prepared, warm_cutter
from tests.unit.workplace import Workplace


def run(places: int) -> Counter[str]:
    """Damage each file at so many places; return how often what was served.

    Raises:
        Broken: It was not found, or nothing whole was served.
    """
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        place = prepared(root / "place", warm_cutter(root / "cache"))
        (latest, *_), _ = place.catalogue.manifests()
        needed = set(latest.files.values())
        files = [
            place.catalogue.path / f"{latest.number:08d}.manifest",
            *(
                path
                for path in sorted(place.catalogue.path.glob("blobs/??/*"))
                if path.name in needed
            ),
        ]
        for path in files:
            whole = path.read_bytes()
            for kind, broken in _broken(whole, places):
                _restore(place)
                path.write_bytes(broken)
                found[f"{kind}: {_served(place, path)}"] += 1
            path.write_bytes(whole)
    return found


def _broken(whole: bytes, places: int) -> Iterator[tuple[str, bytes]]:
    """Yield a file cut short and with one bit flipped, at places spread over it."""
    for number in range(min(places, len(whole))):
        at = number * len(whole) // min(places, len(whole))
        yield "cut short", whole[:at]
        flipped = whole[at] ^ 1 << number % 8
        yield "bit flipped", whole[:at] + bytes([flipped]) + whole[at + 1 :]


def _restore(place: Workplace) -> None:
    """Take away what the start before has kept."""
    for manifest in place.catalogue.manifests()[0]:
        if manifest.number > 3:
            (place.catalogue.path / f"{manifest.number:08d}.manifest").unlink()


def _served(place: Workplace, path: Path) -> str:
    librarian = place.another()
    problems = librarian.open()
    if not any(problem.file == str(path) for problem in problems):
        message = f"{path}: not found"
        raise Broken(message)
    number = librarian.number
    quoted = place.quoted(librarian=librarian)
    figure = next((each for each in (OLD, 1, NEW) if f"月{each}元" in quoted), None)
    expected = {2: 1, 1: NEW}.get(number, OLD)
    if figure != expected:
        message = f"{path}: {quoted} of edition {number}"
        raise Broken(message)
    return "the edition before" if number < 3 else "the folders"


def main() -> None:
    """Damage, and print what was served."""
    logging.disable()  # what the program says of each fault is checked, and nobody reads it
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=int, default=200)
    found = run(parser.parse_args().places)
    lines = [f"{name} {count}" for name, count in sorted(found.items())]
    sys.stdout.write("\n".join([*lines, f"{found.total()} damages, all found and said", ""]))


if __name__ == "__main__":
    main()
