"""Changes that somebody was shown and has not taken or left yet."""

import secrets
from dataclasses import dataclass, field

from bot.citizens.bounded import Bounded
from knowledge.editions.changes import Change

_MOST = 32
"""Each may hold an uploaded article, two megabytes at most."""

_TOKENS = 10**15
"""So many that none can be guessed, and that fit a button."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change with the state that it was shown in."""

    change: Change
    base: str
    """Token of that state; see `knowledge.editions.report.Report`."""
    edition: int
    """Number of the edition that served."""
    digest: str
    """Of the edition that would come of it."""
    title: str = ""
    """What it was called."""
    question: str = ""
    """Which question made somebody think of it; asked again afterwards."""


@dataclass(slots=True)
class Proposals:
    """Those that wait, by a number that their buttons carry; the oldest are forgotten."""

    _kept: Bounded[int, Proposal] = field(default_factory=lambda: Bounded(_MOST))

    def keep(self, proposal: Proposal) -> int:
        """Remember a proposal; return its number."""
        number = secrets.randbelow(_TOKENS)
        self._kept.put(number, proposal)
        return number

    def take(self, number: int) -> Proposal | None:
        """Return a proposal, and forget it: nothing is done twice."""
        found = self._kept.get(number)
        self._kept.remove(lambda key, _: key == number)
        return found
