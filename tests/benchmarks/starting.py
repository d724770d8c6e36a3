"""What a process costs: its start to the first answer, its memory, and an edition's making."""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.app import Setup
from knowledge.bags import bags_of
from knowledge.library import Edition, build_edition, renew_edition
from knowledge.passages import Counting, Layout
from knowledge.shelf import Shelf
from knowledge.store import save
from knowledge.words import Cutter

_TIMES = 5


@dataclass(frozen=True, slots=True)
class Started:
    """What a process costs."""

    first_answer: float
    """Seconds from the start of a process to its first answer, the edition on the disk; median."""
    opened: float
    """Seconds of that in which the edition was opened."""
    imported: float
    """Seconds of that in which modules were imported."""
    mapped: float
    """MiB of the edition's file that 500 questions have touched."""
    file: float
    """MiB of the file without texts."""
    texts: float
    """MiB of its texts."""
    private: float
    """MiB that opening it has added to the process beside that."""
    asked: float
    """MiB that 499 more questions have added after the first, caches of facts among them."""


_ASK = """
import sys, time
from pathlib import Path
begin = time.perf_counter()
from knowledge.answer import Answerer
from knowledge.store import open_edition
imported = time.perf_counter()
before = [int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("RssAnon")]
path, cache, *questions = sys.argv[1:]
edition = open_edition(Path(path), cache=Path(cache))
opened = time.perf_counter()
now = [int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("RssAnon")]
Answerer(0.16).answer(edition, questions[0])
print("answered", flush=True)
def memory(path):
    resident = 0
    mine = False
    for line in open("/proc/self/smaps"):
        if "-" in line.split(" ")[0]:
            mine = path in line
        elif mine and line.startswith("Rss:"):
            resident += int(line.split()[1])
    return resident
loaded = [int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("RssAnon")]
for question in questions[1:]:
    Answerer(0.16).answer(edition, question)
after = [int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("RssAnon")]
print(imported - begin, opened - imported, memory(path), before[0], now[0], loaded[0], after[0])
"""


def started(edition: Edition, questions: Sequence[str]) -> Started:
    """Start processes on an edition."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "benchmark.edition")
        save(edition, path)
        texts = sum(_sizes(path).values()) / 2**20
        runs = [_run(path, folder, questions)]  # which makes the dictionary's file
        runs += [_run(path, folder, questions[:1]) for _ in range(_TIMES)]
        told, last = runs[0][1], runs[-1][1]
        seconds = sorted(run[0] for run in runs[1:])
        imported, opened = map(float, last.split()[:2])
        mapped, before, now, loaded, after = map(int, told.split()[2:])
        size = path.stat().st_size / 2**20
    return Started(
        seconds[_TIMES // 2],
        opened,
        imported,
        mapped / 1024,
        size - texts,
        texts,
        (now - before) / 1024,
        (after - loaded) / 1024,
    )


def _run(path: Path, folder: str, questions: Sequence[str]) -> tuple[float, str]:
    """Return the seconds to the first answer, and what the process says of itself at its end."""
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", _ASK, str(path), folder, *questions],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        return time.perf_counter() - began, process.stdout.readline()


def _sizes(path: Path) -> dict[str, int]:
    from knowledge.mapped import Mapped

    mapped = Mapped(path)
    return {
        name: mapped[name].nbytes for name in ("facts", "citations", "documents", "places", "names")
    }


@dataclass(frozen=True, slots=True)
class Made:
    """What making an edition of articles takes, in seconds."""

    facts: int
    edition: float
    """From the articles' text, in memory, to an edition that answers."""
    index: float
    """Of that: from the terms, as numbers, to the index of all fields."""
    changed: float
    """An edition in which one article has changed."""


def made(setup: Setup, shelf: Shelf, cache: Path) -> Made:
    """Make an edition."""
    language, _ = setup.language()
    cutter = Cutter(language.words, cache)
    cutter.words("低保标准")
    from knowledge.readers import read_bytes

    sources = [(document.source_text.encode(), document.name) for document in shelf.documents]
    begin = time.process_time()
    read = Shelf(tuple(read_bytes(data, name) for data, name in sources))
    edition = build_edition(read, language, cutter)
    built = time.process_time() - begin
    data, name = sources[len(sources) // 2]
    new = read_bytes(re.sub("。", "，今年。", data.decode(), count=1).encode(), name)
    documents = tuple(new if each.name == name else each for each in read.documents)
    begin = time.process_time()
    renew_edition(edition, replace(read, documents=documents), language)
    changed = time.process_time() - begin
    return Made(len(edition.facts), built, _indexing(edition), changed)


def _indexing(edition: Edition) -> float:
    layout = Layout()
    for number in range(edition.fields.compiled.articles):
        layout.take(edition.facts[slice(*edition.fields.span(number))])
    bags = bags_of(tuple(layout.texts), edition.analyzer)
    begin = time.process_time()
    Counting(layout, bags).compiled()
    return time.process_time() - begin


__all__ = ["Made", "Started", "made", "started"]
