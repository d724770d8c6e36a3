"""The command line as a contract: its forms, its exit codes, and what a mistake is told."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot import __version__
from knowledge.journal.journal import Journal
from knowledge.model import Answer

ARTICLE = Path("knowledge/articles/article.txt").resolve()
ROOT = Path.cwd()

_FORM = {
    "question": str,
    "answered": bool,
    "confidence": float,
    "facts": list,
    "nearest": list,
    "edition": str,
    "intent": str,
    "verdict": type(None),
    "disagreeing": bool,
    "listed": bool,
    "readings": list,
    "parts": list,
}
_FACT_FORM = ["text", "key", "article", "title", "headings", "line", "date", "source", "score"]


def run(
    *arguments: str,
    given: str = "",
    folder: Path = ROOT,
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run the program from a folder, without a token."""
    variables = {name: text for name, text in os.environ.items() if "TELEGRAM" not in name}
    variables |= {"PYTHONPATH": str(ROOT), **(environment or {})}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env=variables,
        check=False,
    )


def test_a_question_is_answered_from_any_folder(tmp_path: Path) -> None:
    done = run("ask", "低保一个月给多少钱", folder=tmp_path)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "每人每月1000元"
    assert lines[1].startswith("│ 市民政局将最低生活保障标准提高到每人每月1000元")
    assert "第 18 行 · 中国社会报 · 2023-07-19" in lines[2]


def test_words_of_a_question_need_no_quotes() -> None:
    assert run("ask", "养老机构", "几家").stdout == run("ask", "养老机构 几家").stdout


def test_silence_has_an_exit_code_of_its_own() -> None:
    done = run("ask", "红烧肉怎么做好吃")
    assert done.returncode == 1
    assert done.stdout.startswith("收录的文章没有写到这个问题的答案。\n")


def test_without_a_question_each_line_is_one() -> None:
    done = run("ask", given="低保标准\n\n红烧肉怎么做好吃\n")
    assert done.returncode == 0
    assert "每人每月1000元" in done.stdout
    assert "收录的文章没有写到这个问题的答案。" in done.stdout


def test_json_lines_are_answered_in_order_and_in_form() -> None:
    questions: list[dict[str, object]] = [
        {"question": "养老机构有多少家"},
        {"question": "床位呢", "previous": ["养老机构有多少家"]},
        {"question": "红烧肉怎么做好吃", "previous": []},
    ]
    done = run("ask", "--json", given="\n".join(json.dumps(each) for each in questions))
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert [reply["question"] for reply in replies] == [each["question"] for each in questions]
    source = ARTICLE.read_text(encoding="utf-8")
    for reply in replies:
        assert {name: type(value) for name, value in reply.items()} == _FORM
        assert 0 <= reply["confidence"] <= 1
        assert reply["answered"] == bool(reply["facts"])
        assert len(reply["facts"]) <= 3
        assert not (reply["facts"] and reply["nearest"])
        for fact in (*reply["facts"], *reply["nearest"]):
            assert list(fact) == _FACT_FORM
            assert fact["text"] in source
            assert fact["text"] in source.splitlines()[fact["line"] - 1]
            if fact["key"]:
                start, end = fact["key"]
                assert 0 <= start < end <= len(fact["text"])
    assert [reply["answered"] for reply in replies] == [True, True, False]
    assert "床位2.5万余张" in replies[1]["facts"][0]["text"]


