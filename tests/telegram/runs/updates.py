"""Every kind of update that the Bot API's schema allows: `python -m tests.telegram.runs.updates`.

None may bring about an error in a handler or a wrong call, and the bot's memory must stay as it is.
A part of them is broken on purpose, as Telegram's never are: those are left aside, one by one.
"""

import argparse
import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.telegram.driver import Chat, TelegramServer
from tests.telegram.process import BotProcess
from tests.telegram.runs.generated import broken, updates
from tests.telegram.runs.telling import tell
from tests.telegram.wire import Json
from tests.telegram.world import Query

_FAST = (sys.executable, "-m", "tests.telegram.runs.fast_bot")

_AT_ONCE = 10
"""Updates that hypothesis makes at once."""

_BROKEN = 50
"""One of so many updates is broken."""

_ERROR = re.compile(r"\[(error|critical)\].*?(update=(?P<number>\d+)|$)")

_PEOPLE, _GROUPS = 200, 20

_WARM = 0.25
"""Of the updates; memory is compared from there on, when caches are filled."""

_CONFIGURATION = "limits:\n  person_per_minute: 1000000\n  group_per_minute: 1000000\n"


@dataclass
class Outcome:
    """What a run has shown."""

    kinds: Counter[str] = field(default_factory=Counter)
    broken: set[int] = field(default_factory=set)
    """Numbers of the updates that are broken on purpose."""
    left_aside: int = 0
    """Of these, those that the bot could not read or deal with."""
    replies: int = 0
    memory: list[tuple[int, float]] = field(default_factory=list)
    """After so many updates, the bot's resident memory in MiB."""
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    @property
    def growth(self) -> float:
        """MiB by which memory has grown from a quarter of the updates to the end."""
        warm = [size for count, size in self.memory if count >= _WARM * self.kinds.total()]
        return warm[-1] - warm[0]

    def lines(self) -> list[str]:
        """Gives it for people."""
        kinds = ", ".join(f"{kind} {count}" for kind, count in self.kinds.most_common())
        memory = ", ".join(f"{count}: {size:.1f}" for count, size in self.memory)
        return [
            f"{self.kinds.total()} updates ({kinds}), {len(self.broken)} of them broken",
            f"broken ones that were left aside or failed, alone: {self.left_aside}",
            f"{self.replies} messages of the bot, {self.seconds:.0f} s",
            f"memory in MiB after so many updates: {memory}",
            f"growth from a quarter of the updates on: {self.growth:.1f} MiB",
        ]


def run(count: int = 20_000, start: int = 1) -> Outcome:
    """Sends so many updates to a bot, and waits until it has dealt with them."""
    outcome = Outcome()
    begun = time.monotonic()
    with TelegramServer() as telegram, tempfile.TemporaryDirectory() as folder:
        telegram.world.rates.count = lambda *_, **__: None  # type: ignore[method-assign]
        (Path(folder) / "bot.yaml").write_text(_CONFIGURATION, encoding="utf-8")
        people = [telegram.private_chat(telegram.user(f"居民{n}")) for n in range(_PEOPLE)]
        groups = [telegram.group(f"社区{n}", [telegram.user()]) for n in range(_GROUPS)]
        for chat in people:
            chat.state.known = True
        arguments = ["--config", folder]
        with BotProcess(telegram, _FAST, arguments=["serve", *arguments]) as bot:
            feed = _Feed(telegram, outcome)

            @seed(start)
            @settings(
                max_examples=count // _AT_ONCE,
                database=None,
                deadline=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(st.data())
            def generate(data: st.DataObject) -> None:
                for _ in range(_AT_ONCE):
                    feed.put(data, [*people, *groups])
                if outcome.kinds.total() % max(1, count // 10) < _AT_ONCE:
                    feed.wait()
                    outcome.memory.append((outcome.kinds.total(), _resident(bot)))

            try:
                generate()
                feed.wait()
            except BaseException:
                print(bot.log[-8000:], file=sys.stderr)  # noqa: T201 (says why)
                raise
            people[0].ask("/help")
            outcome.memory.append((outcome.kinds.total(), _resident(bot)))
            bot.terminate()
        outcome.replies = len(telegram.sent)
        outcome.faults += telegram.violations
        for line in bot.log.splitlines():
            found = _ERROR.search(line)
            if found and int(found["number"] or 0) in outcome.broken:
                outcome.left_aside += 1
            elif found:
                outcome.faults.append(line)
    outcome.seconds = time.monotonic() - begun
    return outcome


@dataclass
class _Feed:
    """Puts updates where the bot fetches them."""

    telegram: TelegramServer
    outcome: Outcome

    def put(self, data: st.DataObject, chats: list[Chat]) -> None:
        """Has one update made, and puts it in the queue."""
        chat = data.draw(st.sampled_from(chats))
        known = {"Chat": [chat.state.wire], "User": [chat.users[0].wire]}
        kind, payload = data.draw(updates(known))
        self._know(kind, payload)
        wanted: Json = {kind: payload}
        spoilt = data.draw(st.integers(1, _BROKEN)) == _BROKEN
        if spoilt:
            wanted = data.draw(broken(wanted))
        with self.telegram.world.changed:
            self.telegram.world.queue.put_unchecked(wanted)
            if spoilt:
                self.outcome.broken.add(self.telegram.world.queue.newest)
            self.telegram.world.notify()
        self.outcome.kinds[kind] += 1

    def _know(self, kind: str, payload: Json) -> None:
        """Has the server wait for the answer to a query."""
        queries = {
            "callback_query": self.telegram.world.callbacks,
            "inline_query": self.telegram.world.inline_queries,
        }
        if kind in queries:
            with self.telegram.world.changed:
                number = payload["id"] = self.telegram.world.next_query_number()
                queries[kind][number] = Query(number, self.telegram.world.now())

    def wait(self) -> None:
        """Waits until the bot has fetched all."""
        queue = self.telegram.world.queue
        self.telegram.wait_until(lambda: len(queue) == 0, "the bot to fetch all", 120.0)


def _resident(bot: BotProcess) -> float:
    status = Path(f"/proc/{bot.number}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def main() -> int:
    """Runs, prints, and returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given_ = parser.parse_args()
    outcome = run(given_.count, given_.seed)
    return tell(outcome)


if __name__ == "__main__":
    sys.exit(main())
