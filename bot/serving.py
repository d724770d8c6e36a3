"""Serving: from a token to a bot that answers, until it is told to end."""

import asyncio
import logging
import os
import signal
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder, ExtBot

from bot.app import Setup
from bot.boxes import Boxes
from bot.citizens.desk import Desk
from bot.connection import Watch, WatchedRequest
from bot.delivery import Courier
from bot.errors import NoAddress, RefusedToken
from bot.handlers import Citizens, on_error
from bot.health import Health
from bot.intake import KINDS, AnyApplication, Intake
from bot.keeping_up import keep_up
from bot.limits import Allowance
from bot.logs import log_without
from bot.menus import Profile, introduce
from bot.metrics import Metrics
from bot.operating.desk import OperatingDesk
from bot.operating.operators import Operators
from bot.operating.roles import Roles
from bot.pages.journal import days_picture
from bot.polling import Polling
from bot.preferences import Preferences
from bot.sections import Settings
from bot.texts import TEXTS, Language
from bot.web import Page, WebServer
from bot.webhook import Webhook, secret_token
from knowledge.editions.librarian import Librarian
from knowledge.journal.inbox import Inbox

log = logging.getLogger(__name__)

_CONNECTIONS = 256
"""python-telegram-bot's own size of the pool for everything but polling."""

_LONGEST_WAIT = 30.0
"""Seconds between two tries to start."""

_PROFILES: Mapping[str, Language] = {"": Language.SIMPLIFIED, "en": Language.ENGLISH}
"""What those see whose client speaks a language: Telegram knows no scripts, and the questions are
Chinese in any case."""

_LAST_SECONDS = 5.0
"""What is being answered gets so long when we are told to end; container engines kill after ten.
What is not done then is answered after the next start."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a run of the bot is made of."""

    settings: Settings
    token: str
    application: AnyApplication
    desk: Desk
    operators: Operators
    intake: Intake
    health: Health
    polling: Watch
    others: Watch
    poll_request: WatchedRequest

    @property
    def bot(self) -> ExtBot[Any]:
        bot: ExtBot[Any] = self.application.bot
        return bot


def serve_bot(setup: Setup, librarian: Librarian, token: str) -> None:
    """Serve until SIGTERM or SIGINT; a Telegram that fails for a while is waited for.

    Raises:
        RefusedToken: Telegram does not know the token, or no longer.
        NoAddress: The bot cannot listen where Telegram is to bring updates.
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
    """
    parts = _assemble(setup, librarian, token)
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
        await _show_health(parts, stack)
        if not await _initialized(parts.application, stop):
            return
        stack.push_async_callback(parts.application.shutdown)
        await parts.application.start()
        stack.push_async_callback(parts.application.stop)
        await stack.enter_async_context(_running(_introduce(parts), "introduction"))
        await stack.enter_async_context(_running(keep_up(librarian, _watched(setup)), "keeping up"))
        parts.intake.resume()
        stack.push_async_callback(_end, parts.intake)
        if parts.settings.telegram.updates == "webhook":
            await stack.enter_async_context(_brought(parts))
        else:
            await stack.enter_async_context(_polled(parts, stop))
        await stop.wait()
    if parts.polling.refused or parts.others.refused:
        raise RefusedToken


def _assemble(setup: Setup, librarian: Librarian, token: str) -> _Parts:
    settings = setup.settings
    library, metrics, boxes = librarian.library, Metrics(), Boxes()
    inbox = Inbox.open(setup.places.data)
    courier = Courier(inbox, boxes, metrics.count_call)
    polling, others = Watch(), Watch()
    poll_request = WatchedRequest(polling)
    application: AnyApplication = (
        ApplicationBuilder()
        .token(token)
        .base_url(settings.telegram.base_url)
        .base_file_url(settings.telegram.base_file_url)
        .request(WatchedRequest(others, connection_pool_size=_CONNECTIONS))
        .get_updates_request(poll_request)
        .rate_limiter(courier)
        .updater(None)
        .build()
    )
    desk = Desk(
        library,
        setup.answerer(),
        librarian.journal,
        Preferences.open(setup.places.data),
        settings.answer.contact,
        frozenset(settings.groups.allowed),
    )
    operators = _operators(setup, librarian, desk)
    application.add_handlers([*operators.handlers(), *Citizens(desk).handlers()])
    application.add_error_handler(on_error)
    intake = Intake(
        application,
        inbox,
        courier,
        boxes,
        metrics,
        people=Allowance(settings.limits.person_per_minute),
        groups=Allowance(settings.limits.group_per_minute),
        most_waiting=settings.limits.waiting,
        log_questions=settings.log.questions,
        staff=frozenset((*settings.operators, *settings.viewers)),
    )
    polls = settings.telegram.updates == "polling"
    health = Health(
        library,
        intake.lanes,
        inbox,
        metrics,
        contact=polling if polls else others,
        polls=polls,
        started_at=time.monotonic(),
    )
    return _Parts(
        settings,
        token,
        application,
        desk,
        operators,
        intake,
        health,
        polling,
        others,
        poll_request,
    )


