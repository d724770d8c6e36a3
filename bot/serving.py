"""Serving: from a token to a bot that answers, until it is told to end."""

import asyncio
import logging
import os
import signal
from contextlib import AsyncExitStack, suppress
from pathlib import Path

from telegram.error import InvalidToken, TelegramError

from bot.app import Setup
from bot.arriving import LONGEST_WAIT, brought, polled
from bot.errors import NoAddress, RefusedToken
from bot.intake import AnyApplication, Intake
from bot.keeping_up import keep_up
from bot.logs import log_without
from bot.parts import Parts, assemble
from bot.tasks import running
from bot.web import WebServer
from bot.webhook import secret_token
from knowledge.editions.librarian import Librarian

log = logging.getLogger(__name__)

_LAST_SECONDS = 5.0
"""What is being answered gets so long when we are told to end; container engines kill after ten.
What is not done then is answered after the next start."""


def serve_bot(setup: Setup, librarian: Librarian, token: str) -> None:
    """Serve until SIGTERM or SIGINT; a Telegram that fails for a while is waited for.

    Raises:
        RefusedToken: Telegram does not know the token, or no longer.
        NoAddress: The bot cannot listen where Telegram is to bring updates.
        UnknownProxy: Telegram is behind a proxy that cannot be used.
        Refused: There is nothing to serve.
    """
    # Durations as timedelta, which python-telegram-bot otherwise warns of at each flood limit.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    log_without(token, secret_token(token), form=setup.settings.log.form)
    librarian.open()
    try:
        asyncio.run(_serve(setup, librarian, token))
    except InvalidToken:
        raise RefusedToken from None  # its message holds the token
    log.info("stopped")


async def _serve(setup: Setup, librarian: Librarian, token: str) -> None:
    """Serve until a signal comes; end all that was begun, however it ends.

    Raises:
        InvalidToken: Telegram does not know the token.
        RefusedToken: It no longer does.
        NoAddress: We cannot listen where updates are to come.
        UnknownProxy: Telegram is behind a proxy that cannot be used.
    """
    parts = assemble(setup, librarian, token)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    for watch in (parts.polling, parts.others):
        watch.on_refused = stop.set
    async with AsyncExitStack() as stack:
        stack.callback(parts.intake.inbox.close)
        stack.callback(parts.desk.close)
        stack.callback(parts.operators.desk.close)
        # The application closes its connections only where it got to know Telegram.
        for request in (parts.poll_request, parts.request):
            stack.push_async_callback(request.shutdown)
        await _show_health(parts, stack)
        if not await _initialized(parts.application, stop):
            return
        stack.push_async_callback(parts.application.shutdown)
        await parts.application.start()
        stack.push_async_callback(parts.application.stop)
        await stack.enter_async_context(running(parts.menus.introduce(), "introduction"))
        await stack.enter_async_context(running(keep_up(librarian, _watched(setup)), "keeping up"))
        parts.intake.resume()
        stack.push_async_callback(_end, parts.intake)
        if parts.settings.telegram.updates == "webhook":
            await stack.enter_async_context(brought(parts))
        else:
            await stack.enter_async_context(polled(parts, stop))
        await stop.wait()
    if parts.polling.refused or parts.others.refused:
        raise RefusedToken


def _watched(setup: Setup) -> tuple[Path, ...]:
    """Return the folders that are watched."""
    if not setup.settings.articles.watch:
        return ()
    return (setup.places.articles, *setup.places.configs)


async def _show_health(parts: Parts, stack: AsyncExitStack) -> None:
    """Listen on the local port; a bot that cannot answers all the same."""
    parts.health.show_values()
    section = parts.settings.health
    if not section.port:
        return
    server = WebServer(section.host, section.port, parts.health.pages())
    try:
        await server.start()
    except NoAddress as error:
        log.warning("health: %s", error)
        return
    stack.push_async_callback(server.stop)


async def _initialized(application: AnyApplication, stop: asyncio.Event) -> bool:
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
                async with asyncio.timeout(wait):
                    await stop.wait()
            wait = min(wait * 1.5, LONGEST_WAIT)
        else:
            return True
    await application.shutdown()
    return False


async def _end(intake: Intake) -> None:
    left = await intake.lanes.end(_LAST_SECONDS)
    if left:
        log.info("%d updates are left for the next start", left)
