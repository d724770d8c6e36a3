"""People who ask, and whether each question got its answer: once, and in order."""

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.telegram.driver import Chat, Posted, TelegramServer

_QUESTIONS = Path(__file__).parents[2] / "quality" / "questions.jsonl"


def questions() -> list[str]:
    """Gives questions over the article that ships."""
    lines = _QUESTIONS.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines if line.strip()]


@dataclass
class Crowd:
    """People in their private chats, and what each has asked."""

    telegram: TelegramServer
    chats: list[Chat]
    chance: random.Random
    asked: list[tuple[Chat, Posted]] = field(default_factory=list)
    _texts: Sequence[str] = field(default_factory=questions)

    @classmethod
    def of(cls, telegram: TelegramServer, people: int, seed: int) -> "Crowd":
        """Makes so many people."""
        chats = [telegram.private_chat(telegram.user(f"居民{n}")) for n in range(people)]
        return cls(telegram, chats, random.Random(seed))  # noqa: S311 (nothing is kept secret)

    def ask(self, count: int) -> None:
        """Has so many questions asked at once, going round the people."""
        for _ in range(count):
            chat = self.chats[len(self.asked) % len(self.chats)]
            self.asked.append((chat, chat.send(self.chance.choice(self._texts))))

    def is_answered(self) -> bool:
        """Tells whether each question has an answer."""
        with self.telegram.world.changed:
            return self._answered() >= {posted.number for _, posted in self.asked}

    def _answered(self) -> set[int]:
        return {_question(message.wire) for _, message in self.telegram.world.sent}

    def faults(self) -> Iterator[str]:
        """Yields what is wrong: questions without an answer, with several, answers out of order."""
        replies: dict[int, list[int]] = {}
        with self.telegram.world.changed:
            for chat, message in self.telegram.world.sent:
                replies.setdefault(chat, []).append(_question(message.wire))
        times = Counter(number for numbers in replies.values() for number in numbers)
        for _, posted in self.asked:
            if times[posted.number] != 1:
                yield f"{posted!r}: answered {times[posted.number]} times"
        for chat, numbers in replies.items():
            if numbers != sorted(numbers):
                yield f"chat {chat}: answered in the order {numbers}"


def _question(wire: dict[str, object]) -> int:
    """Gives the number of the message that a message replies to; 0: none."""
    replied = wire.get("reply_to_message")
    return replied["message_id"] if isinstance(replied, dict) else 0
