"""Article files to documents: limits, line ends, and what a document says of its file."""

import hashlib
from pathlib import Path

import pytest

from knowledge.errors import ArticleTooLarge, EmptyArticle, NotText
from knowledge.model import BlockKind
from knowledge.readers import READERS, read_article, read_bytes

LINES = ("低保怎么申请", "户主到镇里提出申请。", "", "  社区入户调查。　", "区民政局审批。")


@pytest.mark.parametrize(
    "ends",
    [
        ("\n",) * 5,
        ("\r\n",) * 5,
        ("\r",) * 5,
        ("\n", "\r\n", "\r", "\r\n", "\n"),
        ("\r\n", "\n", "\n", "\r", ""),
    ],
    ids=["unix", "windows", "old mac", "mixed", "none at the end"],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_lines_end_in_many_ways(ends: tuple[str, ...], codec: str) -> None:
    text = "".join(line + end for line, end in zip(LINES, ends, strict=True))
    document = read_bytes(text.encode(codec), "a.txt")
    assert document.source_text == text
    assert document.title == LINES[0]
    assert [(block.line, block.text) for block in document.blocks] == [
        (2, "户主到镇里提出申请。"),
        (4, "社区入户调查。"),
        (5, "区民政局审批。"),
    ]
    for block in document.blocks:
        assert text[block.piece.start : block.piece.end] == block.text


def test_a_document_tells_its_file(tmp_path: Path) -> None:
    data = "\n".join(LINES).encode("gb18030")
    (tmp_path / "a.txt").write_bytes(data)
    document = read_article(tmp_path / "a.txt", "区/a.txt")
    assert document.name == "区/a.txt"
    assert document.encoding == "gb18030"
    assert document.sha256 == hashlib.sha256(data).hexdigest()


def test_a_file_at_the_limit_is_read_and_one_over_it_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("低保标准提高了。", encoding="utf-8")
    size = path.stat().st_size
    assert read_article(path, "a.txt", max_bytes=size).blocks
    with pytest.raises(ArticleTooLarge) as caught:
        read_article(path, "a.txt", max_bytes=size - 1)
    assert str(caught.value) == (
        f"文件有 {size} 字节，超过上限 {size - 1} 字节；"
        "请拆成几篇，或在 bot.yaml 调大 articles.max_bytes"
    )
    assert caught.value.line == 1


def test_a_limit_is_written_as_people_read_it() -> None:
    assert "文件有 6,000,000 字节，超过上限 5,000,000 字节" in str(
        ArticleTooLarge(6_000_000, 5_000_000)
    )


@pytest.mark.parametrize("name", ["a.TXT", "甲.乙.Txt"])
def test_the_suffix_tells_the_format_in_any_case(name: str) -> None:
    assert read_bytes("低保标准提高了。".encode(), name).name == name


@pytest.mark.parametrize("name", ["a.docx", "a", ".txt", "txt"])
def test_an_unknown_suffix_is_a_fault_of_the_caller(name: str) -> None:
    with pytest.raises(KeyError):
        read_bytes("低保标准提高了。".encode(), name)


def test_every_suffix_is_in_lower_case() -> None:
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in READERS)


@pytest.mark.parametrize(
    "text",
    [
        "\n \n",
        # All of it is page furniture, or what a page says of itself.
        "当前位置：首页 > 新闻\n【字体：大 中 小】\n",
        "发布时间：2023-07-19 来源：市民政局\n",
        "\u200b\n\ufeff\n",
    ],
)
def test_a_file_without_an_article_is_empty(text: str) -> None:
    with pytest.raises(EmptyArticle):
        read_bytes(text.encode(), "a.txt")


def test_a_file_that_is_missing_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_article(tmp_path / "a.txt", "a.txt")


def test_a_picture_with_a_suffix_of_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    with pytest.raises(NotText):
        read_article(tmp_path / "a.txt", "a.txt")


def test_what_cannot_be_seen_is_no_line() -> None:
    document = read_bytes("\u200b\n低保怎么申请\n\ufeff\u200b\n到镇里申请。\n".encode(), "a.txt")
    assert document.title == "低保怎么申请"
    assert [block.text for block in document.blocks] == ["到镇里申请。"]


def test_one_line_is_a_paragraph_and_no_title() -> None:
    document = read_bytes("低保标准是每人每月1000元".encode(), "a.txt")
    assert document.title == "a.txt"
    assert [(block.kind, block.text) for block in document.blocks] == [
        (BlockKind.PARAGRAPH, "低保标准是每人每月1000元")
    ]
