"""The inbox: a kill loses nothing, nothing is taken twice or kept longer than needed."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from knowledge.journal.inbox import KEEP_SECONDS, Inbox, Send, Waiting


@pytest.fixture
def open_inbox(tmp_path: Path) -> Iterator[Callable[..., Inbox]]:
    """Opens the same inbox again and again, as restarts do."""
    opened: list[Inbox] = []

    def again(clock: Callable[[], float] = lambda: 1000.0) -> Inbox:
        opened.append(Inbox.open(tmp_path, clock=clock))
        return opened[-1]

    yield again
    for inbox in opened:
        inbox.close()


def test_what_is_not_done_waits_after_a_restart_in_order(open_inbox: Callable[..., Inbox]) -> None:
    inbox = open_inbox()
    assert inbox.take([(12, "丙"), (10, "甲"), (11, "乙")]) == {10, 11, 12}
    inbox.done(11)
    assert open_inbox().waiting() == (Waiting(10, "甲", 0), Waiting(12, "丙", 0))


def test_a_repeat_is_recognised_before_and_after_it_is_done(
    open_inbox: Callable[..., Inbox],
) -> None:
    open_inbox().take([(10, "甲")])
    assert open_inbox().take([(10, "甲"), (11, "乙")]) == {11}
    open_inbox().done(10)
    assert open_inbox().take([(10, "甲")]) == frozenset()


def test_tries_are_counted(open_inbox: Callable[..., Inbox]) -> None:
    open_inbox().take([(10, "甲")])
    for tries in (1, 2):
        open_inbox().begin(10)
        assert open_inbox().waiting() == (Waiting(10, "甲", tries),)


def test_numbers_are_forgotten_in_time_and_what_waits_is_not(
    open_inbox: Callable[..., Inbox],
) -> None:
    inbox = open_inbox()
    inbox.take([(10, "甲"), (11, "乙")])
    inbox.done(10)
    later = open_inbox(lambda: 1001.0 + KEEP_SECONDS)
    assert later.take([(12, "丙")]) == {12}
    assert later.take([(10, "甲"), (11, "乙")]) == {10}


def test_what_goes_out_is_known_by_its_place(open_inbox: Callable[..., Inbox]) -> None:
    inbox = open_inbox()
    inbox.take([(10, "甲")])
    inbox.intend(10, 0, 70)
    inbox.sent(10, 0, '{"message_id": 71}')
    inbox.intend(10, 1, 71)
    assert open_inbox().sends(10) == {0: Send(70, '{"message_id": 71}'), 1: Send(71, None)}
    inbox.refused(10, 1)
    assert set(inbox.sends(10)) == {0}
    inbox.done(10)
    assert inbox.sends(10) == {}


def test_messages_are_known_after_a_restart_the_latest_of_each_row(
    open_inbox: Callable[..., Inbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.journal.inbox.MOST_NUMBERS", 3)
    inbox = open_inbox()
    inbox.take([(10, "甲"), (11, "乙")], [(0, 7), (0, 8), (-5, 1)])
    inbox.take([(10, "甲")], [(0, 8)])
    inbox.intend(10, 0, 8)
    inbox.intend(11, 0, 8)
    assert open_inbox().unsettled() == {10, 11}
    inbox.sent(10, 0, "{}", (0, 10))
    assert open_inbox().unsettled() == {11}
    assert open_inbox().messages() == ((-5, 1), (0, 8), (0, 10))


def test_nothing_is_noted_for_an_update_that_was_not_taken(
    open_inbox: Callable[..., Inbox],
) -> None:
    inbox = open_inbox()
    inbox.intend(10, 0, 70)
    inbox.sent(10, 0, "{}")
    assert inbox.sends(10) == {}
    assert inbox.trouble is None


def test_chats_that_are_closed_and_that_have_moved(open_inbox: Callable[..., Inbox]) -> None:
    inbox = open_inbox()
    inbox.close_chat(5)
    inbox.close_chat(6)
    inbox.move_chat(-5, -1000)
    inbox.close_chat(-5)
    inbox.close_chat(6, closed=False)
    assert open_inbox().closed() == {5, -5}
    assert open_inbox().moved() == {-5: -1000}


def test_what_was_asked_leaves_the_file(open_inbox: Callable[..., Inbox], tmp_path: Path) -> None:
    inbox = open_inbox()
    inbox.take([(10, "一个非常私人的问题")])
    inbox.intend(10, 0, 1)
    inbox.sent(10, 0, "一个非常私人的回答")
    inbox.done(10)
    inbox.database.checkpoint()
    inbox.close()
    with closing(sqlite3.connect(tmp_path / "inbox.sqlite3")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert "非常私人".encode() not in kept


def test_without_a_folder_to_write_in_everything_is_new(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    inbox = Inbox.open(tmp_path / "file" / "folder")
    assert inbox.take([(10, "甲")]) == {10}
    inbox.begin(10)
    inbox.intend(10, 0, 1)
    assert (inbox.waiting(), inbox.sends(10), inbox.closed(), inbox.moved()) == (
        (),
        {},
        frozenset(),
        {},
    )
    assert inbox.trouble is not None


_TAKE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from knowledge.journal.inbox import Inbox
inbox = Inbox.open(Path(sys.argv[1]))
inbox.take([(1, "一"), (2, "二")])
inbox.intend(1, 0, 5)
inbox.sent(1, 0, "{}")
inbox.done(1)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_loses_nothing(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", _TAKE_AND_DIE, str(tmp_path)], check=False)
    inbox = Inbox.open(tmp_path)
    assert inbox.waiting() == (Waiting(2, "二", 0),)
    assert inbox.take([(1, "一"), (2, "二"), (3, "三")]) == {3}
    inbox.close()
