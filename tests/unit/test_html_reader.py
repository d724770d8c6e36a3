"""The HTML reader: text, structure, head, and what is no article."""

import string
from dataclasses import dataclass
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import BlockKind, Dropped, Metadata, MetadataKind
from knowledge.piece import LineTable
from knowledge.readers import html
from knowledge.readers.html import declared_encoding, read
from tests.unit.accounting import covered

SENTENCE = "最低生活保障标准由省、自治区、直辖市或者设区的市级人民政府确定、公布。"


def texts(source: str) -> list[str]:
    return [block.text for block in read(source).blocks]


def dropped(source: str) -> dict[str, str]:
    return {entry.piece.text: entry.rule for entry in read(source).dropped}


def value(source: str, kind: MetadataKind) -> str | None:
    return next((entry.value for entry in read(source).metadata if entry.kind is kind), None)


# ------------------------------------------------------------------------------------- text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>每人<b>每月</b>800元</p>", ["每人每月800元"]),
        ("<p>第一行\n   第二行</p>", ["第一行第二行"]),
        ("<p>Word\n  word</p>", ["Word word"]),
        ("<p>甲  乙\t丙</p>", ["甲 乙 丙"]),
        ("<p>甲<br>乙<br/>丙</p>", ["甲", "乙", "丙"]),
        ("<h1>关于印发<br>办法的通知</h1>", ["关于印发办法的通知"]),
        ("<p>A&amp;B &lt;3&gt; &#x4f4e;&#20445;</p>", ["A&B <3> 低保"]),
        ("<p>&copy2024 &nbsp低保</p>", ["©2024 \u00a0低保"]),
        ("<p>AT&T; &unknown; 5 < 6</p>", ["AT&T; &unknown; 5 < 6"]),
        ("<p>&nbsp;&nbsp;　　甲&nbsp;</p>", ["甲"]),
        ("<pre>一  二\n三</pre>", ["一  二", "三"]),
        ("<div>甲<div>乙</div>丙</div>", ["甲", "乙", "丙"]),
        ("<p>甲<!-- 注 -->乙</p>", ["甲乙"]),
        ("<p>一<p>二<li>三<li>四", ["一", "二", "三", "四"]),
        ("<p>甲</>乙</p>", ["甲乙"]),
        ("甲<", ["甲<"]),
        ("", []),
        ("<p> &nbsp; </p>", []),
    ],
)
def test_text(source: str, expected: list[str]) -> None:
    reading = read(source)
    assert [block.text for block in reading.blocks] == expected
    assert all(block.piece.stands_in(source) for block in reading.blocks)


def test_nested_lists_and_headings_have_levels() -> None:
    source = "<h3>题</h3><ul><li>一<ol><li>甲</li></ol>续</li><li>二</li></ul>"
    assert [(block.kind, block.level, block.text) for block in read(source).blocks] == [
        (BlockKind.HEADING, 3, "题"),
        (BlockKind.ITEM, 1, "一"),
        (BlockKind.ITEM, 2, "甲"),
        (BlockKind.ITEM, 1, "续"),
        (BlockKind.ITEM, 1, "二"),
    ]


def test_a_deep_page_is_read() -> None:
    assert texts("<div>" * 50_000 + "甲" + "</div>" * 50_000) == ["甲"]


# ----------------------------------------------------------------------------------- tables


def test_cells_stay_in_their_columns() -> None:
    source = (
        "<table><tr><th colspan=2>对象<th>标准<tr><td rowspan=2>低保<td>城市<td>940"
        "<tr><td>农村<td>890<tr><td>特困<td><td>1410</table>"
    )
    rows = [
        (block.kind, block.text, tuple(piece.text for piece in block.introduction))
        for block in read(source).blocks
    ]
    assert rows == [
        (BlockKind.HEAD, "对象\t\t标准", ()),
        (BlockKind.ROW, "低保\t城市\t940", ()),
        (BlockKind.ROW, "\t农村\t890", ("低保",)),
        (BlockKind.ROW, "特困\t\t1410", ()),
    ]


@pytest.mark.parametrize(
    "source",
    [
        f"<table><tr><td>首页</td><td>{SENTENCE * 8}</td></tr><tr><td>甲<td>乙</table>",
        "<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>",
        "<table><tr><td>甲</td><td>乙</td></tr></table>",
        "<table role=presentation><tr><td>甲<td>乙<tr><td>丙<td>丁</table>",
        "<table><tr><td><h2>甲</h2><td>乙<tr><td>丙<td>丁</table>",
    ],
)
def test_tables_that_lay_out_the_page_are_none(source: str) -> None:
    kinds = {block.kind for block in read(source).blocks}
    assert BlockKind.ROW not in kinds


# ------------------------------------------------------------------------------------- head


