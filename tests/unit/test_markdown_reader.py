"""The Markdown reader: text, structure, front matter."""

import re
from dataclasses import dataclass
from html import unescape
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from knowledge.model import BlockKind, MetadataKind
from knowledge.readers.markdown import read
from knowledge.readers.markdown_inline import ChineseInline
from tests.unit.accounting import covered


def texts(source: str) -> list[str]:
    return [block.text for block in read(source).blocks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("每人**每月**800元", ["每人每月800元"]),
        ("**申请：**向街道提出", ["申请：向街道提出"]),
        ("见**《办法》**第三条", ["见《办法》第三条"]),
        ("“*试点*”和***全部***", ["“试点”和全部"]),
        ("[办法](http://a.b/c 'd') [再] [", ["办法 [再] ["]),
        ("[![图](a.png)甲](b)乙", ["甲乙"]),
        ("[甲[乙]](a) [b](a b)", ["甲[乙] [b](a b)"]),
        ("<http://a.b/%E4> <x@y.z>", ["http://a.b/%E4 x@y.z"]),
        ("`` a`b `` 和 ` `", ["a`b 和"]),
        ("`甲\n乙`", ["甲乙"]),
        ("第一行\n第二行", ["第一行第二行"]),
        ("one\ntwo", ["one two"]),
        ("甲  \n乙\\\n丙<br>丁", ["甲", "乙", "丙", "丁"]),
        ("A&amp;B \\* \\\\ \\甲 &#20302;", ["A&B * \\ \\甲 低"]),
        ("　　各区　", ["各区"]),
        ("# 标题 #", ["标题"]),
        ("标题\n再\n===", ["标题再"]),
        ("#\n\n##", []),
        ("> 甲\n乙\n> > 丙", ["甲乙", "丙"]),
        ("- - 甲", ["甲"]),
        ("\t甲\n\t\t乙", ["甲", "乙"]),
        ("~~~\n甲\n~~~", ["甲"]),
        ("```\n甲", ["甲"]),
        ("甲<span>乙</span>", ["甲乙"]),
        ("> <div>\n> 甲\n> </div>", ["甲"]),
        ("---\n***", []),
        ("", []),
    ],
)
def test_text(source: str, expected: list[str]) -> None:
    reading = read(source)
    assert [block.text for block in reading.blocks] == expected
    covered(reading, source)


def test_a_character_that_is_written_otherwise_is_a_run_of_its_own() -> None:
    source = "A&amp;B\\*"
    block = read(source).blocks[0]
    assert [source[run.start : run.end] for run in block.piece.runs] == ["A", "&amp;", "B", "\\*"]
    assert block.piece.slice(1, 3).text == "&B"


def test_a_line_break_between_words_is_a_space_that_stands_for_it() -> None:
    source = "one\ntwo"
    runs = read(source).blocks[0].piece.runs
    assert [(run.start, run.end) for run in runs] == [(0, 3), (3, 3), (4, 7)]


def test_lists_and_headings_have_levels() -> None:
    source = "### 题\n\n- 一\n  1. 甲\n     * 子\n\n     续\n- 二\n\n段"
    assert [(block.kind, block.level, block.text, block.line) for block in read(source).blocks] == [
        (BlockKind.HEADING, 3, "题", 1),
        (BlockKind.ITEM, 1, "一", 3),
        (BlockKind.ITEM, 2, "甲", 4),
        (BlockKind.ITEM, 3, "子", 5),
        (BlockKind.ITEM, 2, "续", 7),
        (BlockKind.ITEM, 1, "二", 8),
        (BlockKind.PARAGRAPH, 0, "段", 10),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("|甲|乙|\n|-|-|\n|1|2|", ["甲\t乙", "1\t2"]),
        ("甲|乙\n-|-\n1|2", ["甲\t乙", "1\t2"]),
        ("> |甲|乙|\n> |-|-|\n> |1|2|", ["甲\t乙", "1\t2"]),
        ("1. > 甲|乙\n   > -|-\n   > 1|2", ["甲\t乙", "1\t2"]),
        ("|甲|乙|\n|-|-|\n||2|\n|1||", ["甲\t乙", "\t2", "1"]),
        ("|甲|\n|-|\n|a\\|b **c**|", ["甲", "a|b c"]),
        ("|甲|乙|\n|-|-|\n|[x](y)|&lt;|", ["甲\t乙", "x\t<"]),
    ],
)
def test_tables(source: str, expected: list[str]) -> None:
    reading = read(source)
    assert [block.text for block in reading.blocks] == expected
    kinds = [BlockKind.HEAD, *[BlockKind.ROW] * (len(expected) - 1)]
    assert [block.kind for block in reading.blocks] == kinds
    covered(reading, source)


