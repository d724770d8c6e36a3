"""From reload to served, where one article of 1, 100 and 1,000 has changed.

    python -m tests.faults.times 1 100 1000

Told are seconds on the clock and, in brackets, of the processor, which mean more where others use
the machine too.

The articles are of the size and make of the one that ships, with other characters in the place of
half of its own, so that no two are alike.
"""

import argparse
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.app import Setup
from bot.settings import shipped_articles
from knowledge.editions.edition_changes import Reload

_HAN = re.compile(r"[一-鿿]")


def _articles(count: int) -> Iterator[str]:
    text = (shipped_articles() / "article.txt").read_text(encoding="utf-8")
    characters = sorted(set(_HAN.findall(text)))
    rng = random.Random(1)  # noqa: S311 (texts, not secrets)
    yield text
    for _ in range(count - 1):
        yield _HAN.sub(
            lambda found: rng.choice(characters) if rng.random() < 0.5 else found[0],
            text,
        )


def run(count: int) -> Iterator[tuple[str, float, float]]:
    """Yield what took how many seconds on the clock and of the processor."""
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder, "articles")
        articles.mkdir()
        for number, text in enumerate(_articles(count)):
            (articles / f"{number}.txt").write_text(text, encoding="utf-8")
        config = Path(folder, "config")
        config.mkdir()
        setup = Setup.read(articles, config, Path(folder, "data"), os.environ)
        journal = setup.journal()
        librarian = setup.librarian(journal)
        yield "first start", *_seconds(librarian.open)
        for turn in ("reload, first", "reload, second"):
            path = articles / "0.txt"
            path.write_text(path.read_text(encoding="utf-8").replace("1000元", "11000元"), "utf-8")
            yield turn, *_seconds(lambda: librarian.apply(Reload()))
            if librarian.changed_on_disk():
                message = "it was not taken in"
                raise RuntimeError(message)
        yield "start again", *_seconds(setup.librarian(journal).open)
        journal.close()


def _seconds(work: Callable[[], object]) -> tuple[float, float]:
    clock, processor = time.monotonic(), time.process_time()
    work()
    return time.monotonic() - clock, time.process_time() - processor


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", type=int, nargs="*", default=[1, 100, 1000])
    for count in parser.parse_args().counts:
        for name, clock, processor in run(count):
            sys.stdout.write(f"{count} articles: {name} {clock:.2f} s ({processor:.2f} s)\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
