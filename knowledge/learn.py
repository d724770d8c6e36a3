"""Weights learned from public reading-comprehension data.

The data are files in the form of SQuAD, as CMRC 2018 and DRCD publish theirs (CC BY-SA 4.0): each
paragraph becomes an article, and a fact of it that holds the answer is right. The ranker's weights
are those that make the right facts likeliest under a softmax over a question's candidates. None
may be negative, since each feature is made to speak for a fact: that keeps two features which say
nearly the same from being played off against each other, and holds up better on other articles.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.features import FEATURES
from knowledge.language import Language
from knowledge.library import Edition, build_edition
from knowledge.model import Document
from knowledge.normal import fold
from knowledge.question import understand
from knowledge.ranker import Candidates, Vector, Weights, candidates, rank
from knowledge.readers import read_bytes
from knowledge.shelf import Shelf
from knowledge.words import Cutter

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Example:
    """A question of the public data, its candidates, and which of them are right."""

    question: str
    found: Candidates
    right: Flags


@dataclass(frozen=True, slots=True)
class Task:
    """A file of public data as an edition and its questions."""

    name: str
    edition: Edition
    questions: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Question, name of the article that answers it, the answers."""


def read_task(path: Path, language: Language, cutter: Cutter) -> Task:
    """Read a file in the form of SQuAD.

    Raises:
        OSError, ValueError, KeyError: The file is not there or not of that form.
    """
    documents: list[Document] = []
    questions: list[tuple[str, str, tuple[str, ...]]] = []
    for group in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in group["paragraphs"]:
            name = f"{len(documents)}.txt"
            text = f"{group.get('title', '')}\n\n{paragraph['context']}\n"
            documents.append(read_bytes(text.encode(), name))
            questions += [
                (entry["question"], name, tuple(answer["text"] for answer in entry["answers"]))
                for entry in paragraph["qas"]
            ]
    edition = build_edition(Shelf(tuple(documents)), language, cutter)
    return Task(path.stem, edition, tuple(questions))


def examples(task: Task) -> Iterator[Example]:
    """Yield the questions of a task with their candidates."""
    edition = task.edition
    for text, name, answers in task.questions:
        question = understand(text, (), edition.analyzer)
        found = candidates(edition.fields, edition.views, text, question.asked)
        wanted = [_plain(answer) for answer in answers]
        right = [
            edition.facts[position].citation.article == name
            and any(answer in _plain(edition.facts[position].text) for answer in wanted)
            for position in found.positions
        ]
        yield Example(text, found, np.array(right, dtype=np.bool_))


def _plain(text: str) -> str:
    return "".join(fold(text).text.split())


def fit(data: Sequence[Example], *, penalty: float = 4.0, steps: int = 800) -> Weights:
    """Return the weights that make the right facts likeliest.

    Projected gradient descent with Adam's step sizes (Kingma and Ba, 2015) on the mean negative
    log likelihood; deterministic.

    Args:
        data: Those without a right candidate, or without a wrong one, teach nothing.
        penalty: Of the squared weights, in units of 1 / sqrt(examples).
        steps: Of the descent; 400 already give the same first facts.
    """
    taught = [each for each in data if each.right.any() and not each.right.all()]
    longest = max(len(each.right) for each in taught)
    features = np.zeros((len(taught), longest, len(FEATURES)))
    wanted = np.zeros((len(taught), longest))
    absent = np.full((len(taught), longest), -np.inf)
    for number, each in enumerate(taught):
        count = len(each.right)
        features[number, :count] = each.found.features
        wanted[number, :count] = each.right / each.right.sum()
        absent[number, :count] = 0
    scale = features.reshape(-1, len(FEATURES)).std(axis=0) + 1e-6
    features /= scale
    weights = np.zeros(len(FEATURES))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        logits = features @ weights + absent
        likelihood = np.exp(logits - logits.max(axis=1, keepdims=True))
        likelihood /= likelihood.sum(axis=1, keepdims=True)
        gradient = np.einsum("qc,qcf->f", likelihood - wanted, features) / len(taught)
        gradient += penalty * weights / len(taught) ** 0.5
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        change = (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        weights = np.maximum(weights - 0.03 * change, 0.0)
    learned: Vector = weights / scale
    return Weights(
        {
            feature.name: round(float(weight), 4)
            for feature, weight in zip(FEATURES, learned, strict=True)
        }
    )


def first_right(data: Sequence[Example], weights: Weights, within: int = 1) -> float:
    """Return for which share of the questions a right fact is among the first `within`."""
    hits = 0
    for each in data:
        places = {position: place for place, position in enumerate(each.found.positions)}
        shown = rank(each.found, weights)[:within]
        hits += any(each.right[places[hit.position]] for hit in shown)
    return hits / max(1, len(data))


def learn(paths: Sequence[Path], held_out: Path | None, language: Language, cutter: Cutter) -> str:
    """Learn weights, and return what `weights.json` holds: the weights and the run's figures.

    Args:
        paths: Files to learn from.
        held_out: A file that nothing is learned from, to measure on; may be absent.
        language: What the edition is built with.
        cutter: Likewise.

    Raises:
        OSError, ValueError, KeyError: A file is not there or not of the form above.
    """
    data = [each for path in paths for each in examples(read_task(path, language, cutter))]
    weights = fit(data)
    figures = {"learned from": _figures(data, weights)}
    if held_out is not None:
        unseen = list(examples(read_task(held_out, language, cutter)))
        figures[held_out.stem] = _figures(unseen, weights)
    told = {
        "about": "weights of knowledge/features.py, learned by `changyouda learn`",
        "data": [path.stem for path in paths],
        "licence of the data": "CC BY-SA 4.0; no text of theirs is in here",
        "figures": figures,
        "features": weights.features,
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _figures(data: Sequence[Example], weights: Weights) -> dict[str, float]:
    return {
        "questions": len(data),
        "right first": round(first_right(data, weights), 4),
        "right within 3": round(first_right(data, weights, within=3), 4),
    }
