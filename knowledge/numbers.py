"""Numbers in one form: 1000, １０００, 一千 and 1千 are `1000`; 百分之四十 and 四成 are `40%`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    **{char: value for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
    "俩": 2,
    "仨": 3,
}
# 10, 100, 1000, which a section of up to four digits is made of.
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MAGNITUDES = {"万": 10**4, "亿": 10**8}

_SHARES = {"百": "%", "千": "‰", "万": "‱"}

_NUMERAL = "零〇一二三四五六七八九两俩仨壹贰叁肆伍陆柒捌玖十拾百佰千仟万亿"
# 三四十 is an estimate, 十二五 a plan.
_ESTIMATE = re.compile("[一二三四五六七八九两俩仨壹贰叁肆伍陆柒捌玖][〇零一二三四五六七八九两]")
# 九千九百九十九万九千九百九十九亿九千九百九十九万九千九百九十九
_LONGEST = 31
# \d are the digits of all scripts, which Decimal reads too.
_ARABIC = r"\d+(?:,\d{3}(?!\d))+(?:\.\d+)?|\d+(?:\.\d+)?"
# Before these a single numeral counts something; elsewhere it is part of a word (统一, 一般).
_MEASURES = (
    "个家名位人口户元块角分钱次年月日号天周岁级类项处所座台件条份间张床区县镇乡村街届批期点门种部"
    "倍亩吨米斤度小层楼"
)
# Tenths, but for the words that begin with 成.
_TENTHS = r"成(?!立|为|员|功|果|本|都|人|年|就|长|品|套|群|千|百|不变)"
# 百万, 千万 are numbers before a measure, before these, and where the text stops; 千万别 is not.
_ROUND = re.compile(r"[余多以左上]|\W|$")
# 四至六层: what is counted follows the second number.
_TO = re.compile(rf"[至到][{_NUMERAL}]+[{_MEASURES}]")

_NUMBER = re.compile(
    # Looked at first, since it tells at once that no number begins here.
    rf"(?=[\d{_NUMERAL}])(?:(?P<percent>[百千万]分之)\s*(?P<of>{_ARABIC}|[{_NUMERAL}点]+)"
    rf"|(?P<down>[{_NUMERAL}]+|(?<!\d)\d+)分之(?P<up>[{_NUMERAL}]+|\d+)"
    # covid19 is a name; no unit is longer than 千万亿.
    rf"|(?<![a-z\d])(?P<arabic>{_ARABIC})(?P<magnitude>[十百千万亿]{{0,3}})(?P<sign>\s*[%‰]|{_TENTHS})?"
    rf"|(?P<chinese>(?:[{_NUMERAL}]+点)?[{_NUMERAL}]+)(?P<tenths>{_TENTHS})?)"
)
# 40-60%: both ends are percentages.
_RANGE_BEFORE_PERCENT = re.compile(rf"\s*(?:[-—–~～]+|至|到)\s*(?:{_ARABIC})\s*%")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text."""

    value: str
    """Plain digits, with `%` for percentages: `58000`, `0.43`, `40%`, `1/3`."""
    start: int
    end: int


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a text that `normal.fold` has made, from left to right."""
    for found in _NUMBER.finditer(text):
        try:
            value = _value(found, text)
        except ArithmeticError:  # a million digits before 万
            continue
        if value is not None:
            yield Number(value, found.start(), found.end())


def _value(found: re.Match[str], text: str) -> str | None:
    if found["percent"]:
        share = _read(found["of"])
        sign = _SHARES[found["percent"][0]]
        return None if share is None else _plain(share) + sign
    if found["down"]:
        up, down = _read(found["up"]), _read(found["down"])
        return None if up is None or not down else f"{_plain(up)}/{_plain(down)}"
    return _arabic(found, text) if found["arabic"] else _chinese(found, text)


def _chinese(found: re.Match[str], text: str) -> str | None:
    numeral = found["chinese"]
    value = _read(numeral)
    if value is None:
        return None
    if found["tenths"]:
        return _plain(value * 10) + "%"
    return _plain(value) if _counts(numeral, text, found.end()) else None


def _counts(numeral: str, text: str, end: int) -> bool:
    """Whether a numeral that may be part of a word is a number there."""
    measured = end < len(text) and (text[end] in _MEASURES or bool(_TO.match(text, end)))
    if len(numeral) == 1:
        # 一 is an article more often than a number, 十分 more often very than ten points.
        known = numeral == "十" or (numeral in _DIGITS and numeral != "一")
        return known and measured and text[end - 1 : end + 1] != "十分"
    return not _DIGITS.keys().isdisjoint(numeral) or measured or bool(_ROUND.match(text, end))


def _arabic(found: re.Match[str], text: str) -> str | None:
    value = _decimal(found["arabic"])
    for char in found["magnitude"]:
        value *= _UNITS.get(char) or _MAGNITUDES[char]
    sign = (found["sign"] or "").strip()
    if sign == "成":
        return _plain(value * 10) + "%"
    if not sign and _RANGE_BEFORE_PERCENT.match(text, found.end()):
        sign = "%"
    return _plain(value) + sign


def _read(numeral: str) -> Decimal | None:
    """Return what digits or Chinese numerals say; `None` for what is no number (万一, 千千)."""
    if numeral[0].isdecimal():
        return _decimal(numeral)
    whole, _, fraction = numeral.partition("点")
    value = _whole(whole)
    digits = fraction.rstrip("万亿")
    if value is None or any(char not in _DIGITS for char in digits):
        return None
    value += _decimal("0." + "".join(str(_DIGITS[char]) for char in digits) + "0")
    for char in fraction[len(digits) :]:  # 三点五万
        value *= _MAGNITUDES[char]
    return value


def _whole(numeral: str) -> Decimal | None:
    if all(char in _DIGITS for char in numeral):
        return _digit_by_digit(numeral)
    if numeral[0] in _MAGNITUDES or len(numeral) > _LONGEST or _ESTIMATE.search(numeral):
        return None
    total = section = digit = 0
    last_unit = 1
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            last_unit = _UNITS[char]
            if section and section % (last_unit * 10):
                return None  # 十千
            section += (digit or 1) * last_unit
            digit = 0
        else:
            last_unit = _MAGNITUDES[char]
            section += digit
            if total and not section:
                total *= last_unit  # 两万亿
            elif total % (last_unit * 10**4):
                total = (total + section) * last_unit
            else:
                total += section * last_unit  # 一亿五千万
            section = digit = 0
    if digit and last_unit >= 100 and numeral[-2] not in "零〇":  # noqa: PLR2004 (a hundred)
        digit *= last_unit // 10  # 一千二 is 1200, 一千零二 is not
    return Decimal(total + section + digit)


def _digit_by_digit(numeral: str) -> Decimal | None:
    """Return what 二〇二二, 一一九 say; 五六 is an estimate, 五一 a holiday."""
    digits = "".join(str(_DIGITS[char]) for char in numeral)
    return None if len(digits) == 2 and "0" not in digits else _decimal(digits)  # noqa: PLR2004


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "") or 0)  # nothing stands before the point of 点五


def _plain(value: Decimal) -> str:
    """Return a number without exponent and without zeros after the point."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
