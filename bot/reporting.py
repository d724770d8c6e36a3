"""What `report` makes of the journal."""

import time
from datetime import datetime, timedelta

from bot.app import Setup
from bot.errors import NoJournal
from bot.pages.journal import journal_page
from knowledge.journal.journal import Journal
from knowledge.journal.overview import overview

_MOST = 1_000
"""Changes and editions that are looked through; of a month there are far fewer."""


def report_page(setup: Setup, days: int, now: float | None = None) -> str:
    """Return the page of the last days, today among them.

    Args:
        setup: Where the journal is.
        days: How many.
        now: In seconds since the epoch; `None`: this moment.

    Raises:
        NoJournal: There is none, or it cannot be read.
    """
    path = Journal.file(setup.places.data)
    if not path.is_file():
        raise NoJournal(path)  # opening one would begin it
    journal = setup.journal()
    try:
        moment = datetime.fromtimestamp(time.time() if now is None else now).astimezone()
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        since = (midnight - timedelta(days=days - 1)).timestamp()
        asked = journal.asked(since, moment.timestamp())
        changes = [each for each in journal.changes(_MOST) if since <= each.at]
        editions = [each for each in journal.editions(_MOST) if since <= each.at]
        if journal.trouble:
            raise NoJournal(path, journal.trouble.reason)
    finally:
        journal.close()
    last = moment.date()
    return journal_page(overview(asked, last, days), changes, editions, last)