def _operators(setup: Setup, librarian: Librarian, desk: Desk) -> Operators:
    settings = setup.settings
    operating = OperatingDesk(
        desk,
        librarian,
        Roles.of_ids(settings.operators, settings.viewers),
        setup.places.articles,
        settings.articles.max_bytes,
    )
    return Operators(operating, days_picture)


def _watched(setup: Setup) -> tuple[Path, ...]:
    """Return the folders that are watched."""
    if not setup.settings.articles.watch:
        return ()
    return (setup.places.articles, *setup.places.configs)


async def _show_health(parts: _Parts, stack: AsyncExitStack) -> None:
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
            wait = min(wait * 1.5, _LONGEST_WAIT)
        else:
            return True
    await application.shutdown()
    return False


async def _introduce(parts: _Parts) -> None:
    await introduce(parts.bot, list(map(_profile, _PROFILES)), parts.operators.menus())


def _profile(language: str) -> Profile:
    texts = TEXTS[_PROFILES[language]]
    return Profile(
        language,
        texts.description,
        texts.short_description,
        texts.private_commands,
        texts.group_commands,
    )


@asynccontextmanager
async def _running(work: Any, name: str) -> AsyncIterator[None]:  # noqa: ANN401 (any coroutine)
    """Have a coroutine run beside what is within, and end with it."""
    task = asyncio.create_task(work, name=name)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError, InvalidToken):
            await task


@asynccontextmanager
async def _polled(parts: _Parts, stop: asyncio.Event) -> AsyncIterator[None]:
    """Ask Telegram for updates while in the context."""
    polling = Polling(
        parts.bot,
        KINDS,
        parts.intake.take,
        parts.intake.lanes.wait_for_room,
        parts.intake.boxes.settled.set,
        lambda: parts.poll_request.payload,
    )

    async def poll() -> None:
        await _without_webhook(parts.bot)
        try:
            await polling.run()
        finally:
            stop.set()

    async with _running(poll(), "polling"):
        yield
    if not parts.polling.refused:
        await polling.confirm()


async def _without_webhook(bot: ExtBot[Any]) -> None:
    """Have Telegram give updates to whoever asks, with those that wait kept."""
    try:
        if (await bot.get_webhook_info()).url:
            await bot.delete_webhook(drop_pending_updates=False)
    except InvalidToken:
        raise
    except TelegramError as error:
        log.warning("deleteWebhook failed: %s", error)


@asynccontextmanager
async def _brought(parts: _Parts) -> AsyncIterator[None]:
    """Have Telegram bring updates while in the context.

    Raises:
        NoAddress: We cannot listen where they are to come.
    """
    section = parts.settings.webhook
    webhook = Webhook(
        parts.bot,
        section.url,
        secret_token(parts.token),
        parts.intake.take,
        lambda: parts.intake.lanes.room,
        parts.others.answered,
    )
    pages: Mapping[str, Page] = webhook.pages()
    certificate, key = (Path(name) if name else None for name in (section.certificate, section.key))
    server = WebServer(section.host, section.port, pages, certificate, key)
    await server.start()
    parts.intake.boxes.settled.set()
    try:
        async with _running(_with_webhook(parts, certificate), "webhook"):
            yield
    finally:
        await server.stop()


async def _with_webhook(parts: _Parts, certificate: Path | None) -> None:
    """Tell Telegram where to bring updates, trying until it takes it."""
    section = parts.settings.webhook
    wait = 1.0
    while True:
        try:
            await parts.bot.set_webhook(
                section.url,
                certificate=certificate,
                allowed_updates=KINDS,
                secret_token=secret_token(parts.token),
                drop_pending_updates=False,
            )
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning("setWebhook failed: %s", error)
            await asyncio.sleep(wait)
            wait = min(wait * 1.5, _LONGEST_WAIT)
        else:
            return


async def _end(intake: Intake) -> None:
    left = await intake.lanes.end(_LAST_SECONDS)
    if left:
        log.info("%d updates are left for the next start", left)
