"""What people and groups have chosen: a language, and whether the bot answers in a group.

Kept in a SQLite file of its own and in memory, so that a question waits for no file; a person is
the journal's keyed hash. Where the file fails, a choice holds until the program ends.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.texts import Language
from knowledge.journal.database import Database, Migration

_FILE = "preferences.sqlite3"

_MIGRATIONS: Sequence[Migration] = (
    (
        "CREATE TABLE languages (person TEXT PRIMARY KEY, language TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE quiet_groups (chat INTEGER PRIMARY KEY)",
    ),
)


@dataclass(slots=True)
class Preferences:
    """What has been chosen. `Preferences.open` makes one."""

    database: Database
    _languages: dict[str, Language] = field(default_factory=dict, init=False)
    _quiet: set[int] = field(default_factory=set, init=False)

    @classmethod
    def open(cls, folder: Path) -> "Preferences":
        """Return the preferences kept in a folder, which need not exist or be writable."""
        preferences = cls(Database(folder / _FILE, _MIGRATIONS))
        preferences._read()
        return preferences

    def language(self, person: str) -> Language | None:
        """Return the language that a person chose."""
        return self._languages.get(person)

    def choose(self, person: str, language: Language | None) -> bool:
        """Keep a person's language, `None` for none; return whether it was written."""
        if language is None:
            self._languages.pop(person, None)
            return self._write("DELETE FROM languages WHERE person = ?", person)
        self._languages[person] = language
        return self._write("REPLACE INTO languages VALUES (?, ?)", person, language.value)

    def forget(self, person: str) -> int | None:
        """Delete what a person chose; return how much it was, `None` where that failed."""
        chosen = person in self._languages
        return int(chosen) if self.choose(person, None) else None

    def is_quiet(self, chat: int) -> bool:
        """Whether the bot was told to be quiet in a group."""
        return chat in self._quiet

    def set_quiet(self, chat: int, *, quiet: bool) -> bool:
        """Keep whether the bot is quiet in a group; return whether it was written."""
        if quiet:
            self._quiet.add(chat)
            return self._write("INSERT OR IGNORE INTO quiet_groups VALUES (?)", chat)
        self._quiet.discard(chat)
        return self._write("DELETE FROM quiet_groups WHERE chat = ?", chat)

    def move(self, chat: int, to: int) -> None:
        """Carry over what holds for a group that has got another id."""
        if self.is_quiet(chat):
            self.set_quiet(to, quiet=True)
            self.set_quiet(chat, quiet=False)

    def close(self) -> None:
        """Close the file."""
        self.database.close()

    def _read(self) -> None:
        def read(connection: sqlite3.Connection) -> None:
            for person, name in connection.execute("SELECT person, language FROM languages"):
                with suppress(ValueError):  # one that a later version knows
                    self._languages[person] = Language(name)
            self._quiet.update(chat for (chat,) in connection.execute("SELECT * FROM quiet_groups"))

        self.database.run(read, None)

    def _write(self, statement: str, *values: object) -> bool:
        def write(connection: sqlite3.Connection) -> bool:
            connection.execute(statement, values)
            return True

        return self.database.run(write, otherwise=False)