def test_each_json_line_is_answered_at_once() -> None:
    command = [sys.executable, "-m", "bot", "ask", "--json"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for question in ("低保标准", "养老机构"):
            process.stdin.write(json.dumps({"question": question}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["question"] == question
        process.stdin.close()
        assert process.wait() == 0


def test_a_line_that_is_no_question_is_named_and_the_rest_answered() -> None:
    done = run("ask", "--json", given='{"question": 1}\nnonsense\n{"question": "低保标准"}\n')
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert [reply["answered"] for reply in replies] == [False, False, True]
    assert done.returncode == 2
    assert "<stdin>:1: " in done.stderr
    assert "<stdin>:2: " in done.stderr


def test_other_articles_and_another_configuration(tmp_path: Path) -> None:
    articles, config = tmp_path / "articles", tmp_path / "config"
    articles.mkdir()
    config.mkdir()
    (articles / "b.txt").write_text("图书馆简介\n\n市图书馆藏书五十万册。\n", encoding="utf-8")
    (config / "synonyms.yaml").write_text("two_way:\n  - [图书馆, 书馆]\n", encoding="utf-8")
    done = run("ask", "书馆藏书多少册", "--articles", str(articles), "--config", str(config))
    assert "市图书馆藏书五十万册。" in done.stdout
    environment = {"CHANGYOUDA_ARTICLES": str(articles)}
    assert "五十万册" in run("ask", "藏书多少册", environment=environment).stdout


def test_a_broken_article_is_named_and_the_others_are_served(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("图书馆简介\n\n市图书馆藏书五十万册。\n", encoding="utf-8")
    (tmp_path / "broken.txt").write_bytes("市图书馆".encode()[:-1])
    done = run("ask", "藏书多少册", "--articles", str(tmp_path))
    assert "五十万册" in done.stdout
    assert f"{tmp_path / 'broken.txt'}:1: " in done.stderr


def test_check_lists_what_was_dropped_and_is_content() -> None:
    done = run("check")
    assert done.returncode == 0
    assert "article.txt:1: 现在都在哪买足彩" in done.stdout
    assert "article.txt:44: 扫一扫在手机端打开当前页" in done.stdout


def test_check_names_faults(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("图书馆简介\n\n市图书馆藏书五十万册。\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    (tmp_path / "report.docx").write_bytes(b"PK")
    done = run("check", "--articles", str(tmp_path))
    assert done.returncode == 1
    assert f"{tmp_path / 'empty.txt'}:1: " in done.stdout
    assert f"{tmp_path / 'report.docx'}:1: 不能读取 .docx 文件" in done.stdout


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("bot.yaml", "answer:\n  threshold: 7\n", "bot.yaml:2: answer.threshold：应不大于 1"),
        ("synonyms.yaml", "two_way:\n  - [低保]\n", "synonyms.yaml:2: "),
        ("words.txt", "好\n两 个\n", "words.txt:2: "),
    ],
)
def test_a_fault_in_the_configuration_is_named(
    tmp_path: Path, name: str, text: str, place: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    checked = run("check", "--config", str(tmp_path))
    assert (checked.returncode, place in checked.stdout) == (1, True)
    asked = run("ask", "低保", "--config", str(tmp_path))
    assert (asked.returncode, place in asked.stderr) == (2, True)
    assert "Traceback" not in asked.stderr


def test_nothing_to_serve_names_the_remedy(tmp_path: Path) -> None:
    done = run("ask", "低保", "--articles", str(tmp_path))
    assert done.returncode == 2
    assert "没有可用的文章；请放入 .txt" in done.stderr
    assert run("check", "--articles", str(tmp_path)).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["ask", "--jsn"], "没有 --jsn 这个选项；是不是 --json"),
        (["aks"], "没有这个命令"),
        (["eval"], "还要写上 题目文件"),
        (["eval", "nowhere.jsonl"], "nowhere.jsonl:1: 无法打开"),
        (["ask", "--articles", "nowhere", "低保"], "nowhere:1: 没有这个文件夹"),
        (["ask", "低保", "--articles"], "选项 --articles 后面要写内容"),
        (["serve"], "TELEGRAM_BOT_TOKEN"),
    ],
)
def test_wrong_use_is_told_in_a_line(arguments: list[str], told: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_help_and_version() -> None:
    assert run("--version").stdout == f"changyouda {__version__}\n"
    for arguments in ([], ["ask"], ["check"], ["eval"], ["serve"]):
        done = run(*arguments, "--help")
        assert done.returncode == 0
        assert "选项" in done.stdout


def test_neither_home_nor_data_folder_needs_to_be_writable() -> None:
    environment = {"CHANGYOUDA_DATA": "/proc/nowhere", "HOME": "/proc/nowhere"}
    for command in (["ask", "低保标准"], ["check"]):
        assert run(*command, environment=environment).returncode == 0


def test_a_reader_who_goes_away_is_no_fault() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "check"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_a_question_set_is_measured(tmp_path: Path) -> None:
    cases = [
        {
            "question": "老年助餐点有多少个",
            "kind": "right",
            "must_contain": ["304个"],
            "answerable": True,
        },
        {
            "question": "老年助餐点有多少个",
            "kind": "wrong",
            "must_contain": ["305个"],
            "answerable": True,
        },
        {"question": "红烧肉怎么做好吃", "kind": "none", "must_contain": [], "answerable": False},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(case) for case in cases), encoding="utf-8")
    done = run("eval", str(file), "--failures")
    table = done.stdout.partition("\n\n")[0]
    rows = {line.split()[0]: line.split()[1:] for line in table.splitlines()}
    assert rows["right"][:5] == ["1", "1.000", "1.000", "0.000", "–"]
    assert rows["wrong"][:5] == ["1", "0.000", "0.000", "0.000", "–"]
    assert rows["none"] == ["1", "–", "–", "–", "1.000", "–"]
    assert rows["all"][:5] == ["3", "0.500", "0.500", "0.000", "1.000"]
    assert re.search(r"wrong [01]\.\d\d: 老年助餐点有多少个 → ", done.stdout)

    page = tmp_path / "page.html"
    done = run("eval", str(file), "--format", "json", "--page", str(page))
    assert json.loads(done.stdout)["measures"]["lead"] == 0.5
    assert done.stderr.endswith(f"网页：{page}\n")
    assert "共 3 题，其中文章能回答的 2 题" in page.read_text(encoding="utf-8")

    done = run("eval", str(file), "--page", str(tmp_path / "nowhere" / "page.html"))
    assert done.returncode == 2
    assert "page.html: 无法写入网页：" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_report_is_made_of_the_journal(tmp_path: Path) -> None:
    done = run("report", "--data", str(tmp_path))
    assert done.returncode == 2
    assert "journal.sqlite3: 还没有提问记录" in done.stderr
    assert list(tmp_path.iterdir()) == []

    journal = Journal.open(tmp_path)
    silence = Answer("红烧肉怎么做", (), 0.1)
    number = journal.record(silence, person=journal.person(7), milliseconds=1234)
    assert number is not None
    journal.close()
    page = tmp_path / "page.html"
    done = run("report", "--data", str(tmp_path), "--out", str(page), "--days", "7")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"网页：{page}\n"
    text = page.read_text(encoding="utf-8")
    assert "红烧肉怎么做" in text
    assert "1.2 秒" in text
    assert "共 7 天" in text

    done = run("report", "--data", str(tmp_path), "--days", "0")
    assert done.returncode == 2
    assert "参数不对" in done.stderr
