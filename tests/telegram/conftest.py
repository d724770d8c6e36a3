"""A Telegram for each test, which the bot must have left without a violation."""

from collections.abc import Iterator

import pytest

from tests.telegram.driver import TelegramServer


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
