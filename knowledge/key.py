"""The short answer within a fact: the figure that a question asks for.

A wrong figure is worse than none: a span is given only where the question asks for a number and the
clause that the question names holds exactly one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.expectation import Expectation, in_unit
from knowledge.normal import fold
from knowledge.numbers import numbers

_CLAUSE = re.compile(r"[^，,。；;：:！!？?\n\t]+")
_BEFORE = re.compile(
    r"(?:每[人户年月日天次份家名张件]{1,4}|近|约|超过?|不低于|不少于|至少|最多|最高|最低|共|第)+$"
)
_AFTER = re.compile(
    r"(?:余|多)?\s*(?:人民币)?(?:[万亿]?元|个?(?:工作日|小时)|个月|人次|分钟|平方公里|平方米|公里|千米"
    r"|[名人户家个张件次项处所岁年月日天度届条套台亩吨米倍种座部集位期首本])?(?:以上|以下|左右|以内)?"
)
_INCIDENTAL = re.compile(r"(?:19|20)\d\d年|[一二两三四五六七八九十]\D{0,2}$")

# 40%—60%, 2020年—2022年 are one figure.
_RANGE = re.compile(r"\s*(?:年|月|日|元|岁)?\s*[-—–~～至到]+\s*$")


def key_span(
    question: str, fact: str, matched: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """Return the span of `fact` that answers a question for a number, `None` where it is not clear.

    Args:
        question: As it was written.
        fact: The text that answers it.
        matched: Spans of the fact that the question named.
    """
    asked = fold(question).text
    expected = Expectation.of(asked)
    if not expected.number:
        return None
    clauses = [(found.start(), found.end()) for found in _CLAUSE.finditer(fact)]
    named = {clause: _overlap(clause, matched) for clause in clauses}
    most = max(named.values(), default=0)
    best = [clause for clause in clauses if named[clause] == most and most]
    if len(best) != 1:
        return None
    known = {number.value for number in numbers(asked)}
    figures = [
        figure
        for figure in _figures(fact, *best[0])
        if not known.intersection(figure.values) and _answers(figure, expected.unit)
    ]
    return (figures[0].start, figures[0].end) if len(figures) == 1 else None


def _answers(figure: "_Figure", unit: str) -> bool:
    """Whether a figure may be what was asked for; years and 两项 only in the unit asked for."""
    return figure.counts(unit) if unit else not _INCIDENTAL.match(figure.text)


def _overlap(clause: tuple[int, int], spans: Sequence[tuple[int, int]]) -> int:
    return sum(max(0, min(clause[1], end) - max(clause[0], start)) for start, end in spans)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number with what belongs to it: 近2000万元, 40%—60%."""

    text: str
    start: int
    end: int
    number: int
    """Where its first number begins; what stands before is no unit of it: 每人1000元."""
    values: tuple[str, ...]
    """Its numbers in one form."""

    def counts(self, unit: str) -> bool:
        """Whether it is given in a unit."""
        return in_unit(self.text[self.number - self.start :], unit)


def _figures(text: str, start: int, end: int) -> list[_Figure]:
    """Return the figures of a clause, ranges as one."""
    folded = fold(text[start:end])
    found: list[_Figure] = []
    for number in numbers(folded.text):
        first, last = (start + offset for offset in folded.span(number.start, number.end))
        begin = first
        if before := _BEFORE.search(text, start, first):
            first = before.start()
        after = _AFTER.match(text, last, end)
        last = after.end() if after else last
        values: tuple[str, ...] = (number.value,)
        if found and _RANGE.fullmatch(text[found[-1].end : first]):
            earlier = found.pop()
            first, begin = earlier.start, earlier.number
            values = (*earlier.values, number.value)
        found.append(_Figure(text[first:last], first, last, begin, values))
    return found