def test_the_head_speaks_for_the_article() -> None:
    source = (
        '<meta content="2024年3月8日 10:00" name="pubdate"><meta name=ContentSource content=民政局>'
        "<meta name='Author' content='张&middot;三'><meta property=og:title content='标题'>"
    )
    reading = read(source)
    assert [(entry.kind, entry.value, entry.piece.text) for entry in reading.metadata] == [
        (MetadataKind.TITLE, "标题", "标题"),
        (MetadataKind.DATE, "2024-03-08", "2024年3月8日 10:00"),
        (MetadataKind.SOURCE, "民政局", "民政局"),
        (MetadataKind.AUTHOR, "张·三", "张·三"),
    ]
    assert all(entry.piece.stands_in(source) for entry in reading.metadata)


@pytest.mark.parametrize("author", ["admin", "", "云溪市民政局"])
def test_who_put_a_page_on_line_is_no_author(author: str) -> None:
    source = f'<meta name=SiteName content="云溪市民政局"><meta name=author content="{author}">'
    assert value(source, MetadataKind.AUTHOR) is None


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("低保怎么办_云溪市民政局", "<p>低保怎么办</p>", "低保怎么办"),
        ("云溪市民政局 - 低保怎么办", "<p>低保怎么办</p>", "低保怎么办"),
        ("低保怎么办_云溪市民政局", f"<p>{SENTENCE}</p>", "低保怎么办"),
        ("云溪市民政局", f"<p>{SENTENCE}</p>", None),
        ("低保|云溪", "<h1>低保怎么办</h1>", None),
        ("", "<p>甲</p>", None),
    ],
)
def test_the_title_without_the_name_of_the_site(
    title: str, body: str, expected: str | None
) -> None:
    source = f"<title>{title}</title>{body}"
    assert value(source, MetadataKind.TITLE) == expected
    said: list[Metadata | Dropped] = [*read(source).metadata, *read(source).dropped]
    assert "".join(sorted("".join(entry.piece.text for entry in said).replace(" ", ""))) == (
        "".join(sorted(title.replace(" ", "")))
    )


def test_the_line_that_is_the_title_becomes_its_heading() -> None:
    reading = read(f"<title>低保怎么办_网</title><div>低保怎么办</div><p>{SENTENCE}</p>")
    assert (reading.blocks[0].kind, reading.blocks[0].level) == (BlockKind.HEADING, 1)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'<html><meta charset="GB2312">', "GB2312"),
        (b"<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=big5'>", "big5"),
        (b'<?xml version="1.0" encoding="gbk"?><html>', "gbk"),
        (b"<!-- <meta charset=gbk> --><meta charset=utf-8>", "utf-8"),
        (b"<p>charset=gbk", None),
        (b" " * 1024 + b"<meta charset=gbk>", None),
        (b"", None),
    ],
)
def test_declared_encoding(data: bytes, expected: str | None) -> None:
    assert declared_encoding(data) == expected


# ------------------------------------------------------------------------ article or not


@pytest.mark.parametrize(
    ("part", "rule"),
    [
        ("<script>var 变量 = 1 < 2;</script>", "script"),
        ("<style>p{}</style>", "style sheet"),
        ("<template><p>加载</p></template>", "template"),
        ("<noscript>请启用</noscript>", "noscript"),
        ("<nav>导航</nav>", "navigation"),
        ("<div role=navigation>导航</div>", "navigation"),
        ("<aside>旁栏</aside>", "sidebar"),
        ("<footer>页脚</footer>", "page footer"),
        ("<header>页眉</header>", "page header"),
        ("<form>姓名<input></form>", "form"),
        ("<button>提交</button>", "form"),
        ("<select><option>甲<option>乙</select>", "form"),
        ("<div hidden>看不见</div>", "hidden"),
        ('<div style="color:red;DISPLAY : none">看不见</div>', "hidden"),
        ("<iframe>旧浏览器</iframe>", "embedded"),
    ],
)
def test_what_tags_say_is_no_article(part: str, rule: str) -> None:
    source = f"<body>{part}<p>{SENTENCE}</p></body>"
    assert texts(source) == [SENTENCE]
    assert set(dropped(source).values()) == {rule}
    assert all(entry.reason for entry in read(source).dropped)


@pytest.mark.parametrize("tag", ["form", "div hidden", "header", "aside", "footer"])
def test_what_holds_the_article_is_the_article(tag: str) -> None:
    source = f"<{tag}><p>{SENTENCE}</p></{tag.split(maxsplit=1)[0]}>"
    assert texts(source) == [SENTENCE]


def test_a_list_of_links_beside_the_text_goes_and_links_in_it_stay() -> None:
    links = "".join(f"<li><a href=/{number}>第{number}条新闻</a></li>" for number in range(4))
    text = f"<p>{SENTENCE}</p><ul>{links}</ul><p>{SENTENCE}</p>"
    assert len(texts(f"<body><div>{text}</div></body>")) == 6
    assert texts(f"<body><div><p>{SENTENCE}</p></div><ul>{links}</ul></body>") == [SENTENCE]


