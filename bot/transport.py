"""Requests to the Bot API server: what python-telegram-bot sends, sent by aiohttp.

Of python-telegram-bot's own way, httpx, one request takes 1 ms of the processor, and 6 ms where a
hundred are under way, since each looks through all connections; of aiohttp's 0.2 ms in either case
(two cores, Python 3.11).
"""

from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.errors import UnknownProxy

_SECONDS_FOR_A_CONNECTION = 30.0
"""A burst of messages waits for a free connection; python-telegram-bot gives up after a second."""

_SECONDS_TO_CONNECT = 5.0
_SECONDS_TO_ANSWER = 5.0
"""Both as python-telegram-bot has them."""

_SECONDS_TO_SEND_A_FILE = 20.0
"""Likewise (`HTTPXRequest`, `media_write_timeout`)."""

_SECONDS_AT_REST = 5.0
"""A connection on which nothing was said for so long is not used again: whoever stands between may
have dropped it, and a message that is then lost on it has to be looked for."""

# Whatever aiohttp raises before a request has left this machine.
_BEFORE_SENDING = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)


def was_not_sent(error: NetworkError) -> bool:
    """Whether a call that failed cannot have reached Telegram."""
    return isinstance(error.__cause__, _BEFORE_SENDING)


class Transport(BaseRequest):
    """Sends requests; of one event loop.

    Args:
        connections: That may be open at once.
    """

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[str, str | None] = {}
        """By host, since to look at the environment takes longer than to send."""

    @property
    def read_timeout(self) -> float:
        """Seconds for an answer, where a call names none."""
        return _SECONDS_TO_ANSWER

    async def initialize(self) -> None:
        """Get ready; a second time does nothing."""
        if self._session is None:
            # certifi's certificates, or those that SSL_CERT_FILE names: a container may have none.
            connector = aiohttp.TCPConnector(
                limit=self._connections,
                keepalive_timeout=_SECONDS_AT_REST,
                ssl=httpx.create_ssl_context(),
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close all connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _proxy(self, url: str) -> str | None:
        host = urlsplit(url).netloc
        if host not in self._proxies:
            self._proxies[host] = proxy_for(url)
        return self._proxies[host]

    async def do_request(  # noqa: PLR0917 (as the base class has it)
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 (a type of its own there)
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401
    ) -> tuple[int, bytes]:
        """Send a request; see `telegram.request.BaseRequest.do_request`.

        Returns:
            The status of the answer, and its body.

        Raises:
            NetworkError: There was no answer.
        """
        if self._session is None:
            message = "the transport is not initialized"
            raise RuntimeError(message)
        files = request_data.multipart_data if request_data else None
        to_write = _SECONDS_TO_SEND_A_FILE if files else _SECONDS_TO_ANSWER
        to_connect = _seconds(connect_timeout, _SECONDS_TO_CONNECT)
        to_get_one = to_connect + _seconds(pool_timeout, _SECONDS_FOR_A_CONNECTION)
        to_read = _seconds(read_timeout, _SECONDS_TO_ANSWER)
        timeout = aiohttp.ClientTimeout(
            total=to_get_one + _seconds(write_timeout, to_write) + to_read,
            connect=to_get_one,
            sock_connect=to_connect,
            sock_read=to_read,
        )
        try:
            async with self._session.request(
                method,
                url,
                **_content(request_data),
                timeout=timeout,
                proxy=self._proxy(url),
                allow_redirects=False,
            ) as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            message = f"{type(error).__name__}: {error}"
            raise NetworkError(message) from error


def proxy_for(url: str) -> str | None:
    """Return the proxy through which an address is reached; `None`: it is reached directly.

    HTTPS_PROXY, ALL_PROXY, NO_PROXY and their likes say so.

    Raises:
        UnknownProxy: It is none for HTTP.
    """
    parts = urlsplit(url)
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(parts.hostname or ""):
        return None
    found = proxy if "://" in proxy else f"http://{proxy}"
    if urlsplit(found).scheme not in {"http", "https"}:
        raise UnknownProxy(urlsplit(found).scheme)
    return found


def _seconds(given: Any, otherwise: float) -> float:  # noqa: ANN401 (see `do_request`)
    return given if isinstance(given, int | float) else otherwise


def _content(request_data: RequestData | None) -> dict[str, Any]:
    """Return what aiohttp is to send, by the names of its arguments."""
    if request_data is None:
        return {}
    if not request_data.contains_files:
        return {"json": request_data.parameters}
    form = aiohttp.FormData(request_data.json_parameters)
    for name, (file_name, content, kind) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=file_name, content_type=kind)
    return {"data": form}
