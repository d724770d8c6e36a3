"""A database that fails without stopping anyone: full disks, locks, damage, migrations."""

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread

import pytest

from knowledge.journal.database import Database, Migration
from tests.unit.clock import NOON, Clock

TABLE: Migration = ("CREATE TABLE notes (text TEXT NOT NULL)",)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path, clock: Clock) -> Iterator[Database]:
    made = Database(tmp_path / "data" / "notes.sqlite3", (TABLE,), clock)
    yield made
    made.close()


def _note(database: Database, text: str) -> bool:
    def write(connection: sqlite3.Connection) -> bool:
        connection.execute("INSERT INTO notes VALUES (?)", (text,))
        return True

    return database.run(write, otherwise=False)


def _notes(database: Database) -> list[str]:
    return database.run(
        lambda connection: [row["text"] for row in connection.execute("SELECT text FROM notes")], []
    )


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_what_is_written_is_there_after_closing(database: Database) -> None:
    assert _note(database, "甲")
    database.close()
    assert _notes(database) == ["甲"]
    assert database.trouble is None


def test_the_file_is_for_its_owner_alone(database: Database) -> None:
    _note(database, "甲")
    for path in database.path.parent.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path


def test_work_that_raises_leaves_nothing_behind(database: Database) -> None:
    def write(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO notes VALUES ('甲')")
        raise KeyError

    with pytest.raises(KeyError):
        database.run(write, None)
    assert _notes(database) == []
    assert _note(database, "乙")


def test_a_locked_file_costs_the_record_and_is_said_once(
    database: Database, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    assert _note(database, "甲")
    with _locked(database.path):
        for _ in range(3):
            assert not _note(database, "乙")
            clock.now += 60
    assert database.trouble is not None
    assert "锁住" in database.trouble.reason
    assert database.trouble.since == NOON
    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert len(errors) == 1
    assert _note(database, "丙")
    assert database.trouble is None
    assert "written again" in caplog.records[-1].message
    assert _notes(database) == ["甲", "丙"]


def test_after_a_failure_nothing_is_tried_for_a_while(database: Database, clock: Clock) -> None:
    _note(database, "甲")
    with _locked(database.path):
        assert not _note(database, "乙")
    assert not _note(database, "丙")
    clock.now += 5
    assert _note(database, "丁")
    assert _notes(database) == ["甲", "丁"]


def test_a_full_disk_costs_the_record_and_no_more(database: Database, clock: Clock) -> None:
    assert _note(database, "甲")

    def fill(connection: sqlite3.Connection) -> bool:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        # SQLite's own limit ends in the same error as a disk without space.
        connection.execute(f"PRAGMA max_page_count = {pages}")
        connection.execute("INSERT INTO notes VALUES (?)", ("长" * 100_000,))
        return True

    assert not database.run(fill, otherwise=False)
    assert database.trouble is not None
    assert "磁盘已满" in database.trouble.reason
    clock.now += 5
    assert _notes(database) == ["甲"]
    assert database.trouble is None


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    database = Database(tmp_path / "file" / "notes.sqlite3", (TABLE,))
    assert not _note(database, "甲")
    assert database.trouble is not None
    assert "无法打开" in database.trouble.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert not _note(Database(tmp_path / "notes.sqlite3", (TABLE,)), "甲")


@pytest.mark.parametrize(
    "damage", [b"this is no database" * 100, b"SQLite format 3\0" + b"x" * 9_000]
)
def test_a_damaged_file_is_set_aside_and_kept(database: Database, damage: bytes) -> None:
    database.path.parent.mkdir()
    database.path.write_bytes(damage)
    assert _note(database, "甲")
    assert _notes(database) == ["甲"]
    (aside,) = database.path.parent.glob("*.damaged-*")
    assert aside.name == "notes.sqlite3.damaged-20231114-221320"
    assert aside.read_bytes() == damage


def test_a_number_and_a_text_that_cannot_be_held_are_no_trouble(database: Database) -> None:
    def look(connection: sqlite3.Connection) -> bool:
        connection.execute("SELECT * FROM notes WHERE rowid = ?", (2**63,))
        return True

    assert not database.run(look, otherwise=False)
    assert not _note(database, "\ud800")
    assert database.trouble is None


def test_many_threads_write_at_once(database: Database) -> None:
    threads = [
        Thread(target=lambda number=number: [_note(database, str(number)) for _ in range(25)])
        for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(_notes(database)) == sorted(str(number) for number in range(8) for _ in range(25))


def test_a_migration_keeps_what_is_there(database: Database, clock: Clock) -> None:
    _note(database, "甲")
    database.close()
    later = Database(
        database.path, (TABLE, ("ALTER TABLE notes ADD COLUMN mark TEXT DEFAULT '无'",)), clock
    )
    rows = later.run(lambda inner: inner.execute("SELECT * FROM notes").fetchall(), None)
    later.close()
    assert [tuple(row) for row in rows or ()] == [("甲", "无")]


def test_a_migration_that_fails_is_undone_whole(database: Database, clock: Clock) -> None:
    _note(database, "甲")
    database.close()
    broken = Database(database.path, (TABLE, ("CREATE TABLE more (a)", "CREATE nonsense")), clock)
    assert not _note(broken, "乙")
    assert broken.trouble is not None
    assert _notes(database) == ["甲"]
    rows = database.run(
        lambda inner: inner.execute("SELECT name FROM sqlite_master").fetchall(), None
    )
    assert [row["name"] for row in rows or ()] == ["notes"]


def test_the_file_of_a_later_version_is_left_alone(database: Database, clock: Clock) -> None:
    later = Database(database.path, (TABLE, ("CREATE TABLE more (a)",)), clock)
    assert _note(later, "甲")
    later.close()
    assert not _note(database, "乙")
    assert database.trouble is not None
    assert "升级程序" in database.trouble.reason
    assert _notes(later) == ["甲"]
    later.close()
