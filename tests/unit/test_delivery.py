"""The courier: what is tried again, and what is not worth it."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from telegram.error import NetworkError

from bot import delivery
from bot.boxes import Boxes
from bot.delivery import Courier, handling
from knowledge.journal.inbox import Inbox


@pytest.fixture
def courier(tmp_path: Path) -> Iterator[Courier]:
    """Gives a courier with an inbox of its own."""
    inbox = Inbox.open(tmp_path)
    yield Courier(inbox, Boxes())
    inbox.close()


class Line:
    """A connection on which the first calls fail."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.calls = 0

    async def __call__(self, endpoint: str, data: dict[str, Any]) -> bool:
        """Makes a call, and says that it was done."""
        assert endpoint
        assert data
        self.calls += 1
        if self.calls <= self.failures:
            message = "Bad Gateway"
            raise NetworkError(message)
        return True


async def _call(courier: Courier, line: Line, endpoint: str) -> object:
    with handling(1, {}):
        return await courier.process_request(line, (), {}, endpoint, {"chat_id": 1}, None)


def test_an_action_that_does_not_arrive_holds_up_no_answer(courier: Courier) -> None:
    line = Line(failures=1)
    with pytest.raises(NetworkError):
        asyncio.run(_call(courier, line, "sendChatAction"))
    assert line.calls == 1


def test_what_belongs_to_an_update_is_tried_until_it_arrives(
    courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "_PAUSES", (0.0,))
    line = Line(failures=3)
    assert asyncio.run(_call(courier, line, "editMessageText")) is True
    assert line.calls == 4
