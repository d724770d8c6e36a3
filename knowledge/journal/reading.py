"""What the journal's tables say, in values."""

import sqlite3
from statistics import median

from knowledge.journal.entries import (
    Asked,
    Change,
    Channel,
    Feedback,
    Figures,
    Served,
    ShownFact,
)

_QUESTIONS = """
    SELECT id, asked_at, person, channel, text, answered, confidence, edition, milliseconds,
        (SELECT count(*) FROM feedback WHERE question = id AND verdict = :helped) AS helped,
        (SELECT count(*) FROM feedback WHERE question = id AND verdict = :not) AS did_not_help
    FROM questions
"""
_VERDICTS = {"helped": Feedback.HELPED.value, "not": Feedback.DID_NOT_HELP.value}


def asked(
    connection: sqlite3.Connection, since: int, until: int, person: str | None
) -> tuple[Asked, ...]:
    """Return questions from `since` until before `until`, in milliseconds, oldest first."""
    rows = connection.execute(
        _QUESTIONS + " WHERE asked_at >= :since AND asked_at < :until"
        " AND (:person IS NULL OR person = :person) ORDER BY asked_at, id",
        {**_VERDICTS, "since": since, "until": until, "person": person},
    ).fetchall()
    shown: dict[int, list[ShownFact]] = {}
    for row in connection.execute(
        "SELECT question, fact, article, line FROM shown JOIN questions ON question = id"
        " WHERE asked_at >= ? AND asked_at < ? ORDER BY question, place",
        (since, until),
    ):
        shown.setdefault(row["question"], []).append(_shown(row))
    return tuple(_asked(row, shown.get(row["id"], [])) for row in rows)


def one(connection: sqlite3.Connection, number: int) -> Asked | None:
    """Return the question of a number."""
    row = connection.execute(
        _QUESTIONS + " WHERE id = :number", {**_VERDICTS, "number": number}
    ).fetchone()
    if row is None:
        return None
    shown = connection.execute(
        "SELECT fact, article, line FROM shown WHERE question = ? ORDER BY place", (number,)
    )
    return _asked(row, [_shown(found) for found in shown])


def figures(connection: sqlite3.Connection, since: int, until: int) -> Figures:
    """Return a span of time in figures."""
    span = (since, until)
    rows = connection.execute(
        "SELECT answered, milliseconds, person FROM questions WHERE asked_at >= ? AND asked_at < ?",
        span,
    ).fetchall()
    verdicts = dict(
        connection.execute(
            "SELECT verdict, count(*) FROM feedback WHERE given_at >= ? AND given_at < ?"
            " GROUP BY verdict",
            span,
        ).fetchall()
    )
    answered = sum(row["answered"] for row in rows)
    return Figures(
        questions=len(rows),
        answered=answered,
        silent=len(rows) - answered,
        people=len({row["person"] for row in rows}),
        median=median(row["milliseconds"] for row in rows) if rows else None,
        helped=verdicts.get(Feedback.HELPED.value, 0),
        did_not_help=verdicts.get(Feedback.DID_NOT_HELP.value, 0),
    )


def changes(connection: sqlite3.Connection, limit: int) -> tuple[Change, ...]:
    """Return the latest changes, the latest first."""
    rows = connection.execute("SELECT * FROM changes ORDER BY id DESC LIMIT ?", (limit,))
    return tuple(
        Change(
            row["made_at"] / 1_000,
            row["operator"],
            row["action"],
            row["subject"],
            row["before"],
            row["after"],
            bool(row["forced"]),
        )
        for row in rows
    )


def editions(connection: sqlite3.Connection, limit: int) -> tuple[Served, ...]:
    """Return which editions served last, the latest first."""
    rows = connection.execute("SELECT * FROM editions ORDER BY id DESC LIMIT ?", (limit,))
    return tuple(
        Served(
            row["served_at"] / 1_000, row["digest"], row["articles"], row["facts"], row["reason"]
        )
        for row in rows
    )


def _asked(row: sqlite3.Row, shown: list[ShownFact]) -> Asked:
    return Asked(
        id=row["id"],
        at=row["asked_at"] / 1_000,
        person=row["person"],
        channel=Channel(row["channel"]),
        text=row["text"],
        answered=bool(row["answered"]),
        confidence=row["confidence"],
        edition=row["edition"],
        milliseconds=row["milliseconds"],
        shown=tuple(shown),
        helped=row["helped"],
        did_not_help=row["did_not_help"],
    )


def _shown(row: sqlite3.Row) -> ShownFact:
    return ShownFact(row["fact"], row["article"], row["line"])
