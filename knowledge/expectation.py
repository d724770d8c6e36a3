"""What a question asks for, and whether a fact holds something of the kind.

Only the form of question and fact is looked at: 多少户 asks for a number of households, 哪年 for a
date. What the fact says of it is for the other features to tell.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.numbers import numbers

_NUMBER = re.compile(
    r"多少|几(?![乎何])|多[高大长久重远宽深厚快]|占比|比例|几成|百分|人数|数量|金额|总数|总额|人口|面积"
)
_UNIT = re.compile(
    r"(?:多少|几)(?:个(?=工作日|小时|月))?"
    r"(?P<unit>万?(?:人次|平方米|平方公里|公里|千米|分钟|小时|工作日"
    r"|[元钱名人户家张件次项处所岁年月日天度届条套台亩吨米倍种座部集位期首本]))"
)
# 多少钱 is answered in 元; people are counted as 人, 名, 口, 位.
_SAME_UNITS = {
    "钱": "元",
    "人": "人名口位",
    "名": "名人位",
    "位": "位名人",
    "年": "年月天日",
    "天": "天日",
}
_DATE = re.compile(r"哪一?年|何时|什么时[候间]|几月|几号|哪一?天|年份|日期|什么年")
_PLACE = re.compile(
    r"哪里|哪儿|何[处地]|什么地[方点]|哪个(?:城市|国家|省|市|县|区|地)|哪国|位于|在哪"
)
_REASON = re.compile(r"为什么|为何|为啥|原因|因何|凭什么")
_QUESTION_WORD = re.compile(
    r"多少|几|什么|哪[里儿些个位年天一]?|谁|何[时人处地]?|怎么样?|怎样|如何|为何|多[高大长久]"
)

_SAYS_DATE = re.compile(r"\d{3,4}年|\d+月|\d+日|世纪|年代")
_SAYS_PLACE = re.compile(r"[市省县区州镇乡村国岛路街山河湖海]|位于|在")
_SAYS_REASON = re.compile(r"因|由于|为了|所以|导致|故|使")

# What may stand between a number and its unit.
_LOOSE = "余多约 "


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a fact and what follows it."""

    value: str
    """In one form; see `knowledge.numbers.Number`."""
    start: int
    end: int
    following: str
    """The characters after it, where its unit stands."""

    def counts(self, unit: str) -> bool:
        """Whether the number is given in a unit."""
        return in_unit(self.following[: max(3, len(unit))], unit)


def in_unit(text: str, unit: str) -> bool:
    """Whether a text names a unit, or one that is said for it."""
    return unit in text or any(same in text for same in _SAME_UNITS.get(unit, ""))


def figures(text: str) -> tuple[Figure, ...]:
    """Return the numbers of a folded text."""
    return tuple(
        figure_of(number.value, text, number.start, number.end) for number in numbers(text)
    )


def figure_of(value: str, text: str, start: int, end: int) -> Figure:
    """Return a number of a folded text, and where it stands there, as a figure."""
    return Figure(value, start, end, text[end : end + 5].lstrip(_LOOSE))


@dataclass(frozen=True, slots=True)
class Expectation:
    """What kind of thing would answer a question."""

    number: bool
    unit: str
    """That the question names; empty where it names none."""
    date: bool
    place: bool
    reason: bool
    word: tuple[int, int] | None
    """Where the question word stands in the folded question."""

    @classmethod
    def of(cls, question: str) -> "Expectation":
        """Return what a folded question asks for."""
        unit = _UNIT.search(question)
        word = _QUESTION_WORD.search(question)
        return cls(
            number=bool(unit or _NUMBER.search(question)),
            unit=unit["unit"] if unit else "",
            date=bool(_DATE.search(question)),
            place=bool(_PLACE.search(question)),
            reason=bool(_REASON.search(question)),
            word=word.span() if word else None,
        )

    def answering(self, found: Iterable[Figure], known: frozenset[str]) -> tuple[Figure, ...]:
        """Return the figures that may answer: in the unit asked for, and not from the question."""
        if not self.number:
            return ()
        return tuple(
            figure
            for figure in found
            if figure.value not in known and (not self.unit or figure.counts(self.unit))
        )


def says_date(text: str) -> bool:
    """Whether a folded text names a date."""
    return bool(_SAYS_DATE.search(text))


def says_place(text: str) -> bool:
    """Whether a folded text may name a place."""
    return bool(_SAYS_PLACE.search(text))


def says_reason(text: str) -> bool:
    """Whether a folded text may give a reason."""
    return bool(_SAYS_REASON.search(text))
