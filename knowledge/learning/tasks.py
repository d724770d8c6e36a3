"""What is learned from: questions over collections of articles, with and without their answers.

The data are of two forms. Files in the form of SQuAD, as CMRC 2018 and DRCD publish theirs: each
paragraph becomes an article. And question sets (`*.jsonl`, see `knowledge.evaluate`) beside a
folder `articles`, in which unanswerable questions are marked.

A question of SQuAD always has an answer. What it looks like when there is none is made: the
sentences that hold the answers are taken out of half of the articles, which leaves near misses;
articles are left out; an article is alone, and asked what its neighbour answers.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.cutting import sentences
from knowledge.evaluate import Case, read_cases
from knowledge.language import Language
from knowledge.library import Edition, build_edition
from knowledge.model import Fact
from knowledge.normal import fold
from knowledge.readers import read_bytes
from knowledge.semantic import Semantics
from knowledge.shelf import Shelf, read_shelf
from knowledge.words import Cutter

Build = Callable[[Shelf], Edition]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and how to tell whether a fact answers it."""

    text: str
    previous: tuple[str, ...]
    article: str
    """File name of the article that it is about; empty where it is about none."""
    answerable: bool
    answers: Callable[[Fact], bool]


@dataclass(frozen=True, slots=True)
class Task:
    """Questions over one edition."""

    edition: Edition
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    name: str
    title: str
    text: str
    questions: tuple[tuple[str, tuple[str, ...]], ...]
    """Each with its answers in plain form."""

    def article(self, *, without_answers: bool = False) -> bytes:
        """Return it as an article."""
        text = self.text
        if without_answers:
            unwanted = {answer for _, answers in self.questions for answer in answers}
            kept = (text[start:end] for start, end in sentences(text))
            text = "".join(
                part for part in kept if not any(answer in _plain(part) for answer in unwanted)
            )
        return f"{self.title}\n\n{text}\n".encode()

    def asked(self, *, answerable: bool) -> Iterator[Asked]:
        """Yield its questions."""
        for text, answers in self.questions:
            yield Asked(text, (), self.name, answerable, _in_article(self.name, answers))


def _in_article(name: str, answers: tuple[str, ...]) -> Callable[[Fact], bool]:
    def answered(fact: Fact) -> bool:
        return fact.citation.article == name and any(
            answer in _plain(fact.text) for answer in answers
        )

    return answered


def _plain(text: str) -> str:
    return "".join(fold(text).text.split())


def _paragraphs(path: Path) -> list[_Paragraph]:
    found: list[_Paragraph] = []
    for group in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in group["paragraphs"]:
            questions = tuple(
                (entry["question"], tuple(_plain(answer["text"]) for answer in entry["answers"]))
                for entry in paragraph["qas"]
            )
            name = f"{len(found)}.txt"
            found.append(_Paragraph(name, group.get("title", ""), paragraph["context"], questions))
    return found


def _edition(build: Build, articles: Mapping[str, bytes]) -> Edition:
    return build(Shelf(tuple(read_bytes(text, name) for name, text in articles.items())))


def _whole(paragraphs: Sequence[_Paragraph], build: Build) -> Iterator[Task]:
    """All articles, each question with its answer."""
    articles = {each.name: each.article() for each in paragraphs}
    asked = (asked for each in paragraphs for asked in each.asked(answerable=True))
    yield Task(_edition(build, articles), tuple(asked))


def _near(remainder: int, paragraphs: Sequence[_Paragraph], build: Build) -> Iterator[Task]:
    """Half of the articles without the sentences that answer."""
    articles = {
        each.name: each.article(without_answers=number % 2 == remainder)
        for number, each in enumerate(paragraphs)
    }
    asked = (
        asked
        for number, each in enumerate(paragraphs)
        for asked in each.asked(answerable=number % 2 != remainder)
    )
    yield Task(_edition(build, articles), tuple(asked))


def _absent(paragraphs: Sequence[_Paragraph], build: Build) -> Iterator[Task]:
    """Half of the articles, all of the questions."""
    articles = {each.name: each.article() for each in paragraphs[::2]}
    asked = (
        asked
        for number, each in enumerate(paragraphs)
        for asked in each.asked(answerable=number % 2 == 0)
    )
    yield Task(_edition(build, articles), tuple(asked))


