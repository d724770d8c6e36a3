"""What is said of an article outside its text: until when it holds, what it replaces, its place."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date as day_of

# 2025-12-31, 2025/12/31, 2025年12月31日, and each without its day.
_DATE = re.compile(
    r"(?P<year>\d{4})(?P<mark>[-/.年])(?P<month>\d{1,2})(?:(?(mark)[-/.月])(?P<day>\d{1,2})日?|月)?"
)


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the file beside an article says of it."""

    valid_until: str | None = None
    """The last day, or month, on which it holds, as ISO 8601."""
    replaces: tuple[str, ...] = ()
    """Names or titles of the articles whose place it takes."""
    place: str | None = None
    """The province, city or county for which it holds."""
    date: str | None = None
    """When it was published, as ISO 8601."""


def iso_day(value: object) -> str | None:
    """Return a text that is a date as ISO 8601, to the day or the month; `None` for any other.

    >>> iso_day("2025年12月31日")
    '2025-12-31'
    >>> iso_day("2025-02-30")
    """
    match = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    parts = (match["year"], match["month"], match["day"])
    found = "-".join(part.zfill(2) for part in parts if part)
    try:
        last_day(found)
    except ValueError:
        return None
    return found


def last_day(iso: str) -> day_of:
    """Return the last day of a day or a month in ISO 8601.

    Raises:
        ValueError: There is no such day.
    """
    if iso.count("-") == 1:
        year, month = map(int, iso.split("-"))
        return day_of(year, month, monthrange(year, month)[1])
    return day_of.fromisoformat(iso)
