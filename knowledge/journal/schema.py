"""The tables of the journal, step by step.

A step that has been released never changes; a new one is appended to `MIGRATIONS`. Times are
milliseconds since the epoch, persons are keyed hashes (`knowledge.journal.person`), facts are
named by `knowledge.identity.fact_id`.
"""

from collections.abc import Sequence

from knowledge.journal.database import Migration

_FIRST: Migration = (
    """
    CREATE TABLE questions (
        id INTEGER PRIMARY KEY AUTOINCREMENT, -- a number once given out is never another's
        asked_at INTEGER NOT NULL,
        person TEXT NOT NULL,
        channel TEXT NOT NULL,
        text TEXT, -- NULL: not kept, or no longer
        answered INTEGER NOT NULL,
        confidence REAL NOT NULL,
        edition TEXT NOT NULL,
        milliseconds REAL NOT NULL
    )
    """,
    "CREATE INDEX questions_by_time ON questions (asked_at)",
    "CREATE INDEX questions_by_person ON questions (person)",
    """
    CREATE TABLE shown (
        question INTEGER NOT NULL REFERENCES questions ON DELETE CASCADE,
        place INTEGER NOT NULL, -- from 0, best first
        fact TEXT NOT NULL,
        article TEXT NOT NULL,
        line INTEGER NOT NULL,
        PRIMARY KEY (question, place)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE feedback (
        question INTEGER NOT NULL REFERENCES questions ON DELETE CASCADE,
        person TEXT NOT NULL,
        verdict TEXT NOT NULL,
        given_at INTEGER NOT NULL,
        PRIMARY KEY (question, person)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX feedback_by_person ON feedback (person)",
    """
    CREATE TABLE chosen (
        id INTEGER PRIMARY KEY,
        chosen_at INTEGER NOT NULL,
        person TEXT NOT NULL,
        text TEXT, -- what was typed; NULL as above
        fact TEXT NOT NULL,
        edition TEXT NOT NULL
    )
    """,
    "CREATE INDEX chosen_by_person ON chosen (person)",
    """
    CREATE TABLE changes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        made_at INTEGER NOT NULL,
        operator TEXT NOT NULL, -- a Telegram user id, or who ran the command line
        action TEXT NOT NULL,
        subject TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE editions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        served_at INTEGER NOT NULL,
        digest TEXT NOT NULL,
        articles INTEGER NOT NULL,
        facts INTEGER NOT NULL,
        reason TEXT NOT NULL
    )
    """,
)

_FORCED: Migration = (
    # Whether it was made although golden questions failed.
    "ALTER TABLE changes ADD COLUMN forced INTEGER NOT NULL DEFAULT 0",
)

MIGRATIONS: Sequence[Migration] = (_FIRST, _FORCED)
