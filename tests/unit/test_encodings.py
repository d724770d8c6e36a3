"""Bytes to text: which encoding, or what is wrong with the file, where, and what to do."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import ArticleError, BrokenCharacter, EmptyArticle, NotText
from knowledge.readers.encodings import decode

SIMPLIFIED = "低保标准怎么定\n市民政局将最低生活保障标准提高到每人每月1000元，位于全省前列。\n"
TRADITIONAL = "低保標準怎麼定\n市民政局將最低生活保障標準提高到每人每月1000元，位於全省前列。\n"
# Big5 has these only in the extensions that every Windows has: 裏, 恒, 銹.
HONG_KONG = "長者住屋津貼的申請表格，請寄到恒安街的社會福利署，地址寫在信封裏。\n"


@pytest.mark.parametrize(
    ("codec", "text", "name"),
    [
        ("utf-8", SIMPLIFIED, "utf-8"),
        ("utf-8", TRADITIONAL, "utf-8"),
        ("utf-8-sig", SIMPLIFIED, "utf-8"),
        ("gb18030", SIMPLIFIED, "gb18030"),
        ("gb18030", TRADITIONAL, "gb18030"),
        ("gb18030", SIMPLIFIED + "𬍛㐂", "gb18030"),
        ("gbk", SIMPLIFIED, "gb18030"),
        ("gbk", TRADITIONAL, "gb18030"),
        ("gb2312", SIMPLIFIED, "gb18030"),
        ("big5", TRADITIONAL, "big5hkscs"),
        ("cp950", HONG_KONG, "big5hkscs"),
        ("utf-16", SIMPLIFIED, "utf-16"),
        ("utf-16-le", SIMPLIFIED, "utf-16-le"),
        ("utf-16-be", TRADITIONAL, "utf-16-be"),
        # No digit and no line end: not one byte of it is zero.
        ("utf-16-le", "特困供养等困难群体的保障标准位于全省前列。", "utf-16-le"),
        ("utf-16-be", "特困供养等困难群体的保障标准位于全省前列。", "utf-16-be"),
    ],
)
def test_each_encoding_is_known(codec: str, text: str, name: str) -> None:
    assert decode(text.encode(codec)) == (text, name)


def test_a_mark_of_big_endian_utf_16_is_taken_off() -> None:
    assert decode(b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be")) == (SIMPLIFIED, "utf-16")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(
    "text", ["民政局的地址在和平路1号", "申请低保要多长时间？", "1000", "abc\n"]
)
def test_short_texts(codec: str, text: str) -> None:
    assert decode(text.encode(codec))[0] == text


@pytest.mark.parametrize("text", ["補貼標準是每人每月1000元", "如何申請長者津貼？"])
def test_short_texts_in_big5(text: str) -> None:
    assert decode(text.encode("big5")) == (text, "big5hkscs")


_SENTENCES = st.lists(
    st.sampled_from(
        [*SIMPLIFIED.splitlines(), "养老院有多少床位？", "残疾人两项补贴怎么申请，要什么材料。"]
    ),
    min_size=3,
    max_size=6,
).map("\n".join)


@given(_SENTENCES, st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"]))
def test_what_was_encoded_is_decoded(text: str, codec: str) -> None:
    assert decode(text.encode(codec))[0] == text


@pytest.mark.parametrize("declared", ["gb2312", "GBK", " x-gbk ", "gb18030"])
def test_a_page_may_declare_its_encoding(declared: str) -> None:
    text = "龘龘龘龘"  # too rare to be judged by
    assert decode(text.encode("gb18030"), declared) == (text, "gb18030")


@pytest.mark.parametrize(
    "declared",
    [
        "utf-8", "big5", "ascii", "iso-8859-1", "windows-1252", "utf-16", "utf-7", "idna", "hex",
        "rot13", "unicode_escape", "没有的", "", "\ud800", "a\0b",
    ],
)  # fmt: skip
def test_a_page_that_declares_what_it_is_not_is_read_as_what_it_is(declared: str) -> None:
    assert decode(SIMPLIFIED.encode("gb18030"), declared) == (SIMPLIFIED, "gb18030")


def test_a_mark_is_believed_before_a_declaration() -> None:
    assert decode(SIMPLIFIED.encode("utf-8-sig"), "gb2312") == (SIMPLIFIED, "utf-8")


_REMEDY = "请另存为 UTF-8 编码的纯文本"


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0" + bytes(range(128, 256)), 0),
        (b"GIF89a\1\0\1\0\x80", 6),
        (b"\x7fELF\2\1\1\0", 4),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 24, 0),
        (b"\0" * 10, 0),
        # The heads of a .docx and of a .pdf that were given another suffix.
        (b"PK\3\4\x14\0\6\0\x08\0!\0", 2),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Filter/FlateDecode>>stream\n\1\2\3", 53),
        ("低保\0标准".encode(), 6),
        ("低保\0标准".encode("utf-8-sig"), 9),
        ("低\0标准".encode("utf-16"), 4),
        (SIMPLIFIED.encode("gb18030") + b"\1", len(SIMPLIFIED.encode("gb18030"))),
        ("日本語の文章です".encode("shift-jis"), 0),
    ],
)
def test_what_is_no_text_is_said_to_be_none_from_which_byte_on(data: bytes, offset: int) -> None:
    with pytest.raises(NotText) as caught:
        decode(data)
    assert str(caught.value) == f"不是文本文件（第 {offset + 1} 个字节起无法识别）；{_REMEDY}"


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_no_text(seed: int) -> None:
    with pytest.raises(NotText):
        decode(random.Random(seed).randbytes(400))  # noqa: S311 (no secret)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \r\n\t",
        "\u3000\n\u3000".encode(),
        "\u3000\n".encode("gb18030"),
        b"\xef\xbb\xbf",
        b"\xef\xbb\xbf\n",
        b"\xff\xfe",
        " \n".encode("utf-16"),
    ],
)
def test_a_file_without_text_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyArticle, match="请放入文章内容，或删除此文件"):
        decode(data)


_ENCODINGS = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "utf-16": "utf-16-le",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
}


@pytest.mark.parametrize("codec", _ENCODINGS)
@pytest.mark.parametrize(("characters", "line"), [(20, 2), (45, 3)])
def test_a_file_that_stops_within_a_character(codec: str, characters: int, line: int) -> None:
    whole = (TRADITIONAL * 2).replace("1000", "一千")[: characters + 1].encode(codec)
    before = (TRADITIONAL * 2).replace("1000", "一千")[:characters].encode(codec)
    with pytest.raises(BrokenCharacter) as caught:
        decode(whole[:-1])
    assert str(caught.value) == (
        f"第 {len(before) + 1} 个字节处的字符不完整（编码 {_ENCODINGS[codec]}）；"
        "文件可能没有传完，请重新上传或另存为 UTF-8"
    )
    assert caught.value.line == line


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "big5"])
def test_a_file_with_a_damaged_byte(codec: str) -> None:
    text = TRADITIONAL * 3
    data = bytearray(text.encode(codec))
    place = len(text[:45].encode(codec))
    data[place] = 0xFF
    with pytest.raises(BrokenCharacter) as caught:
        decode(bytes(data))
    assert f"第 {place + 1} 个字节处" in str(caught.value)
    assert caught.value.line == 3


@given(st.binary(max_size=80))
def test_no_bytes_fail_otherwise(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except ArticleError as error:
        assert error.line >= 1  # noqa: PT017
    else:
        assert text.strip()
        assert data.decode(encoding).removeprefix("\ufeff") == text
