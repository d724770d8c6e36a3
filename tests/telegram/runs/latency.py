"""From a question to its answer at the server, beside a bot that only echoes.

`python -m tests.telegram.runs.latency` prints a table. Both bots are asked in turn, round by round,
so that whatever else the machine does falls on both. Neither keeps to Telegram's rates here: with
them, all that would be seen of 200 people is that Telegram lets a bot send 30 messages a second.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from tests.telegram.driver import Chat, TelegramServer
from tests.telegram.process import BotProcess
from tests.telegram.runs.asking import questions

_FAST = (sys.executable, "-m", "tests.telegram.runs.fast_bot", "serve", "--config")
_ECHO = (sys.executable, "-m", "tests.telegram.echo_bot")
_CONFIGURATION = "limits:\n  person_per_minute: 1000000\n"

_ROUNDS = {1: 200, 20: 20, 200: 4}
"""How often so many people ask at once."""


@dataclass
class Subject:
    """A bot, those who ask it, and how long their answers took."""

    name: str
    telegram: TelegramServer
    chats: list[Chat]
    bot: BotProcess
    seconds: dict[int, list[float]] = field(default_factory=dict)
    """By the number of people who asked at once."""
    worked: dict[int, float] = field(default_factory=dict)
    """Seconds of processor time of the bot, likewise, in all."""

    def ask(self, people: int, texts: Sequence[str]) -> None:
        """Has people ask at once, and waits for all answers."""
        asked: dict[int, float] = {}
        begin = len(self.telegram.calls)
        before = _processor_seconds(self.bot)
        for chat, text in zip(self.chats[:people], texts, strict=False):
            at = self.telegram.world.now()
            asked[chat.send(text).number] = at
        answered: dict[int, float] = {}

        def all_answered() -> bool:
            for call in self.telegram.world.calls[begin:]:
                reply = call.parameters.get("reply_parameters")
                if call.method == "sendMessage" and reply:
                    answered.setdefault(reply["message_id"], call.at)
            return asked.keys() <= answered.keys()

        self.telegram.wait_until(all_answered, f"{people} answers", 60)
        times = [answered[number] - at for number, at in asked.items()]
        self.seconds.setdefault(people, []).extend(times)
        spent = _processor_seconds(self.bot) - before
        self.worked[people] = self.worked.get(people, 0.0) + spent


def run(rounds: dict[int, int] | None = None) -> list[Subject]:
    """Asks both bots, and gives them: the one that echoes first."""
    plan = rounds or _ROUNDS
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        (Path(folder) / "bot.yaml").write_text(_CONFIGURATION, encoding="utf-8")
        subjects = []
        for name, command in (("echo", _ECHO), ("changyouda", (*_FAST, folder))):
            telegram = stack.enter_context(TelegramServer())
            telegram.world.rates.count = lambda *_, **__: None  # type: ignore[method-assign]
            chats = [telegram.private_chat(telegram.user(f"居民{n}")) for n in range(max(plan))]
            bot = stack.enter_context(BotProcess(telegram, command))
            subjects.append(Subject(name, telegram, chats, bot))
        texts = [text for text in questions() if not text.startswith("/")]
        for subject in subjects:  # connections, caches
            subject.ask(min(20, max(plan)), texts)
            subject.seconds.clear()
            subject.worked.clear()
        for people, count in plan.items():
            for number in range(count):
                start = number * people % len(texts)
                turn = (texts * (2 + people // len(texts)))[start : start + people]
                for subject in subjects:
                    subject.ask(people, turn)
        for subject in subjects:
            assert subject.telegram.violations == []
    return subjects


def _processor_seconds(bot: BotProcess) -> float:
    # utime and stime, the 14th and 15th field of proc_pid_stat(5); the name may hold blanks.
    fields = Path(f"/proc/{bot.number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def table(subjects: Sequence[Subject]) -> list[str]:
    """Gives lines for people, in milliseconds; `cpu` is the bot's processor time a question."""
    heads = (f"{s.name + ' p50':>15} {'p99':>8} {'cpu':>6}" for s in subjects)
    lines = ["people  " + "  ".join(heads)]
    for people in subjects[0].seconds:
        cells = []
        for subject in subjects:
            times = subject.seconds[people]
            p99 = quantiles(times, n=100)[98]
            cpu = subject.worked[people] / len(times) * 1000
            cells.append(f"{median(times) * 1000:15.1f} {p99 * 1000:8.1f} {cpu:6.1f}")
        echo, ours = (median(subject.seconds[people]) * 1000 for subject in subjects)
        lines.append(f"{people:6}  " + "  ".join(cells) + f"   p50 {ours - echo:+.1f}")
    return lines


def main() -> int:
    """Runs, prints, and returns the exit status."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    begun = time.monotonic()
    for line in table(run()):
        print(line)  # noqa: T201 (what the command is for)
    print(f"{time.monotonic() - begun:.0f} s")  # noqa: T201 (likewise)
    return 0


if __name__ == "__main__":
    sys.exit(main())
