"""Statements that somebody wants confirmed: 低保标准是800元吗 and the like.

The figures that it claims may be false, so that they say little about where the answer stands: what
is looked for is what they claim, 低保标准是多少元. Whether the articles agree is only said where it
is plain.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from knowledge.constraints import claims_year
from knowledge.expectation import Figure, figures, in_unit
from knowledge.model import Verdict
from knowledge.normal import Folded, fold

WEIGHT_OF_CLAIM = 0.3
"""What a claimed figure counts in looking for the answer: it may be true."""

_CONFIRMS = re.compile(
    r"(?:吧|吗|嘛|么|[对是]不[对是]|没错|属实|[对是真]的?)\W*$|是不是|是否|有没有(?=\D{0,4}\d)|听说|据说"
)
_ASKS_FOR_MORE = re.compile(r"多少|几(?![十百千万乎])|什么|啥|哪|谁|怎|咋|如何|为何|为什么")
_UNIT = re.compile(
    r"(?P<about>[多余来几]|以上|左右)?(?P<unit>人次|平方米|平方公里|公里|分钟|小时|工作日|个月|万元|亿元|%"
    r"|[元块名人户家个张件次项处所岁年月日天度届条套台亩吨米倍种座部集位期首本对例])?"
)
_BEFORE = re.compile(
    r"(?P<least>(?<!不)超过|高于|多于|大于|不止|不低于|不少于|至少)?"
    r"(?P<most>不到|低于|少于|不足|小于|最多|不超过|顶多)?"
    r"(?P<about>大概|大约|约|近|差不多)?\W*$"
)
_NUMERALS = frozenset("0123456789一二三四五六七八九十")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DENIES = re.compile(r"不|没|无|未|非|别(?!的)|除了|以外")
_HARMLESS = re.compile(
    r"[是对]不[是对]|有没有|不到|不足|不超过|不止|不低于|不少于|没错|未成年|无障碍|不动产"
)
_CLAUSE = re.compile(r"[^，,。；;：:！!？?\n\t]+")


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that a statement claims."""

    start: int
    end: int
    """In the folded statement, with the signs of a rough figure (200多) and without its unit."""
    value: str
    unit: str
    low: Decimal
    high: Decimal
    """What the figure may be for the claim to hold, both included."""

    @property
    def is_year(self) -> bool:
        """Whether it claims when something was."""
        return self.unit == "年" and bool(_YEAR.fullmatch(self.value))


def claims(statement: str) -> tuple[Claim, ...]:
    """Return what a folded text claims and wants confirmed; none where it asks for more."""
    if not _CONFIRMS.search(statement) or _ASKS_FOR_MORE.search(_HARMLESS.sub("", statement)):
        return ()
    found = figures(statement)
    if any(statement[figure.end : figure.end + 1] in _NUMERALS for figure in found):
        return ()  # 2万5千 and 七成四 are read as two figures
    return tuple(_claims(statement, found))


def _claims(statement: str, found: Sequence[Figure]) -> Iterator[Claim]:
    for figure in found:
        after = _UNIT.match(statement, figure.end)
        before = _BEFORE.search(statement[: figure.start])
        try:
            value = Decimal(figure.value.rstrip("%"))
        except InvalidOperation:  # 1/3, 5‰
            continue
        unit = "%" if figure.value.endswith("%") else (after["unit"] or "") if after else ""
        year = unit == "年" and bool(_YEAR.fullmatch(figure.value))
        if not unit or (year and not claims_year(statement)):
            continue
        rough = after["about"] if after else None
        end = after.end("about") if after and after["about"] else figure.end
        low, high = _range(value, rough, before)
        yield Claim(figure.start, end, figure.value, unit, low, high)


def _range(
    value: Decimal, rough: str | None, before: re.Match[str] | None
) -> tuple[Decimal, Decimal]:
    """Return what a figure may be: 200多 is from 200 to 300, 约200 within a tenth."""
    if rough in {"多", "余", "来", "几", "以上"}:
        return value, value + Decimal(10) ** _last_digit(value)
    if before and before["least"]:
        return value, Decimal("Infinity")
    if before and before["most"]:
        return Decimal(0), value
    if rough == "左右" or (before and before["about"]):
        return value * Decimal("0.9"), value * Decimal("1.1")
    return value, value


def _last_digit(value: Decimal) -> int:
    """Return the power of ten of the last digit that is not zero: 2 for 200."""
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def as_question(text: str) -> str:
    """Return a statement as the question that it answers; what claims nothing as it is."""
    folded = fold(text).text
    found = claims(folded)
    for claim in reversed(found):
        asked = "哪" if claim.is_year else "百分之多少" if claim.unit == "%" else "多少"
        folded = folded[: claim.start] + asked + folded[claim.end :]
    return folded if found else text


def claim_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a text, as it was written, claims figures."""
    folded: Folded = fold(text)
    return tuple(folded.span(claim.start, claim.end) for claim in claims(folded.text))


def verdict(text: str, fact: str, named: Sequence[tuple[int, int]]) -> Verdict | None:
    """Return how what a fact says compares with a statement; `None` where that is not plain.

    Args:
        text: The statement, as it was written.
        fact: What the articles say.
        named: Spans of the fact that the statement named.
    """
    folded = fold(text).text
    claimed = claims(folded)
    if not claimed or _DENIES.search(_HARMLESS.sub("", folded)):
        return None
    clause = _clause(fact, named)
    compared = [_compare(claim, fold(fact).text, clause) for claim in claimed]
    if None in compared:
        return None
    return Verdict.AGREES if all(compared) else Verdict.DIFFERS


def _clause(fact: str, named: Sequence[tuple[int, int]]) -> str:
    """Return the clause of a fact that the statement named most of."""

    def shared(found: re.Match[str]) -> int:
        first, last = found.span()
        return sum(max(0, min(last, end) - max(first, start)) for start, end in named)

    clauses = list(_CLAUSE.finditer(fact))
    best = max(clauses, key=shared, default=None)
    return fold(best.group()).text if best and shared(best) else ""


def _compare(claim: Claim, fact: str, clause: str) -> bool | None:
    """Whether a fact says what is claimed; `None` where it may be of something else."""
    if claim.is_year:
        said = {figure.value for figure in figures(fact) if _YEAR.fullmatch(figure.value)}
        return None if len(said) != 1 else claim.value in said
    rivals = [figure for figure in figures(clause) if _in_unit(figure, claim.unit)]
    if any(_holds(claim, figure) for figure in rivals):
        return True if len(rivals) == 1 or claim.low == claim.high else None
    return False if len(rivals) == 1 else None


def _in_unit(figure: Figure, unit: str) -> bool:
    if unit == "%":
        return figure.value.endswith("%")
    return in_unit(figure.following[:2], "元" if unit == "块" else unit)


def _holds(claim: Claim, figure: Figure) -> bool:
    try:
        value = Decimal(figure.value.rstrip("%"))
    except InvalidOperation:
        return False
    return claim.low <= value <= claim.high
