"""Numbers in one form, however they are written; and words that only look like numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.normal import fold
from knowledge.numbers import numbers


def _values(text: str) -> list[str]:
    return [number.value for number in numbers(fold(text).text)]


@pytest.mark.parametrize(
    ("value", "writings"),
    [
        (
            "1000",
            ["1000元", "１０００元", "1,000元", "一千元", "1千", "壹仟圆", "一〇〇〇", "1000.0"],
        ),
        ("58000", ["5.8万名", "５．８万名", "五万八千", "五万八", "五点八万", "58,000", "58000人"]),
        ("1200", ["一千二", "一千二百", "1200"]),
        ("1002", ["一千零二", "一千〇二", "1002"]),
        ("10500", ["一万零五百", "10500"]),
        ("15000", ["一万五", "一万五千", "1.5万", "一万五千多人"]),
        ("35000", ["三点五万", "3.5万"]),
        ("110", ["一百一", "一百一十", "110"]),
        ("101", ["一百零一"]),
        ("250", ["二百五", "二百五十", "两百五"]),
        ("20000000", ["2000万元", "两千万", "2千万", "近2000万元"]),
        ("150000000", ["1.5亿", "一亿五千万", "一亿五", "一点五亿"]),
        ("100000500", ["一亿零五百"]),
        ("3500000000000", ["三万五千亿", "3.5万亿", "三点五万亿"]),
        ("10000000", ["上千万元", "千万以上", "一千万"]),
        ("1000000", ["百万元", "超过百万。", "百万"]),
        ("0.5", ["0.50", "零点五"]),
        ("0", ["0", "00"]),
        ("7", ["007", "7户", "七户", "柒户"]),
        ("2", ["两个", "二个", "２个", "俩人"]),
        ("10", ["十户", "10户", "十月"]),
        ("12", ["第十二条", "十二个", "12"]),
        ("2022", ["二〇二二年", "二零二二", "2022年", "两千零二十二"]),
        ("119", ["一一九", "119"]),
        ("40%", ["40%", "40％", "４０%", "百分之四十", "百分之40", "四成", "4成"]),
        ("35%", ["35%", "三点五成", "3.5成", "百分之三十五"]),
        ("100%", ["百分之百", "百分之一百", "十成"]),
        ("0.5%", ["0.5%", "百分之零点五"]),
        ("3‰", ["千分之三", "3‰"]),
        ("5‱", ["万分之五"]),
        ("1/3", ["三分之一", "3分之1"]),
        ("1/10", ["十分之一"]),
    ],
)
def test_writings_of_one_number_are_the_same(value: str, writings: list[str]) -> None:
    assert {writing: _values(writing) for writing in writings} == {
        writing: [value] for writing in writings
    }


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("按40%—60%比例", ["40%", "60%"]),
        ("按40-60%比例", ["40%", "60%"]),
        ("40到60%", ["40%", "60%"]),
        ("四成至六成", ["40%", "60%"]),
        ("2020年—2022年", ["2020", "2022"]),
        ("2023-07-19", ["2023", "7", "19"]),
        ("三月八日", ["3", "8"]),
        ("17个部门、27项信息", ["17", "27"]),
        ("每户200度(冬夏各100度)", ["200", "100"]),
        ("1,000,2000", ["1000", "2000"]),
        ("①2000元②3000元", ["2000", "3000"]),
        ("65㎡", ["65"]),
        ("24小时", ["24"]),
    ],
)
def test_each_number_of_a_text(text: str, values: list[str]) -> None:
    assert _values(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "统一", "一般", "一定", "一次性", "一个", "一起", "第一", "同一",
        "万一", "十分", "十分重要", "十足", "千万别", "千万不要", "百姓", "千家万户",
        "三心二意", "四通八达", "五颜六色", "七上八下", "千方百计", "十全十美", "一成不变",
        "四川", "三亚", "两岸", "九江", "七夕", "三农", "五保户",
        "五一", "六一儿童节", "八一", "三八妇女节", "九九重阳",
        "成立", "成立于", "三成员", "百分", "千分之", "百分之",
        # Estimates name no number.
        "五六个", "三四十", "七八百", "两三成", "十几个", "几十",
        # Plans have numbers of their own.
        "十二五", "十四五规划",
        # Names hold digits.
        "covid19", "a1000", "g20",
        "①", "½", "²", "十千", "百百",
        "",
    ],
)  # fmt: skip
def test_no_number(text: str) -> None:
    assert _values(text) == []


def test_a_number_knows_where_it_stands() -> None:
    text = "共5.8万名，百分之四十，四成立即"
    found = [text[number.start : number.end] for number in numbers(text)]
    assert found == ["5.8万", "百分之四十"]


@pytest.mark.parametrize("digits", ["٣٤", "३४"])
def test_digits_of_other_scripts(digits: str) -> None:
    assert _values(digits) == ["34"]
    assert _values("百分之" + digits) == ["34%"]
    assert _values(f"{digits}分之{digits}") == ["34/34"]


@pytest.mark.parametrize(
    "text",
    ["亿" * 5000, "1" + "亿" * 5000, "一" + "亿" * 5000, "9" * 5000, "一" * 5000, "百分之" * 900],
)
def test_absurd_numerals_end(text: str) -> None:
    assert all(len(value) <= len(text) + 20 for value in _values(text))


_CHARACTERS = st.sampled_from("零一二三十百千万亿点分之成两〇0123.,%‰年个 -—至") | st.characters()


@given(st.text(_CHARACTERS, max_size=25))
def test_numbers_are_in_order_apart_and_never_fail(text: str) -> None:
    past = 0
    for number in numbers(text):
        assert past <= number.start < number.end <= len(text)
        assert number.value
        past = number.end


_NAMES = "零一二三四五六七八九"


def _chinese(number: int) -> str:
    """Write a number below 10,000 as one does."""
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += ("零" if gap and written else "") + _NAMES[digit] + name
        gap = not digit
    return written


@given(st.integers(11, 9999))
def test_chinese_numerals_are_read_as_they_are_written(number: int) -> None:
    assert _values(_chinese(number) + "元") == [str(number)]


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_sections_of_ten_thousand(high: int, low: int) -> None:
    joint = "零" if low < 1000 else ""
    assert _values(f"{_chinese(high)}万{joint}{_chinese(low)}元") == [str(high * 10_000 + low)]
    assert _values(f"{_chinese(high)}亿{_chinese(low)}万元") == [
        str(high * 100_000_000 + low * 10_000)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "9" * 1_000_000 + "万",
        "9" * 1_000_000 + "成",
        "百分之" + "9" * 1_000_000 + "万",
        "三点五" + "万" * 300_000,
        "百分之٣",
        "٣分之١",
        "٣.٥万",
        "百分之点",
    ],
    ids=lambda text: f"{text[:6]}…{len(text)}",
)
def test_what_is_too_large_or_no_number_fails_nowhere(text: str) -> None:
    assert _values(text + "，低保1000元")[-1] == "1000"
