"""A span of time, counted by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from knowledge.journal.entries import Asked, Channel, ShownFact
from knowledge.journal.overview import Cited, Day, Topic, by_day, overview, topics

LAST = date(2026, 11, 25)
SHANGHAI = timezone(timedelta(hours=8))


def moment(day: int, hour: int = 12) -> float:
    """Return a moment of November, UTC, in seconds since the epoch."""
    return datetime(2026, 11, day, hour, tzinfo=UTC).timestamp()


def asked(
    at: float, text: str | None = "低保标准", *, answered: bool = True, milliseconds: float = 10
) -> Asked:
    """Return a question."""
    shown = (ShownFact("f", "a.txt", 3), ShownFact("g", "b.txt", 4)) if answered else ()
    return Asked(1, at, "p", Channel.PRIVATE, text, answered, 0.5, "e", milliseconds, shown)


def test_each_day_is_there_with_what_was_answered() -> None:
    given = [asked(moment(23)), asked(moment(25)), asked(moment(25), answered=False)]
    assert by_day(given, LAST, 4, zone=UTC) == (
        Day("11-22", 0, 0),
        Day("11-23", 1, 0),
        Day("11-24", 0, 0),
        Day("11-25", 1, 1),
    )


def test_a_day_ends_where_the_people_are() -> None:
    late = [asked(moment(24, hour=17))]
    assert by_day(late, LAST, 1, zone=UTC) == (Day("11-25", 0, 0),)
    assert by_day(late, LAST, 1, zone=SHANGHAI) == (Day("11-25", 1, 0),)


def test_topics_are_counted_and_texts_that_are_gone_left_out() -> None:
    given = [
        asked(moment(23), "低保怎么申请", answered=False),
        asked(moment(24), None),
        asked(moment(24), "低保怎么申请", answered=False),
        asked(moment(25), "低保如何申请", answered=True),
        asked(moment(22), "红烧肉", answered=False),
    ]
    assert topics(given) == (
        Topic("低保怎么申请", ("低保如何申请",), 3, 1, moment(25)),
        Topic("红烧肉", (), 1, 0, moment(22)),
    )


def test_figures_of_a_span() -> None:
    given = [
        replace(asked(moment(24, 8), milliseconds=10), person="a", helped=2),
        replace(asked(moment(24, 9), milliseconds=20), person="b", helped=1, did_not_help=1),
        replace(asked(moment(25, 9), milliseconds=40), person="b", did_not_help=2),
        asked(moment(25, 9), "红烧肉", answered=False, milliseconds=30),
    ]
    counted = overview(given, LAST, 2, zone=UTC)
    assert (counted.questions, counted.answered, counted.silent, counted.people) == (4, 3, 1, 3)
    assert (counted.helped, counted.did_not_help) == (3, 3)
    assert counted.median == 25
    # Between the two slowest, 0.95 * 3 = 2.85 of the way from the quickest.
    assert counted.high == 38.5
    assert [day.answered for day in counted.days] == [2, 1]
    assert counted.hours[8] == Day("08", 1, 0)
    assert counted.hours[9] == Day("09", 2, 1)
    assert sum(hour.answered + hour.silent for hour in counted.hours) == 4
    assert [entry.milliseconds for entry in counted.disliked] == [40, 20]
    assert [entry.milliseconds for entry in counted.slowest] == [40, 30, 20, 10]
    # Only the first fact of an answer counts for its article.
    assert counted.cited == (Cited("a.txt", 3, 3, 3),)
    assert [topic.text for topic in counted.unanswered] == ["红烧肉"]


def test_nothing_was_asked() -> None:
    counted = overview([], LAST, 3, zone=UTC)
    assert (counted.questions, counted.median, counted.high) == (0, None, None)
    assert [day.name for day in counted.days] == ["11-23", "11-24", "11-25"]
    assert counted.top == ()