def test_sections_that_are_marked_alike_are_one_article() -> None:
    links = "".join(f"<a href=/{number}>第{number}条新闻</a> " for number in range(4))
    section = f"<div class=part><p>{SENTENCE}</p></div>"
    source = f"<body><div>{section}{section}<div>{links}</div>{section}</div><p>版权所有</p></body>"
    assert texts(source)[:3] == [SENTENCE] * 3
    assert len(texts(source)) == 4


def test_a_telephone_number_is_no_link_to_elsewhere() -> None:
    rows = "".join(
        f"<li><a href='tel:1234{number}'>电话1234{number}</a></li>" for number in range(4)
    )
    assert len(texts(f"<p>{SENTENCE}</p><ul>{rows}</ul>")) == 5


def test_a_page_of_links_has_no_article() -> None:
    links = "".join(f"<li><a href=/{number}>新闻{number}</a></li>" for number in range(5))
    assert texts(links) == []


def test_a_page_without_a_sentence_stays() -> None:
    assert texts("<h1>通讯录</h1><p>办公室 8811</p>") == ["通讯录", "办公室 8811"]


# ------------------------------------------------------------------------------- properties


@dataclass(frozen=True)
class Written:
    """A part of a page, and which of its characters a reader of the page sees."""

    parts: tuple[tuple[str, bool], ...] = ()

    @property
    def source(self) -> str:
        """The page."""
        return "".join(text for text, _ in self.parts)

    def __add__(self, other: "Written") -> "Written":
        return Written(self.parts + other.parts)


def markup(text: str) -> Written:
    return Written(((text, False),))


def joined(written: list[Written]) -> Written:
    return sum(written, Written())


WORDS = st.text("低保标准每人月元，。；“”（）ab1 \n　", min_size=1, max_size=12)
REFERENCES = st.sampled_from(
    ["&amp;", "&lt;", "&nbsp;", "&#20302;", "&#x4fdd;", "&copy;", "&hellip;"]
)
TEXTS = st.one_of(WORDS, REFERENCES).map(lambda text: Written(((text, True),)))
VOIDS = st.sampled_from(
    ["<br>", "<img src='a b.png' alt='图'>", "<!-- 注 <p> -->", "<hr/>", "<wbr>"]
).map(markup)
INLINE = ["b", "span", "a href='/x'", "font color=red", "em", "i"]
BLOCK = [
    "p", "div", "ul", "ol", "li", "h1", "h2", "blockquote", "table", "tr", "td", "th", "section",
    "article", "main", "nav", "aside", "footer", "header", "form", "button", "dl", "dt", "dd",
    "pre", "div hidden", "td rowspan=2", "td colspan=3", "caption", "thead",
]  # fmt: skip


def _wrapped(children: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    def wrap(tag: str, inner: list[Written], *, closed: bool) -> Written:
        end = f"</{tag.split(maxsplit=1)[0]}>" if closed else ""
        return markup(f"<{tag}>") + joined(inner) + markup(end)

    tags = st.sampled_from([*INLINE, *BLOCK, *BLOCK])
    closed = st.integers(0, 9).map(bool)
    return st.builds(
        lambda tag, inner, closed: wrap(tag, inner, closed=closed),
        tags,
        st.lists(children, max_size=5),
        closed,
    )


PAGES = st.lists(st.recursive(st.one_of(TEXTS, VOIDS), _wrapped, max_leaves=25), max_size=8).map(
    joined
)


@given(PAGES)
def test_every_visible_character_is_accounted_for_once(page: Written) -> None:
    source = page.source
    seen: list[int] = []
    offset = 0
    for text, visible in page.parts:
        if visible and text.startswith("&"):
            seen.extend(range(offset, offset + len(text)) if unescape(text).strip() else ())
        elif visible:
            seen.extend(offset + place for place, char in enumerate(text) if not char.isspace())
        offset += len(text)
    assert covered(read(source), source) == seen


@given(st.text(string.printable + "低保标准&&<<>>//pbdivtrle;#x\"'。", max_size=200))
def test_any_text_is_read(source: str) -> None:
    covered(read(source), source)


def test_a_part_of_a_file_is_read_at_its_place() -> None:
    source = "前面\n<p>甲<script>乙</script></p>"
    start = source.index("<p>")
    reading = html.read_part(source[start:], start, LineTable(source))
    assert [(block.text, block.line) for block in reading.blocks] == [("甲", 2)]
    assert [entry.rule for entry in reading.dropped] == ["script"]
    assert reading.blocks[0].piece.stands_in(source)
