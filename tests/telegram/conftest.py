"""A Telegram for each test, which the bot must have left without a violation."""

from collections.abc import Iterator

import pytest

from tests.telegram.driver import TelegramServer
from tests.telegram.process import BotProcess


@pytest.fixture
def telegram() -> Iterator[TelegramServer]:
    """Gives a started server, and holds at the end that the bot kept to the Bot API."""
    with TelegramServer() as server:
        yield server
    assert server.violations == []


@pytest.fixture
def lenient_telegram() -> Iterator[TelegramServer]:
    """Gives a started server for tests that commit violations on purpose."""
    with TelegramServer() as server:
        yield server


@pytest.fixture(scope="module")
def served() -> Iterator[TelegramServer]:
    """Gives a server with the bot on the article that ships; each test takes people of its own.

    The bot ends cleanly, has kept to the Bot API, failed at nothing, and shown its token nowhere.
    """
    with TelegramServer() as server:
        with BotProcess(server) as process:
            yield server
            assert process.terminate() == 0
        assert server.token not in process.log
        assert "Traceback" not in process.log
    assert server.violations == []
