"""A question as it was typed, to the answer with its citation; and where the time goes."""

import importlib
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from knowledge.answer import Answerer
from knowledge.library import Edition
from tests.benchmarks.times import Times

STAGES: tuple[tuple[str, str, str], ...] = (
    ("understanding", "knowledge.answer", "question_to"),
    ("retrieval", "knowledge.ranker", "retrieve"),
    ("candidates, with retrieval", "knowledge.answer", "candidates"),
    ("ranking", "knowledge.answer", "rank"),
    ("what may answer", "knowledge.answer", "allowed"),
    ("confidence", "knowledge.answer", "_confidence"),
    ("telling what contradicts", "knowledge.answer", "disagreeing"),
)
"""What is timed: the name, and the function as the module that calls it knows it. One that is not
there is left out."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What answering took."""

    facts: int
    first: Times
    """The first time that each question is asked."""
    again: Times
    """The second time, when the facts that it looks at have been looked at before."""
    stages: Mapping[str, float]
    """Share of the whole of each stage; the rest is what none of them covers."""


def answered(edition: Edition, questions: Sequence[str], threshold: float) -> Answered:
    """Ask everything twice."""
    answerer = Answerer(threshold)
    answerer.answer(edition, "低保标准是多少")  # what is loaded at the first use is loaded
    first = _asked(answerer, edition, questions)
    spent: dict[str, float] = defaultdict(float)
    with _timed(spent):
        begin = time.process_time()
        _asked(answerer, edition, questions)
        whole = time.process_time() - begin
    again = _asked(answerer, edition, questions)
    stages = {name: seconds / whole for name, seconds in spent.items()}
    return Answered(len(edition.facts), Times.of(first), Times.of(again), stages)


def _asked(answerer: Answerer, edition: Edition, questions: Sequence[str]) -> list[float]:
    seconds = []
    for question in questions:
        begin = time.process_time()
        answerer.answer(edition, question)
        seconds.append(time.process_time() - begin)
    return seconds


@contextmanager
def _timed(spent: dict[str, float]) -> Iterator[None]:
    with ExitStack() as patches:
        for name, module, function in STAGES:
            found = getattr(importlib.import_module(module), function, None)
            if found is not None:
                patches.enter_context(patch(f"{module}.{function}", _watched(found, name, spent)))
        yield


def _watched(
    function: Callable[..., Any], name: str, spent: dict[str, float]
) -> Callable[..., Any]:
    def watched(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 (whatever it is given)
        begin = time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            spent[name] += time.process_time() - begin

    return watched


__all__ = ["Answered", "answered"]