# ------------------------------------------------------------------------------ front matter


@pytest.mark.parametrize(
    ("line", "kind", "value"),
    [
        ("title: 低保", MetadataKind.TITLE, "低保"),
        ("标题：低保：问答", MetadataKind.TITLE, "低保：问答"),
        ("Title: '低保 #1'", MetadataKind.TITLE, "低保 #1"),
        ("authors: [张三, 李四]", MetadataKind.AUTHOR, "张三, 李四"),
        ("来源: 民政局", MetadataKind.SOURCE, "民政局"),
        ("发布时间: 2024年3月8日", MetadataKind.DATE, "2024-03-08"),
        ("date: 2024-03", MetadataKind.DATE, "2024-03"),
    ],
)
def test_front_matter(line: str, kind: MetadataKind, value: str) -> None:
    source = f"---\n{line}\n---\n正文"
    entry = read(source).metadata[0]
    assert (entry.kind, entry.value, entry.piece.text, entry.line) == (kind, value, line, 2)
    assert entry.piece.stands_in(source)
    assert [(block.text, block.line) for block in read(source).blocks] == [("正文", 4)]


@pytest.mark.parametrize(
    "line", ["layout: post", "title:", "date: 昨天", "- 甲", "# 注", "author: null"]
)
def test_what_front_matter_says_besides_is_dropped(line: str) -> None:
    reading = read(f"---\nsource: 网\n{line}\n---\n")
    assert [(entry.piece.text, entry.rule) for entry in reading.dropped] == [(line, "front matter")]


@pytest.mark.parametrize(
    "source",
    ["---\n\n甲\n\n---\n", "---\ntitle: 甲\n", "甲\n---\ntitle: 乙\n---\n", "---", "--- 甲\n"],
)
def test_a_thematic_break_is_no_front_matter(source: str) -> None:
    assert read(source).metadata == ()


# ------------------------------------------------------------------------------- properties


Line = tuple[tuple[str, bool], ...]
Inlines = st.SearchStrategy[Line]


@dataclass(frozen=True)
class Written:
    """Lines of Markdown, in parts of which a reader of the page sees some."""

    lines: tuple[Line, ...]

    def within(self, first: str, later: str) -> "Written":
        """Return the lines with a mark before the first and another before the others."""
        marks = [first, *[later] * (len(self.lines) - 1)]
        return Written(
            tuple(((mark, False), *line) for mark, line in zip(marks, self.lines, strict=True))
        )


WORD = st.text("低保标准每人月元，。；“”（）ab1", min_size=1, max_size=8)
LEAF = st.one_of(
    WORD.map(lambda text: ((text, True),)),
    st.sampled_from(["\\*", "\\|", "&amp;", "&#20302;", "\\["]).map(lambda text: ((text, True),)),
    WORD.map(lambda text: (("字", True), ("`", False), (text, True), ("`", False), ("字", True))),
    WORD.map(lambda text: (("[", False), (text, True), ("](http://x/y_z 'b')", False))),
    st.just((("![", False), ("图", True), ("](a.png)", False))),
    st.just((("<", False), ("http://a.b/c", True), (">", False))),
    st.just((("<b title='x'>", False),)),
)


