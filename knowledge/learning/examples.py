"""Questions with their candidates, as numbers to learn from."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from knowledge.background import Background
from knowledge.blending import Blend, meant
from knowledge.decision import Decision
from knowledge.doubts import doubts
from knowledge.learning.tasks import Asked, Task
from knowledge.nearness import Nearness
from knowledge.query import Flags, Vector
from knowledge.ranker import Candidates, Weights, candidates, rank
from knowledge.searching import question_to


@dataclass(frozen=True, slots=True)
class Example:
    """A question for the ranking to learn from."""

    features: Vector
    """A row for each candidate."""
    right: Flags
    """Which candidates answer."""
    nearness: Nearness | None = None
    """What they mean; `None` where that is not compared."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question for the confidence to learn from."""

    article: str
    """That the question is about; see `Asked`."""
    doubts: Vector
    missing: tuple[str, ...]
    """The words that nothing accounts for."""
    meant: Vector
    """What meaning tells of the best fact, as `knowledge.blending.meant`; empty without it."""
    answerable: bool
    right: bool
    """Whether the best fact answers."""


PARTS = 5
"""Into which questions are divided by what they are about, to learn from some and see others."""


def part_of(article: str) -> int:
    """Return to which part questions on an article belong, 0..`PARTS` - 1."""
    return zlib.crc32(article.encode()) % PARTS


def found(task: Task, asked: Asked, background: Background) -> tuple[Candidates, Flags]:
    """Return the candidates of a question, and which of them answer it."""
    edition = task.edition
    question = question_to(edition, asked.text, asked.previous)
    each = candidates(edition.fields, edition.views, question, background, edition.meaning)
    answers = (asked.answers(edition.facts[position]) for position in each.positions)
    return each, np.fromiter(answers, np.bool_, len(each.positions))


def examples(tasks: Iterable[Task], background: Background) -> Iterator[Example]:
    """Yield what the ranking learns from: questions that have an answer."""
    for task in tasks:
        for asked in task.questions:
            if asked.answerable:
                each, right = found(task, asked, background)
                yield Example(each.features, right, each.nearness)


def judged(
    tasks: Iterable[Task], weights: Weights, background: Background, blend: Blend | None = None
) -> Iterator[Judged]:
    """Yield what the confidence learns from; questions without a candidate teach nothing.

    Args:
        tasks: Questions over editions.
        weights: Of the ranking.
        background: How rare characters are at large.
        blend: What meaning counts in the ranking, where the editions compare it.
    """
    for task in tasks:
        facts, articles = len(task.edition.facts), len(task.edition.documents)
        for asked in task.questions:
            each, right = found(task, asked, background)
            hits = rank(each, weights, blend)
            if hits:
                first = each.positions.index(hits[0].position)
                decision = Decision(each, hits, facts, articles, background)
                yield Judged(
                    asked.article,
                    doubts(decision),
                    tuple(word.text for word in decision.conceded),
                    np.zeros(0) if each.nearness is None else meant(each.nearness, first),
                    asked.answerable,
                    bool(asked.answerable and right[first]),
                )
