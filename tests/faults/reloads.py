"""Reloads under questions: none fails, none is answered from two editions.

    python -m tests.faults.reloads --reloads 2000 --rate 50

Two articles carry the same figure, another one in each edition. Every answer quotes both; it must
carry the figure of the edition that it names, and no other.
"""

import argparse
import re
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from knowledge.editions.edition_changes import Reload
from tests.faults.bench import Broken, warm_cutter
from tests.unit.workplace import Workplace

_FIRST = 1000
_QUESTION = "低保标准和高龄津贴标准是每人每月多少元"
_TEXTS = {
    "低保.txt": "低保标准怎么定\n低保标准是每人每月{}元。\n",
    "高龄.txt": "高龄津贴怎么定\n高龄津贴标准是每人每月{}元。\n",
}


@dataclass
class _Asked:
    """What became of the questions."""

    answers: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """Digest of the edition, and the figures that were quoted."""
    failed: list[BaseException] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)


def run(reloads: int, rate: float) -> tuple[_Asked, float]:
    """Reload so often while questions come at a rate a second; return what became of them.

    Raises:
        Broken: A reload or a question failed, or an answer mixed editions.
    """
    asked, done = _Asked(), Event()
    figures: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        place = Workplace(Path(folder), warm_cutter(Path(folder) / "cache"))
        _write(place, _FIRST)
        place.librarian.open()
        figures[place.librarian.library.edition.digest] = _FIRST
        asking = Thread(target=_ask, args=(place, rate, asked, done))
        asking.start()
        began = time.monotonic()
        for figure in range(_FIRST + 1, _FIRST + 1 + reloads):
            _write(place, figure)
            report = place.librarian.apply(Reload(), 42)
            if not report.swapped:
                message = f"reload {figure}: {report}"
                raise Broken(message)
            figures[report.digest] = figure
        seconds = time.monotonic() - began
        done.set()
        asking.join()
        place.journal.close()
    _look(asked, figures)
    return asked, seconds


def _write(place: Workplace, figure: int) -> None:
    place.write({name: text.format(figure) for name, text in _TEXTS.items()})


def _ask(place: Workplace, rate: float, asked: _Asked, done: Event) -> None:
    """Ask at a steady rate, as `asyncio.to_thread` does: several at once."""

    def ask() -> None:
        began = time.perf_counter()
        try:
            answer = place.answer(_QUESTION)
        except BaseException as error:  # noqa: BLE001 (whatever it is, it is counted)
            asked.failed.append(error)
            return
        asked.milliseconds.append((time.perf_counter() - began) * 1_000)
        quoted = "\n".join(ranked.fact.text for ranked in answer.facts)
        asked.answers.append((answer.edition, tuple(re.findall(r"(\d+)元", quoted))))

    with ThreadPoolExecutor(8) as pool:
        due = time.monotonic()
        while not done.is_set():
            pool.submit(ask)
            due += 1 / rate
            time.sleep(max(due - time.monotonic(), 0))


def _look(asked: _Asked, figures: dict[str, int]) -> None:
    if asked.failed:
        raise asked.failed[0]
    for digest, quoted in asked.answers:
        if set(quoted) != {str(figures.get(digest))} or len(quoted) < len(_TEXTS):
            message = f"edition {digest} has {figures.get(digest)}, and {quoted} was quoted"
            raise Broken(message)


def main() -> None:
    """Reload, ask, and print what became of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reloads", type=int, default=2000)
    parser.add_argument("--rate", type=float, default=50.0)
    options = parser.parse_args()
    asked, seconds = run(options.reloads, options.rate)
    times = sorted(asked.milliseconds)
    editions = len({digest for digest, _ in asked.answers})
    sys.stdout.write(
        f"{options.reloads} reloads in {seconds:.0f} s, {len(asked.answers)} questions answered by"
        f" {editions} editions, {len(asked.failed)} failed, none mixed\n"
        f"answers: median {times[len(times) // 2]:.1f} ms, 99 % within"
        f" {times[len(times) * 99 // 100]:.1f} ms\n"
    )


if __name__ == "__main__":
    main()
