"""`editions`, `rollback`, `unanswered`, `journal` on the command line."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import command_line
from bot.app import Setup
from knowledge.editions.edition_changes import Reload
from knowledge.model import Answer

ARTICLE = "低保标准怎么定\n低保标准是每人每月{}元。\n"


class Bench:
    """Folders of a run of the program."""

    def __init__(self, root: Path) -> None:
        self.articles, self.config, self.data = (
            root / name for name in ("articles", "config", "data")
        )
        for folder in (self.articles, self.config):
            folder.mkdir()
        self.write(950)

    def write(self, figure: int) -> None:
        """Write the article."""
        (self.articles / "低保.txt").write_text(ARTICLE.format(figure), encoding="utf-8")

    def run(self, *arguments: str) -> Result:
        """Run a command."""
        folders = (
            "--articles", str(self.articles), "--config", str(self.config),
            "--data", str(self.data),
        )  # fmt: skip
        return CliRunner().invoke(command_line, [*arguments, *folders], prog_name="changyouda")

    def setup(self) -> Setup:
        """Return the same run of the program."""
        return Setup.read(self.articles, self.config, self.data, {})


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture
def served(bench: Bench) -> Bench:
    """A bot that has served two editions."""
    journal = bench.setup().journal()
    librarian = bench.setup().librarian(journal)
    librarian.open()
    bench.write(1050)
    assert librarian.apply(Reload(), 42).swapped
    journal.close()
    return bench


def test_no_editions_yet(bench: Bench) -> None:
    done = bench.run("editions")
    assert (done.exit_code, done.output) == (
        0,
        "还没有保存任何版本；changyouda serve 启动后才有。\n",
    )


def test_editions_the_latest_first(served: Bench) -> None:
    done = served.run("editions")
    assert done.exit_code == 0
    first, second = done.output.splitlines()
    assert first.startswith("2  ")
    assert first.endswith("1 篇，2 条  重新载入，42（当前）")
    assert second.startswith("1  ")
    assert second.endswith("1 篇，2 条  启动")


def test_damaged_editions_are_told(served: Bench) -> None:
    path = served.data / "editions" / "00000001.manifest"
    path.write_bytes(path.read_bytes()[:-1])
    done = served.run("editions")
    assert done.exit_code == 1
    assert f"{path}:1: 内容已损坏" in done.output


def test_rolling_back(served: Bench) -> None:
    looked = served.run("rollback", "1", "--dry-run")
    assert looked.exit_code == 0
    assert "可以更换：1 篇文章，2 条可引用" in looked.output
    assert "  低保.txt:2 1050 → 950：低保标准是每人每月950元。" in looked.output
    assert (served.articles / "低保.txt").read_text(encoding="utf-8") == ARTICLE.format(1050)
    done = served.run("rollback", "1")
    assert done.exit_code == 0
    assert "已更换为版本 3（" in done.output
    assert (served.articles / "低保.txt").read_text(encoding="utf-8") == ARTICLE.format(950)
    again = served.run("rollback", "1")
    assert (again.exit_code, again.output) == (0, "没有变化\n")
    (change,) = [
        change for change in served.setup().journal().changes() if change.action != "reload"
    ]
    assert (change.action, change.subject) == ("rollback", "版本 1")


def test_rolling_back_to_what_is_not_there(served: Bench) -> None:
    done = served.run("rollback", "7")
    assert done.exit_code == 1
    assert "版本 7:1: 没有保存这个版本；现有 2、1" in done.output


def test_a_golden_question_stops_a_rollback_unless_forced(served: Bench) -> None:
    golden = "- question: 低保标准是多少\n  holds: 1050元\n"
    (served.articles / "golden.yaml").write_text(golden, encoding="utf-8")
    librarian = served.setup().librarian(served.setup().journal())
    librarian.open()
    assert librarian.apply(Reload()).swapped
    stopped = served.run("rollback", "1")
    assert stopped.exit_code == 1
    assert "必答题没有通过" in stopped.output
    assert served.run("rollback", "1", "--force").exit_code == 0
    assert (served.articles / "低保.txt").read_text(encoding="utf-8") == ARTICLE.format(950)


def _asked(bench: Bench, *questions: str) -> None:
    journal = bench.setup().journal()
    for question in questions:
        journal.record(Answer(question, (), 0.0), person=journal.person(7), milliseconds=1.0)
    journal.close()


def test_unanswered_questions_by_likeness(bench: Bench) -> None:
    _asked(bench, "公积金怎么提取", "公积金如何提取", "公积金怎么提取", "身份证补办")
    done = bench.run("unanswered")
    assert done.output == "3  公积金怎么提取\n      公积金如何提取\n1  身份证补办\n"
    assert bench.run("unanswered", "--least", "2").output.splitlines()[-1].endswith("如何提取")
    assert bench.run("unanswered", "--least", "9").output == "没有。\n"


def test_nothing_unanswered(bench: Bench) -> None:
    assert bench.run("unanswered").output == "没有。\n"


def test_a_journal_that_cannot_be_read_is_told(bench: Bench) -> None:
    bench.data.write_text("a file where the folder should be")
    done = CliRunner().invoke(
        command_line, ["unanswered", "--data", str(bench.data)], standalone_mode=False
    )
    assert done.exit_code != 0
    assert "读不了问答记录" in str(done.exception)


def test_the_journal_as_a_table(bench: Bench, tmp_path: Path) -> None:
    _asked(bench, "公积金怎么提取", "身份证补办")
    done = bench.run("journal")
    rows = list(csv.reader(done.output.splitlines()))
    assert [row[4] for row in rows] == ["问题", "公积金怎么提取", "身份证补办"]
    path = tmp_path / "journal.csv"
    assert bench.run("journal", "--output", str(path)).output == f"{path}：2 条\n"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_texts_are_not_kept_where_the_settings_say_so(bench: Bench) -> None:
    (bench.config / "bot.yaml").write_text("journal:\n  keep_days: 0\n")
    _asked(bench, "公积金怎么提取")
    assert bench.run("unanswered").output == "没有。\n"


def test_checking_tells_golden_questions_and_duplicates(bench: Bench) -> None:
    golden = "- question: 低保标准是多少\n  holds: 1050元\n- question: 甲\n"
    (bench.articles / "golden.yaml").write_text(golden, encoding="utf-8")
    (bench.articles / "二.txt").write_text(ARTICLE.format(1050), encoding="utf-8")
    (bench.articles / "三.txt").write_text(ARTICLE.format(1050), encoding="utf-8")
    done = bench.run("check")
    assert done.exit_code == 1
    assert f"{bench.articles / 'golden.yaml'}:3: 请写 holds" in done.output
    assert "  三.txt 与 二.txt（100%）" in done.output
    assert "说法相同而数字不同（1）：" in done.output


def test_checking_tells_a_golden_question_that_fails(bench: Bench) -> None:
    golden = "- question: 低保标准是多少\n  holds: 1050元\n"
    (bench.articles / "golden.yaml").write_text(golden, encoding="utf-8")
    done = bench.run("check")
    assert done.exit_code == 1
    fault = "低保标准是多少：回答“低保标准是每人每月950元。”，其中没有“1050元”"
    assert f"{bench.articles / 'golden.yaml'}:1: {fault}" in done.output
