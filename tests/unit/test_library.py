"""Folders of articles to editions: what is read, what is left alone, and what tells them apart."""

import os
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.compiled import Compiled
from knowledge.errors import NoArticles
from knowledge.language import Language
from knowledge.library import (
    Edition,
    Library,
    build_edition,
    load_edition,
    renew_edition,
)
from knowledge.shelf import article_files, read_shelf
from knowledge.terms import Analyzer
from knowledge.words import Cutter

ARTICLE = "低保标准怎么定\n低保标准是每人每月{}元。\n"


def _write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def _names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in article_files(folder)]


def test_files_of_all_subfolders_in_the_order_of_their_names(tmp_path: Path) -> None:
    _write(tmp_path, dict.fromkeys(["b.txt", "a.txt", "市/区/c.txt", "市/d.txt", "县/e.txt"], "x"))
    assert _names(tmp_path) == ["a.txt", "b.txt", "县/e.txt", "市/d.txt", "市/区/c.txt"]


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.txt", ".git/a.txt", "._a.txt", "~$报告.txt", "~a.txt", "a.txt~", "#a.txt#",
        ".#a.txt", "a.txt.swp", "a.tmp", "a.TMP", "a.txt.part", "a.crdownload", "a.bak",
        ".~lock.a.txt#", "~缓存/a.txt", "a.txt.download",
    ],
)  # fmt: skip
def test_hidden_and_temporary_files_are_left_alone(tmp_path: Path, name: str) -> None:
    _write(tmp_path, {name: ARTICLE, "a.txt": ARTICLE})
    shelf = read_shelf(tmp_path)
    assert [document.name for document in shelf.documents] == ["a.txt"]
    assert shelf.problems == ()


def test_files_that_are_no_articles_are_left_alone(tmp_path: Path) -> None:
    _write(tmp_path, {"a.txt": ARTICLE, "photo.jpg": b"\xff\xd8", "Makefile": "x", "a.py": "x"})
    shelf = read_shelf(tmp_path)
    assert [document.name for document in shelf.documents] == ["a.txt"]
    assert shelf.problems == ()


