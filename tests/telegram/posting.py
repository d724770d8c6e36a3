"""Updates brought to a webhook, as Telegram does: one after another, again until they are taken."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import aiohttp

from tests.telegram.wire import Json
from tests.telegram.world import World

_PAUSE_SECONDS = 0.05
"""Before an update is brought again. Telegram waits longer and longer; tests do not."""

_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (the header's name)


async def bring(world: World, wait: Callable[[], Awaitable[None]]) -> None:
    """Brings updates while a webhook is set; runs until it is cancelled.

    Args:
        world: Holds the webhook, and where its host really is.
        wait: Waits until something has changed.
    """
    async with aiohttp.ClientSession() as session:
        while True:
            with world.changed:
                webhook = dict(world.webhook)
                update = world.queue.first() if webhook else None
            if update is None:
                await wait()
            elif await _post(session, world, webhook, update):
                with world.changed:
                    world.queue.confirm(update["update_id"])
                    world.notify()
            else:
                await asyncio.sleep(_PAUSE_SECONDS)


async def _post(session: aiohttp.ClientSession, world: World, webhook: Json, update: Json) -> bool:
    public: str = webhook["url"]
    address = urlsplit(public)
    road = urlsplit(world.roads.get(address.hostname or "", public))
    url = address._replace(scheme=road.scheme, netloc=road.netloc).geturl()
    trust: ssl.SSLContext | bool = True
    if world.certificate:
        trust = ssl.create_default_context(cadata=world.certificate.decode("ascii"))
    headers = {_SECRET: webhook["secret_token"]} if webhook["secret_token"] else {}
    try:
        answer = await session.post(
            url, json=update, headers=headers, ssl=trust, server_hostname=address.hostname
        )
    except aiohttp.ClientError as error:
        status, said = 0, str(error)
    else:
        async with answer:
            status, said = answer.status, answer.reason or ""
    with world.changed:
        world.brought.append((update["update_id"], status))
        world.webhook_error = "" if status == 200 else f"Wrong response from the webhook: {said}"
        world.changed.notify_all()
    return 200 <= status < 300
