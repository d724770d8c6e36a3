"""Facts: exact pieces of their file that together with the rest leave nothing out."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.cutting import LONGEST
from knowledge.errors import ArticleError
from knowledge.model import Document, Fact, FactKind
from knowledge.readers import READERS, read_article, read_bytes
from knowledge.segment import segment
from knowledge.shelf import article_files
from tests.unit.accounting import unaccounted

ARTICLES = Path("knowledge/articles")
DATA = Path("tests/data/articles")

_SENTENCES = st.lists(
    st.sampled_from(
        [
            "市民政局将标准提高到每人每月1000元，比上年增加50元。",
            "投入资金2,000万元,惠及5.8万名群众;建成养老机构117家；床位2.5万余张。",
            "他说：“好。我们去看看！”然后走了。",
            "按40%—60%（详见附件1；另见第3页。）给予救助!",
            "做好兜底救助。",
            "2020年—2022年，开展《夏季送清凉。寒冬送温暖》行动……",
            "“问：谁？答：我。”",
            "没有句号的句子",
            "未闭合的“引号里有句号。还有（括号，",
            "㎡½①𠀀👨‍👩‍👧é　全角　空格",
        ]
    ),
    min_size=1,
    max_size=14,
).map("".join)

_LINES = st.one_of(
    _SENTENCES,
    st.sampled_from(
        [
            "现在都在哪买足彩",
            "当前位置: 首页 > 新闻",
            "时间:2023-07-19   浏览量:128 次  来源:中国社会报",
            "【字体：大 中 小】 打印",
            "一、总体要求",
            "（一）基本原则",
            "1. 身份证",
            "2、户口簿；",
            "- 收入证明",
            "申请材料如下：",
            "问：怎么申请？",
            "答：到镇里申请。",
            "表1 各区标准",
            "区名\t标准",
            "天宁区\t1000元",
            "|---|---|",
            "| 甲 | 1 |",
            "扫一扫在手机端打开当前页",
            "相关阅读",
            "",
            "  ",
        ]
    ),
    st.text(max_size=40),
)
_ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\u2028", "\x0b"])
_TEXTS = st.lists(st.tuples(_LINES, _ENDS), min_size=1, max_size=25).map(
    lambda lines: "".join(line + end for line, end in lines)
)


def _read(text: str) -> Document | None:
    """Return the article, `None` where it is refused as one."""
    try:
        return read_bytes(text.encode("utf-8", "surrogatepass"), "article.txt")
    except ArticleError:
        return None


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_every_visible_character_is_in_one_place_and_every_fact_is_exact(text: str) -> None:
    document = _read(text)
    if document is None:
        return
    facts = segment(document)
    for fact in facts:
        assert fact.text == document.source_text[fact.piece.start : fact.piece.end]
        assert fact.text in fact.sentence.text
        assert fact.text == fact.text.strip()
    assert unaccounted(document, facts) == {}


@pytest.mark.parametrize("path", [*article_files(ARTICLES), *article_files(DATA)], ids=str)
def test_articles_are_accounted_for(path: Path) -> None:
    if path.suffix not in READERS:
        pytest.skip("what the article should give, not an article")
    document = read_article(path, path.name)
    facts = segment(document)
    assert facts
    if path.suffix == ".txt":
        assert unaccounted(document, facts) == {}
    assert all(fact.piece.stands_in(document.source_text) for fact in facts)


def _facts(text: str) -> list[Fact]:
    return [
        fact for fact in segment(read_bytes(text.encode(), "a.txt")) if not fact.kind.of_article
    ]


def test_a_clause_knows_its_sentence_titles_and_line() -> None:
    clause = (
        "建立全市困难群众数据库，开展大额医疗支出主动预警排查工作，确保实现主动发现、及时救助；"
    )
    facts = _facts(
        f"标题在此\n\n创新救助\n\n前一句。{clause}该行动被列入今年工作要点，惠及群众三千户。\n"
    )
    assert [fact.text for fact in facts] == [
        "前一句。",
        clause,
        "该行动被列入今年工作要点，惠及群众三千户。",
    ]
    assert facts[1].kind is FactKind.CLAUSE
    assert facts[2].sentence.text.startswith("建立全市困难群众数据库")
    assert facts[2].citation.headings == ("创新救助",)
    assert facts[2].citation.line == 5


def test_metadata_are_facts_with_the_words_for_them() -> None:
    text = "用心解决急难愁盼\n时间:2023-07-19 来源:中国社会报\n正文第一句在这里说明情况。\n"
    facts = {fact.text: fact for fact in segment(read_bytes(text.encode(), "a.txt"))}
    assert facts["时间:2023-07-19"].kind is FactKind.METADATA
    assert "发布时间" in facts["时间:2023-07-19"].names
    assert facts["来源:中国社会报"].citation.source == "中国社会报"


def test_a_long_row_is_quoted_whole() -> None:
    row = "天宁区\t" + "很长的说明，" * 40 + "1000元"
    facts = _facts(f"标题\n\n表1 标准\n区\t说明\n{row}\n钟楼区\t无\n")
    assert facts[0].text == row
    assert facts[0].introductions == ("表1 标准", "区\t说明")
    assert len(facts[0].text) > LONGEST
