"""What the journal says of a span of time, counted for people. Pure: values in, values out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

import numpy as np

from knowledge.journal.entries import Asked
from knowledge.journal.likeness import grouped

LONGEST_LIST = 20
"""Of anything: what is below that is for the CSV export."""
SLOWEST = 10
"""So many show whether one question is slow or all are."""


@dataclass(frozen=True, slots=True)
class Day:
    """The questions of a day, or of an hour of all days."""

    name: str
    """`11-25`, or `08`."""
    answered: int
    silent: int


@dataclass(frozen=True, slots=True)
class Topic:
    """Questions that are alike; see `knowledge.journal.likeness`."""

    text: str
    """The one asked most often."""
    others: tuple[str, ...]
    """Other words for it."""
    count: int
    answered: int
    last: float
    """When it was asked last, in seconds since the epoch."""


@dataclass(frozen=True, slots=True)
class Cited:
    """An article and how often it answered."""

    article: str
    answers: int
    helped: int
    did_not_help: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A span of time."""

    questions: int
    answered: int
    people: int
    helped: int
    did_not_help: int
    median: float | None
    """Milliseconds until the answer; `None` where nothing was asked."""
    high: float | None
    """Milliseconds that 95 of 100 answers do not exceed."""
    days: tuple[Day, ...]
    """Each day from the first to the last, those without a question too."""
    hours: tuple[Day, ...]
    """Each hour of the day."""
    top: tuple[Topic, ...]
    """Most asked first; only questions whose text is kept."""
    unanswered: tuple[Topic, ...]
    """Asked in vain, likewise."""
    disliked: tuple[Asked, ...]
    """Answers that did not help somebody: those that helped least first, and of them the latest."""
    slowest: tuple[Asked, ...]
    cited: tuple[Cited, ...]
    """Articles by how often their facts came first."""

    @property
    def silent(self) -> int:
        """How many questions were not answered."""
        return self.questions - self.answered


def overview(
    asked: Sequence[Asked],
    last: date,
    days: int,
    *,
    zone: tzinfo | None = None,
) -> Overview:
    """Return a span of time, counted.

    Args:
        asked: The questions of the span, oldest first.
        last: Its last day.
        days: How many days it has.
        zone: Where the people are; `None`: where this computer is.
    """
    times = np.array([entry.milliseconds for entry in asked])
    disliked = [entry for entry in asked if entry.did_not_help]
    return Overview(
        questions=len(asked),
        answered=sum(entry.answered for entry in asked),
        people=len({entry.person for entry in asked}),
        helped=sum(entry.helped for entry in asked),
        did_not_help=sum(entry.did_not_help for entry in asked),
        median=float(np.median(times)) if asked else None,
        high=float(np.quantile(times, 0.95)) if asked else None,
        days=by_day(asked, last, days, zone=zone),
        hours=_hours(asked, zone),
        top=topics(asked)[:LONGEST_LIST],
        unanswered=topics([entry for entry in asked if not entry.answered])[:LONGEST_LIST],
        disliked=tuple(sorted(disliked, key=_liking)[:LONGEST_LIST]),
        slowest=tuple(sorted(asked, key=lambda entry: -entry.milliseconds)[:SLOWEST]),
        cited=_cited(asked)[:LONGEST_LIST],
    )


def by_day(
    asked: Sequence[Asked], last: date, days: int, *, zone: tzinfo | None = None
) -> tuple[Day, ...]:
    """Return the questions of each day, the oldest first; see `overview` for the arguments."""
    answered: Counter[date] = Counter()
    silent: Counter[date] = Counter()
    for entry in asked:
        (answered if entry.answered else silent)[_moment(entry.at, zone).date()] += 1
    span = [last - timedelta(days=back) for back in range(days - 1, -1, -1)]
    return tuple(Day(f"{day:%m-%d}", answered[day], silent[day]) for day in span)


def topics(asked: Sequence[Asked]) -> tuple[Topic, ...]:
    """Return questions that are alike as one, the most asked first; those without text not."""
    by_text: dict[str, list[Asked]] = {}
    for entry in asked:
        if entry.text is not None:
            by_text.setdefault(" ".join(entry.text.split()), []).append(entry)
    told = []
    for group in grouped(text for text, entries in by_text.items() for _ in entries):
        entries = [entry for text in (group.question, *group.others) for entry in by_text[text]]
        answered = sum(entry.answered for entry in entries)
        last = max(entry.at for entry in entries)
        told.append(Topic(group.question, group.others, group.count, answered, last))
    return tuple(told)


def _hours(asked: Sequence[Asked], zone: tzinfo | None) -> tuple[Day, ...]:
    counted = Counter((_moment(entry.at, zone).hour, entry.answered) for entry in asked)
    return tuple(Day(f"{hour:02}", counted[hour, True], counted[hour, False]) for hour in range(24))


def _moment(at: float, zone: tzinfo | None) -> datetime:
    return datetime.fromtimestamp(at, zone) if zone else datetime.fromtimestamp(at).astimezone()


def _liking(entry: Asked) -> tuple[int, int, float]:
    return entry.helped - entry.did_not_help, -entry.did_not_help, -entry.at


def _cited(asked: Sequence[Asked]) -> tuple[Cited, ...]:
    answers: Counter[str] = Counter()
    helped: Counter[str] = Counter()
    did_not_help: Counter[str] = Counter()
    for entry in asked:
        if entry.shown:
            article = entry.shown[0].article
            answers[article] += 1
            helped[article] += entry.helped
            did_not_help[article] += entry.did_not_help
    return tuple(
        Cited(article, count, helped[article], did_not_help[article])
        for article, count in answers.most_common()
    )
