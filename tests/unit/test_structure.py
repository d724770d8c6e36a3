"""What the lines of plain text are to each other: golden articles beside what a person sees.

`NAME.expected` says of `NAME.txt`, in order:

- `title | …`: the title, as citations name it;
- `LINE KIND LEVEL | TEXT`: a block; the level only of entries of a list, `lead` for a sentence
  that names the paragraph that it begins;
- `after | TEXT` below a block: what must be read before it to understand it;
- `== OUTER › INNER`: the titles that the blocks below stand under, up to the next `==`.

A text may be cut short with `…`; `→` stands for a tab.
"""

from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

import pytest

from knowledge.model import Block, BlockKind
from knowledge.readers import read_article, read_bytes
from knowledge.structure.headings import LEAD
from knowledge.structure.numbering import STYLES, mark
from knowledge.structure.tables import cells

DATA = Path(__file__).parent.parent / "data" / "structure"
FILES = sorted(DATA.glob("*.txt"))


@dataclass
class Entry:
    """A block as an expected file has it."""

    head: str
    """Line, kind and level."""
    text: str
    headings: tuple[str, ...] = ()
    introduction: list[str] = field(default_factory=list)

    def written(self) -> list[str]:
        """Return the lines by which a difference is shown."""
        under = " › ".join(self.headings)
        return [f"{self.head} | {self.text}", f"== {under}", *self.introduction]


def _entry(block: Block) -> Entry:
    kind = "lead" if block.level == LEAD else str(block.kind)
    if block.kind is BlockKind.ITEM:
        kind += f" {block.level}"
    introduction = [piece.text.replace("\t", "→") for piece in block.introduction]
    text = block.text.replace("\t", "→")
    return Entry(f"{block.line} {kind}", text, block.headings, introduction)


def _parse(text: str) -> tuple[str, list[Entry]]:
    """Return the title and the blocks of an expected file."""
    title, entries, headings = "", list[Entry](), tuple[str, ...]()
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if line.startswith("=="):
            headings = tuple(filter(None, line[2:].strip().split(" › ")))
            continue
        head, value = line.split(" | ", 1)
        if head == "title":
            title = value
        elif head == "after":
            entries[-1].introduction.append(value)
        else:
            entries.append(Entry(head, value, headings))
    return title, entries


def _abbreviated(found: list[str], expected: list[str]) -> list[str]:
    """Cut what was found where the expected text is cut."""
    return [
        text[: len(other) - 1] + "…" if other.endswith("…") else text
        for text, other in zip_longest(found, expected[: len(found)], fillvalue="")
    ]


def test_there_are_golden_articles_each_with_what_is_expected() -> None:
    assert FILES
    assert {path.stem for path in FILES} == {path.stem for path in DATA.glob("*.expected")}
    assert all(_parse(path.with_suffix(".expected").read_text("utf-8"))[1] for path in FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_article_is_seen_as_a_person_sees_it(path: Path) -> None:
    title, expected = _parse(path.with_suffix(".expected").read_text("utf-8"))
    document = read_article(path, path.name)
    assert document.title == title
    found = [_entry(block) for block in document.blocks]
    lines = [
        _abbreviated(entry.written(), other.written() if other else [])
        for entry, other in zip_longest(found, expected[: len(found)])
        if entry
    ]
    assert lines == [entry.written() for entry in expected]


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("第一编 总则", "part"),
        ("第二部分：服务", "part"),
        ("第十二章 附则", "chapter"),
        ("第3节　程序", "section"),
        ("第一百二十条　施行", "article"),
        ("一、总体要求", "ideographic"),
        ("十二．保障措施", "ideographic"),
        ("（一）目标", "ideographic in brackets"),
        ("(十)目标", "ideographic in brackets"),
        ("一是提高标准", "ordinal"),
        ("1.身份证", "figure"),
        ("12、身份证", "figure"),
        ("3）身份证", "figure"),
        ("1.2.3 身份证", "multilevel"),
        ("（1）身份证", "figure in brackets"),
        ("①身份证", "circled"),
        ("A.身份证", "letter"),
        ("• 身份证", "bullet"),
        ("●身份证", "bullet"),
        ("- 身份证", "bullet"),
    ],
)
def test_marks(text: str, style: str) -> None:
    found = mark(text)
    assert found is not None
    assert found.style.name == style
    assert text[found.length :].lstrip() == text[found.length :]


