"""Questions and answers as JSON, one object a line: what other programs speak with us."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.model import Answer, Citation, Ranked
from knowledge.normal import whole

_NO_QUESTION = '应是 {"question": "…"}'
_NO_JSON = "不是 JSON（{}）"
_TOO_DEEP = "括号嵌套太深；" + _NO_QUESTION
_NO_LIST = 'previous 应是以前的问题的列表：["…", "…"]'


class LineFault(Exception):
    """A line that is no question."""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """What a line asks."""

    question: str
    previous: tuple[str, ...] = ()
    """Earlier questions of the conversation, oldest first."""


def read_question(line: str) -> QuestionLine:
    """Return what a line asks.

    Raises:
        LineFault: It is not `{"question": str, "previous": [str, …]}`; `previous` may also be one
            text, null or absent.
    """
    try:
        entry = json.loads(line)
    except ValueError as error:
        raise LineFault(_NO_JSON.format(error)) from error
    except RecursionError as error:
        raise LineFault(_TOO_DEEP) from error
    question = entry.get("question") if isinstance(entry, dict) else None
    if not isinstance(question, str):
        raise LineFault(_NO_QUESTION)
    return QuestionLine(whole(question), _previous(entry.get("previous")))


def _previous(given: object) -> tuple[str, ...]:
    """Return earlier questions: those of a list, one alone, or none."""
    if given is None or given == "":
        return ()
    questions = [given] if isinstance(given, str) else given
    if not isinstance(questions, list) or not all(isinstance(each, str) for each in questions):
        raise LineFault(_NO_LIST)
    return tuple(whole(each) for each in questions)


def write_answer(answer: Answer) -> str:
    """Return an answer as one line."""
    return json.dumps(_answer(answer), ensure_ascii=False)


def _answer(answer: Answer) -> Mapping[str, object]:
    return {
        "question": answer.question,
        "answered": answer.answered,
        "confidence": round(answer.confidence, 4),
        "facts": [_fact(ranked) for ranked in answer.facts],
        "nearest": [_fact(ranked) for ranked in answer.nearest],
        "edition": answer.edition,
        "intent": answer.intent.value,
        "verdict": answer.verdict.value if answer.verdict else None,
        "disagreeing": answer.disagreeing,
        "listed": answer.listed,
        "readings": [_fact(ranked) for ranked in answer.readings],
        "parts": [_answer(part) for part in answer.parts],
    }


def _fact(ranked: Ranked) -> Mapping[str, object]:
    cited = ranked.fact.citation
    return {
        "text": ranked.fact.text,
        "key": ranked.key,
        "article": cited.article,
        "title": cited.title,
        "headings": cited.headings,
        "line": cited.line,
        "date": cited.date,
        "source": cited.source,
        "score": round(ranked.score, 6),
        **_standing(cited),
    }


def _standing(cited: Citation) -> Mapping[str, object]:
    """Return until when an article holds and what replaces it, where that is said."""
    said = {"valid_until": cited.valid_until, "replaced_by": cited.replaced_by}
    return {key: value for key, value in said.items() if value is not None}
