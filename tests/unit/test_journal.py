"""The journal: questions, verdicts, forgetting, keeping texts, and what operators see of it."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.identity import fact_id
from knowledge.journal.entries import Channel, Feedback, Figures, Forgotten, ShownFact
from knowledge.journal.export import write_csv
from knowledge.journal.journal import Journal
from knowledge.journal.person import people
from knowledge.model import Answer, Citation, Fact, FactKind, Ranked
from knowledge.piece import Piece
from tests.unit.clock import NOON, Clock

DAY = 86_400.0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    made = Journal.open(tmp_path / "data", clock=clock)
    yield made
    made.close()


def _fact(text: str, line: int = 3, article: str = "低保.txt") -> Fact:
    piece = Piece.of(text, 0, len(text))
    return Fact(piece, piece, Citation(article, "低保", (), line, None, None), FactKind.SENTENCE)


def _answer(question: str, *texts: str) -> Answer:
    ranked = tuple(Ranked(_fact(text), 1.0) for text in texts)
    return Answer(question, ranked, 0.75 if texts else 0.125, edition="0123456789ab")


def _record(journal: Journal, answer: Answer, user: int = 7) -> int:
    number = journal.record(answer, person=journal.person(user), milliseconds=2.5)
    assert number is not None
    return number


def test_a_question_is_written_with_its_answer(journal: Journal) -> None:
    answer = _answer("低保多少钱", "每人每月950元", "按户发放")
    number = journal.record(
        answer, person=journal.person(7), milliseconds=2.5, channel=Channel.GROUP
    )
    (entry,) = journal.asked()
    assert entry == journal.question(number or 0)
    assert (entry.text, entry.answered, entry.channel) == ("低保多少钱", True, Channel.GROUP)
    assert (entry.at, entry.confidence, entry.milliseconds) == (NOON, 0.75, 2.5)
    assert entry.edition == "0123456789ab"
    assert entry.shown == (
        ShownFact(fact_id(_fact("每人每月950元")), "低保.txt", 3),
        ShownFact(fact_id(_fact("按户发放")), "低保.txt", 3),
    )


def test_a_span_of_time(journal: Journal, clock: Clock) -> None:
    for text in ("甲", "乙", "丙"):
        _record(journal, _answer(text))
        clock.now += 10
    assert [entry.text for entry in journal.asked(NOON + 10, NOON + 20)] == ["乙"]
    assert [entry.text for entry in journal.asked(NOON + 10)] == ["乙", "丙"]


def test_the_name_of_a_fact_stays_when_lines_move(journal: Journal) -> None:
    del journal
    assert fact_id(_fact("甲", line=3)) == fact_id(_fact("甲", line=9))
    assert fact_id(_fact("甲")) != fact_id(_fact("乙"))
    assert fact_id(_fact("甲")) != fact_id(_fact("甲", article="b.txt"))
    assert len(fact_id(_fact("甲"))) == 16


def test_one_verdict_a_person_which_can_be_changed(journal: Journal) -> None:
    number = _record(journal, _answer("甲", "乙"))
    for user, verdict in ((7, Feedback.HELPED), (8, Feedback.HELPED), (7, Feedback.DID_NOT_HELP)):
        assert journal.feedback(number, journal.person(user), verdict)
    (entry,) = journal.asked()
    assert (entry.helped, entry.did_not_help) == (1, 1)


@pytest.mark.parametrize("number", [0, -1, 99, 2**63, 2**200])
def test_a_verdict_on_what_was_never_asked(journal: Journal, number: int) -> None:
    _record(journal, _answer("甲"))
    assert not journal.feedback(number, journal.person(7), Feedback.HELPED)
    assert journal.question(number) is None
    assert journal.trouble is None


def test_a_number_is_never_given_out_twice(journal: Journal) -> None:
    first = _record(journal, _answer("甲"), user=7)
    journal.forget(journal.person(7))
    assert _record(journal, _answer("乙"), user=8) > first


def test_forgetting_one_person_leaves_the_others(journal: Journal) -> None:
    for user in (7, 8):
        number = _record(journal, _answer("低保", "甲"), user)
        journal.feedback(number, journal.person(7), Feedback.HELPED)
        journal.chosen(journal.person(user), "低保", "f" * 16, "e" * 12)
    assert journal.forget(journal.person(7)) == Forgotten(questions=1, feedback=2, chosen=1)
    assert [entry.person for entry in journal.asked()] == [journal.person(8)]
    assert [entry.helped for entry in journal.asked()] == [0]
    again = journal.forget(journal.person(7))
    assert again == Forgotten(0, 0, 0)
    assert not again.anything


def test_what_is_forgotten_is_in_no_file(journal: Journal, tmp_path: Path) -> None:
    told = "我家在幸福路七号"
    _record(journal, _answer(told), user=7)
    files = list((tmp_path / "data").iterdir())
    assert any(told.encode() in path.read_bytes() for path in files)
    journal.forget(journal.person(7))
    for path in (tmp_path / "data").iterdir():
        assert told.encode() not in path.read_bytes(), path


def test_texts_are_kept_for_some_days(journal: Journal, clock: Clock) -> None:
    _record(journal, _answer("旧"))
    journal.chosen(journal.person(7), "旧", "f" * 16, "e" * 12)
    clock.now += 29 * DAY
    _record(journal, _answer("新"))
    assert [entry.text for entry in journal.asked()] == ["旧", "新"]
    clock.now += 2 * DAY
    _record(journal, _answer("今"))
    assert [entry.text for entry in journal.asked()] == [None, "新", "今"]
    assert [entry.text for entry in journal.unanswered()] == ["新", "今"]


def test_texts_expire_without_questions_too(journal: Journal, clock: Clock, tmp_path: Path) -> None:
    _record(journal, _answer("很旧很旧的问题"))
    clock.now += 31 * DAY
    journal.expire()
    assert [entry.text for entry in journal.asked()] == [None]
    for path in (tmp_path / "data").iterdir():
        assert "很旧很旧的问题".encode() not in path.read_bytes(), path


def test_texts_may_not_be_kept_at_all(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path, keep_days=0)
    _record(journal, _answer("低保多少钱"))
    assert [entry.text for entry in journal.asked()] == [None]
    assert journal.unanswered() == ()
    journal.close()


def test_figures_of_a_day(journal: Journal, clock: Clock) -> None:
    for user, milliseconds, texts in ((7, 1.0, ("甲",)), (7, 2.0, ()), (8, 9.0, ("乙",))):
        journal.record(
            _answer("问", *texts), person=journal.person(user), milliseconds=milliseconds
        )
    assert journal.feedback(1, journal.person(7), Feedback.HELPED)
    clock.now += DAY
    assert journal.figures(NOON, NOON + 1) == Figures(
        questions=3, answered=2, silent=1, people=2, median=2.0, helped=1, did_not_help=0
    )
    assert journal.figures(NOON + 1) == Figures(0, 0, 0, 0, None, 0, 0)


def test_changes_and_editions_the_latest_first(journal: Journal) -> None:
    assert journal.change(42, "put_article", "低保.txt", after="950元")
    assert journal.change("root", "rollback", "版本", "ab", "cd")
    assert [(change.operator, change.before, change.after) for change in journal.changes()] == [
        ("root", "ab", "cd"),
        ("42", "", "950元"),
    ]
    assert journal.served("e1", 1, 20, "start")
    assert journal.served("e2", 2, 40, "reload")
    assert [(edition.digest, edition.facts) for edition in journal.editions()] == [
        ("e2", 40),
        ("e1", 20),
    ]
    assert len(journal.changes(limit=1)) == 1


def test_a_person_is_known_again_and_not_named(tmp_path: Path) -> None:
    first, second = people(tmp_path / "key"), people(tmp_path / "key")
    assert first.person(7) == second.person(7) != first.person(8)
    assert set(first.person(7)) <= set("0123456789abcdef")
    assert len(first.person(7)) == 32
    assert people(tmp_path / "other").person(7) != first.person(7)
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0
    assert first.key.hex() not in repr(first)


@pytest.mark.parametrize("content", [b"", b"abcd", b"\xff\xfe", b"zz" * 32])
def test_a_key_that_is_none_names_nobody_and_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key"
    path.write_bytes(content)
    assert people(path).person(7) != people(path).person(7)
    assert path.read_bytes() == content


def test_a_journal_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    journal = Journal.open(tmp_path / "file")
    person = journal.person(7)
    assert journal.record(_answer("甲"), person=person, milliseconds=1.0) is None
    assert not journal.feedback(1, person, Feedback.HELPED)
    assert not journal.chosen(person, "甲", "f", "e")
    assert not journal.change(1, "reload", "")
    assert not journal.served("e", 1, 1, "start")
    assert journal.forget(person) is None
    assert journal.asked() == journal.unanswered() == ()
    assert (journal.changes(), journal.editions()) == ((), ())
    assert journal.figures() is None
    journal.expire()
    assert journal.trouble is not None


def test_as_csv_for_a_spreadsheet(journal: Journal) -> None:
    _record(journal, _answer('=HYPERLINK("x"),\n低保', "甲"))
    _record(journal, _answer("没有"))
    file = io.StringIO(newline="")
    assert write_csv(journal.asked(), file) == 2
    heading, first, second = csv.reader(io.StringIO(file.getvalue(), newline=""))
    assert heading[:6] == ["编号", "时间", "提问人", "渠道", "问题", "已回答"]
    assert first[1] == "2023-11-14T22:13:20+00:00"
    assert first[4] == '\'=HYPERLINK("x"),\n低保'
    assert (first[5], second[5]) == ("是", "否")
    assert first[10] == "低保.txt:3"
