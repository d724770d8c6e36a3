"""A SQLite file that may fail without stopping whoever writes to it.

SQLite in its write-ahead mode: readers do not wait for the writer, and a process that is killed in
the middle of a transaction leaves the file as it was before. What can fail in use (a full disk, a
file that another program holds locked, a folder without permission) makes `run` return what its
caller named for that case; it is said once in the log, and `Database.trouble` says it until
something is written again.
"""

import logging
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TypeVar

log = logging.getLogger(__name__)

Result = TypeVar("Result")
Migration = Sequence[str]
"""Statements that lead from one version of the tables to the next."""

_SECONDS_FOR_LOCK = 0.25
"""Someone waits for an answer; another program's backup may take longer than that."""

_SECONDS_OF_REST = 5.0
"""After a failure nothing is tried for so long, or each question would wait for a locked file."""

# SQLite's own words for a file that is none of its own, or damaged.
_DAMAGED = ("not a database", "malformed", "disk image")


class NewerSchema(Exception):
    """The file was made by a later version of this program."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why nothing is written at present."""

    since: float
    """Seconds since the epoch."""
    reason: str
    """For an operator."""


@dataclass(slots=True)
class Database:
    """One file, shared by all threads of the process.

    Opened at the first use; a file that is damaged is set aside under another name, and a new one
    begun.
    """

    path: Path
    migrations: Sequence[Migration]
    """All that there have been, oldest first; the file knows how many it has seen."""
    clock: Callable[[], float] = time.time
    """Seconds since the epoch."""
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)
    _connection: sqlite3.Connection | None = field(default=None, init=False, repr=False)
    _trouble: Trouble | None = field(default=None, init=False, repr=False)
    _rests_until: float = field(default=0.0, init=False, repr=False)

    @property
    def trouble(self) -> Trouble | None:
        """What keeps the database from being written; `None` where nothing does."""
        return self._trouble

    def run(self, work: Callable[[sqlite3.Connection], Result], otherwise: Result) -> Result:
        """Do `work` in one transaction, and return what it returns.

        Args:
            work: Given a connection; does all or nothing. It must not commit.
            otherwise: What to return where the database fails.
        """
        with self._lock:
            if self._trouble and self.clock() < self._rests_until:
                return otherwise
            try:
                connection = self._connection or self._open()
                result = _transaction(connection, work)
            except NewerSchema:
                self._failed("由更新版本的程序写成；请升级程序，或移走这个文件")
            except (sqlite3.Error, OSError) as error:
                self._failed(_reason(error))
            except (OverflowError, UnicodeError) as error:
                # A number or a text that SQLite cannot hold: the caller's, not the file's.
                log.warning("%s: not recorded: %s", self.path, error)
            else:
                if self._trouble:
                    log.warning("%s: written again", self.path)
                    self._trouble = None
                return result
            return otherwise

    def checkpoint(self) -> None:
        """Move all from the write-ahead file into the database, so that it holds no old text."""
        with self._lock, suppress(sqlite3.Error):
            if self._connection is not None:
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        with self._lock, suppress(sqlite3.Error):
            self._disconnect()

    def _failed(self, reason: str) -> None:
        now = self.clock()
        if not self._trouble or self._trouble.reason != reason:
            log.error("%s: nothing is recorded: %s", self.path, reason)
            self._trouble = Trouble(self._trouble.since if self._trouble else now, reason)
        self._rests_until = now + _SECONDS_OF_REST
        with suppress(sqlite3.Error):
            self._disconnect()

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self.path.exists() and _damaged(self.path):
            self._set_aside()
        self._connection = _connect(self.path)
        _migrate(self._connection, self.migrations)
        return self._connection

    def _set_aside(self) -> None:
        stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime(self.clock()))
        aside = self.path.with_name(f"{self.path.name}.damaged-{stamp}")
        log.error("%s: damaged; kept as %s, and a new one is begun", self.path, aside)
        for suffix in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                Path(f"{self.path}{suffix}").rename(f"{aside}{suffix}")


def _connect(path: Path) -> sqlite3.Connection:
    # Transactions are ours to begin (isolation_level None), the lock above lets one thread in.
    connection = sqlite3.connect(
        path, timeout=_SECONDS_FOR_LOCK, isolation_level=None, check_same_thread=False
    )
    try:
        path.chmod(0o600)  # what people asked is nobody else's to read
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        # Whole after a kill in any case; a power cut may take the last moments.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        # What somebody asks us to forget is overwritten, not only marked as free.
        connection.execute("PRAGMA secure_delete = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _damaged(path: Path) -> bool:
    """Whether SQLite finds the file broken; a file that is merely locked is not."""
    try:
        with closing(sqlite3.connect(path, timeout=_SECONDS_FOR_LOCK)) as connection:
            (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            return bool(said != "ok")
    except sqlite3.DatabaseError as error:
        return any(word in str(error) for word in _DAMAGED)


def _migrate(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> None:
    """Bring the tables up to date, each step whole or not at all."""
    (seen,) = connection.execute("PRAGMA user_version").fetchone()
    if seen > len(migrations):
        raise NewerSchema
    for number, statements in enumerate(migrations[seen:], start=seen + 1):

        def step(
            inner: sqlite3.Connection,
            statements: Migration = statements,
            number: int = number,
        ) -> None:
            for statement in statements:
                inner.execute(statement)
            inner.execute(f"PRAGMA user_version = {number:d}")

        _transaction(connection, step)


def _transaction(
    connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], Result]
) -> Result:
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # a full disk may have ended it already
            connection.execute("ROLLBACK")
        raise
    return result


_REASONS = (
    ("locked", "文件被别的程序锁住；请结束占用它的程序"),
    ("disk is full", "磁盘已满；请腾出空间"),
    ("disk I/O error", "磁盘读写出错；请检查磁盘"),
    ("readonly", "没有写入权限；请检查文件权限"),
    ("unable to open", "无法打开；请检查文件夹和权限"),
)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"无法打开：{error.strerror}"
    said = str(error)
    return next((reason for words, reason in _REASONS if words in said), f"数据库出错：{said}")