@pytest.mark.parametrize(
    "text",
    [
        "1.5万名群众", "2.93亿元", "2022年", "1000元", "12345热线", "123.身份证", "1", "一、",
        "一般情况", "一是", "三农工作", "第一，提高标准", "第一条规定了", "第一次", "十分重要",
        "（2023）", "（见附件）", "-5度", "--", "A级景区", "a.b.c", "", "——常州市民政局",
        "-身份证", "1.2万", "2023.07.19",
    ],
)  # fmt: skip
def test_no_marks(text: str) -> None:
    assert mark(text) is None


def test_every_style_has_a_name_of_its_own() -> None:
    assert len({style.name for style in STYLES}) == len(STYLES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("天宁区\t1000元", ["天宁区", "1000元"]),
        ("| 天宁区 | 1000元 |", ["天宁区", "1000元"]),
        ("天宁区  1000元", ["天宁区", "1000元"]),
        ("天宁区｜1000元", ["天宁区", "1000元"]),
        ("天宁区 1000元", ["天宁区 1000元"]),
        ("天宁区\t\t1000元", ["天宁区", "1000元"]),
        ("", []),
    ],
)
def test_cells(text: str, expected: list[str]) -> None:
    assert cells(text) == expected


def test_a_lead_names_its_own_entry_only() -> None:
    text = (
        "标题在此\n主要措施如下：\n1.提高标准。包括两项：\n（1）低保标准；\n（2）特困标准。\n"
        "2.完善制度，健全机制。\n"
    )
    blocks = read_bytes(text.encode(), "a.txt").blocks
    assert [(block.text, block.headings) for block in blocks[2:]] == [
        ("包括两项：", ("1.提高标准。",)),
        ("（1）低保标准；", ("1.提高标准。",)),
        ("（2）特困标准。", ("1.提高标准。",)),
        ("2.完善制度，健全机制。", ()),
    ]


def _kinds(*lines: str) -> list[str]:
    blocks = read_bytes("\n".join(("标题在此", "开头有一句话。", *lines)).encode(), "a.txt").blocks
    return [str(block.kind) for block in blocks[1:]]


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        # A title stands above text, and says no sentence.
        (["申请材料", "身份证和户口簿都要带上。"], ["heading", "paragraph"]),
        (["申请材料。", "身份证和户口簿都要带上。"], ["paragraph", "paragraph"]),
        (["申请材料，", "身份证和户口簿都要带上。"], ["paragraph", "paragraph"]),
        (["申请材料"], ["paragraph"]),
        (["申请材料", "身份证"], ["paragraph", "paragraph"]),
        (["一" * 31, "身份证和户口簿都要带上。"], ["paragraph", "paragraph"]),
        # What a sentence announces is an entry, no title.
        (["材料如下：", "身份证", "户口簿要带上。"], ["paragraph", "item", "paragraph"]),
        (
            ["材料如下：", "身份证", "户口簿", "两样都要带上。"],
            ["paragraph", "item", "item", "paragraph"],
        ),
        # A blank line ends a list, unless one stands between all of its entries.
        (
            ["材料如下：", "身份证", "户口簿", "", "申请流程", "先到镇里申请。"],
            ["paragraph", "item", "item", "heading", "paragraph"],
        ),
        (
            ["材料如下：", "", "身份证", "", "户口簿", "", "两样都要带上。"],
            ["paragraph", "item", "item", "paragraph"],
        ),
        # What is marked is told by its neighbours.
        (
            ["现通知如下：", "一、总体要求", "健全救助体系。", "二、重点任务", "提高标准。"],
            ["paragraph", "heading", "paragraph", "heading", "paragraph"],
        ),
        (["材料如下：", "一、身份证", "二、户口簿"], ["paragraph", "item", "item"]),
        # Entries of entries are no sentences; titles have text between them.
        (
            ["（一）材料", "1.身份证", "2.户口簿", "（二）流程", "1.申请"],
            ["item"] * 5,
        ),
        (
            ["（一）材料", "1.带上身份证。", "（二）流程", "1.先到镇里申请。"],
            ["heading", "item", "heading", "item"],
        ),
        # A gap in one line makes no table.
        (["姓名  地址", "说明在后面。"], ["heading", "paragraph"]),
        # Questions that nothing answers are sentences.
        (["怎么办？"], ["paragraph"]),
        (["谁来养老？怎么养老？这是一个问题。"], ["paragraph"]),
        (["问：怎么办？"], ["paragraph"]),
        # A lead is parallel to another, or numbered.
        (["加强管理。制定了服务标准。"], ["paragraph"]),
        (["1.加强管理。制定了服务标准。"], ["heading", "item"]),
        (["加强管理。制定了标准。", "提高质量。开展了培训。"], ["heading", "paragraph"] * 2),
    ],
)
def test_lines_that_are_hard_to_tell(lines: list[str], kinds: list[str]) -> None:
    assert _kinds(*lines) == kinds
