"""How a run tells what it has shown."""

from collections.abc import Sequence
from typing import Protocol

_MOST = 20
"""Faults that are told one by one: more of them rarely say more."""


class Shown(Protocol):
    """What a run has shown."""

    @property
    def faults(self) -> list[str]:
        """What went wrong; empty where all is well."""

    def lines(self) -> Sequence[str]:
        """Gives what it has shown, for people, without the faults."""


def tell(shown: Shown) -> int:
    """Prints what a run has shown, and gives the exit status."""
    faults = [f"faults: {len(shown.faults)}", *shown.faults[:_MOST]]
    print(*shown.lines(), *faults, sep="\n")  # noqa: T201 (what the commands are for)
    return 1 if shown.faults else 0
