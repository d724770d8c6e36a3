"""The form in which text is matched, and the way back to what was written."""

import subprocess
from functools import cache
from pathlib import Path

import opencc
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.normal import fold, fold_all, printable, whole


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("低保标准", "低保标准"),
        ("低保標準", "低保标准"),
        ("裡面的後來者", "里面的后来者"),
        # By phrases: the emperor keeps his 乾, the hair is 发 and the money too.
        ("乾隆洗乾淨頭髮，發了財", "乾隆洗干净头发,发了财"),
        ("皇后在后面", "皇后在后面"),
        ("８５０元", "850元"),
        ("ＡＢＣａｂｃ", "abcabc"),
        ("（一）：；！？", "(一):;!?"),
        ("全角　空格", "全角 空格"),
        ("㎡", "m2"),
        ("ﬁ", "fi"),
        ("㈠", "(一)"),
        ("Ⅳ级", "iv级"),
        ("cafe\u0301", "café"),
        ("低\u200b保\ufeff", "低保"),
        ("\u00ad\u2060", ""),
        ("", ""),
        (" ", " "),
        # As digits these would join the ones beside them.
        ("①2000元", "①2000元"),
        ("⒈2000元", "⒈2000元"),
        ("10²", "10²"),
        ("2½", "2½"),
        # The selector that colours the heart and the joiner of the family are not seen.
        ("❤️低保", "❤低保"),
        ("👨‍👩‍👧", "👨👩👧"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text).text == folded


@pytest.mark.parametrize("half", [chr(0xD83D), chr(0xDC80)])
def test_half_a_character_is_folded_too(half: str) -> None:
    folded = fold(f"低{half}保")
    assert folded.text == "低\ufffd保"
    assert folded.span(2, 3) == (2, 3)


@pytest.mark.parametrize(
    ("text", "part", "original"),
    [
        ("每月８５０元", "850", "８５０"),
        ("面积65㎡以内", "m2", "㎡"),
        ("面积65㎡以内", "以内", "以内"),
        # Of what is half meant, the whole is what stands there.
        ("面积65㎡以内", "2", "㎡"),
        ("ﬁrst", "i", "ﬁ"),
        ("cafe\u0301 au", "é", "e\u0301"),
        ("最低\u200b生活\u200b保障", "生活", "生活"),
        ("最\u200b低", "最低", "最\u200b低"),
        ("\ufeff低保", "低保", "低保"),
        ("👨‍👩‍👧低保", "低保", "低保"),
        ("𠀀㎡低保", "低保", "低保"),
        ("低保標準㎡", "标准", "標準"),
    ],
)
def test_a_span_leads_back_to_what_was_written(text: str, part: str, original: str) -> None:
    folded = fold(text)
    start = folded.text.index(part)
    first, last = folded.span(start, start + len(part))
    assert text[first:last].rstrip("\u200b") == original


_TEXTS = st.text(
    st.sampled_from("低保標準８５㎡ﬁ①½é\u0301\u200b\ufeff\u00ad❤️👨‍İß乾隆 　aZ9") | st.characters(),
    max_size=30,
)


@given(_TEXTS)
@example("İ" * 3)
@example("\u0301\u0301低")
def test_each_character_leads_back_to_an_exact_place_within_the_text(text: str) -> None:
    folded = fold(text)
    past = 0
    for index in range(len(folded.text)):
        start, end = folded.span(index, index + 1)
        assert 0 <= start < end <= len(text)
        assert start >= past or folded.span(index - 1, index) == (start, end)
        past = max(past, start)
    if folded.text:
        start, end = folded.span(0, len(folded.text))
        assert end == len(text)


@given(_TEXTS)
def test_what_a_span_leads_back_to_folds_to_the_span(text: str) -> None:
    folded = fold(text)
    for index in range(len(folded.text)):
        start, end = folded.span(index, index + 1)
        # Script is decided by phrases; what is compared here is the rest.
        again = fold(text[start:end]).text
        assert len(again) >= 1
        if folded.text[index].isascii():
            assert folded.text[index] in again


def test_half_a_character_becomes_a_sign_that_encoders_know() -> None:
    assert whole("低\ud800保\udcff") == "低\ufffd保\ufffd"
    assert whole("👴\x1b") == "👴\x1b"


def test_what_is_not_shown_is_escaped() -> None:
    assert printable("低保\x1b[31m\x07\n\x9b\u202e") == r"低保\x1b[31m\x07\x0a\x9b\u202e"
    assert printable("\udcb5\udccd\ud800") == r"\xb5\xcd\ud800"
    assert printable("低保　👨\u200d👩 é") == "低保　👨\u200d👩 é"


@cache
def _converted_phrases() -> dict[str, str]:
    """Return what OpenCC converts from Traditional to Simplified script as one, out of its file."""
    folder = Path(opencc.__file__).parent / "clib"
    written = subprocess.run(
        [
            folder / "bin" / "opencc_dict",
            *("-i", folder / "share" / "opencc" / "TSPhrases.ocd2", "-f", "ocd2"),
            *("-o", "/dev/stdout", "-t", "text"),
        ],
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    lines = (line.partition("\t") for line in written.splitlines())
    return {phrase: forms.split()[0] for phrase, _, forms in lines}


def test_each_phrase_that_opencc_converts_is_converted() -> None:
    found = _converted_phrases()
    assert len(found) > 400
    assert {phrase: fold(phrase).text for phrase in found} == found
    assert fold_all(tuple(found)) == list(found.values())


@given(st.text(st.sampled_from("沈思藉口覆瞭解一目然坏土哩海衹得甦醒乾淨低保標准，")))
def test_text_is_in_simplified_script_as_opencc_has_it(text: str) -> None:
    converted = opencc.OpenCC("t2s").convert(text.replace("，", ","))
    assert fold(text).text == converted
    assert fold_all([text, "低保", text]) == [converted, "低保", converted]
