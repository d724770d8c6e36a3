"""How updates arrive: asked for, or brought."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot.parts import Parts
from bot.polling import Polling
from bot.tasks import running
from bot.updates import KINDS
from bot.web import Page, WebServer
from bot.webhook import Webhook, secret_token

log = logging.getLogger(__name__)

LONGEST_WAIT = 30.0
"""Seconds between two tries to reach Telegram, while we start."""

_SECONDS_BETWEEN_LOOKS = 0.5
"""At how much Telegram has yet to bring. `bot.delivery` waits for some seconds at most."""


@asynccontextmanager
async def polled(parts: Parts, stop: asyncio.Event) -> AsyncIterator[None]:
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

    async with running(poll(), "polling"):
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
async def brought(parts: Parts) -> AsyncIterator[None]:
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
    try:
        async with running(_with_webhook(parts, certificate), "webhook"):
            yield
    finally:
        await server.stop()


async def _with_webhook(parts: Parts, certificate: Path | None) -> None:
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
            wait = min(wait * 1.5, LONGEST_WAIT)
        else:
            break
    await _settle(parts)


async def _settle(parts: Parts) -> None:
    """Wait until Telegram has brought all that waited there, of which we do not know yet."""
    while True:
        with suppress(TelegramError):
            if not (await parts.bot.get_webhook_info()).pending_update_count:
                break
        await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
    parts.intake.boxes.settled.set()
