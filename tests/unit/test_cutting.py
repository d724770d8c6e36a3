"""Where Chinese text is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.cutting import LONGEST, clauses, sentences


def _cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一句。二句！三句？四句", ["一句。", "二句！", "三句？", "四句"]),
        ("真的吗？！真的。", ["真的吗？！", "真的。"]),
        ("他说：“好。走吧！”然后走了。又来了。", ["他说：“好。走吧！”然后走了。", "又来了。"]),
        ("“第一句话。”第二句话。", ["“第一句话。”", "第二句话。"]),
        (
            "按比例（见附件。另见表1。）给予救助。完。",
            ["按比例（见附件。另见表1。）给予救助。", "完。"],
        ),
        ("《怎么办？》一书出版。", ["《怎么办？》一书出版。"]),
        ("未闭合的“引号。后面一句。", ["未闭合的“引号。", "后面一句。"]),
        ("增长3.5%。共5.8万名。", ["增长3.5%。", "共5.8万名。"]),
        ("  两边有空白。  \n下一句。 ", ["两边有空白。", "下一句。"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert _cut(text) == expected


def test_a_speech_is_cut_within_its_quotation() -> None:
    speech = "“" + "这是一个很长的演讲中的一句话。" * 20 + "”"
    assert len(_cut(speech)) > 10


LONG = "市民政局将最低生活保障标准提高到每人每月1000元,特困供养等困难群体保障标准位于全省前列"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("短句；不切；开。", ["短句；不切；开。"]),
        (f"{LONG};{LONG}。", [f"{LONG};", f"{LONG}。"]),
        (f"{LONG}；其中（甲；乙）{LONG}。", [f"{LONG}；", f"其中（甲；乙）{LONG}。"]),
        (f"{LONG}；好；{LONG}。", [f"{LONG}；好；", f"{LONG}。"]),
    ],
)
def test_clauses(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in clauses(text)] == expected


def test_long_clauses_are_cut_evenly_at_commas() -> None:
    text = "，".join(["完善居家养老援助服务和老年人能力综合评估制度"] * 8) + "。"
    pieces = [text[start:end] for start, end in clauses(text)]
    assert "".join(pieces) == text
    assert len(pieces) == 2
    assert abs(len(pieces[0]) - len(pieces[1])) < 30
    assert all(piece.endswith(("，", "。")) for piece in pieces)


def test_numbers_are_never_cut() -> None:
    text = "投入资金1,234,567元" * 30 + "。"
    assert [text[start:end] for start, end in clauses(text)] == [text]


_CHARACTERS = st.sampled_from("甲乙丙丁，、；。！“”（）《》,;1 ")


@given(st.lists(_CHARACTERS, max_size=600).map("".join))
def test_pieces_are_in_order_apart_and_leave_out_only_white_space(text: str) -> None:
    for cut in (sentences, clauses):
        end = 0
        for start, stop in cut(text):
            assert not text[end:start].strip()
            assert text[start:stop].strip() == text[start:stop] != ""
            end = stop
        assert not text[end:].strip()


@given(st.lists(st.sampled_from("甲乙丙丁，"), min_size=1, max_size=900).map("".join))
def test_no_piece_is_long_where_a_comma_could_have_cut_it(text: str) -> None:
    for start, end in clauses(text):
        inner = text[start + 8 : min(end, start + LONGEST) - 1]
        assert end - start <= LONGEST or "，" not in inner
