"""How one edition takes the place of another: reload, put, remove, roll back, undo, start."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from knowledge.editions.article_changes import PutArticle, PutParticulars, RemoveArticle
from knowledge.editions.changes import Change, Refused
from knowledge.editions.edition_changes import Reload, Rollback, Undo
from knowledge.editions.golden import GoldenQuestion
from knowledge.editions.report import Report, Stop
from knowledge.editions.word_changes import AddGolden, AddSynonym
from knowledge.words import Cutter
from tests.unit.workplace import LOW_INCOME, OLD_AGE, Workplace

OPERATOR = 42


@pytest.fixture
def place(tmp_path: Path, cutter: Cutter) -> Iterator[Workplace]:
    """A bot that serves one article."""
    made = Workplace(tmp_path, cutter)
    made.write({"低保.txt": LOW_INCOME.format(950)})
    assert made.librarian.open() == ()
    yield made
    made.journal.close()


def _apply(place: Workplace, change: Change, *, force: bool = False) -> Report:
    return place.librarian.apply(change, OPERATOR, force=force)


def _messages(report: Report) -> str:
    return "\n".join(map(str, report.problems))


def test_the_first_start_serves_the_folder_and_keeps_it(place: Workplace) -> None:
    assert place.quoted() == "低保标准是每人每月950元。"
    (manifest,) = place.librarian.editions()
    assert (manifest.number, manifest.reason, manifest.articles) == (1, "start", 1)
    assert manifest.digest == place.librarian.library.edition.digest
    assert [served.reason for served in place.journal.editions()] == ["start"]


def test_a_reload_tells_which_figure_became_which(place: Workplace) -> None:
    place.write({"低保.txt": LOW_INCOME.format(1050), "高龄.txt": OLD_AGE.format(100)})
    report = _apply(place, Reload())
    assert (report.swapped, report.stopped, report.number) == (True, None, 2)
    assert place.quoted() == "低保标准是每人每月1050元。"
    compared = report.comparison
    assert (compared.added, compared.changed, compared.removed) == (
        ("高龄.txt",),
        ("低保.txt",),
        (),
    )
    (change,) = compared.facts_changed
    assert change.figures == (("950", "1050"),)
    assert change.before.text == "低保标准是每人每月950元。"
    assert [fact.text for fact in compared.facts_added] == [
        "高龄津贴办法",
        "八十周岁以上老人每月发放高龄津贴100元。",
    ]
    (noted,) = place.journal.changes()
    assert (noted.operator, noted.action, noted.subject) == ("42", "reload", "文件夹")
    assert noted.before.startswith("1 ")
    assert noted.after == f"2 {report.digest}"


def test_a_dry_run_changes_nothing(place: Workplace) -> None:
    place.write({"低保.txt": LOW_INCOME.format(1050)})
    report = place.librarian.preview(Reload())
    assert (report.swapped, report.stopped) == (False, None)
    assert report.comparison.facts_changed[0].figures == (("950", "1050"),)
    assert place.quoted() == "低保标准是每人每月950元。"
    assert len(place.librarian.editions()) == 1
    assert place.journal.changes() == ()


def test_what_was_looked_at_is_not_built_again(place: Workplace) -> None:
    place.write({"低保.txt": LOW_INCOME.format(1050)})
    report = place.librarian.preview(Reload())
    built = place.builder.built
    assert place.librarian.apply(Reload(), OPERATOR, base=report.base).swapped
    assert place.builder.built == built


def test_a_reload_of_what_is_served_does_nothing(place: Workplace) -> None:
    report = _apply(place, Reload())
    assert (report.swapped, report.stopped) == (False, Stop.UNCHANGED)
    assert len(place.librarian.editions()) == 1
    assert place.builder.built == 1


def test_a_question_keeps_the_edition_it_started_with(place: Workplace) -> None:
    before = place.librarian.library.edition
    place.write({"低保.txt": LOW_INCOME.format(1050)})
    _apply(place, Reload())
    answer = place.answerer.answer(before, "低保标准是多少")
    assert answer.facts[0].fact.text == "低保标准是每人每月950元。"
    assert answer.edition == before.digest != place.librarian.library.edition.digest


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (b"\x89PNG\r\n\x1a\n\0", "不是文本文件"),
        (b"", "没有正文"),
        ("长".encode() * 40_000, "超过上限"),
        (LOW_INCOME.encode()[:-2], "字符不完整"),
    ],
    ids=["picture", "empty", "long", "cut"],
)
def test_a_broken_article_stays_as_it_was(place: Workplace, broken: bytes, message: str) -> None:
    place.write({"低保.txt": broken, "高龄.txt": OLD_AGE.format(100), "新.txt": broken})
    report = _apply(place, Reload())
    assert report.swapped
    assert report.comparison.added == ("高龄.txt",)
    assert place.quoted() == "低保标准是每人每月950元。"
    assert f"{place.articles / '低保.txt'}:" in _messages(report)
    assert f"{place.articles / '新.txt'}:" in _messages(report)
    assert message in _messages(report)
    # The same once more: nothing new, and it is told again.
    report = _apply(place, Reload())
    assert (report.stopped, message in _messages(report)) == (Stop.UNCHANGED, True)
    assert not place.librarian.changed_on_disk()


def test_broken_synonyms_leave_the_language_as_it_was(place: Workplace) -> None:
    (place.config / "synonyms.yaml").write_text("two_way:\n- [低保]\n")
    place.write({"低保.txt": LOW_INCOME.format(1050)})
    report = _apply(place, Reload())
    assert report.swapped
    assert report.language == ()
    assert f"{place.config / 'synonyms.yaml'}:2: 一组同义词" in _messages(report)
    assert place.quoted() == "低保标准是每人每月1050元。"


def test_nothing_left_leaves_what_serves(place: Workplace) -> None:
    place.write({"低保.txt": None})
    report = _apply(place, Reload())
    assert (report.swapped, report.stopped) == (False, Stop.REFUSED)
    assert "没有可用的文章" in _messages(report)
    assert place.quoted() == "低保标准是每人每月950元。"


GOLDEN = "- question: 低保标准是多少\n  holds: 每人每月９５０元\n"


def test_a_failing_golden_question_stops_the_swap_unless_forced(place: Workplace) -> None:
    place.write({"golden.yaml": GOLDEN})
    assert _apply(place, Reload()).swapped
    place.write({"低保.txt": LOW_INCOME.format(1050)})
    report = _apply(place, Reload())
    assert (report.swapped, report.stopped) == (False, Stop.GOLDEN)
    (failing,) = report.failing
    assert failing.golden.line == 1
    assert failing.fault == "回答“低保标准是每人每月1050元。”，其中没有“每人每月９５０元”"
    (changed,) = report.golden
    assert (changed.before, changed.after) == (
        ("低保标准是每人每月950元。",),
        ("低保标准是每人每月1050元。",),
    )
    assert place.quoted() == "低保标准是每人每月950元。"
    forced = _apply(place, Reload(), force=True)
    assert (forced.swapped, forced.stopped, len(forced.failing)) == (True, None, 1)
    assert place.journal.changes()[0].forced
    assert place.quoted() == "低保标准是每人每月1050元。"
    # The golden question is answered again: nothing had to be forced.
    assert _apply(place, Rollback(1), force=True).swapped
    assert [change.forced for change in place.journal.changes(2)] == [False, True]


def test_golden_questions_that_cannot_be_read_stop_the_swap(place: Workplace) -> None:
    place.write({"golden.yaml": "- question: 低保\n", "低保.txt": LOW_INCOME.format(1050)})
    report = _apply(place, Reload())
    assert report.stopped is Stop.GOLDEN
    assert f"{place.articles / 'golden.yaml'}:1: 请写 holds" in _messages(report)


def test_an_article_from_outside_is_served_and_written_into_the_folder(place: Workplace) -> None:
    report = _apply(place, PutArticle("../../高龄.txt", OLD_AGE.format(100).encode()))
    assert report.swapped
    assert report.problems == ()
    assert place.quoted("高龄津贴多少钱") == "八十周岁以上老人每月发放高龄津贴100元。"
    assert place.files() == {"低保.txt": LOW_INCOME.format(950), "高龄.txt": OLD_AGE.format(100)}
    assert not place.librarian.changed_on_disk()
    assert place.librarian.editions()[0].pending is False


def test_an_article_in_a_folder_is_replaced_by_its_whole_name(place: Workplace) -> None:
    place.write({"市/高龄.txt": OLD_AGE.format(100)})
    _apply(place, Reload())
    report = _apply(place, PutArticle("市/高龄.txt", OLD_AGE.format(200).encode()))
    assert report.comparison.facts_changed[0].figures == (("100", "200"),)
    assert place.files()["市/高龄.txt"] == OLD_AGE.format(200)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (PutArticle("高龄.exe", b"x"), "不是能读的格式"),
        (PutArticle("高龄.txt", b"\0\1\2\3"), "不是文本文件"),
        (PutArticle("高龄.txt", b""), "没有正文"),
        (RemoveArticle("没有.txt"), "没有这篇文章"),
        (RemoveArticle("../低保.txt"), "没有这篇文章"),
        (RemoveArticle("低保.txt"), "没有可用的文章"),
        (Rollback(99), "没有保存这个版本；现有 1"),
        (Undo(1), "没有保存这个版本"),
        (AddSynonym("", ["低保"]), "不是词"),
        (AddSynonym("吃低保", [""]), "不是词"),
        (PutParticulars("没有.txt", b""), "没有这篇文章"),
        (PutParticulars("低保.txt", b"valid_until: 5"), "valid_until 应是日期"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(
    place: Workplace, change: Change, message: str
) -> None:
    before = place.files()
    for report in (place.librarian.preview(change), _apply(place, change)):
        assert (report.swapped, report.stopped) == (False, Stop.REFUSED)
        assert message in _messages(report)
    assert place.files() == before
    assert len(place.librarian.editions()) == 1
    assert place.journal.changes() == ()


def test_a_removed_article_goes_with_what_lies_beside_it(place: Workplace) -> None:
    place.write({"高龄.txt": OLD_AGE.format(100), "高龄.yaml": "valid_until: 2030-01-01"})
    _apply(place, Reload())
    report = _apply(place, RemoveArticle("高龄.txt"))
    assert report.comparison.removed == ("高龄.txt",)
    assert place.files() == {"低保.txt": LOW_INCOME.format(950)}
    assert place.quoted("高龄津贴多少钱") == ""
    undone = _apply(place, Undo(report.number))
    assert undone.swapped
    assert place.quoted("高龄津贴多少钱") == "八十周岁以上老人每月发放高龄津贴100元。"
    assert set(place.files()) == {"低保.txt", "高龄.txt", "高龄.yaml"}


def test_particulars_are_said_with_the_quotation(place: Workplace) -> None:
    report = _apply(place, PutParticulars("低保.txt", b"valid_until: 2020-01-01\n"))
    assert report.swapped
    assert place.answer("低保标准是多少").facts[0].fact.citation.valid_until == "2020-01-01"
    assert place.files()["低保.yaml"] == "valid_until: 2020-01-01\n"


def test_rolling_back_is_a_new_edition_with_old_content(place: Workplace) -> None:
    place.write({"低保.txt": LOW_INCOME.format(1050), "高龄.txt": OLD_AGE.format(100)})
    _apply(place, Reload())
    report = _apply(place, Rollback(1))
    assert (report.swapped, report.number) == (True, 3)
    assert place.quoted() == "低保标准是每人每月950元。"
    assert place.files() == {"低保.txt": LOW_INCOME.format(950)}
    assert [manifest.reason for manifest in place.librarian.editions()] == [
        "rollback",
        "reload",
        "start",
    ]
    assert _apply(place, Rollback(2)).swapped
    assert place.quoted() == "低保标准是每人每月1050元。"
    assert _apply(place, Rollback(2)).stopped is Stop.UNCHANGED


def test_rolling_back_keeps_the_golden_questions(place: Workplace) -> None:
    place.write({"golden.yaml": GOLDEN, "高龄.txt": OLD_AGE.format(100)})
    _apply(place, Reload())
    assert _apply(place, Rollback(1)).swapped
    assert place.files()["golden.yaml"] == GOLDEN


def test_undoing_leaves_what_others_did(place: Workplace) -> None:
    put = _apply(place, PutArticle("高龄.txt", OLD_AGE.format(100).encode()))
    _apply(place, PutArticle("低保.txt", LOW_INCOME.format(1050).encode()))
    assert _apply(place, Undo(put.number)).swapped
    assert place.files() == {"低保.txt": LOW_INCOME.format(1050)}


def test_what_was_changed_again_cannot_be_undone_alone(place: Workplace) -> None:
    put = _apply(place, PutArticle("低保.txt", LOW_INCOME.format(1000).encode()))
    _apply(place, PutArticle("低保.txt", LOW_INCOME.format(1050).encode()))
    report = _apply(place, Undo(put.number))
    assert report.stopped is Stop.REFUSED
    assert "后来又改过" in _messages(report)


def test_a_synonym_is_found_at_once_and_can_be_undone(place: Workplace) -> None:
    (place.shipped / "synonyms.yaml").write_text("# 自带\ntwo_way:\n- [津贴, 补贴]\n")
    _apply(place, Reload())
    assert place.quoted("吃皇粮给多少") == ""
    report = _apply(place, AddSynonym("吃皇粮", ["低保标准"]))
    assert report.swapped
    assert report.language == ("synonyms.yaml",)
    assert place.quoted("吃皇粮给多少") == "低保标准是每人每月950元。"
    written = (place.config / "synonyms.yaml").read_text(encoding="utf-8")
    assert written == '# 自带\ntwo_way:\n- [津贴, 补贴]\none_way:\n  "吃皇粮": ["低保标准"]\n'
    assert _apply(place, Undo(report.number)).swapped
    assert place.quoted("吃皇粮给多少") == ""


def test_a_golden_question_is_asked_from_then_on(place: Workplace) -> None:
    golden = GoldenQuestion("低保标准是多少", 0, holds=("每人每月950元",))
    report = _apply(place, AddGolden(golden))
    assert report.swapped
    assert place.builder.built == 1
    assert place.files()["golden.yaml"] == (
        '- question: "低保标准是多少"\n  holds: ["每人每月950元"]\n'
    )
    put = PutArticle("低保.txt", LOW_INCOME.format(1050).encode())
    assert _apply(place, put).stopped is Stop.GOLDEN


def test_of_two_operators_the_second_looks_again(place: Workplace) -> None:
    first = PutArticle("高龄.txt", OLD_AGE.format(100).encode())
    second = RemoveArticle("低保.txt")
    place.write({"备用.txt": OLD_AGE.format(50)})
    _apply(place, Reload())
    looked, seen = place.librarian.preview(first), place.librarian.preview(second)
    assert looked.base == seen.base
    assert place.librarian.apply(first, 1, base=looked.base).swapped
    late = place.librarian.apply(second, 2, base=seen.base)
    assert (late.swapped, late.stopped) == (False, Stop.MOVED)
    assert "低保.txt" in place.files()
    again = place.librarian.preview(second)
    assert place.librarian.apply(second, 2, base=again.base).swapped
    assert set(place.files()) == {"备用.txt", "高龄.txt"}


def test_operators_at_once_lose_nothing(place: Workplace) -> None:
    changes = [PutArticle(f"{name}.txt", OLD_AGE.format(name).encode()) for name in range(8)]
    threads = [
        Thread(target=place.librarian.apply, args=(change, number))
        for number, change in enumerate(changes)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(place.files()) == {"低保.txt", *(f"{name}.txt" for name in range(8))}
    assert set(place.librarian.library.edition.documents) == set(place.files())
    assert len(place.journal.changes()) == 8


def test_a_start_serves_the_last_edition_and_takes_in_what_changed_since(place: Workplace) -> None:
    place.write({"低保.txt": LOW_INCOME.format(1050)})
    again = place.another()
    assert again.open() == ()
    assert place.quoted(librarian=again) == "低保标准是每人每月950元。"
    assert place.builder.built == 1
    report = again.catch_up()
    assert report is not None
    assert report.swapped
    assert place.quoted(librarian=again) == "低保标准是每人每月1050元。"
    assert again.catch_up() is None


def test_a_start_without_what_was_made_ready_builds_the_same(place: Workplace) -> None:
    digest = place.librarian.library.edition.digest
    place.builder.ready.clear()
    again = place.another()
    again.open()
    assert again.library.edition.digest == digest
    assert again.number == 1


def test_a_start_after_a_rollback_stays_with_it(place: Workplace) -> None:
    place.write({"低保.txt": LOW_INCOME.format(1050)})
    _apply(place, Reload())
    _apply(place, Rollback(1))
    again = place.another()
    again.open()
    assert again.catch_up() is None
    assert place.quoted(librarian=again) == "低保标准是每人每月950元。"


def test_a_golden_question_that_fails_at_a_start_leaves_the_last_good_edition(
    place: Workplace,
) -> None:
    place.write({"golden.yaml": GOLDEN})
    _apply(place, Reload())
    place.write({"低保.txt": LOW_INCOME.format(1050)})
    again = place.another()
    again.open()
    report = again.catch_up()
    assert report is not None
    assert report.stopped is Stop.GOLDEN
    assert place.quoted(librarian=again) == "低保标准是每人每月950元。"


def test_what_a_killed_process_left_undone_is_finished(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("knowledge.editions.folders.write_whole", die)
        with pytest.raises(Killed):
            _apply(place, PutArticle("高龄.txt", OLD_AGE.format(100).encode()))
    assert set(place.files()) == {"低保.txt"}
    again = place.another()
    again.open()
    assert place.quoted("高龄津贴多少钱", again) == "八十周岁以上老人每月发放高龄津贴100元。"
    assert again.catch_up() is None
    assert set(place.files()) == {"低保.txt", "高龄.txt"}


def test_what_somebody_wrote_meanwhile_is_not_overwritten(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("knowledge.editions.folders.write_whole", die)
        with pytest.raises(Killed):
            _apply(place, PutArticle("低保.txt", LOW_INCOME.format(1000).encode()))
    place.write({"低保.txt": LOW_INCOME.format(1050)})
    again = place.another()
    again.open()
    assert place.quoted(librarian=again) == "低保标准是每人每月1000元。"
    assert again.catch_up() is not None
    assert place.quoted(librarian=again) == "低保标准是每人每月1050元。"


def test_a_folder_that_cannot_be_written(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("knowledge.editions.folders.write_whole", refuse)
    report = _apply(place, PutArticle("高龄.txt", OLD_AGE.format(100).encode()))
    assert report.swapped
    assert "已经生效，但没能写进文件夹" in _messages(report)
    assert not place.librarian.changed_on_disk()
    again = place.another()
    again.open()
    assert again.catch_up() is None
    assert place.quoted("高龄津贴多少钱", again) != ""


def test_an_edition_that_cannot_be_kept(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("knowledge.editions.catalogue.write_whole", full)
    report = _apply(place, PutArticle("高龄.txt", OLD_AGE.format(100).encode()))
    assert (report.swapped, report.stopped) == (False, Stop.UNSAVED)
    assert "No space left" in _messages(report)
    assert set(place.files()) == {"低保.txt"}
    # What is in the folder is not lost by serving it.
    place.write({"低保.txt": LOW_INCOME.format(1050)})
    report = _apply(place, Reload())
    assert (report.swapped, report.number) == (True, 0)
    assert "不能保存版本" in _messages(report)
    assert place.quoted() == "低保标准是每人每月1050元。"


def test_a_damaged_edition_is_told_and_the_one_before_serves(place: Workplace) -> None:
    place.write({"低保.txt": LOW_INCOME.format(1050)})
    _apply(place, Reload())
    path = place.catalogue.path / "00000002.manifest"
    path.write_bytes(path.read_bytes()[:-1])
    again = place.another()
    (problem,) = again.open()
    assert problem.file == str(path)
    assert place.quoted(librarian=again) == "低保标准是每人每月950元。"
    report = again.catch_up()
    assert report is not None
    assert (report.swapped, report.number) == (True, 3)


def test_an_edition_of_another_process_is_taken_over(place: Workplace) -> None:
    place.write({"低保.txt": LOW_INCOME.format(1050)})
    _apply(place, Reload())
    serving = place.another()
    serving.open()
    assert not serving.adopt()
    assert _apply(place, Rollback(1)).swapped
    assert serving.adopt()
    assert place.quoted(librarian=serving) == "低保标准是每人每月950元。"
    assert serving.number == 3


def test_nothing_to_begin_with(tmp_path: Path, cutter: Cutter) -> None:
    place = Workplace(tmp_path, cutter)
    place.write({"低保.txt": b""})
    with pytest.raises(Refused, match=r"没有正文(.|\n)*没有可用的文章；请放入 \.txt"):
        place.librarian.open()


def test_broken_language_to_begin_with(tmp_path: Path, cutter: Cutter) -> None:
    place = Workplace(tmp_path, cutter)
    place.write({"低保.txt": LOW_INCOME.format(950)})
    (place.config / "words.txt").write_text("甲 乙\n")
    with pytest.raises(Refused, match=r"words\.txt:1: “甲 乙”中有空格"):
        place.librarian.open()


def test_golden_questions_that_fail_at_the_first_start_are_told(
    tmp_path: Path, cutter: Cutter
) -> None:
    place = Workplace(tmp_path, cutter)
    place.write({"低保.txt": LOW_INCOME.format(1050), "golden.yaml": GOLDEN})
    (problem,) = place.librarian.open()
    assert str(problem).startswith(
        f"{place.articles / 'golden.yaml'}:1: 回答“低保标准是每人每月1050"
    )
    assert place.quoted() == "低保标准是每人每月1050元。"


def test_a_duplicate_is_told(place: Workplace) -> None:
    text = "高龄津贴办法\n" + "".join(
        f"第{number}条 {line}\n"
        for number, line in enumerate(
            ["八十周岁以上老人每月发放高龄津贴。", "申请人应当向户籍所在地提出申请。"] * 3
        )
    )
    place.write({"甲.txt": text, "乙.txt": text + "特此通知。\n", "丙.txt": OLD_AGE.format(200)})
    place.write({"丁.txt": OLD_AGE.format(300)})
    report = place.librarian.preview(Reload())
    assert [(pair.first, pair.second) for pair in report.alike_articles] == [("乙.txt", "甲.txt")]
    differing = [alike for alike in report.alike_facts if alike.differ]
    assert [fact.citation.article for fact in differing[0].facts] == ["丁.txt", "丙.txt"]


def test_what_an_article_replaces_is_told_as_changed(place: Workplace) -> None:
    place.write(
        {
            "新低保.txt": "低保新标准\n低保标准是每人每月1200元。\n",
            "新低保.yaml": "replaces: 低保.txt",
        }
    )
    report = _apply(place, Reload())
    assert (report.comparison.added, report.comparison.changed) == (("新低保.txt",), ("低保.txt",))
    cited = {
        document.name: document.replaced_by
        for document in place.librarian.library.edition.documents.values()
    }
    assert cited == {"低保.txt": "低保新标准", "新低保.txt": None}
