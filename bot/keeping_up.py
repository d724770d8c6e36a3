"""What serves kept up with the folders, and with what others do on the command line.

The folder watcher is watchfiles, which asks the system to be told rather than looking again and
again; where the system cannot (network drives), its own variable WATCHFILES_FORCE_POLLING makes it
look. It gathers what happens within a moment, so that a file is not read while it is being written.
"""

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path

from bot.report_lines import report_lines
from knowledge.editions.librarian import Librarian
from knowledge.editions.report import Report

log = logging.getLogger(__name__)

_ADOPT_SECONDS = 5.0
"""So long after `changyouda rollback` at most its edition serves; looking costs one folder."""

_GATHER_MILLISECONDS = 1_600
"""watchfiles' own default: an editor writes, renames and sets times within one second."""


_LOOK_MILLISECONDS = 60_000
"""So often the folders are looked at even if nothing was told: a drive may not tell all."""


async def keep_up(librarian: Librarian, watched: Sequence[Path] = ()) -> None:
    """Take in what changed while the bot was down, then what others do, until cancelled.

    Args:
        librarian: Opened.
        watched: Folders of which each change is taken in at once; none: only when told to.
    """
    async with asyncio.TaskGroup() as group:
        group.create_task(_adopt(librarian))
        if watched:
            group.create_task(_watch(librarian, watched))
        else:
            await _catch_up(librarian)


async def _adopt(librarian: Librarian) -> None:
    while True:
        await asyncio.sleep(_ADOPT_SECONDS)
        await asyncio.to_thread(librarian.adopt)


async def _watch(librarian: Librarian, watched: Sequence[Path]) -> None:
    """Catch up once the watch has begun, so that no change falls between them, and at each change.

    The watch begins in the first step of watchfiles' generator, before it waits for anything.
    """
    from watchfiles import awatch

    changes = awatch(
        *watched,
        debounce=_GATHER_MILLISECONDS,
        rust_timeout=_LOOK_MILLISECONDS,
        yield_on_timeout=True,
    )
    told = asyncio.ensure_future(anext(changes))
    try:
        await asyncio.sleep(0)
        while True:
            await _catch_up(librarian)
            await told
            told = asyncio.ensure_future(anext(changes))
    except (OSError, RuntimeError) as error:  # the folder is gone, or inotify has no watches left
        log.error("folders are no longer watched: %s; reload by hand", error)  # noqa: TRY400
    finally:
        told.cancel()
        await asyncio.gather(told, return_exceptions=True)
        await changes.aclose()


async def _catch_up(librarian: Librarian) -> None:
    report = await asyncio.to_thread(librarian.catch_up)
    if report is not None:
        _tell(report)


def _tell(report: Report) -> None:
    level = logging.INFO if report.swapped else logging.ERROR
    for line in report_lines(report):
        log.log(level, "%s", line)