@pytest.mark.parametrize("name", ["通知.docx", "a.PDF", "市/a.xls", "a.wps"])
def test_a_foreign_format_is_a_problem_and_the_rest_is_served(tmp_path: Path, name: str) -> None:
    _write(tmp_path, {name: b"PK", "b.txt": ARTICLE})
    shelf = read_shelf(tmp_path)
    assert [document.name for document in shelf.documents] == ["b.txt"]
    (problem,) = shelf.problems
    assert str(problem).startswith(
        f"{tmp_path / name}:1: 不能读取 {Path(name).suffix.lower()} 文件"
    )
    assert "请另存为 .txt" in problem.message


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"", 1, "文件里没有正文"),
        (b"\x89PNG\r\n\x1a\n\0", 1, "不是文本文件"),
        ((ARTICLE + "第三行").encode()[:-1], 3, "字符不完整"),
        ("长" * 300, 1, "超过上限 500 字节"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_problem(
    tmp_path: Path, content: str | bytes, line: int, message: str
) -> None:
    _write(tmp_path, {"a.txt": content, "b.txt": ARTICLE})
    shelf = read_shelf(tmp_path, max_bytes=500)
    assert [document.name for document in shelf.documents] == ["b.txt"]
    (problem,) = shelf.problems
    assert (problem.file, problem.line) == (str(tmp_path / "a.txt"), line)
    assert message in problem.message


def test_a_link_that_leads_nowhere_is_a_problem(tmp_path: Path) -> None:
    _write(tmp_path, {"b.txt": ARTICLE})
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (problem,) = read_shelf(tmp_path).problems
    assert "无法打开：" in problem.message


def test_a_folder_that_is_named_like_an_article(tmp_path: Path) -> None:
    _write(tmp_path, {"a.txt/b.txt": ARTICLE})
    assert _names(tmp_path) == ["a.txt/b.txt"]


def test_links_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    _write(tmp_path, {"市/a.txt": ARTICLE})
    (tmp_path / "市" / "again").symlink_to(tmp_path, target_is_directory=True)
    assert _names(tmp_path) == ["市/a.txt"]


def test_a_link_to_itself_is_a_problem(tmp_path: Path) -> None:
    _write(tmp_path, {"b.txt": ARTICLE})
    (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")
    shelf = read_shelf(tmp_path)
    assert [document.name for document in shelf.documents] == ["b.txt"]
    assert "无法打开：" in shelf.problems[0].message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_problem(tmp_path: Path) -> None:
    _write(tmp_path, {"a.txt": ARTICLE})
    (tmp_path / "a.txt").chmod(0)
    assert "请检查文件权限" in read_shelf(tmp_path).problems[0].message


def test_progress_tells_each_article_before_it_is_read(tmp_path: Path) -> None:
    _write(tmp_path, {"b.txt": b"", "a.txt": ARTICLE, "c.pdf": b""})
    told: list[Path] = []
    read_shelf(tmp_path, progress=told.append)
    assert told == [tmp_path / "a.txt", tmp_path / "b.txt"]


def _load(folder: Path, cutter: Cutter, language: Language | None = None) -> Edition:
    return load_edition(folder, language or Language(), cutter)


@pytest.mark.parametrize("files", [{}, {"a.txt": b""}, {"a.docx": b"PK", "b.jpg": b""}])
def test_a_folder_with_nothing_to_serve(
    tmp_path: Path, cutter: Cutter, files: dict[str, bytes]
) -> None:
    _write(tmp_path, files)
    with pytest.raises(NoArticles, match=r"没有可用的文章；请放入 \.txt") as caught:
        _load(tmp_path, cutter)
    assert len(caught.value.problems) == sum(not name.endswith("jpg") for name in files)
    assert all(str(problem) in str(caught.value) for problem in caught.value.problems)


def test_a_folder_that_is_not_there_has_nothing_to_serve(tmp_path: Path, cutter: Cutter) -> None:
    with pytest.raises(NoArticles):
        _load(tmp_path / "gone", cutter)


def test_an_edition_has_the_articles_and_the_problems(tmp_path: Path, cutter: Cutter) -> None:
    _write(tmp_path, {"市/a.txt": ARTICLE.format(1000), "b.txt": ARTICLE.format(900), "c.txt": b""})
    edition = _load(tmp_path, cutter)
    assert list(edition.documents) == ["b.txt", "市/a.txt"]
    assert [problem.file for problem in edition.problems] == [str(tmp_path / "c.txt")]
    assert {fact.citation.article for fact in edition.facts} == {"b.txt", "市/a.txt"}
    assert all(edition.holds(fact) for fact in edition.facts)


def test_a_fact_of_another_text_is_not_held(tmp_path: Path, cutter: Cutter) -> None:
    _write(tmp_path, {"a.txt": ARTICLE.format(1000)})
    fact = _load(tmp_path, cutter).facts[-1]
    _write(tmp_path, {"a.txt": ARTICLE.format(1100)})
    assert not _load(tmp_path, cutter).holds(fact)


def _digest(folder: Path, cutter: Cutter, language: Language | None = None) -> str:
    return _load(folder, cutter, language).digest


def test_the_same_articles_are_the_same_edition(tmp_path: Path, cutter: Cutter) -> None:
    for name in ("one", "two"):
        _write(tmp_path / name, {"b.txt": ARTICLE, "市/a.txt": ARTICLE})
    digest = _digest(tmp_path / "one", cutter)
    assert _digest(tmp_path / "two", cutter) == digest
    assert len(digest) == 12
    assert set(digest) <= set("0123456789abcdef")


def test_what_is_no_article_makes_no_other_edition(tmp_path: Path, cutter: Cutter) -> None:
    _write(tmp_path, {"a.txt": ARTICLE})
    before = _digest(tmp_path, cutter)
    _write(tmp_path, {"b.pdf": b"", "photo.jpg": b"", ".a.txt.swp": b"", "c.txt": b""})
    os.utime(tmp_path / "a.txt", (1, 1))
    assert _digest(tmp_path, cutter) == before


def test_another_article_makes_another_edition(tmp_path: Path, cutter: Cutter) -> None:
    _write(tmp_path, {"a.txt": ARTICLE})
    digests = [_digest(tmp_path, cutter)]
    _write(tmp_path, {"b.txt": ARTICLE})
    digests.append(_digest(tmp_path, cutter))
    (tmp_path / "b.txt").rename(tmp_path / "c.txt")
    digests.append(_digest(tmp_path, cutter))
    _write(tmp_path, {"c.txt": ARTICLE + " "})
    digests.append(_digest(tmp_path, cutter))
    assert len(set(digests)) == 4


def test_another_language_makes_another_edition(tmp_path: Path, cutter: Cutter) -> None:
    _write(tmp_path, {"a.txt": ARTICLE})
    shelf = read_shelf(tmp_path)
    languages = [
        Language(),
        Language(words=("甲",)),
        Language(words=("甲", "乙")),
        Language(words=("甲\n乙",)),
        Language(stop_words=frozenset({"甲"})),
        Language(written={"甲": "乙"}),
        Language(asked={"甲": ("乙",)}),
        Language(asked={"甲": ("乙", "丙")}),
    ]
    digests = [build_edition(shelf, language, cutter).digest for language in languages]
    assert len(set(digests)) == len(languages)


def test_the_order_in_which_a_language_is_written_does_not_matter(
    tmp_path: Path, cutter: Cutter
) -> None:
    _write(tmp_path, {"a.txt": ARTICLE})
    shelf = read_shelf(tmp_path)
    one = Language(written={"甲": "甲", "乙": "甲"}, asked={"甲": ("甲",), "乙": ("甲",)})
    two = Language(written={"乙": "甲", "甲": "甲"}, asked={"乙": ("甲",), "甲": ("甲",)})
    assert build_edition(shelf, one, cutter).digest == build_edition(shelf, two, cutter).digest


def test_a_name_that_is_no_utf_8_is_a_name_too(tmp_path: Path, cutter: Cutter) -> None:
    _write(tmp_path, {os.fsdecode("低保.txt".encode("gb18030")): ARTICLE})
    assert len(_digest(tmp_path, cutter)) == 12


def test_an_edition_never_changes(tmp_path: Path, cutter: Cutter) -> None:
    _write(tmp_path, {"a.txt": ARTICLE.format(1000)})
    edition = _load(tmp_path, cutter)
    facts, source = edition.facts, edition.documents["a.txt"].source_text
    _write(tmp_path, {"a.txt": "别的内容在这里。", "b.txt": ARTICLE})
    assert edition.facts is facts
    assert edition.documents["a.txt"].source_text == source
    for name in ("digest", "problems", "documents"):
        with pytest.raises(FrozenInstanceError):
            setattr(edition, name, None)
    with pytest.raises(TypeError):
        edition.documents["b.txt"] = edition.documents["a.txt"]  # type: ignore[index]


def test_a_library_serves_one_edition_until_it_is_given_another(
    tmp_path: Path, cutter: Cutter, analyzer: Analyzer
) -> None:
    _write(tmp_path, {"a.txt": ARTICLE.format(1000)})
    first = _load(tmp_path, cutter)
    library = Library(first)
    _write(tmp_path, {"a.txt": ARTICLE.format(1100)})
    second = _load(tmp_path, cutter)
    assert library.edition is first
    library.swap(second)
    assert library.edition is second
    assert first.digest != second.digest
    assert first.analyzer is not analyzer


@pytest.mark.parametrize(
    "after",
    [
        {
            "a.txt": ARTICLE.format(1000),
            "b.txt": ARTICLE.format(900),
            "市/c.txt": ARTICLE.format(1),
        },
        {
            "a.txt": ARTICLE.format(1100),
            "b.txt": ARTICLE.format(900),
            "市/c.txt": ARTICLE.format(1),
        },
        {"a.txt": ARTICLE.format(1000), "市/c.txt": ARTICLE.format(1)},
        {"市/c.txt": ARTICLE.format(1), "0.txt": ARTICLE.format(7), "z.txt": ARTICLE.format(8)},
        {"d.txt": ARTICLE.format(5)},
        {"b.txt": ARTICLE.format(900), "b.yaml": "place: 成都市", "市/c.txt": ARTICLE.format(1)},
    ],
    ids=["same", "one changed", "one gone", "some new", "all others", "particulars"],
)
def test_a_renewed_edition_is_the_one_that_is_built_anew(
    tmp_path: Path, cutter: Cutter, after: dict[str, int | str]
) -> None:
    _articles(tmp_path / "one", {"a.txt": 1000, "b.txt": 900, "市/c.txt": 1})
    _articles(tmp_path / "two", after)
    one = build_edition(read_shelf(tmp_path / "one"), Language(), cutter)
    shelf = read_shelf(tmp_path / "two")
    renewed, built = renew_edition(one, shelf, Language()), build_edition(shelf, Language(), cutter)
    assert renewed.digest == built.digest
    assert renewed.documents == built.documents
    assert renewed.places == built.places
    assert tuple(renewed.facts) == tuple(built.facts)
    ours, theirs = _arrays(renewed.fields.compiled), _arrays(built.fields.compiled)
    assert ours.keys() == theirs.keys()
    for name, numbers in ours.items():
        assert np.array_equal(numbers, theirs[name]), name


def _articles(folder: Path, files: Mapping[str, int | str]) -> None:
    """Write articles with these figures, and whatever else is there."""
    texts = {
        name: ARTICLE.format(said) if isinstance(said, int) else said
        for name, said in files.items()
    }
    _write(folder, texts)


def _arrays(compiled: Compiled) -> dict[str, NDArray[Any]]:
    found: dict[str, NDArray[Any]] = {"keys": compiled.keys}
    for name, table in (
        ("starts", compiled.starts),
        ("references", compiled.references),
        ("frequencies", compiled.frequencies),
        ("lengths", compiled.lengths),
    ):
        found |= {f"{name} {key}": numbers for key, numbers in table.items()}
    for space, postings in compiled.postings.items():
        found |= {
            f"postings {space} {field.name}": getattr(postings, field.name)
            for field in fields(postings)
        }
    return found
