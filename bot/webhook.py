"""Updates that Telegram brings: checked, taken in, and only then confirmed."""

import hashlib
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from telegram.ext import ExtBot

from bot.reading import Arrival, read_update
from bot.web import Page, Request, Response

log = logging.getLogger(__name__)

_HEADER = "x-telegram-bot-api-secret-token"


def secret_token(token: str) -> str:
    """Return the secret by which we know that it is Telegram who brings an update.

    Made from the bot's token, so that there is nothing to keep and it is the same after a restart,
    when Telegram still brings what it was told to before. Nobody can tell the one from the other.
    """
    return hmac.new(token.encode(), b"changyouda webhook", hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Webhook:
    """The page that Telegram posts updates to."""

    bot: ExtBot[Any]
    url: str
    """As Telegram sees it."""
    secret: str
    take: Callable[[Sequence[Arrival]], Awaitable[None]]
    """Takes updates in. When it returns, they may be confirmed."""
    room: Callable[[], int]
    """Tells how many updates can be taken in."""
    on_update: Callable[[], None]
    """Called for each update."""

    def pages(self) -> Mapping[str, Page]:
        """Return the page by the path of its address."""
        return {urlsplit(self.url).path or "/": self._page}

    async def _page(self, request: Request) -> Response:
        if request.method != "POST":
            return Response(HTTPStatus.METHOD_NOT_ALLOWED)
        given = request.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode("latin-1"), self.secret.encode()):
            log.warning("an update came without Telegram's secret token, and was not taken")
            return Response(HTTPStatus.FORBIDDEN)
        try:
            arrival = read_update(json.loads(request.body), self.bot)
        except ValueError:
            return Response(HTTPStatus.BAD_REQUEST)
        if arrival is None:
            return Response()  # it would not be better the second time
        if not self.room():
            return Response(HTTPStatus.SERVICE_UNAVAILABLE)  # Telegram brings it again
        await self.take([arrival])
        self.on_update()
        return Response()
