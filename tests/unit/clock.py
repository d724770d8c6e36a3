"""A clock that tests set."""

NOON = 1_700_000_000.0
"""2023-11-14 22:13:20 UTC."""


class Clock:
    """A time that stands still until told otherwise."""

    def __init__(self) -> None:
        self.now = NOON
        """Seconds since the epoch."""

    def __call__(self) -> float:
        """Return the time."""
        return self.now
