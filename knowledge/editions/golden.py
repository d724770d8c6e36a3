"""The operator's golden questions: what every edition must answer, asked before it serves.

`golden.yaml` lies in the folder of articles:

    - question: 低保标准是多少？
      holds: 每人每月950元
    - question: 那边缘家庭呢？
      previous: [低保标准是多少？]
      holds: [每人每月, 1425元]
    - question: 怎么补办身份证？
      silent: true

`holds` is what the quoted text must have, in whatever script and width; of a list, all. `silent`
says that there must be no answer.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.library import Edition
from knowledge.model import Answer, Problem
from knowledge.normal import fold
from knowledge.yaml_file import Located, YamlFault, load
from knowledge.yaml_mistakes import unknown

_KEYS = ("question", "previous", "holds", "silent")
_SPACE = re.compile(r"\s+")

MOST = 2_000
"""Some ten seconds of answering; more belongs into `changyouda eval`."""


class Answers(Protocol):
    """What answers questions: `knowledge.answer.Answerer`."""

    def answer(self, edition: Edition, text: str, previous: Sequence[str] = ()) -> Answer:
        """Return what the articles say."""


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """A question, and what must come of it."""

    question: str
    line: int
    """In `golden.yaml`, counted from 1."""
    holds: tuple[str, ...] = ()
    """What the quoted text must have; empty: there must be no answer."""
    previous: tuple[str, ...] = ()
    """Earlier questions of the conversation, oldest first."""


@dataclass(frozen=True, slots=True)
class GoldenAnswer:
    """What came of a golden question."""

    golden: GoldenQuestion
    quoted: tuple[str, ...]
    """The facts that were quoted, best first; none: there was no answer."""

    @property
    def fault(self) -> str | None:
        """What is wrong with the answer; `None`: it is as it must be."""
        if not self.golden.holds:
            return f"不该回答，却回答了“{self.quoted[0]}”" if self.quoted else None
        if not self.quoted:
            return f"没有回答；应有“{'”“'.join(self.golden.holds)}”"
        told = _plain("\n".join(self.quoted))
        missing = [held for held in self.golden.holds if _plain(held) not in told]
        return f"回答“{self.quoted[0]}”，其中没有“{'”“'.join(missing)}”" if missing else None


def _plain(text: str) -> str:
    return _SPACE.sub("", fold(text).text)


def read_golden(data: bytes, path: str) -> tuple[tuple[GoldenQuestion, ...], tuple[Problem, ...]]:
    """Read golden questions; an entry with a fault is a problem, the others are asked.

    Args:
        data: The bytes of the file.
        path: What problems call it.
    """
    try:
        located = load(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return (), (Problem(path, 1, "不是 UTF-8 编码的文本；请另存为 UTF-8"),)
    except YamlFault as fault:
        return (), (Problem(path, fault.line, fault.reason),)
    entries = located.value if located.value is not None else []
    if not isinstance(entries, list):
        return (), (Problem(path, 1, "应是若干题：- question: …"),)
    if len(entries) > MOST:
        line = located.line(MOST)
        return (), (Problem(path, line, f"最多 {MOST} 题；更多的题请用 changyouda eval"),)
    questions: list[GoldenQuestion] = []
    problems: list[Problem] = []
    for index, entry in enumerate(entries):
        faults = [Problem(path, line, message) for line, message in _faults(entry, index, located)]
        problems.extend(faults)
        if not faults:
            questions.append(_question(entry, located.line(index)))
    return tuple(questions), tuple(problems)


def _faults(entry: object, index: int, located: Located) -> Iterator[tuple[int, str]]:
    """Yield line and message of what is wrong with an entry."""
    line = located.line(index)
    if not isinstance(entry, dict):
        yield line, "每题应写成 question: … 和 holds: …"
        return
    for key, value in entry.items():
        at = located.line(index, str(key))
        if key not in _KEYS:
            yield at, unknown(key, _KEYS)
        elif message := _CHECKS[key](value):
            yield at, f"{key} {message}"
    if entry.keys() - set(_KEYS):
        return  # which may be what would be missing
    if "question" not in entry:
        yield line, "没有写 question"
    if "holds" in entry and "silent" in entry:
        yield located.line(index, "silent"), "holds 和 silent 只能写一项"
    elif "holds" not in entry and "silent" not in entry:
        yield line, "请写 holds（回答中必须有的文字），或 silent: true（不该回答）"


def _no_text(value: object) -> str | None:
    good = isinstance(value, str) and value.strip()
    return None if good else "应是文字；数字和 on、off 之类请加引号"


def _no_texts(value: object) -> str | None:
    values = value if isinstance(value, list) else [value]
    return next((message for each in values if (message := _no_text(each))), None) or (
        None if values else "不能是空的"
    )


def _not_true(value: object) -> str | None:
    return None if value is True else "只能写 true"


_CHECKS: dict[str, Callable[[object], str | None]] = {
    "question": _no_text,
    "previous": _no_texts,
    "holds": _no_texts,
    "silent": _not_true,
}


def _question(entry: dict[str, object], line: int) -> GoldenQuestion:
    return GoldenQuestion(
        str(entry["question"]).strip(),
        line,
        _texts(entry.get("holds")),
        _texts(entry.get("previous")),
    )


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(each).strip() for each in (value if isinstance(value, list) else [value]))


def ask_golden(
    questions: Sequence[GoldenQuestion], edition: Edition, answerer: Answers
) -> tuple[GoldenAnswer, ...]:
    """Ask an edition every golden question."""
    return tuple(
        GoldenAnswer(golden, _quoted(answerer.answer(edition, golden.question, golden.previous)))
        for golden in questions
    )


def _quoted(answer: Answer) -> tuple[str, ...]:
    """Return what a citizen reads of each fact: what introduces it, and the fact itself."""
    facts = [ranked.fact for ranked in answer.facts]
    for part in answer.parts:
        facts += [ranked.fact for ranked in part.facts]
    return tuple(
        dict.fromkeys("\n".join((*fact.introductions, fact.text)).strip() for fact in facts)
    )


def with_question(data: bytes, golden: GoldenQuestion) -> bytes:
    """Return `golden.yaml` with a question appended; what is there stays as it is written."""
    from knowledge.yaml_file import quoted

    lines = [f"- question: {quoted(golden.question)}"]
    if golden.previous:
        lines.append(f"  previous: [{', '.join(map(quoted, golden.previous))}]")
    if golden.holds:
        lines.append(f"  holds: [{', '.join(map(quoted, golden.holds))}]")
    else:
        lines.append("  silent: true")
    before = data if not data or data.endswith(b"\n") else data + b"\n"
    return before + "\n".join([*lines, ""]).encode()
