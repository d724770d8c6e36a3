"""A bot that is killed again and again while people ask: `python -m tests.telegram.runs.kills`.

SIGKILL at random moments, while it starts as well as while it answers. No question may be lost, and
none answered twice.
"""

import argparse
import random
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.telegram.driver import TelegramServer
from tests.telegram.process import BotProcess
from tests.telegram.runs.asking import Crowd
from tests.telegram.runs.telling import tell
from tests.telegram.webhook import webhook_arguments

_STARTING = 0.1
"""The share of kills that come before the bot has asked for updates."""

_LONGEST_LIFE = 1.0
"""Seconds between the first poll and the kill, at most: about what answering what waits takes."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run has shown."""

    kills: int
    questions: int
    cut_off: int
    """Kills that left a question unanswered."""
    resumed: int
    """Updates that a restart took up again."""
    found: int
    """Messages that had arrived without the killed process having noted it, and were found."""
    seconds: float
    faults: list[str]

    def lines(self) -> list[str]:
        """Gives it for people."""
        return [
            f"{self.kills} kills, {self.questions} questions, {self.seconds:.0f} s",
            f"kills that left questions unanswered: {self.cut_off}",
            f"updates taken up again: {self.resumed}",
            f"messages that had arrived unnoted, and were found: {self.found}",
        ]


def run(
    kills: int = 100,
    people: int = 60,
    each: int = 12,
    seed: int = 1,
    *,
    webhook: bool = False,
    patience: float = 300.0,
) -> Outcome:
    """Kills the bot so often, with so many questions asked between one kill and the next.

    Args:
        kills: How often.
        people: Who ask.
        each: Questions from one kill to the next.
        seed: Of the random numbers.
        webhook: Whether updates are brought to the bot.
        patience: Seconds that the answers may take once nobody kills any more.
    """
    chance = random.Random(seed)  # noqa: S311 (nothing is kept secret)
    begun = time.monotonic()
    cut_off = resumed = found = 0
    with TelegramServer() as telegram, tempfile.TemporaryDirectory() as folder:
        crowd = Crowd.of(telegram, people, seed)
        data, config = Path(folder) / "data", Path(folder) / "config"
        arguments = webhook_arguments(telegram, config) if webhook else []
        for _ in range(kills):
            bot = BotProcess(telegram, data=data, arguments=arguments, wait=False)
            before = telegram.turns
            bot.start()
            crowd.ask(each // 2)
            if chance.random() < _STARTING:
                time.sleep(chance.uniform(0, _LONGEST_LIFE))
            else:
                bot.wait_for_turn(before)
                _ask_and_wait(crowd, each - each // 2, chance.uniform(0, _LONGEST_LIFE))
            bot.kill()
            cut_off += not crowd.is_answered()
            resumed += bot.log.count("resumed=True")
            found += bot.log.count("had arrived")
        with BotProcess(telegram, data=data, arguments=arguments) as bot:
            with suppress(AssertionError):  # `crowd.faults` says which have none
                telegram.wait_until(crowd.is_answered, "all answers", patience)
            bot.terminate()  # which lets what is being answered be answered
            last = bot.log
            resumed += bot.log.count("resumed=True")
            found += bot.log.count("had arrived")
        faults = [*crowd.faults(), *telegram.violations]
        if faults:
            faults += last.splitlines()[-200:]
    seconds = time.monotonic() - begun
    return Outcome(kills, len(crowd.asked), cut_off, resumed, found, seconds, faults)


def _ask_and_wait(crowd: Crowd, questions: int, seconds: float) -> None:
    """Have questions asked one by one over some time."""
    for _ in range(questions):
        crowd.ask(1)
        time.sleep(seconds / questions)


def main() -> int:
    """Runs, prints, and returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--each", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--webhook", action="store_true", help="have updates brought to the bot")
    given = parser.parse_args()
    outcome = run(given.kills, given.people, given.each, given.seed, webhook=given.webhook)
    return tell(outcome)


if __name__ == "__main__":
    sys.exit(main())
