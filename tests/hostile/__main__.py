"""Many hostile files, and the most time and memory that any took.

    python -m tests.hostile 5000

sends so many through `knowledge.uploads.receiving` and through librarians, and says the most time
and memory that any took, and whether anything was written outside of its folder. With `--after` a
number of files it goes on where an earlier run was ended.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # children read this module, and what they read counts against their limit
    from tests.hostile.sending import Outcome

_BATCH = 50
"""Files that one program takes in, so that two go on side by side."""


def main(count: int, after: int) -> None:
    """Send so many files but for the first, and say what came of them."""
    from tests.hostile.sending import send

    batches = range(after // _BATCH, -(-count // _BATCH))
    outcomes: list[Outcome] = []
    outside = list[str]()
    with ProcessPoolExecutor(
        os.cpu_count(), get_context("spawn"), max_tasks_per_child=1
    ) as executor:
        sizes = [min(_BATCH, count - _BATCH * batch) for batch in batches]
        for found, left in executor.map(send, sizes, batches):
            outcomes += found
            outside += left
            # A run that is ended early has said so much.
            sys.stdout.write(_told(outcomes, outside))
            sys.stdout.flush()


def _told(outcomes: Sequence["Outcome"], outside: Sequence[str]) -> str:
    slowest = max(outcomes, key=lambda outcome: outcome.seconds)
    hardest = max(outcomes, key=lambda outcome: outcome.processor)
    largest = max(outcome.child for outcome in outcomes)
    widest = max(outcomes, key=lambda outcome: outcome.program)
    return (
        f"{len(outcomes)} files: {dict(Counter(outcome.said for outcome in outcomes))}\n"
        f"on the clock at most {slowest.seconds:.1f} s: {slowest}\n"
        f"of the processor at most {hardest.processor:.1f} s: {hardest}\n"
        f"memory of a child at most {largest / 1000:.0f} MB,"
        f" of all of the program {widest.program / 1000:.0f} MB: {widest}\n"
        f"outside of the folder of articles: {outside or 'nothing'}\n"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=100)
    parser.add_argument("--after", type=int, default=0)
    options = parser.parse_args()
    main(options.count, options.after)
