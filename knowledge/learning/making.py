"""Questions with their candidates, made side by side on all cores."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from knowledge.background import Background
from knowledge.blending import Blend
from knowledge.learning.examples import Example, Judged, examples, judged
from knowledge.learning.sources import Sources
from knowledge.learning.tasks import VARIANTS, Task, lessons, tasks
from knowledge.ranker import Weights

WHOLE = "whole"
LESSONS = "lessons"
"""The variant of question sets."""
WITHOUT_ANSWERS = tuple(variant for variant in VARIANTS if variant != WHOLE)
"""What the confidence learns from; the ranking learns from the others."""

ENOUGH = 400
"""Paragraphs of each file that questions without an answer are made from. Twice as many change the
area under the curve on cmrc2018_dev by less than 0.002."""

LESSON_COUNTS = 4.0
"""What a question of a lesson counts for the confidence, those of SQuAD counting 1: those are about
other things, asked in other words."""

UNANSWERED_COUNTS = 0.5
"""What a lesson without an answer counts beside one with. More than half of the lessons are near
misses, made to be hard; of what citizens ask they are not so many."""

VARIANT_COUNTS: Mapping[str, float] = {"absent articles": 5.0}
"""What a question of a variant counts where it is not 1. Of all collections these are the likest to
an operator's, of which most questions of a city find no article."""

_PARTS = 4
"""Into which the questions of a variant are divided, to be worked on side by side."""
_FEW = 25
"""Questions for which building a collection once more does not pay."""


@dataclass(frozen=True, slots=True)
class Work:
    """What one process is given: every so many-th question of a variant of a file."""

    sources: Sources
    path: Path
    variant: str
    background: Background
    most: int | None
    part: int

    def tasks(self) -> Iterator[Task]:
        """Yield the collections with these questions."""
        language, cutter = self.sources.language, self.sources.cutter
        semantics = self.sources.semantics
        made = (
            lessons(self.path, language, cutter, semantics)
            if self.variant == LESSONS
            else tasks(
                self.path, self.variant, language, cutter, most=self.most, semantics=semantics
            )
        )
        for number, task in enumerate(made):
            # Where collections are small each goes to one process as a whole.
            if len(task.questions) > _PARTS * _FEW:
                yield replace(task, questions=task.questions[self.part :: _PARTS])
            elif number % _PARTS == self.part:
                yield task


def to_rank(public: Iterable[Path], lessons: Iterable[Path]) -> list[tuple[Path, str]]:
    """Return files with the variants that the ranking learns from."""
    return [*((path, WHOLE) for path in public), *((path, LESSONS) for path in lessons)]


def ranking_examples(
    sources: Sources,
    chosen: Iterable[tuple[Path, str]],
    background: Background,
    *,
    most: int | None = None,
) -> list[Example]:
    """Return what the ranking learns from; made side by side."""
    work = [
        Work(sources, path, variant, background, most, part)
        for path, variant in chosen
        for part in range(_PARTS)
    ]
    with ProcessPoolExecutor() as pool:
        return [each for made in pool.map(_examples_of, work) for each in made]


def _examples_of(work: Work) -> list[Example]:
    return list(examples(work.tasks(), work.background))


def _judged_of(weights: Weights, blend: Blend | None, work: Work) -> list[Judged]:
    return list(judged(work.tasks(), weights, work.background, blend))


@dataclass(frozen=True, slots=True)
class Judge:
    """What makes of questions what the confidence learns from."""

    sources: Sources
    weights: Weights
    background: Background
    blend: Blend | None = None

    def taught(self) -> list[tuple[Judged, float]]:
        """Return what is learned from, each with what it counts."""
        found: list[tuple[Judged, float]] = []
        for path in self.sources.public:
            for variant in WITHOUT_ANSWERS:
                count = VARIANT_COUNTS.get(variant, 1.0)
                found += [(each, count) for each in self._judged(path, variant)]
        for path in self.sources.lessons:
            for each in self._judged(path, LESSONS):
                answered = 1.0 if each.answerable else UNANSWERED_COUNTS
                found.append((each, LESSON_COUNTS * answered))
        return found

    def unseen(self, path: Path) -> list[Judged]:
        """Return what is made of a file that is not learned from."""
        return [each for variant in WITHOUT_ANSWERS for each in self._judged(path, variant)]

    def _judged(self, path: Path, variant: str) -> Iterator[Judged]:
        work = [
            Work(self.sources, path, variant, self.background, ENOUGH, part)
            for part in range(_PARTS)
        ]
        with ProcessPoolExecutor() as pool:
            for made in pool.map(partial(_judged_of, self.weights, self.blend), work):
                yield from made
