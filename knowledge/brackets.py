"""Brackets that facts name, and numbers that lie in them: 80至89周岁 is said of who is 85.

Offices pay and charge by brackets of age, of storeys, of distance; citizens name their own number.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.expectation import Figure

_UNIT = r"(?P<unit>周?岁|个月|平方米|公里|千米|公斤|[层楼人年月天元分米级度户口吨])"
_BETWEEN = re.compile(rf"(?:{_UNIT})?\s*(?:[-—–~～]+|至|到)\s*$")
_AND_MORE = re.compile(rf"\s*{_UNIT}(?:及|\(含\))?(?:以上|及其?以上|起)")
_AND_LESS = re.compile(rf"\s*{_UNIT}(?:及|\(含\))?(?:以下|以内|之内|及其?以下)")
_FROM = re.compile(r"(?:年?满|超过|高于|达到?|大于)$")
_BELOW = re.compile(r"(?:未满|不满|不足|低于|不到|不超过|小于)$")
_ALONE = re.compile(rf"\s*{_UNIT}")
# 俺爹今年73了: a number that nothing is said of, among those that people grow to, is an age.
_AGE = re.compile(r"\s*(?:多|来|出头|挂零)?(?:了|的|$|[，,。？?!！ ])")
_OLDEST = 115
_YOUNGEST = 10


@dataclass(frozen=True, slots=True)
class Bracket:
    """Numbers of a unit from the lowest to the highest, both among them."""

    unit: str
    lowest: float
    highest: float

    def holds(self, amount: "Amount") -> bool:
        """Whether a number of the same unit lies within."""
        return amount.unit == self.unit and self.lowest <= amount.value <= self.highest


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a unit."""

    unit: str
    value: float


def brackets(text: str, figures: tuple[Figure, ...]) -> Iterator[Bracket]:
    """Yield the brackets of a folded text, whose numbers are given."""
    before: Figure | None = None
    for figure in figures:
        value = _plain(figure)
        if value is not None:
            yield from _ending_at(text, before, figure, value)
            before = figure


def _ending_at(text: str, before: Figure | None, figure: Figure, value: float) -> Iterator[Bracket]:
    rest, said = text[figure.end :], text[: figure.start]
    if before is not None and (unit := _ALONE.match(rest)):
        lowest = _plain(before)
        between = text[before.end : figure.start]
        if lowest is not None and lowest < value and _BETWEEN.fullmatch(between):
            yield Bracket(_same(unit["unit"]), lowest, value)
            return
    if more := _AND_MORE.match(rest):
        yield Bracket(_same(more["unit"]), value, math.inf)
    elif less := _AND_LESS.match(rest):
        yield Bracket(_same(less["unit"]), -math.inf, value)
    elif unit := _ALONE.match(rest):
        if _BELOW.search(said):
            yield Bracket(_same(unit["unit"]), -math.inf, value)
        elif _FROM.search(said):
            yield Bracket(_same(unit["unit"]), value, math.inf)


def amounts(text: str, figures: tuple[Figure, ...]) -> Iterator[Amount]:
    """Yield the numbers with a unit that a folded question names, whose numbers are given."""
    for figure in figures:
        value = _plain(figure)
        if value is None:
            continue
        rest = text[figure.end :]
        if unit := _ALONE.match(rest):
            yield Amount(_same(unit["unit"]), value)
        elif _AGE.match(rest) and _YOUNGEST <= value <= _OLDEST:
            yield Amount("岁", value)


def _plain(figure: Figure) -> float | None:
    try:
        return float(figure.value)
    except ValueError:  # a percentage, a fraction
        return None


def _same(unit: str) -> str:
    return {"周岁": "岁", "楼": "层", "千米": "公里"}.get(unit, unit)
