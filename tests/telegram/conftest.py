"""A Telegram for each test, which the bot must have left without a violation."""

from collections.abc import Iterator

import pytest

from tests.telegram.driver import TelegramServer
from tests.telegram.process import BotProcess
from tests.telegram.webhook import webhook_arguments


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


@pytest.fixture(scope="module", params=["polling", "webhook"])
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TelegramServer]:
    """Gives a server with the bot on the article that ships; each test takes people of its own.

    All that uses it is done twice: with a bot that asks for updates, and with one to which they are
    brought. The bot ends cleanly, has kept to the Bot API, failed at nothing, and shown its token
    nowhere.
    """
    with TelegramServer() as server:
        arguments = []
        if request.param == "webhook":
            arguments = webhook_arguments(server, tmp_path_factory.mktemp("config"))
        with BotProcess(server, arguments=arguments) as process:
            yield server
            assert process.terminate() == 0
        assert server.token not in process.log
        assert "Traceback" not in process.log
    assert server.violations == []
    assert bool(server.world.brought) == (request.param == "webhook")
