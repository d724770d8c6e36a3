"""The journal: what is written down of questions, answers, feedback and changes.

Every method may be called from any thread, and none raises for what happens to the file: writing
returns whether it was written, reading returns nothing. `Journal.trouble` says why.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.identity import fact_id
from knowledge.journal import reading
from knowledge.journal.database import Database, Trouble
from knowledge.journal.entries import (
    Asked,
    Change,
    Channel,
    Feedback,
    Figures,
    Forgotten,
    Served,
)
from knowledge.journal.person import People, people
from knowledge.journal.schema import MIGRATIONS
from knowledge.model import Answer

KEEP_DAYS = 30
"""Long enough to see which questions a month brings up in vain, and no longer."""

_DATABASE, _KEY = "journal.sqlite3", "journal.key"
_SECONDS_A_DAY = 86_400
_MILLISECONDS = 1_000
_HOUR = 3_600.0
"""Old texts are looked for so often."""


@dataclass(slots=True)
class Journal:
    """What is written down, in a folder of the program's own.

    `Journal.open` makes one.
    """

    database: Database
    people: People
    keep_days: int = KEEP_DAYS
    """Days for which the text of questions is kept; 0: not at all."""
    clock: Callable[[], float] = time.time
    """Seconds since the epoch."""
    _looked_at: float = field(default=float("-inf"), init=False, repr=False)

    @staticmethod
    def file(folder: Path) -> Path:
        """Return where the journal of a folder is; it need not be there."""
        return folder / _DATABASE

    @classmethod
    def open(
        cls, folder: Path, *, keep_days: int = KEEP_DAYS, clock: Callable[[], float] = time.time
    ) -> "Journal":
        """Return the journal of a folder, which need not exist and may not be writable."""
        database = Database(cls.file(folder), MIGRATIONS, clock)
        return cls(database, people(folder / _KEY), keep_days, clock)

    @property
    def trouble(self) -> Trouble | None:
        """Why nothing is written at present; `None` where all is well."""
        return self.database.trouble

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        self.database.close()

    def person(self, user_id: int) -> str:
        """Return the keyed hash that stands for a user."""
        return self.people.person(user_id)

    def record(
        self,
        answer: Answer,
        *,
        person: str,
        milliseconds: float,
        channel: Channel = Channel.PRIVATE,
    ) -> int | None:
        """Write down a question with its answer; return its number, `None` where that failed.

        Args:
            answer: With the edition that gave it.
            person: See `person`.
            milliseconds: From the question's arrival to the answer.
            channel: Where it was asked.
        """
        now = self.clock()
        shown = [
            (place, fact_id(ranked.fact), ranked.fact.citation.article, ranked.fact.citation.line)
            for place, ranked in enumerate(answer.facts)
        ]

        def write(connection: sqlite3.Connection) -> int | None:
            row = connection.execute(
                "INSERT INTO questions (asked_at, person, channel, text, answered, confidence,"
                " edition, milliseconds) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    _stamp(now),
                    person,
                    channel.value,
                    self._kept(answer.question),
                    answer.answered,
                    answer.confidence,
                    answer.edition,
                    milliseconds,
                ),
            ).lastrowid
            connection.executemany(
                "INSERT INTO shown (question, place, fact, article, line) VALUES (?, ?, ?, ?, ?)",
                [(row, *fact) for fact in shown],
            )
            self._expire(connection, now)
            return row

        return self.database.run(write, None)

    def feedback(self, question: int, person: str, verdict: Feedback) -> bool:
        """Write down what a person thinks of an answer; a second verdict replaces the first.

        Returns:
            Whether it was written: not where the journal fails, or knows no such question.
        """
        now = self.clock()

        def write(connection: sqlite3.Connection) -> bool:
            if not connection.execute(
                "SELECT 1 FROM questions WHERE id = ?", (question,)
            ).fetchone():
                return False
            connection.execute(
                "INSERT INTO feedback (question, person, verdict, given_at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET verdict = excluded.verdict,"
                " given_at = excluded.given_at",
                (question, person, verdict.value, _stamp(now)),
            )
            return True

        return self.database.run(write, otherwise=False)

    def chosen(self, person: str, text: str, fact: str, edition: str) -> bool:
        """Write down which inline result a person sent.

        Args:
            person: See `person`.
            text: What was typed after the bot's name.
            fact: Name of the fact, of `knowledge.identity.fact_id`.
            edition: Digest of the edition that it is from.
        """
        return self._write(
            "INSERT INTO chosen (chosen_at, person, text, fact, edition) VALUES (?, ?, ?, ?, ?)",
            (_stamp(self.clock()), person, self._kept(text), fact, edition),
        )

    def change(
        self,
        operator: int | str,
        action: str,
        subject: str,
        before: str = "",
        after: str = "",
        *,
        forced: bool = False,
    ) -> bool:
        """Write down what an operator changed; who is written in full, since they answer for it.

        Args:
            operator: A Telegram user id, or who ran the command line.
            action: A value of `knowledge.journal.entries.Action`.
            subject: What was changed.
            before: What was there; empty where nothing was.
            after: What is there now; empty where nothing is.
            forced: Whether it was made although golden questions failed.
        """
        return self._write(
            "INSERT INTO changes (made_at, operator, action, subject, before, after, forced)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (_stamp(self.clock()), str(operator), str(action), subject, before, after, forced),
        )

    def served(self, digest: str, articles: int, facts: int, reason: str) -> bool:
        """Write down that an edition begins to serve, and why."""
        return self._write(
            "INSERT INTO editions (served_at, digest, articles, facts, reason)"
            " VALUES (?, ?, ?, ?, ?)",
            (_stamp(self.clock()), digest, articles, facts, reason),
        )

    def forget(self, person: str) -> Forgotten | None:
        """Delete all that is known of a person; `None` where that failed and must be tried again.

        The bytes are overwritten, in the write-ahead file too. What others said of this person's
        answers goes with them; operators' changes stay.
        """

        def delete(connection: sqlite3.Connection) -> Forgotten:
            return Forgotten(
                feedback=_deleted(connection, "DELETE FROM feedback WHERE person = ?", person),
                questions=_deleted(connection, "DELETE FROM questions WHERE person = ?", person),
                chosen=_deleted(connection, "DELETE FROM chosen WHERE person = ?", person),
            )

        forgotten = self.database.run(delete, None)
        if forgotten and forgotten.anything:
            self.database.checkpoint()
        return forgotten

    def expire(self) -> None:
        """Delete the texts that have been kept long enough; done by the way while recording too."""
        now = self.clock()
        self._looked_at = float("-inf")
        self.database.run(lambda connection: self._expire(connection, now), None)
        self.database.checkpoint()

    def asked(
        self, since: float = 0.0, until: float = float("inf"), *, person: str | None = None
    ) -> tuple[Asked, ...]:
        """Return the questions of a span of time, oldest first.

        Args:
            since: From this moment on.
            until: Before this moment.
            person: Of one person only.
        """
        return self.database.run(
            lambda connection: reading.asked(connection, _stamp(since), _stamp(until), person), ()
        )

    def question(self, number: int) -> Asked | None:
        """Return one question, `None` where there is none of this number."""
        return self.database.run(lambda connection: reading.one(connection, number), None)

    def unanswered(self, since: float = 0.0) -> tuple[Asked, ...]:
        """Return the questions asked in vain whose text is still kept, oldest first."""
        return tuple(
            entry for entry in self.asked(since) if not entry.answered and entry.text is not None
        )

    def figures(self, since: float = 0.0, until: float = float("inf")) -> Figures | None:
        """Return a span of time in figures; `None` where the journal cannot be read."""
        return self.database.run(
            lambda connection: reading.figures(connection, _stamp(since), _stamp(until)), None
        )

    def changes(self, limit: int = 100) -> tuple[Change, ...]:
        """Return what operators changed, the latest first."""
        return self.database.run(lambda connection: reading.changes(connection, limit), ())

    def editions(self, limit: int = 100) -> tuple[Served, ...]:
        """Return which editions served, the latest first."""
        return self.database.run(lambda connection: reading.editions(connection, limit), ())

    def _write(self, statement: str, values: Sequence[object]) -> bool:
        def write(connection: sqlite3.Connection) -> bool:
            connection.execute(statement, tuple(values))
            return True

        return self.database.run(write, otherwise=False)

    def _kept(self, text: str) -> str | None:
        return text if self.keep_days > 0 else None

    def _expire(self, connection: sqlite3.Connection, now: float) -> None:
        if now - self._looked_at < _HOUR:
            return
        limit = _stamp(now - self.keep_days * _SECONDS_A_DAY)
        for statement in _EXPIRED:
            connection.execute(statement, (limit,))
        self._looked_at = now


_EXPIRED: Iterable[str] = (
    "UPDATE questions SET text = NULL WHERE asked_at < ? AND text IS NOT NULL",
    "UPDATE chosen SET text = NULL WHERE chosen_at < ? AND text IS NOT NULL",
)


def _deleted(connection: sqlite3.Connection, statement: str, person: str) -> int:
    return connection.execute(statement, (person,)).rowcount


_LAST_MOMENT = 2**62
"""Milliseconds; SQLite's integers end a little later."""


def _stamp(seconds: float) -> int:
    """Return seconds as the milliseconds that the tables hold."""
    return int(min(max(seconds * _MILLISECONDS, 0), _LAST_MOMENT))
