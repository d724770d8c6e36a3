"""One run of learning: data to all files of the package that answers depend on."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import numpy as np

from knowledge.background import BACKGROUND_FILE, Background, count, written
from knowledge.blending import BLEND_FILE
from knowledge.confidence import CONFIDENCE_FILE, Confidence
from knowledge.doubts import DOUBTS
from knowledge.language import Language
from knowledge.learning import blending, confidence, ranking
from knowledge.learning.examples import Example, Judged, examples, judged
from knowledge.learning.tasks import VARIANTS, Task, lessons, tasks
from knowledge.normal import fold
from knowledge.query import Vector
from knowledge.ranker import WEIGHTS_FILE, Weights
from knowledge.semantic import Semantics
from knowledge.words import Cutter

WHOLE = "whole"

ENOUGH = 400
"""Paragraphs of each file that questions without an answer are made from. Twice as many change the
area under the curve on cmrc2018_dev by less than 0.002."""

LESSON_COUNTS = 8.0
"""What a question of a lesson counts for the confidence, those of SQuAD counting 1: those are about
other things, asked in other words."""

UNANSWERED_COUNTS = 0.5
"""What a lesson without an answer counts beside one with. More than half of the lessons are near
misses, made to be hard; of what citizens ask they are not so many."""

VARIANT_COUNTS: Mapping[str, float] = {"absent articles": 5.0}
"""What a question of a variant counts where it is not 1. Of all collections these are the likest to
an operator's, of which most questions of a city find no article."""

_BINS = 10


@dataclass(frozen=True, slots=True)
class Sources:
    """What is learned from, and what it is read with."""

    public: tuple[Path, ...]
    """Files in the form of SQuAD."""
    lessons: tuple[Path, ...]
    """Question sets beside their articles."""
    held_out: Path | None
    """In the form of SQuAD; nothing is learned from it."""
    language: Language
    cache: Path | None
    """Where the parsed dictionary is kept."""
    semantics: Semantics | None = None
    """What compares by meaning; `None`: the blend is not learned."""

    @property
    def cutter(self) -> Cutter:
        """What cuts words; each process has its own."""
        return _cutter(self.language.words, self.cache)

    @property
    def of_words(self) -> "Sources":
        """The same without what compares by meaning, which does not go to other processes."""
        return replace(self, semantics=None)


@cache
def _cutter(words: tuple[str, ...], folder: Path | None) -> Cutter:
    return Cutter(words, folder)


Told = Callable[[str], None]
"""Called with what is being done."""


def learn(sources: Sources, folder: Path, told: Told = lambda _: None) -> None:
    """Learn all that answers depend on, and write it to a folder.

    Args:
        sources: What is learned from.
        folder: Where the files are written.
        told: Called before each step.

    Raises:
        OSError, ValueError, KeyError: A file is not there or not of its form.
        QuestionSetError: A line of a lesson is not.
    """
    told("rarity")
    background = _background(sources)
    told("ranking")
    taught_by = [
        task for path in sources.lessons for task in lessons(path, sources.language, sources.cutter)
    ]
    public = list(_examples(sources, sources.public, background))
    data = [*public, *examples(taught_by, background)]
    weights = ranking.fit(data)
    told("confidence")
    made = list(_judged(sources, sources.public, weights, background))
    taught = list(judged(taught_by, weights, background))
    seen = [*(each for _, each in made), *taught]
    counts = [VARIANT_COUNTS.get(variant, 1.0) for variant, _ in made]
    learned = confidence.fit(seen, [*counts, *map(_lesson_counts, taught)])
    figures = {"learned from": ranking.figures(data, weights)}
    certainty = {"learned from": _certainty(seen, learned.confidence())}
    if sources.held_out is not None:
        told("held out")
        unseen = (sources.held_out,)
        figures[sources.held_out.stem] = ranking.figures(
            list(_examples(sources, unseen, background)), weights
        )
        certainty[sources.held_out.stem] = _certainty(
            [each for _, each in _judged(sources, unseen, weights, background)],
            learned.confidence(),
        )
    names = [path.stem for path in (*sources.public, *sources.lessons)]
    about = {
        "about": "learned by `changyouda learn`",
        "data": names,
        "licence of the data": "CC BY-SA (CMRC 2018, DRCD); no text of theirs is in here",
    }
    _write(folder / BACKGROUND_FILE.name, written(background))
    _write(
        folder / WEIGHTS_FILE.name,
        _json({**about, "figures": figures, "features": weights.features}, indent=2),
    )
    trees = {
        "doubts": [doubt.name for doubt in DOUBTS],
        "start": learned.start,
        "slope": learned.slope,
        "offset": learned.offset,
        "trees": learned.trees,
    }
    _write(folder / CONFIDENCE_FILE.name, _json({**about, "figures": certainty, **trees}))
    if sources.semantics is not None:
        told("meaning")
        blend = _blend(sources, sources.semantics, weights, learned.confidence(), background)
        _write(folder / BLEND_FILE.name, _json({**about, **blend}, indent=2))


