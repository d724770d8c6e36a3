"""Many hostile files, and the most time and memory that any took.

    python -m tests.hostile 5000

sends so many through `knowledge.uploads.receiving` and through librarians, and says the most time
and memory that any took, and whether anything was written outside of its folder.
"""

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


def main(count: int) -> None:
    """Send so many files, and say what came of them."""
    from tests.hostile.sending import send

    batches = -(-count // _BATCH)
    outcomes: list[Outcome] = []
    most, outside = 0, list[str]()
    with ProcessPoolExecutor(
        os.cpu_count(), get_context("spawn"), max_tasks_per_child=1
    ) as executor:
        sizes = [min(_BATCH, count - _BATCH * batch) for batch in range(batches)]
        for found, memory, left in executor.map(send, sizes, range(batches)):
            outcomes += found
            most = max(most, memory)
            outside += left
            # A run that is ended early has said so much.
            sys.stdout.write(_told(outcomes, most, outside))
            sys.stdout.flush()


def _told(outcomes: Sequence["Outcome"], most: int, outside: Sequence[str]) -> str:
    slowest = max(outcomes, key=lambda outcome: outcome.seconds)
    hardest = max(outcomes, key=lambda outcome: outcome.processor)
    largest = max(outcome.child for outcome in outcomes)
    return (
        f"{len(outcomes)} files: {dict(Counter(outcome.said for outcome in outcomes))}\n"
        f"on the clock at most {slowest.seconds:.1f} s: {slowest}\n"
        f"of the processor at most {hardest.processor:.1f} s: {hardest}\n"
        f"memory of a child at most {largest / 1000:.0f} MB, of the program {most / 1000:.0f} MB\n"
        f"outside of the folder of articles: {outside or 'nothing'}\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
