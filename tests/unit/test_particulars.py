"""What is said of an article beside it or in its front matter, and how citations carry it."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from bot.json_lines import write_answer
from bot.render import render_answer, standing
from knowledge.answer import Answerer
from knowledge.language import Language
from knowledge.library import load_edition
from knowledge.model import Citation
from knowledge.particulars import Particulars, iso_day
from knowledge.readers.side_file import read_particulars
from knowledge.segment import segment
from knowledge.shelf import Shelf, read_shelf
from knowledge.words import Cutter

ARTICLE = "低保标准怎么定\n低保标准是每人每月950元。\n"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-12-31", "2025-12-31"),
        ("2025/2/3", "2025-02-03"),
        ("2025.02.03", "2025-02-03"),
        (" 2025年2月3日 ", "2025-02-03"),
        ("2025年2月3", "2025-02-03"),
        ("2025-12", "2025-12"),
        ("2025年2月", "2025-02"),
        ("2025-02-30", None),
        ("2025-13", None),
        ("长期", None),
        ("2025", None),
        ("自2025-12-31起", None),
        (20251231, None),
        (None, None),
    ],
)
def test_what_is_a_day(text: object, day: str | None) -> None:
    assert iso_day(text) == day


def test_a_file_of_particulars() -> None:
    said = read_particulars(
        "valid_until: 2025-12-31\nreplaces:\n- 旧.txt\n- 更旧.txt\n"
        "place: 云州市\ndate: '2024-01'\n".encode()
    )
    assert said.faults == ()
    assert said.particulars == Particulars(
        "2025-12-31", ("旧.txt", "更旧.txt"), "云州市", "2024-01"
    )
    assert said.lines == {"旧.txt": 3, "更旧.txt": 4}


@pytest.mark.parametrize("text", ["", "# 还没有写\n"])
def test_a_file_that_says_nothing(text: str) -> None:
    assert read_particulars(text.encode()) == read_particulars(b"")
    assert read_particulars(text.encode()).faults == ()


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("place: 云州市\nvalid_until: 明年\n", 2, "valid_until 应是日期"),
        ("date: [2024-01-05]\n", 1, "date 应是日期"),
        ("place: 5\n", 1, "place 应是地名"),
        ("replaces: []\n", 1, "replaces 应是被取代的文章"),
        ("replaces: [旧.txt, 5]\n", 1, "replaces 应是被取代的文章"),
        ("\nvalid: 2025-12-31\n", 2, "不认识“valid”，是不是“valid_until”？可用 valid_until"),
        ("- 2025-12-31\n", 1, "应写成 项: 值"),
        ("place: 甲\nplace: 乙\n", 2, "写了两次"),
        ("place: [\n", 1, "方括号没有配对"),
    ],
)
def test_a_fault_names_its_line(text: str, line: int, message: str) -> None:
    (fault,) = read_particulars(text.encode()).faults
    assert (fault.line, message in fault.message) == (line, True), fault


def test_a_fault_leaves_the_rest(tmp_path: Path) -> None:
    del tmp_path
    said = read_particulars("valid_until: 明年\nplace: 云州市\n".encode())
    assert said.particulars == Particulars(place="云州市")


def test_bytes_that_are_no_text_are_a_fault() -> None:
    (fault,) = read_particulars("place: 云州市".encode("gb18030")).faults
    assert "UTF-8" in fault.message


def _shelf(folder: Path, files: Mapping[str, str]) -> Shelf:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return read_shelf(folder)


def _citation(shelf: Shelf, name: str) -> Citation:
    (document,) = [document for document in shelf.documents if document.name == name]
    return segment(document)[0].citation


@pytest.mark.parametrize(
    "files",
    [
        {"低保.txt": ARTICLE, "低保.yaml": "valid_until: 2025-12\ndate: 2024-01-05"},
        {"低保.html": f"<p>{ARTICLE}</p>", "低保.yaml": "valid_until: 2025-12\ndate: 2024-01-05"},
        {"低保.md": f"---\nvalid_until: 2025年12月\n日期: 2024-01-05\n---\n{ARTICLE}"},
        {"低保.md": f"---\n有效期至: 2025-12\ndate: 2024/1/5\n---\n{ARTICLE}"},
    ],
)
def test_a_citation_says_until_when_it_holds(tmp_path: Path, files: dict[str, str]) -> None:
    shelf = _shelf(tmp_path, files)
    assert shelf.problems == ()
    citation = _citation(shelf, next(iter(files)))
    assert (citation.valid_until, citation.date) == ("2025-12", "2024-01-05")
    assert not citation.expired(date(2025, 12, 31))
    assert citation.expired(date(2026, 1, 1))


def test_without_a_date_nothing_expires(tmp_path: Path) -> None:
    citation = _citation(_shelf(tmp_path, {"a.txt": ARTICLE}), "a.txt")
    assert citation.valid_until is None
    assert not citation.expired(date.max)


@pytest.mark.parametrize(
    "files",
    [
        {"新.txt": "新的低保标准\n每人每月1000元。", "新.yaml": "replaces: [市/旧.txt]"},
        {"新.txt": "新的低保标准\n每人每月1000元。", "新.yaml": "replaces: 低保标准怎么定"},
        {"新.md": "---\ntitle: 新的低保标准\n取代: [市/旧.txt]\n---\n每人每月1000元。"},
    ],
)
def test_a_replaced_article_names_the_one_that_took_its_place(
    tmp_path: Path, files: dict[str, str]
) -> None:
    shelf = _shelf(tmp_path, {**files, "市/旧.txt": ARTICLE})
    assert shelf.problems == ()
    assert _citation(shelf, "市/旧.txt").replaced_by == "新的低保标准"
    assert _citation(shelf, next(iter(files))).replaced_by is None


def test_what_is_replaced_and_not_there_is_a_problem(tmp_path: Path) -> None:
    shelf = _shelf(
        tmp_path, {"新.txt": ARTICLE, "新.yaml": "place: 云州市\nreplaces:\n- 没有.txt\n"}
    )
    (problem,) = shelf.problems
    assert str(problem).startswith(f"{tmp_path / '新.yaml'}:3: 没有“没有.txt”这篇文章")


def test_particulars_without_their_article_are_a_problem(tmp_path: Path) -> None:
    (problem,) = _shelf(tmp_path, {"a.txt": ARTICLE, "b.yaml": "place: 云州市"}).problems
    assert str(problem).startswith(f"{tmp_path / 'b.yaml'}:1: 旁边没有同名的文章")


def test_a_date_in_front_matter_that_is_none_is_a_problem(tmp_path: Path) -> None:
    shelf = _shelf(tmp_path, {"a.md": f"---\ntitle: 低保\nvalid_until: 长期\n---\n{ARTICLE}"})
    (problem,) = shelf.problems
    assert str(problem).startswith(f"{tmp_path / 'a.md'}:3: valid_until 应是日期")
    assert _citation(shelf, "a.md").valid_until is None


def test_the_golden_questions_are_no_particulars(tmp_path: Path) -> None:
    assert _shelf(tmp_path, {"a.txt": ARTICLE, "golden.yaml": "[]"}).problems == ()


def test_particulars_make_another_edition(tmp_path: Path, cutter: Cutter) -> None:
    _shelf(tmp_path, {"a.txt": ARTICLE})
    before = load_edition(tmp_path, Language(), cutter)
    _shelf(tmp_path, {"a.yaml": "place: 成都市"})
    after = load_edition(tmp_path, Language(), cutter)
    assert before.digest != after.digest
    assert before.places["a.txt"] != after.places["a.txt"]


def test_what_no_longer_holds_is_marked_in_the_answer(tmp_path: Path, cutter: Cutter) -> None:
    _shelf(
        tmp_path,
        {
            "旧.txt": ARTICLE,
            "旧.yaml": "valid_until: 2019-12-31",
            "新.txt": "高龄津贴办法\n八十周岁以上老人每月发放高龄津贴100元。\n",
            "新.yaml": "replaces: 旧.txt\nvalid_until: 9999-12-31",
        },
    )
    edition = load_edition(tmp_path, Language(), cutter)
    old = Answerer(0.05).answer(edition, "低保标准是多少")
    new = Answerer(0.05).answer(edition, "高龄津贴多少钱")
    told = "⚠ 有效期到 2019-12-31，已过期 · ⚠ 已被《高龄津贴办法》取代"
    assert render_answer(old).text.endswith(told)
    assert "⚠" not in render_answer(new).text
    (first, *_) = json.loads(write_answer(old))["facts"]
    assert (first["valid_until"], first["replaced_by"]) == ("2019-12-31", "高龄津贴办法")
    (first, *_) = json.loads(write_answer(new))["facts"]
    assert first["valid_until"] == "9999-12-31"
    assert "replaced_by" not in first


@pytest.mark.parametrize(
    ("today", "warned"), [(date(2025, 12, 31), False), (date(2026, 1, 1), True)]
)
def test_the_last_day_counts(today: date, *, warned: bool) -> None:
    cited = Citation("a.txt", "低保", (), 1, None, None, valid_until="2025-12")
    assert bool(standing(cited, today=today)) is warned
