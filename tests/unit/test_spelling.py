"""Slips of the keyboard: what is mended, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.asking.spelling import WEIGHT_OF_MENDED, Spelling, alike
from knowledge.language import Language
from knowledge.question import understand
from knowledge.terms import Analyzer
from knowledge.words import Cutter

ARTICLE = "常州市低保标准和康复辅具租赁，养老机构床位，困境儿童，临时价格补贴，护理补贴，德康驿站"


@pytest.fixture(scope="module")
def spelling(cutter: Cutter) -> Spelling:
    """Return what mends by one short article."""
    analyzer = Analyzer(Language(words=("德康",), written={"低保": "低保", "辅具": "辅具"}), cutter)
    return Spelling(ARTICLE.__contains__, lambda w: w == "德康" or analyzer.knows(w), analyzer.cut)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("底保标准是多少", "低保标准是多少"),
        ("低宝標準", "低保標準"),
        ("康复铺具租了多少件", "康复辅具租了多少件"),
        ("養老机够有幾家", "養老机构有幾家"),
        ("困镜儿童", "困境儿童"),
        ("得康驿站", "德康驿站"),
        ("临时价隔补贴 几次", "临时价格补贴 几次"),
        ("床味有多少张", "床位有多少张"),
        ("Changzhou的低保", "常州的低保"),
        ("ｃhangzhou", "常州"),
    ],
)
def test_what_is_mended(spelling: Spelling, typed: str, meant: str) -> None:
    mended = spelling.mend(typed)
    assert mended.text == meant
    assert len(mended.changed) == 1
    ((start, end),) = mended.changed
    assert meant[:start] == typed[:start]
    assert meant[end:] == typed[len(typed) - (len(meant) - end) :]


@pytest.mark.parametrize(
    "text",
    [
        "低保标准",
        "结婚登记要预约吗",  # a word that the article lacks is no slip
        "红烧肉怎么做",
        "彩票在哪买",
        "王小明是谁",
        "elderly care bed",
        "wifi",
        "常州",
        "",
        "多大年纪",
    ],
)
def test_what_is_left_alone(spelling: Spelling, text: str) -> None:
    assert spelling.mend(text).text == text
    assert spelling.mend(text).changed == ()


def test_a_mended_word_counts_less_than_a_written_one(
    spelling: Spelling, analyzer: Analyzer
) -> None:
    asked = understand("底保标准", (), analyzer, spelling).asked.grams
    assert asked["低"] == WEIGHT_OF_MENDED
    assert asked["低"] < asked["低保"] < asked["标准"] == 1.0
    assert "底保" not in asked
    assert understand("底保标准", (), analyzer).asked.grams["底保"] == 1.0


def test_characters_are_alike_by_sound_and_by_shape() -> None:
    assert "构" in alike("够")
    assert "辅" in alike("铺")
    assert "山" in alike("三")  # s and sh
    assert alike("够").isascii() is False
    assert "够" not in alike("够")
    assert alike("a") == ""


_TEXTS = st.text(
    st.sampled_from("底保铺具养老机够多少 changzhou?𠀀㎡") | st.characters(), max_size=20
)


@given(_TEXTS)
def test_no_text_fails(spelling: Spelling, text: str) -> None:
    mended = spelling.mend(text)
    for start, end in mended.changed:
        assert 0 <= start < end <= len(mended.text)
    assert mended.changed or mended.text == text
