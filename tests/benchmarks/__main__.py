"""`python -m tests.benchmarks --facts N [--json FILE]`; `--report FILE…` makes its tables."""

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.app import Setup
from knowledge.library import build_edition
from knowledge.question import understand
from knowledge.vocabulary import Kind
from knowledge.words import Cutter
from tests.benchmarks.answering import answered
from tests.benchmarks.corpus import enlarged, real
from tests.benchmarks.report import lines, plot
from tests.benchmarks.searching import searched
from tests.benchmarks.starting import made, started
from tests.public_data import folder


def measured(facts: int, cache: Path) -> dict[str, Any]:
    """Measure everything for a number of facts."""
    setup = Setup.read()
    language, _ = setup.language()
    found = real(facts)
    making = made(setup, found.shelf, cache)
    _say(f"made: {making}")
    edition = build_edition(found.shelf, language, Cutter(language.words, cache))
    if facts > len(edition.facts) * 1.2:
        edition = enlarged(edition, facts)
    _say(f"{len(edition.facts)} facts, {len(edition.fields.vocabulary)} terms")
    asked = [understand(each, (), edition.analyzer).asked for each in found.questions]
    searching = {
        kind.name.lower(): searched(edition.fields, kind, [each.of(kind) for each in asked])
        for kind in Kind
    }
    _say(f"searched: {searching}")
    answering = answered(edition, found.questions, setup.settings.answer.threshold)
    _say(f"answered: {answering}")
    starting = started(edition, found.questions) if facts <= _STARTED else None
    _say(f"started: {starting}")
    return {
        "facts": len(edition.facts),
        "terms": len(edition.fields.vocabulary),
        "made": asdict(making),
        "searched": {kind: asdict(found) for kind, found in searching.items()},
        "answered": asdict(answering),
        "started": asdict(starting) if starting else None,
    }


_STARTED = 100_000
"""A larger edition takes minutes to write out fact by fact."""


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201 (a command)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--facts", type=int, default=10_000, help="so many facts, about")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was measured")
    parser.add_argument("--report", type=Path, nargs="+", metavar="FILE", help="such files")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw a plot of the report")
    arguments = parser.parse_args()
    if arguments.report:
        runs = [json.loads(path.read_text(encoding="utf-8")) for path in arguments.report]
        runs.sort(key=lambda run: int(run["facts"]))
        if arguments.plot:
            plot(runs, arguments.plot)
    else:
        if folder() is None:
            parser.error("the public data are not there; see tests/public_data.py")
        with tempfile.TemporaryDirectory() as cache:
            runs = [measured(arguments.facts, Path(cache))]
        if arguments.json:
            arguments.json.write_text(json.dumps(runs[0], indent=1), encoding="utf-8")
    print("\n".join(lines(runs)))  # noqa: T201 (a command)


if __name__ == "__main__":
    main()
