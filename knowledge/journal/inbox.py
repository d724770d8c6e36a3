"""What has come in and is not yet dealt with: so that a process that is killed loses no question.

An update is written here before its sender is told that it has arrived, and stays until all that it
called for is done. After a restart, `Inbox.waiting` gives what was cut off. An update that comes
twice is recognised by its number for as long as the sender may repeat it.

A message that goes out for an update is noted before (`intend`) and after (`sent`). What is noted
as sent is not sent again. What was only intended may have gone out or not: the process ended
between the two, and whoever sends must find out. For that, the numbers of the messages that have
come in and gone out are known, by the row in which they are counted, after a restart too.

The content of an update, and of what was sent for it, goes as soon as it is dealt with; only its
number stays, for `KEEP_SECONDS`. Where the file fails (`knowledge.journal.database`), updates are
taken all the same, and only what a restart would have saved is lost.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

from knowledge.journal.database import Database, Migration, Trouble

KEEP_SECONDS = 2 * 86_400
"""Numbers are known for so long: twice as long as Telegram keeps an update that it could not
deliver."""

_FILE = "inbox.sqlite3"

_FIRST: Migration = (
    """
    CREATE TABLE updates (
        number INTEGER PRIMARY KEY,
        taken_at REAL NOT NULL, -- seconds since the epoch
        payload TEXT, -- NULL: dealt with
        tries INTEGER NOT NULL DEFAULT 0 -- how often a restart has taken it up again
    )
    """,
    "CREATE INDEX updates_by_time ON updates (taken_at)",
    "CREATE INDEX updates_that_wait ON updates (number) WHERE payload IS NOT NULL",
    """
    CREATE TABLE sends (
        number INTEGER NOT NULL REFERENCES updates ON DELETE CASCADE,
        place INTEGER NOT NULL, -- from 0: the first that went out for the update
        above INTEGER NOT NULL, -- the message's own number is greater
        message TEXT, -- what the receiver said of it; NULL: nothing yet
        PRIMARY KEY (number, place)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE chats (
        chat INTEGER PRIMARY KEY,
        closed INTEGER NOT NULL DEFAULT 0, -- nothing may be sent there
        moved_to INTEGER -- the number that the chat has now; NULL: this one
    )
    """,
)

_NUMBERS: Migration = (
    """
    CREATE TABLE numbers (
        box INTEGER NOT NULL, -- the row in which messages are counted
        number INTEGER NOT NULL, -- of a message that is known
        PRIMARY KEY (box, number)
    ) WITHOUT ROWID
    """,
)

_MIGRATIONS: Sequence[Migration] = (_FIRST, _NUMBERS)

MOST_NUMBERS = 5_000
"""That are known of a row, counted down from the latest: more than wait at once
(`limits.waiting`), with replies."""

Numbered: TypeAlias = tuple[int, int]
"""A message: the row in which it is counted, and its number there."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that has not been dealt with."""

    number: int
    payload: str
    tries: int
    """How often a restart has taken it up again; 0 for one that was never cut off."""


@dataclass(frozen=True, slots=True)
class Send:
    """A message that goes out for an update."""

    above: int
    """The message's own number, once it has one, is greater."""
    message: str | None
    """What the receiver said of it; `None`: it may have arrived or not."""


@dataclass(slots=True)
class Inbox:
    """Updates that wait, what went out for them, and chats that are closed or have moved.

    `Inbox.open` makes one. No method raises for what happens to the file.
    """

    database: Database
    clock: Callable[[], float] = time.time
    """Seconds since the epoch."""

    @classmethod
    def open(cls, folder: Path, *, clock: Callable[[], float] = time.time) -> "Inbox":
        """Return the inbox of a folder, which need not exist and may not be writable."""
        return cls(Database(folder / _FILE, _MIGRATIONS, clock), clock)

    @property
    def trouble(self) -> Trouble | None:
        """Why nothing is written at present; `None` where all is well."""
        return self.database.trouble

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        self.database.close()

    def take(
        self, updates: Sequence[tuple[int, str]], messages: Iterable[Numbered] = ()
    ) -> frozenset[int]:
        """Write updates down, each a number and its content, all or none of them.

        Args:
            updates: What has come in.
            messages: That have come in with it.

        Returns:
            The numbers of those that are new; all of them where the file fails.
        """
        return self.database.run(
            partial(_take, updates=updates, messages=messages, now=self.clock()),
            otherwise=frozenset(number for number, _ in updates),
        )

    def waiting(self) -> tuple[Waiting, ...]:
        """Return what has not been dealt with, in the order of its numbers."""
        return self.database.run(_waiting, otherwise=())

    def begin(self, number: int) -> None:
        """Note that an update is taken up again, after a restart."""
        self._write("UPDATE updates SET tries = tries + 1 WHERE number = ?", number)

    def done(self, number: int) -> None:
        """Note that an update is dealt with, and forget what was in it."""
        self.database.run(partial(_done, number=number), otherwise=None)

    def sends(self, number: int) -> dict[int, Send]:
        """Return what has gone out for an update, or may have, by its place from 0."""
        return self.database.run(partial(_sends, number=number), otherwise={})

    def intend(self, number: int, place: int, above: int) -> None:
        """Note that a message is about to go out."""
        self._write(
            "INSERT OR REPLACE INTO sends (number, place, above)"
            " SELECT number, ?, ? FROM updates WHERE number = ?",
            place,
            above,
            number,
        )

    def sent(self, number: int, place: int, message: str, numbered: Numbered | None = None) -> None:
        """Note that a message has arrived, and what the receiver said of it."""

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "UPDATE sends SET message = ? WHERE number = ? AND place = ?",
                (message, number, place),
            )
            _know(connection, (numbered,) if numbered else ())

        self.database.run(work, otherwise=None)

    def unsettled(self) -> frozenset[int]:
        """Return the updates with a message that may have arrived or not."""
        return self.database.run(
            lambda connection: frozenset(
                row["number"]
                for row in connection.execute("SELECT number FROM sends WHERE message IS NULL")
            ),
            otherwise=frozenset(),
        )

    def messages(self) -> tuple[Numbered, ...]:
        """Return the messages that are known, by row, the first of each first."""
        return self.database.run(
            lambda connection: tuple(
                (row["box"], row["number"])
                for row in connection.execute("SELECT * FROM numbers ORDER BY box, number")
            ),
            otherwise=(),
        )

    def refused(self, number: int, place: int) -> None:
        """Note that a message was refused: it did not arrive."""
        self._write("DELETE FROM sends WHERE number = ? AND place = ?", number, place)

    def closed(self) -> frozenset[int]:
        """Return the chats to which nothing may be sent."""
        return self.database.run(
            lambda connection: frozenset(
                row["chat"] for row in connection.execute("SELECT chat FROM chats WHERE closed")
            ),
            otherwise=frozenset(),
        )

    def close_chat(self, chat: int, *, closed: bool = True) -> None:
        """Note that nothing may be sent to a chat, or that it may again."""
        self._write(
            "INSERT INTO chats (chat, closed) VALUES (?1, ?2)"
            " ON CONFLICT (chat) DO UPDATE SET closed = ?2",
            chat,
            closed,
        )

    def moved(self) -> dict[int, int]:
        """Return the chats that have another number now, from the old to the new."""
        return self.database.run(
            lambda connection: {
                row["chat"]: row["moved_to"]
                for row in connection.execute("SELECT * FROM chats WHERE moved_to IS NOT NULL")
            },
            otherwise={},
        )

    def move_chat(self, chat: int, moved_to: int) -> None:
        """Note that a chat has another number now."""
        self._write(
            "INSERT INTO chats (chat, moved_to) VALUES (?1, ?2)"
            " ON CONFLICT (chat) DO UPDATE SET moved_to = ?2",
            chat,
            moved_to,
        )

    def _write(self, statement: str, *values: int | str) -> None:
        def work(connection: sqlite3.Connection) -> None:
            connection.execute(statement, values)

        self.database.run(work, otherwise=None)