def _marked(mark: str, inner: Inlines) -> Inlines:
    # A word on both sides of the mark, so that it is one whatever is within.
    def wrap(parts: list[Line]) -> Line:
        middle = tuple(chain.from_iterable(parts))
        outer, word = ((mark, False),), (("字", True),)
        return (*word, *outer, *word, *middle, *word, *outer, *word)

    return st.lists(inner, min_size=1, max_size=3).map(wrap)


STRUCK = _marked("~~", LEAF)
INLINE = st.one_of(LEAF, STRUCK, _marked("**", st.one_of(LEAF, STRUCK)))
# A word first and last, so that no line begins with a mark of a block.
LINE = st.deferred(
    lambda: st.builds(
        lambda a, inner, b: (("字", True), *inner, *a, *b, ("字", True)), INLINE, INLINE, INLINE
    )
)
PARAGRAPH = st.lists(LINE, min_size=1, max_size=3).map(lambda lines: Written(tuple(lines)))
HEADING = st.builds(
    lambda level, line: Written(((("#" * level + " ", False), *line),)), st.integers(1, 6), LINE
)
TABLE = st.lists(st.tuples(LINE, LINE), min_size=1, max_size=3).map(
    lambda rows: Written(
        (
            (("| ", False), *rows[0][0], (" | ", False), *rows[0][1], (" |", False)),
            (("|---|---|", False),),
            *((*row[0], (" | ", False), *row[1]) for row in rows[1:]),
        )
    )
)
CODE = st.lists(WORD, min_size=1, max_size=3).map(
    lambda words: Written(
        ((("```py", False),), *(((word, True),) for word in words), ((("```", False),)))
    )
)


def _containers(inner: st.SearchStrategy[list[Written]]) -> st.SearchStrategy[list[Written]]:
    marks = st.sampled_from([("> ", "> "), ("- ", "  "), ("1. ", "   "), ("  * ", "    ")])
    return st.builds(lambda blocks, mark: [stacked(blocks).within(*mark)], inner, marks)


BLOCKS = st.recursive(
    st.lists(st.one_of(PARAGRAPH, HEADING, TABLE, CODE), min_size=1, max_size=3),
    _containers,
    max_leaves=4,
)


def stacked(blocks: list[Written]) -> Written:
    lines: list[Line] = []
    for block in blocks:
        lines += [*([()] if lines else []), *block.lines]
    return Written(tuple(lines))


@given(st.lists(BLOCKS, min_size=1, max_size=4), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_visible_character_is_accounted_for_once(
    blocks: list[list[Written]], end: str
) -> None:
    page = stacked([stacked(group) for group in blocks])
    source = ""
    seen: list[int] = []
    for line in page.lines:
        for text, visible in line:
            if visible:
                seen.extend(range(len(source), len(source) + len(text)))
            source += text
        source += end
    assert covered(read(source), source) == seen


MARKED = st.text("低保。：，ab1 \n\n*_`~[]()!#->+|:&;\\\"'&.\t　", max_size=120)


@given(MARKED)
def test_the_words_are_those_that_are_rendered(source: str) -> None:
    reading = read(source)
    covered(reading, source)
    if reading.metadata or any(entry.rule == "front matter" for entry in reading.dropped):
        return
    md = MarkdownIt("commonmark")
    md.inline = ChineseInline()
    md.configure("commonmark").enable(["table", "strikethrough"])
    rendered = unescape(re.sub(r"<[^>]*>", "", md.render(source)))
    assert "".join("".join(block.text for block in reading.blocks).split()) == (
        "".join(rendered.split())
    )


@given(st.text("低保<>!-/abdivpscript=' \n\n>-*`[]()&|", max_size=120))
def test_any_text_is_read(source: str) -> None:
    covered(read(source), source)
