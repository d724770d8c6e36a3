"""One run of learning: data to all files of the package that answers depend on."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.absences import ABSENCES_FILE, Absences
from knowledge.background import BACKGROUND_FILE, Background, count, written
from knowledge.blending import BLEND_FILE
from knowledge.confidence import BY_WORDS, CONFIDENCE_FILE, MEANING_FILE, WITH_MEANING
from knowledge.learning import absences, blending, confidence, ranking
from knowledge.learning.examples import Judged
from knowledge.learning.making import (
    ENOUGH,
    LESSON_COUNTS,
    WHOLE,
    Judge,
    ranking_examples,
    to_rank,
)
from knowledge.learning.sources import Sources
from knowledge.learning.tasks import tasks
from knowledge.normal import fold
from knowledge.query import Vector
from knowledge.ranker import WEIGHTS_FILE

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
    by_words = sources.by_words
    data = ranking_examples(by_words, to_rank(sources.public, sources.lessons), background)
    weights = ranking.fit(data)
    told("confidence")
    figures = {"learned from": ranking.figures(data, weights)}
    judge = Judge(by_words, weights, background)
    taught = _Taught.by(judge)
    table = absences.fit(taught.questions, taught.telling)
    learned = confidence.fit(taught.rows, taught.questions, taught.counts)
    certainty = {"learned from": confidence.figures(taught.rows, taught.questions, learned)}
    if sources.held_out is not None:
        told("held out")
        name = sources.held_out.stem
        unseen = ranking_examples(by_words, ((sources.held_out, WHOLE),), background)
        figures[name] = ranking.figures(unseen, weights)
        certainty[name] = _unseen(judge, sources.held_out, table, learned)
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
    _write(folder / ABSENCES_FILE.name, _json({**about, "telling": table.telling}, indent=0))
    _write(
        folder / CONFIDENCE_FILE.name,
        _json({**about, "figures": certainty, **_trees(learned, BY_WORDS)}),
    )
    if sources.semantics is not None:
        told("meaning")
        _learn_meaning(sources, judge, table, folder, about)


def _learn_meaning(
    sources: Sources,
    judge: Judge,
    table: Absences,
    folder: Path,
    about: Mapping[str, object],
) -> None:
    """Learn what comparing by meaning adds, with the weights of words and the table as they are."""
    weights, background = judge.weights, judge.background
    # The weights of words were learned mostly from the other files, and flatter words there.
    data = ranking_examples(
        sources, to_rank(sources.public[:1], sources.lessons), background, most=ENOUGH
    )
    blend = blending.fit(data, weights)
    figures = {"learned from": blending.figures(data, weights, blend)}
    judge = Judge(sources, weights, background, blend)
    taught = _Taught.by(judge)
    learned = confidence.fit(taught.rows, taught.questions, taught.counts)
    certainty = {"learned from": confidence.figures(taught.rows, taught.questions, learned)}
    if sources.held_out is not None:
        name = sources.held_out.stem
        unseen = ranking_examples(sources, ((sources.held_out, WHOLE),), background)
        figures[name] = blending.figures(unseen, weights, blend)
        certainty[name] = _unseen(judge, sources.held_out, table, learned)
    _write(
        folder / BLEND_FILE.name,
        _json({**about, "figures": figures, "ranking": blend.ranking}, indent=2),
    )
    _write(
        folder / MEANING_FILE.name,
        _json({**about, "figures": certainty, **_trees(learned, WITH_MEANING)}),
    )


@dataclass(frozen=True, slots=True)
class _Taught:
    """What the confidence learns from."""

    questions: Sequence[Judged]
    counts: Sequence[float]
    """What each counts; a lesson with an answer `LESSON_COUNTS`."""
    telling: Sequence[float]
    """Likewise for the table of absences; such a lesson 1."""
    rows: Vector
    """What the trees look at."""

    @classmethod
    def by(cls, judge: Judge) -> "_Taught":
        """Return what is made of the sources."""
        made = judge.taught()
        questions, counts = [each for each, _ in made], [count for _, count in made]
        telling = [count / LESSON_COUNTS for count in counts]
        rows = _rows(questions, absences.from_others(questions, telling))
        return cls(questions, counts, telling, rows)


def _unseen(
    judge: Judge, path: Path, table: Absences, learned: confidence.Learned
) -> Mapping[str, object]:
    """Return how well the confidence tells what was not learned from."""
    questions = judge.unseen(path)
    return confidence.figures(
        _rows(questions, absences.from_all(questions, table)), questions, learned
    )


def _rows(data: Sequence[Judged], told: Vector) -> Vector:
    """Return what the trees look at, in the order of `BY_WORDS` or `WITH_MEANING`.

    Args:
        data: Questions.
        told: What absences tell of each.
    """
    return np.array(
        [
            np.concatenate((each.doubts, row, each.meant))
            for each, row in zip(data, told, strict=True)
        ]
    )


def _trees(learned: confidence.Learned, columns: Sequence[str]) -> Mapping[str, object]:
    return {
        "columns": columns,
        "start": learned.start,
        "slope": learned.slope,
        "offset": learned.offset,
        "trees": learned.trees,
    }


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
