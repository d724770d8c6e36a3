"""Many people at once, while some answers of Telegram fail: `python -m tests.telegram.runs.crowd`.

Every question must be answered exactly once, and each person's in order. Half of the failures come
after the call has taken effect: only its answer is lost.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from tests.telegram.driver import TelegramServer
from tests.telegram.faults import Fault, build_error
from tests.telegram.process import BotProcess
from tests.telegram.runs.asking import Crowd
from tests.telegram.runs.telling import tell

_LATE_SECONDS = 6.0
"""Longer than the bot waits for an answer (python-telegram-bot: five seconds)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run has shown."""

    questions: int
    seconds: float
    failures: Counter[str]
    """Answers that were made to fail, by kind; "lost" among them, which took effect."""
    calls: int
    faults: list[str]
    """What went wrong; empty where all is well."""
    found: int
    """Messages whose answer was lost and that the bot found again."""

    def lines(self) -> list[str]:
        """Gives it for people."""
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(self.failures.items()))
        return [
            f"{self.questions} questions in {self.seconds:.1f} s, {self.calls} calls",
            f"failed answers: {self.failures.total()} ({kinds})",
            f"messages that had arrived though their answer was lost, and were found: {self.found}",
        ]


class Chance:
    """Makes a share of the answers fail, in each way alike.

    Args:
        share: Of all answers, from 0 to 1.
        seed: Of the random numbers.
        late: Seconds after which a late answer is given up.
    """

    def __init__(self, share: float, seed: int, late: float = _LATE_SECONDS) -> None:
        self._share = share
        self._random = random.Random(seed)  # noqa: S311 (nothing is kept secret)
        self.failures: Counter[str] = Counter()
        self._ways: dict[str, Callable[[bool], Fault]] = {
            "429": lambda _: Fault("*", build_error(429, None, 1, None, drop_connection=False)),
            "500": lambda lost: _status(500, performed=lost),
            "502": lambda lost: _status(502, performed=lost),
            "cut": lambda lost: _cut(0.0, performed=lost),
            "late": lambda lost: _cut(late, performed=lost),
        }

    def __call__(self, method: str) -> Fault | None:
        """Gives the failure of a call, or none."""
        if self._random.random() >= self._share:
            return None
        way = self._random.choice(list(self._ways))
        # A poll takes effect in any case: what it confirms is confirmed by the next one, too.
        fault = self._ways[way](self._random.random() < 0.5 and method != "getUpdates")
        self.failures[f"{way}, lost" if fault.performed else way] += 1
        return fault


def _status(status: int, *, performed: bool) -> Fault:
    error = build_error(status, None, None, None, drop_connection=False)
    return Fault("*", error, performed=performed)


def _cut(seconds: float, *, performed: bool) -> Fault:
    error = build_error(0, None, None, None, drop_connection=True)
    return Fault("*", error, performed=performed, seconds=seconds)


def run(
    people: int = 200,
    questions: int = 1000,
    share: float = 0.05,
    seed: int = 1,
    *,
    late: float = _LATE_SECONDS,
    patience: float = 400.0,
) -> Outcome:
    """Has people ask all at once, and waits until each is answered.

    Raises:
        AssertionError: Some are not answered in time.
    """
    with TelegramServer() as telegram, BotProcess(telegram) as bot:
        crowd = Crowd.of(telegram, people, seed)
        chance = Chance(share, seed, late)
        telegram.fail_by(chance)
        begun = time.monotonic()
        crowd.ask(questions)
        telegram.wait_until(crowd.is_answered, "all answers", patience)
        seconds = time.monotonic() - begun
        telegram.heal()
        crowd.chats[0].ask("/help")  # whatever else there was in that chat has come before
        calls = len(telegram.calls)
        bot.terminate()
        faults = [*crowd.faults(), *telegram.violations]
        if "Traceback" in bot.log:
            faults.append("a traceback in the log")
        found = bot.log.count("had arrived")
    return Outcome(questions, seconds, chance.failures, calls, faults, found)


def main() -> int:
    """Runs, prints, and returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--questions", type=int, default=1000)
    parser.add_argument("--share", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    outcome = run(given.people, given.questions, given.share, given.seed)
    return tell(outcome)


if __name__ == "__main__":
    sys.exit(main())
