"""A small HTTP server in the event loop of the bot: pages by path, over TLS where asked for.

uvicorn speaks HTTP, since python-telegram-bot brings nearly all that it stands on. Its `webhooks`
extra, tornado with a handler of its own, was not taken: that handler answers 200 before anything
is written down, and its comparison of the secret token tells by its time how much was right.
"""

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeAlias

import uvicorn

from bot.errors import NoAddress

log = logging.getLogger(__name__)

_MOST_BYTES = 1_000_000
"""Of a request's body. An update is a few thousand; Telegram sends no files in it."""

_PARTING_SECONDS = 3
"""What requests that are being answered get at the end."""

_TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks of the server."""

    method: str
    headers: Mapping[str, str]
    """Names in small letters."""
    body: bytes


@dataclass(frozen=True, slots=True)
class Response:
    """What the server answers."""

    status: HTTPStatus = HTTPStatus.OK
    body: bytes = b""
    content_type: str = _TEXT


Page: TypeAlias = Callable[[Request], Awaitable[Response]]


@dataclass(slots=True, eq=False)
class WebServer:
    """Serves pages from `start` to `stop`."""

    host: str
    port: int
    pages: Mapping[str, Page]
    """By path, which starts with a slash."""
    certificate: Path | None = None
    """PEM; `None` for plain HTTP."""
    key: Path | None = None
    """PEM of the certificate's private key."""
    _server: "_Server | None" = field(default=None, init=False)
    _task: asyncio.Task[None] | None = field(default=None, init=False)
    _socket: socket.socket | None = field(default=None, init=False)

    async def start(self) -> None:
        """Listen.

        Raises:
            NoAddress: Another program listens there, the address is none of this machine's, or the
                certificate cannot be used.
        """
        try:
            family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
            self._socket = socket.create_server((self.host, self.port), family=family)
            config = uvicorn.Config(
                self._answer,
                log_config=None,
                log_level=logging.WARNING,
                access_log=False,
                lifespan="off",
                interface="asgi3",
                ws="none",
                http="h11",
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=_PARTING_SECONDS,
                ssl_certfile=self.certificate,
                ssl_keyfile=self.key,
            )
            config.load()
        except OSError as error:
            self._close()
            raise NoAddress(self.host, self.port, error.strerror or str(error)) from error
        self._server = _Server(config)
        self._task = asyncio.create_task(self._server.serve(sockets=[self._socket]))
        # uvicorn has no event for it.
        while not self._server.started and not self._task.done():  # noqa: ASYNC110
            await asyncio.sleep(0)

    async def stop(self) -> None:
        """Answer what has been asked, and listen no more."""
        if self._server is not None and self._task is not None:
            self._server.should_exit = True
            await self._task
        self._close()

    def _close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    async def _answer(
        self,
        scope: Mapping[str, Any],
        receive: Callable[[], Awaitable[Mapping[str, Any]]],
        send: Callable[[Mapping[str, Any]], Awaitable[None]],
    ) -> None:
        """Answer a request; an application of ASGI's."""
        response = await self._respond(scope, receive)
        headers = [
            (b"content-type", response.content_type.encode()),
            (b"content-length", str(len(response.body)).encode()),
        ]
        status = int(response.status)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": response.body})

    async def _respond(
        self, scope: Mapping[str, Any], receive: Callable[[], Awaitable[Mapping[str, Any]]]
    ) -> Response:
        page = self.pages.get(scope["path"])
        if page is None:
            return Response(HTTPStatus.NOT_FOUND)
        body = await _body(receive)
        if body is None:
            return Response(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        headers = {
            name.decode("latin-1"): text.decode("latin-1") for name, text in scope["headers"]
        }
        try:
            return await page(Request(scope["method"], headers, body))
        except Exception:
            log.exception("%s failed", scope["path"])
            return Response(HTTPStatus.INTERNAL_SERVER_ERROR)


async def _body(receive: Callable[[], Awaitable[Mapping[str, Any]]]) -> bytes | None:
    """Return a request's body; `None` where it is too long."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > _MOST_BYTES:
            return None
        if not message.get("more_body"):
            return bytes(body)


class _Server(uvicorn.Server):
    """uvicorn without its own way with signals: they end the bot, and the bot ends this."""

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        """Capture none."""
        return nullcontext()
