"""How far something has come that takes minutes: on a terminal in place, else in the log."""

import logging
import sys

import click

log = logging.getLogger(__name__)

_STEPS = 10
"""Lines in the log from nothing to all."""


class Progress:
    """Tells how much of something is done.

    Args:
        label: What is done, for people.
    """

    def __init__(self, label: str) -> None:
        self._label = label
        self._step = -1

    def __call__(self, done: int, total: int) -> None:
        """Say that `done` of `total` are done; the last time they are equal."""
        text = f"{self._label} {done}/{total}"
        if sys.stderr.isatty():
            click.echo(f"\r{text}", err=True, nl=done == total)
            return
        step = _STEPS * done // total
        if step != self._step:
            log.info("%s", text)
        self._step = step