def _take(
    connection: sqlite3.Connection,
    updates: Iterable[tuple[int, str]],
    messages: Iterable[Numbered],
    now: float,
) -> frozenset[int]:
    _know(connection, messages)
    connection.execute(
        "DELETE FROM updates WHERE taken_at < ? AND payload IS NULL", (now - KEEP_SECONDS,)
    )
    return frozenset(
        number
        for number, payload in updates
        if connection.execute(
            "INSERT OR IGNORE INTO updates (number, taken_at, payload) VALUES (?, ?, ?)",
            (number, now, payload),
        ).rowcount
    )


def _know(connection: sqlite3.Connection, messages: Iterable[Numbered]) -> None:
    for box, number in messages:
        connection.execute("INSERT OR IGNORE INTO numbers VALUES (?, ?)", (box, number))
        connection.execute(
            "DELETE FROM numbers WHERE box = ? AND number <= ?", (box, number - MOST_NUMBERS)
        )


def _waiting(connection: sqlite3.Connection) -> tuple[Waiting, ...]:
    rows = connection.execute(
        "SELECT number, payload, tries FROM updates WHERE payload IS NOT NULL ORDER BY number"
    )
    return tuple(Waiting(row["number"], row["payload"], row["tries"]) for row in rows)


def _done(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("DELETE FROM sends WHERE number = ?", (number,))
    connection.execute("UPDATE updates SET payload = NULL WHERE number = ?", (number,))


def _sends(connection: sqlite3.Connection, number: int) -> dict[int, Send]:
    rows = connection.execute("SELECT * FROM sends WHERE number = ?", (number,))
    return {row["place"]: Send(row["above"], row["message"]) for row in rows}
