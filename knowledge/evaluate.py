"""Question sets, and how each question of one was answered.

A set is a file of JSON lines: `question`, `kind`, `answerable`, `must_contain` (exact pieces of the
articles that the answer must hold, all of them), `any_of` (lists, of which one must be held whole),
`previous` (an earlier question of the conversation, or several), `article` (the file that must
answer, where several could), `id` (a name for people). `knowledge.measures` counts what came of it,
`knowledge.calibration` asks whether the confidence was deserved.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from knowledge.errors import QuestionSetError
from knowledge.model import Answer, Ranked


@dataclass(frozen=True, slots=True)
class Case:
    """A question and what its answer must hold."""

    question: str
    kind: str
    answerable: bool
    previous: tuple[str, ...] = ()
    must_contain: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    article: str | None = None
    id: str = ""

    def held_by(self, text: str) -> bool:
        """Whether a text holds what the answer must hold."""
        return all(piece in text for piece in self.must_contain) and (
            not self.any_of or any(all(piece in text for piece in choice) for choice in self.any_of)
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question and how it was answered."""

    case: Case
    answer: Answer

    @property
    def first(self) -> Ranked | None:
        """What the confidence is about: the first fact, or where there is none the nearest."""
        return next(iter((*self.answer.facts, *self.answer.nearest)), None)

    @property
    def first_right(self) -> bool:
        """Whether the first fact would answer, even where it was held back."""
        return self._held(() if self.first is None else (self.first,))

    @property
    def lead(self) -> bool:
        """Whether the first fact holds what the answer must hold."""
        return self._held(self.answer.facts[:1])

    @property
    def reply(self) -> bool:
        """Whether the facts together hold it."""
        return self._held(self.answer.facts)

    @property
    def right(self) -> bool:
        """Whether the answer is what it should be."""
        return self.lead if self.case.answerable else not self.answer.facts

    def _held(self, facts: Sequence[Ranked]) -> bool:
        """Whether facts hold what is needed; those of another article than named do not count."""
        wanted = self.case.article
        texts = [
            ranked.fact.text
            for ranked in facts
            if wanted is None or PurePosixPath(ranked.fact.citation.article).name == wanted
        ]
        return self.case.answerable and bool(texts) and self.case.held_by("\n".join(texts))


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the questions of a set.

    Raises:
        QuestionSetError: A line is not of the form above; names path and line.
    """
    try:
        # U+2028 ends a line for Python, but may stand in a JSON text.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise QuestionSetError(path, 1, f"无法打开：{error.strerror}") from error
    except UnicodeDecodeError as error:
        before = error.object.count(b"\n", 0, error.start)
        raise QuestionSetError(path, before + 1, "不是 UTF-8 编码的文本；请另存为 UTF-8") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield _case(json.loads(line))
            except (ValueError, TypeError, KeyError, RecursionError) as error:
                reason = "应是一行一个 JSON 对象，含 question 和 answerable"
                raise QuestionSetError(path, number, f"{reason}（{error}）") from error


def _case(entry: Mapping[str, object]) -> Case:
    question, answerable = entry["question"], entry["answerable"]
    if not isinstance(question, str) or not isinstance(answerable, bool):
        raise TypeError(repr(question))
    previous = entry.get("previous") or ()
    article = entry.get("article")
    choices = entry.get("any_of") or ()
    if not isinstance(choices, Sequence) or not all(choices):
        raise TypeError(repr(choices))  # any text holds all of an empty choice
    return Case(
        question=question,
        kind=str(entry.get("kind", "")),
        answerable=answerable,
        previous=(previous,) if isinstance(previous, str) else _strings(previous),
        must_contain=_strings(entry.get("must_contain") or ()),
        any_of=tuple(_strings(choice) for choice in choices),
        article=None if article is None else str(article),
        id=str(entry.get("id", "")),
    )


def _strings(values: object) -> tuple[str, ...]:
    if isinstance(values, str) or not isinstance(values, Sequence):
        raise TypeError(repr(values))
    return tuple(str(value) for value in values)