def _lesson_counts(lesson: Judged) -> float:
    return LESSON_COUNTS * (1.0 if lesson.answerable else UNANSWERED_COUNTS)


def _blend(
    sources: Sources,
    semantics: Semantics,
    weights: Weights,
    trees: Confidence,
    background: Background,
) -> Mapping[str, object]:
    """Return what `blend.json` holds."""

    def made(path: Path, variant: str) -> Iterator[Task]:
        return tasks(
            path, variant, sources.language, sources.cutter, most=ENOUGH, semantics=semantics
        )

    taught_by = [
        task
        for path in sources.lessons
        for task in lessons(path, sources.language, sources.cutter, semantics)
    ]
    # The weights of words were learned mostly from the files that follow, and flatter words there.
    public = [task for path in sources.public[:1] for task in made(path, WHOLE)]
    data = list(examples([*public, *taught_by], background))
    blend = blending.fit_ranking(data, weights)
    variants = [variant for variant in VARIANTS if variant != WHOLE]
    counts: list[float] = []
    asked: list[Judged] = []
    for path in sources.public:
        for variant in variants:
            found = list(judged(made(path, variant), weights, background, blend))
            asked += found
            counts += [VARIANT_COUNTS.get(variant, 1.0)] * len(found)
    taught = list(judged(taught_by, weights, background, blend))
    counts += map(_lesson_counts, taught)
    blend = blending.fit_certainty([*asked, *taught], counts, trees, blend)
    figures: dict[str, object] = {"learned from": blending.figures(data, weights, blend)}
    if sources.held_out is not None:
        unseen = tasks(
            sources.held_out, WHOLE, sources.language, sources.cutter, semantics=semantics
        )
        figures[sources.held_out.stem] = blending.figures(
            list(examples(unseen, background)), weights, blend
        )
    return {"figures": figures, "ranking": blend.ranking, "certainty": blend.certainty}


def _json(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent) + "\n"


def _write(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}.new")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)


def _background(sources: Sources) -> Background:
    """Count the facts of the public data."""
    return count(
        fold(fact.text).text
        for path in sources.public
        for task in tasks(path, WHOLE, sources.language, sources.cutter)
        for fact in task.edition.facts
    )


def _examples(sources: Sources, paths: Sequence[Path], background: Background) -> Iterator[Example]:
    """Yield what the ranking learns from; files are worked on side by side."""
    with ProcessPoolExecutor() as pool:
        for found in pool.map(partial(_examples_of, sources.of_words, background), paths):
            yield from found


def _examples_of(sources: Sources, background: Background, path: Path) -> list[Example]:
    return list(examples(tasks(path, WHOLE, sources.language, sources.cutter), background))


def _judged(
    sources: Sources, paths: Sequence[Path], weights: Weights, background: Background
) -> Iterator[tuple[str, Judged]]:
    """Yield what the confidence learns from, each with its variant; they are made side by side."""
    work = [(path, variant) for path in paths for variant in VARIANTS if variant != WHOLE]
    with ProcessPoolExecutor() as pool:
        made = pool.map(partial(_judged_of, sources.of_words, weights, background), work)
        for (_, variant), found in zip(work, made, strict=True):
            for each in found:
                yield variant, each


def _judged_of(
    sources: Sources, weights: Weights, background: Background, work: tuple[Path, str]
) -> list[Judged]:
    path, variant = work
    made: Iterator[Task] = tasks(path, variant, sources.language, sources.cutter, most=ENOUGH)
    return list(judged(made, weights, background))


def _certainty(data: Sequence[Judged], learned: Confidence) -> Mapping[str, object]:
    """Return how well the confidence tells, and how true its numbers are."""
    sure = learned.probabilities(np.array([each.doubts for each in data]))
    right = np.array([each.right for each in data])
    answerable = np.array([each.answerable for each in data])
    return {
        "questions": len(data),
        "with an answer": int(answerable.sum()),
        "area under the curve": round(confidence.area_under_curve(sure, answerable), 4),
        "reliability": _reliability(sure, right),
    }


def _reliability(sure: Vector, right: Vector) -> list[tuple[float, float, int]]:
    """Return for each tenth of confidence its mean, the share that is right, and how many."""
    tenth = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    return [
        (round(float(sure[each].mean()), 3), round(float(right[each].mean()), 3), int(each.sum()))
        for each in (tenth == number for number in range(_BINS))
        if each.any()
    ]
