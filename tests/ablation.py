"""What each ranking feature and each doubt gives: tables for `docs/ranking.md`.

    python -m tests.ablation cmrc2018_trial.json DRCD_dev.json --held-out cmrc2018_dev.json

A feature is taken away and the weights are learned anew without it; what the share of right first
facts loses on data that nothing is learned from, is what it gives beside all the others. Two that
say nearly the same give little each: so groups are taken away too. A doubt is not taken away but
told wrong: its values are exchanged between questions, and what the confidence that ships loses is
what it gives (permutation importance, Breiman 2001).
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.app import Setup
from knowledge.absences import shipped_absences
from knowledge.background import Background, shipped_background
from knowledge.calibration import area_under_roc
from knowledge.confidence import BY_WORDS, Confidence, shipped_confidence
from knowledge.features import NAMES
from knowledge.learning.absences import from_all
from knowledge.learning.examples import Example, Judged, examples, judged
from knowledge.learning.making import WHOLE
from knowledge.learning.ranking import first_right, fit
from knowledge.learning.tasks import Task, lessons, tasks
from knowledge.ranker import shipped_weights

STEPS = 300
"""Of the descent, half of what the weights that ship took: it is the differences that are read."""
SHUFFLES = 3
SEED = 2018
PARAGRAPHS = 400
"""Of the held-out data, for near misses; a question over more takes longer and says the same."""
NEAR, ABSENT = "near misses in even articles", "absent articles"

GROUPS: Mapping[str, tuple[str, ...]] = {
    "BM25 of the fact's context and sentence": ("of the context", "of the sentence"),
    "BM25 of the section": ("of the section",),
    "BM25 of the article": ("of the article",),
    "local coverage in all forms": ("local coverage", "rarest held"),
    "coverage with what stands around": ("coverage with",),
    "coverage beyond the title in all forms": ("beyond the title",),
    "numbers": ("number",),
    "what stands beside the question word": ("of the question word",),
    "kinds asked for": ("asked for",),
}
"""Features whose names hold one of these."""


@dataclass(frozen=True)
class Loss:
    """What is lost without something."""

    without: str
    reached: float
    """What is reached then, 0..1."""
    lost: float
    """Points of a hundred."""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path, help="to learn from: .json, .jsonl")
    parser.add_argument("--held-out", required=True, type=Path, help="to measure on: .json")
    options = parser.parse_args()
    setup = Setup.read()
    background = shipped_background()

    def read(path: Path, variant: str = WHOLE, most: int | None = None) -> Iterator[Task]:
        language, cutter = setup.language()
        if path.suffix == ".jsonl":
            return lessons(path, language, cutter)
        return tasks(path, variant, language, cutter, most=most)

    _say("reading")
    taught = [each for path in options.files for each in examples(read(path), background)]
    unseen = list(examples(read(options.held_out), background))
    _table("ranking: right first", ranking_losses(taught, unseen))
    for variant in (ABSENT, NEAR):
        made = read(options.held_out, variant, PARAGRAPHS)
        _table(f"confidence: AUROC, {variant}", confidence_losses(_judged(made, background)))


def ranking_losses(taught: Sequence[Example], unseen: Sequence[Example]) -> Iterator[Loss]:
    """Yield what the share of right first facts loses, with all features first.

    Args:
        taught: What weights are learned from.
        unseen: What they are measured on.
    """
    best = _reached(taught, unseen, ())
    yield Loss("", best, 0.0)
    members = {
        group: [name for name in NAMES if any(part in name for part in parts)]
        for group, parts in GROUPS.items()
    }
    for name, taken in (*members.items(), *((name, [name]) for name in NAMES)):
        _say(name)
        reached = _reached(taught, unseen, taken)
        yield Loss(name, reached, 100 * (best - reached))


def confidence_losses(data: Sequence[Judged]) -> Iterator[Loss]:
    """Yield what telling the answerable from others loses, with all doubts right first."""
    learned = shipped_confidence()
    told = from_all(data, shipped_absences())
    measured = np.column_stack([np.array([each.doubts for each in data]), told])
    answerable = np.array([each.answerable for each in data])
    best = _told_apart(learned, measured, answerable)
    yield Loss("", best, 0.0)
    generator = np.random.default_rng(SEED)
    for column, name in enumerate(BY_WORDS):
        reached = []
        for _ in range(SHUFFLES):
            wrong = measured.copy()
            wrong[:, column] = generator.permutation(wrong[:, column])
            reached.append(_told_apart(learned, wrong, answerable))
        mean = float(np.mean(reached))
        yield Loss(name, mean, 100 * (best - mean))


def _reached(taught: Sequence[Example], unseen: Sequence[Example], without: Iterable[str]) -> float:
    kept = np.array([name not in set(without) for name in NAMES])
    weights = fit([Example(each.features * kept, each.right) for each in taught], steps=STEPS)
    return first_right(
        [Example(each.features * kept, each.right) for each in unseen], weights.vector()
    )


def _told_apart(learned: Confidence, measured: np.ndarray, answerable: np.ndarray) -> float:
    sure = learned.probabilities(measured)
    return area_under_roc(sure[answerable], sure[~answerable]) or 0.0


def _judged(made: Iterable[Task], background: Background) -> list[Judged]:
    return list(judged(made, shipped_weights(), background))


def _table(title: str, losses: Iterable[Loss]) -> None:
    """Print a table, what gives most first."""
    whole, *rest = losses
    print(f"\n## {title}\n\nwith all: {whole.reached:.4f}\n")  # noqa: T201
    print("| without | reached | points lost |\n| --- | ---: | ---: |")  # noqa: T201
    for loss in sorted(rest, key=lambda loss: -loss.lost):
        print(f"| {loss.without} | {loss.reached:.4f} | {loss.lost:+.2f} |")  # noqa: T201
    sys.stdout.flush()


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
