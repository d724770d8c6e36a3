"""What all who serve operators share."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

from bot.citizens.desk import Desk
from bot.operating.proposals import Proposals
from bot.operating.roles import Roles
from knowledge.editions.librarian import Librarian

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def _thread() -> ThreadPoolExecutor:
    # One change at a time, and none takes a thread that answers citizens.
    return ThreadPoolExecutor(1, "operating")


@dataclass(frozen=True, slots=True)
class OperatingDesk:
    """What operators work with."""

    desk: Desk
    """Of those who answer citizens."""
    librarian: Librarian
    roles: Roles
    articles: Path
    """The folder of articles, which names are told without."""
    most_bytes: int
    """Of an article."""
    clock: Callable[[], float] = time.time
    """Seconds since the epoch."""
    started_at: float = field(default_factory=time.time)
    proposals: Proposals = field(default_factory=Proposals)
    names: dict[int, str] = field(default_factory=dict)
    """What operators call themselves, as far as they have been seen."""
    _executor: ThreadPoolExecutor = field(default_factory=_thread)

    async def work(
        self,
        function: Callable[Arguments, Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result:
        """Do something that takes a while, aside."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, partial(function, *args, **kwargs))

    def close(self) -> None:
        """End the thread; a change that has begun is finished."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def name(self, operator: str) -> str:
        """Return what an operator is called, by their id in the journal or in an edition."""
        known = self.names.get(int(operator)) if operator.isascii() and operator.isdigit() else None
        return f"{known}（{operator}）" if known else operator or "程序"

    def without_folders(self, text: str) -> str:
        """Return what is told of files without the folders that they lie in."""
        return text.replace(f"{self.articles}/", "")
