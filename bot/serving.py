"""The bot as a process: start, poll, stop."""

import asyncio
import logging
import signal
from collections.abc import Awaitable
from contextlib import suppress
from typing import Any

from telegram import BotCommand, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder

from bot import texts
from bot.app import Setup
from bot.connection import Watch, WatchedRequest
from bot.errors import RefusedToken
from bot.handlers import Citizens, on_error
from bot.logs import log_without
from knowledge.library import Edition, Library

log = logging.getLogger(__name__)

_RETRIES_AFTER_FLOOD = 3
"""PTB's limiter passes Telegram's 429 on unless told to wait and try again."""

_CONNECTIONS = 256
"""PTB's own size of the pool for everything but polling."""

_LONGEST_WAIT = 30.0
"""Seconds between two tries to start, as PTB waits between two polls that fail."""

_Application = Application[Any, Any, Any, Any, Any, Any]


def serve_bot(setup: Setup, edition: Edition, token: str) -> None:
    """Serve until SIGTERM or SIGINT; a Telegram that fails for a while is waited for.

    Raises:
        RefusedToken: Telegram does not know the token, or no longer.
    """
    log_without(token)
    polling = Watch()
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(setup.settings.telegram.base_url)
        .base_file_url(setup.settings.telegram.base_file_url)
        .request(WatchedRequest(Watch(), connection_pool_size=_CONNECTIONS))
        .get_updates_request(WatchedRequest(polling))
        .rate_limiter(AIORateLimiter(max_retries=_RETRIES_AFTER_FLOOD))
        .build()
    )
    application.add_handlers(Citizens(Library(edition), setup.answerer()).handlers())
    application.add_error_handler(on_error)
    articles, facts = len(edition.documents), len(edition.facts)
    log.info("serving %d articles, %d facts, edition %s", articles, facts, edition.digest)
    try:
        asyncio.run(_serve(application, polling))
    except InvalidToken:
        raise RefusedToken from None  # its message holds the token
    log.info("stopped")


async def _serve(application: _Application, polling: Watch) -> None:
    """Poll until a signal comes; end all that was begun, however it ends.

    `Application.run_polling` does nearly this, but lives on in silence once the token is refused.

    Raises:
        InvalidToken: Telegram does not know the token.
        RefusedToken: It no longer does.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    polling.on_refused = stop.set
    if not await _initialized(application, stop):
        return
    try:
        await _introduce(application)
        await application.start()
        await _poll(application, stop)
        if polling.refused:
            raise RefusedToken
    finally:
        if application.running:
            await application.stop()
        await application.shutdown()


async def _poll(application: _Application, stop: asyncio.Event) -> None:
    updater = application.updater
    if updater is None:  # the builder makes one unless told not to
        return
    await updater.start_polling(allowed_updates=[Update.MESSAGE], bootstrap_retries=-1)
    try:
        await stop.wait()
    finally:
        with suppress(InvalidToken):  # what ended the polling comes up again
            await updater.stop()


async def _initialized(application: _Application, stop: asyncio.Event) -> bool:
    """Make the bot known to Telegram, trying until it answers; false if told to stop before.

    Raises:
        InvalidToken: Telegram does not know the token.
    """
    wait = 1.0
    while not stop.is_set():
        try:
            await application.initialize()
        except InvalidToken:
            await application.shutdown()
            raise
        except TelegramError:  # `bot.connection` says so
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), wait)
            wait = min(wait * 1.5, _LONGEST_WAIT)
        else:
            return True
    await application.shutdown()
    return False


async def _introduce(application: _Application) -> None:
    """Set the menu of commands; a bot without a menu answers all the same."""
    commands = [BotCommand(name, description) for name, description in texts.COMMANDS]
    await _guarded("set_my_commands", application.bot.set_my_commands(commands))


async def _guarded(name: str, call: Awaitable[object]) -> None:
    """Await a call that the bot can do without."""
    try:
        await call
    except TelegramError as error:
        log.warning("%s failed: %s", name, error)