def _alone(paragraphs: Sequence[_Paragraph], build: Build) -> Iterator[Task]:
    """Each article alone, asked its own questions and its neighbour's."""
    for each, neighbour in zip(paragraphs, (*paragraphs[1:], paragraphs[0]), strict=True):
        asked = (*each.asked(answerable=True), *neighbour.asked(answerable=False))
        yield Task(_edition(build, {each.name: each.article()}), asked)


def _alone_near(paragraphs: Sequence[_Paragraph], build: Build) -> Iterator[Task]:
    """Each article alone, without what answers."""
    for each in paragraphs:
        articles = {each.name: each.article(without_answers=True)}
        yield Task(_edition(build, articles), tuple(each.asked(answerable=False)))


_SIBLINGS = 5


def _siblings(paragraphs: Sequence[_Paragraph], build: Build) -> Iterator[Task]:
    """Five neighbours, of one encyclopaedic article often, every other without what answers."""
    for start in range(0, len(paragraphs), _SIBLINGS):
        group = paragraphs[start : start + _SIBLINGS]
        yield from _near((start // _SIBLINGS) % 2, group, build)


def _near_even(paragraphs: Sequence[_Paragraph], build: Build) -> Iterator[Task]:
    return _near(0, paragraphs, build)


def _near_odd(paragraphs: Sequence[_Paragraph], build: Build) -> Iterator[Task]:
    return _near(1, paragraphs, build)


VARIANTS: Mapping[str, Callable[[Sequence[_Paragraph], Build], Iterator[Task]]] = {
    "whole": _whole,
    "near misses in even articles": _near_even,
    "near misses in odd articles": _near_odd,
    "absent articles": _absent,
    "single articles": _alone,
    "near misses in single articles": _alone_near,
    "near misses among siblings": _siblings,
}
"""What is made of a file in the form of SQuAD; the ranking learns from the first alone."""


def tasks(
    path: Path,
    variant: str,
    language: Language,
    cutter: Cutter,
    *,
    most: int | None = None,
    semantics: Semantics | None = None,
) -> Iterator[Task]:
    """Yield what a variant makes of a file in the form of SQuAD, collection by collection.

    Args:
        path: Of the file.
        variant: A key of `VARIANTS`.
        language: What the editions are built with.
        cutter: Likewise.
        most: Paragraphs to use; `None`: all.
        semantics: What compares by meaning; `None`: only words are compared.

    Raises:
        OSError, ValueError, KeyError: The file is not there or not of that form.
    """

    def build(shelf: Shelf) -> Edition:
        return build_edition(shelf, language, cutter, semantics)

    yield from VARIANTS[variant](_paragraphs(path)[:most], build)


_ELSEWHERE = 16
"""Of the questions about no article an article alone is asked one in so many: some twenty."""


def lessons(
    path: Path, language: Language, cutter: Cutter, semantics: Semantics | None = None
) -> Iterator[Task]:
    """Yield the articles that lie beside a question set, each with the questions on it.

    Each is alone first, since questions on one may well be answered by another; then they are all
    together. An article alone is also asked some of what is about no article at all.

    Raises:
        QuestionSetError: A line is not of the form.
        OSError: The file or the folder is not there.
    """
    shelf = read_shelf(path.with_name("articles"))
    cases = list(read_cases(path))
    elsewhere = [case for case in cases if case.article is None]
    for number, document in enumerate(shelf.documents):
        edition = build_edition(Shelf((document,)), language, cutter, semantics)
        own = (case for case in cases if case.article == document.name)
        others = elsewhere[number % _ELSEWHERE :: _ELSEWHERE]
        yield Task(edition, tuple(map(_asked, (*own, *others))))
    yield Task(build_edition(shelf, language, cutter, semantics), tuple(map(_asked, cases)))


def _asked(case: Case) -> Asked:
    return Asked(case.question, case.previous, case.article or "", case.answerable, _holding(case))


def _holding(case: Case) -> Callable[[Fact], bool]:
    def answered(fact: Fact) -> bool:
        of_article = case.article is None or fact.citation.article == case.article
        return case.answerable and of_article and case.held_by(fact.text)

    return answered
