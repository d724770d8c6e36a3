"""Open retrieval over a fixed sample of public data, scored by the referee that stands beside it.

The sample is a hundred articles of CMRC 2018's development set with all their questions; the
referee's own code decides what is right, deletes articles and sentences, and counts.
"""

import json
import random
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.app import Setup
from bot.json_lines import write_answer
from tests.quality.shared import referee, shared

DOCUMENTS = 100
"""Enough for measures that move by a point when four questions do, and asked in seconds."""
SEED = 2018

Figures = dict[str, float]
Entries = Sequence[Mapping[str, Any]]
"""Documents or questions in the referee's form."""


@dataclass(frozen=True)
class Sample:
    """Documents and the questions on them."""

    documents: Entries
    questions: Entries


@cache
def public_sample() -> Sample:
    """Return the sample; without the data, skip the test."""
    documents, questions = referee("score_openqa").load_task(
        str(shared("data/openqa/cmrc2018_dev.json"))
    )
    chosen = random.Random(SEED).sample(documents, DOCUMENTS)  # noqa: S311 (a fixed sample)
    names = {document["id"] for document in chosen}
    return Sample(chosen, [each for each in questions if each["document"] in names])


def whole(sample: Sample) -> Figures:
    """Return how often the right fact comes first and within three, all documents there."""
    score = referee("score_openqa")
    report = score.retrieval_report(_asked(sample.documents, sample.questions))
    assert report["not_verbatim"] == 0
    return {name: report[name] for name in ("fact_hit@1", "fact_hit@3")}


def halved(sample: Sample) -> Figures:
    """Return how well the answerable are told apart with half of the documents deleted."""
    deleted = _deleted(sample)
    kept = [document for document in sample.documents if document["id"] not in deleted]
    return _abstention(kept, sample.questions, deleted)


def near_miss(sample: Sample) -> Figures:
    """Return the same with only the answering sentences deleted, of half of the documents."""
    deleted = _deleted(sample)
    kept = referee("score_openqa").delete_answer_sentences(
        sample.documents, sample.questions, deleted
    )
    return _abstention(kept, sample.questions, deleted)


def _deleted(sample: Sample) -> set[str]:
    deleted: set[str] = referee("score_openqa").delete_documents(sample.documents, SEED)
    return deleted


def _abstention(documents: Entries, questions: Entries, deleted: set[str]) -> Figures:
    judged = _asked(documents, questions)
    for judgement, question in zip(judged, questions, strict=True):
        judgement["answerable"] = question["document"] not in deleted
    report = referee("score_openqa").abstention_report(judged)
    return {name: report[name] for name in ("auroc", "own_accuracy")}


def _asked(documents: Entries, questions: Entries) -> list[dict[str, Any]]:
    score = referee("score_openqa")
    judged: list[dict[str, Any]] = score.run_questions(
        score.CallableSystem(_answering), documents, questions
    )[0]
    return judged


def _answering(documents: Entries) -> Callable[[str], Mapping[str, Any]]:
    """Return what answers questions over documents as `ask --json` would."""
    response = referee("openqa_adapter").response
    with tempfile.TemporaryDirectory() as folder:
        for document in documents:
            path = Path(folder, f"{document['id']}.txt")
            path.write_text(f"{document['title']}\n\n{document['text']}\n", encoding="utf-8")
        setup = Setup.read(Path(folder))
        edition, answerer = setup.edition(meaning=False), setup.answerer()

    def answer(question: str) -> Mapping[str, Any]:
        told: Mapping[str, Any] = response(
            json.loads(write_answer(answerer.answer(edition, question)))
        )
        return told

    return answer
