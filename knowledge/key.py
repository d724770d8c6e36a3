"""The short answer within a fact: the figure, date, name or enumeration that a question asks for.

A wrong one is worse than none: a span is given only where the clause that the question names holds
exactly one of the kind asked for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.asking.reverse import figure_asked, holds_figure
from knowledge.expectation import Expectation, Figure, in_unit
from knowledge.key_forms import Form, Span, form_asked, uncounted
from knowledge.normal import fold
from knowledge.numbers import numbers

_CLAUSE = re.compile(r"[^，,。；;：:！!？?\n\t]+")
# A colon binds: 服务热线：96377, 9:00.
_SENTENCE_PART = re.compile(r"[^,。;!?\n\t]+")
_ITEM = re.compile(r"[^、]+")
_OPENING = re.compile(r"(?:已|共|现)?(?:建有|拥有|设有|现有|共有|建成|有)")
_BEFORE = re.compile(
    r"(?:每[人户年月日天次份家名张件]{1,4}|近|约|(?:不得?)?(?:超过?|高于|低于|少于)"
    r"|至少|最多|最高|最低|共|第)+$"
)
_AFTER = re.compile(
    r"(?:余|多)?\s*(?:人民币)?(?:[万亿]?元|个?(?:工作日|小时)|个月|人次|分钟|平方公里|平方米|公里|千米"
    r"|[名人户家个张件次项处所岁年月日天度届条套台亩吨米倍种座部集位期首本对起桌包瓶辆节例班趟间支颗盒块册号])?"
    r"(?:以上|以下|左右|以内)?"
)
# What a question without a unit tells of it.
_KINDS = (
    (re.compile(r"占.{0,3}多少"), re.compile(r"[%成]|分之")),
    (re.compile(r"多大(?:岁数|年[纪龄])|几岁"), re.compile(r"岁")),
    (
        re.compile(
            r"(?:[给补奖交掏花贴赚罚付发领拿费价贵惠宜]|到手)[^,。?!]{0,4}(?:多少|几多)"
            r"|几块|几钱"
        ),
        re.compile(r"[元块%成角]|分之"),
    ),
)
# 多少床位 at the end of a question, but for 多少钱啊.
_COUNTED = re.compile(
    r"(?:多少|几)个?(?P<noun>(?:(?![吗呢呀啊吧啦嘛对是钱块元了的])\w){2})[吗呢呀啊吧对了\s\W]*$"
)
_INCIDENTAL = re.compile(r"第|(?:19|20)\d\d年|[一二两三四五六七八九十]\D{0,2}$")

# Names of things that are counted in a row: 孤儿52人, 城市低保对象8635人.
_SHORTEST_NAME, _LONGEST_NAME = 2, 7

# 40%—60%, 2020年—2022年 are one figure.
_RANGE = re.compile(r"\s*(?:年|月|日|元|岁)?\s*[-—–~～至到]+\s*$")


def key_span(question: str, fact: str, matched: Sequence[Span]) -> Span | None:
    """Return the span of `fact` that answers a question by itself, `None` where it is not clear.

    Args:
        question: As it was written.
        fact: The text that answers it.
        matched: Spans of the fact that the question named.
    """
    asked = fold(question).text
    if counted := figure_asked(asked):
        return _counted(counted, fact)
    if form := form_asked(asked):
        return _formed(form, asked, fact, matched)
    return _number(asked, fact, matched)


def key_asked(question: str) -> bool:
    """Whether a question, in folded form, asks for what a short answer can tell."""
    return bool(figure_asked(question) or form_asked(question) or Expectation.of(question).number)


def _number(asked: str, fact: str, matched: Sequence[Span]) -> Span | None:
    """Return the figure that a folded question asks for."""
    expected = Expectation.of(asked)
    if not expected.number:
        return None
    folded = fold(fact)
    clauses = [found.span() for found in _CLAUSE.finditer(fact)]
    known = {number.value for number in numbers(asked)}
    counting_nothing = [folded.span(*span) for span in uncounted(folded.text, expected.unit)]
    figures = [
        (figure.start, figure.end)
        for clause in clauses
        for figure in _figures(fact, *clause)
        if not known.intersection(figure.values)
        and _answers(figure, expected.unit, asked)
        and not _overlap((figure.start, figure.end), counting_nothing)
    ]
    span = _alone(fact, clauses, matched, figures)
    if span is None or expected.unit or _names_counted(asked, fact, clauses, span):
        return span
    return None


def _alone(
    fact: str,
    clauses: Sequence[Span],
    matched: Sequence[Span],
    spans: Sequence[Span],
) -> Span | None:
    """Return what stands alone in the clause named most; `None` where another may be meant."""
    most = max((_overlap(clause, matched) for clause in clauses), default=0)
    best = [clause for clause in clauses if _overlap(clause, matched) == most and most]
    if len(best) != 1:
        return None
    here = [span for span in spans if _overlap(best[0], [span])]
    if len(here) > 1:
        return _of_item(fact, best[0], matched, here)
    if not here:
        return None
    # 身份证15个工作日，加急的5个工作日: who says 加急 as well means the other clause.
    said = fact[slice(*best[0])]
    for clause in clauses:
        if clause == best[0] or not any(_overlap(clause, [span]) for span in spans):
            continue
        if any(
            clause[0] <= start and end <= clause[1] and fact[start:end] not in said
            for start, end in matched
        ):
            return None
    return here[0]


def _of_item(
    fact: str, clause: Span, matched: Sequence[Span], spans: Sequence[Span]
) -> Span | None:
    """Return what the item named has, where each of an enumeration has one: 公办5家、民办13家."""
    items = [found.span() for found in _ITEM.finditer(fact, *clause)]
    if [_overlap(item, spans) > 0 for item in items] != [True] * len(spans):
        return None
    if any(span[0] - item[0] < _SHORTEST_NAME for item, span in zip(items, spans, strict=True)):
        return None  # 2020年申报、2021年获批: what they are of stands elsewhere
    # What opens the clause stands further from the figure than what names the first item.
    start = max(clause[0], spans[0][0] - _LONGEST_NAME)
    names = [(start, spans[0][0]), *items[1:]]
    asked = frozenset().union(*(_pairs(fact, span) for span in matched))
    named = [_pairs(fact, name) & asked for name in names]
    chosen = [
        span
        for place, span in enumerate(spans)
        if named[place].difference(*named[:place], *named[place + 1 :])
    ]
    return chosen[0] if len(chosen) == 1 else None


def _pairs(text: str, span: Span) -> frozenset[str]:
    """Return the pairs of neighbouring characters."""
    return frozenset(text[place : place + 2] for place in range(span[0], span[1] - 1))


def _names_counted(asked: str, fact: str, clauses: Sequence[Span], span: Span) -> bool:
    """Whether the clause of a figure names what the question counts: 多少床位."""
    counted = _COUNTED.search(asked)
    if counted is None:
        return True
    said = next(_folded(fact, clause) for clause in clauses if _overlap(clause, [span]))
    # 老人 is said 老年人 as well.
    return set(counted["noun"]) <= set(said)


def _counted(figure: Figure, fact: str) -> Span | None:
    """Return the clause of a figure: what stands around it is what it counts."""
    clauses = [found.span() for found in _CLAUSE.finditer(fact)]
    holding = [clause for clause in clauses if holds_figure(_folded(fact, clause), figure)]
    if len(holding) != 1:
        return None
    start, end = holding[0]
    items = [found.span() for found in _ITEM.finditer(fact, start, end)]
    # Items that have a figure each: 生活补贴2.93亿元、护理补贴0.43亿元.
    if all(any(numbers(_folded(fact, item))) for item in items):
        counted = [item for item in items if holds_figure(_folded(fact, item), figure)]
        if len(counted) != 1:
            return None
        start, end = counted[0]
    opening = _OPENING.match(fact, start, end)
    return (opening.end() if opening else start, end)


def _folded(text: str, span: Span) -> str:
    return fold(text[slice(*span)]).text


def _formed(form: Form, asked: str, fact: str, matched: Sequence[Span]) -> Span | None:
    """Return what has the form asked for, where the clause named holds one alone."""
    folded = fold(fact)
    clauses = [folded.span(*found.span()) for found in _SENTENCE_PART.finditer(folded.text)]
    spans = [folded.span(*span) for span in form.find(asked, folded.text)]
    # A date that opens the sentence is that of all its clauses.
    if len(spans) == 1 and form.sole and matched:
        return spans[0]
    return _alone(fact, clauses, matched, spans)


def _answers(figure: "_Figure", unit: str, asked: str) -> bool:
    """Whether a figure may be what was asked for; years and 两项 only in the unit asked for."""
    if unit:
        return figure.counts(unit)
    wanted = next((said for asks, said in _KINDS if asks.search(asked)), None)
    if wanted is not None and not wanted.search(figure.text):
        return False
    return not _INCIDENTAL.match(figure.text)


def _overlap(clause: Span, spans: Sequence[Span]) -> int:
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
