"""How requests go out: by which proxy, what is said where they cannot, and what was never sent."""

import asyncio
import json
import re
import socket
from collections.abc import Callable, Mapping

import pytest
from telegram import InputFile
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.errors import UnknownProxy
from bot.transport import Transport, proxy_for, was_not_sent

API = "https://api.telegram.org/bot1:a/getMe"

PROXIES: list[tuple[Mapping[str, str], str | None]] = [
    ({}, None),
    ({"https_proxy": "http://127.0.0.1:7890"}, "http://127.0.0.1:7890"),
    ({"https_proxy": "127.0.0.1:7890"}, "http://127.0.0.1:7890"),
    ({"all_proxy": "http://小李:a@10.0.0.1:8080"}, "http://小李:a@10.0.0.1:8080"),
    ({"https_proxy": "https://one", "all_proxy": "http://two"}, "https://one"),
    ({"http_proxy": "http://127.0.0.1:7890"}, None),
    ({"https_proxy": "http://127.0.0.1:7890", "no_proxy": "telegram.org"}, None),
]
"""Environments, and the proxy that each names for Telegram."""


@pytest.fixture
def set_environment(monkeypatch: pytest.MonkeyPatch) -> Callable[[Mapping[str, str]], None]:
    """Has the environment name proxies, and no others."""

    def set_all(variables: Mapping[str, str]) -> None:
        for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
            monkeypatch.delenv(name.upper(), raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return set_all


@pytest.mark.parametrize(("variables", "proxy"), PROXIES)
def test_the_environment_names_the_proxy(
    set_environment: Callable[[Mapping[str, str]], None],
    variables: Mapping[str, str],
    proxy: str | None,
) -> None:
    set_environment(variables)
    assert proxy_for(API) == proxy


def test_a_proxy_that_cannot_be_used_is_named_with_the_remedy(
    set_environment: Callable[[Mapping[str, str]], None],
) -> None:
    set_environment({"all_proxy": "socks5://127.0.0.1:1080"})
    with pytest.raises(UnknownProxy, match=r"socks5://.*只能用 http://.*ALL_PROXY"):
        proxy_for(API)


Answer = Callable[[bytes], bytes | None]
"""What a server says to a request before it hangs up; `None`: nothing, and it does not."""


def send(
    answer: Answer, data: RequestData | None = None, read_timeout: float = 5.0
) -> tuple[tuple[int, bytes] | NetworkError, bytes]:
    """Sends a request to a server; gives what came of it, and what the server got."""
    got, served = b"", asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal got
        got = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", got.lower())
        got += await reader.readexactly(int(length[1]) if length else 0)
        said = answer(got)
        if said is None:
            await reader.read()  # until the other side gives up
        else:
            writer.write(said)
            await writer.drain()
        writer.close()
        await writer.wait_closed()
        served.set()

    async def run() -> tuple[int, bytes] | NetworkError:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        transport = Transport(1)
        await transport.initialize()
        try:
            return await transport.do_request(
                f"http://127.0.0.1:{port}/bot1:a/sendMessage", "POST", data, read_timeout
            )
        except NetworkError as error:
            return error
        finally:
            await transport.shutdown()
            await served.wait()
            server.close()

    return asyncio.run(run()), got


def _says(_: bytes) -> bytes:
    return b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 4\r\n\r\nlate"


def test_what_is_said_is_json_and_what_is_answered_comes_back() -> None:
    text = RequestParameter("text", "低保“1000”元 😀", None)
    chat = RequestParameter("chat_id", 7, None)
    answered, got = send(_says, RequestData([text, chat]))
    assert answered == (429, b"late")
    head, _, body = got.partition(b"\r\n\r\n")
    assert b"application/json" in head
    assert json.loads(body) == {"text": "低保“1000”元 😀", "chat_id": 7}


def test_files_are_sent_with_their_names_and_the_rest_beside_them() -> None:
    file = InputFile(b"\x00\xff", filename="报告.txt")
    document = RequestParameter.from_input("document", file)
    answered, got = send(_says, RequestData([document, RequestParameter("chat_id", 7, None)]))
    assert answered == (429, b"late")
    assert b"multipart/form-data" in got
    assert b"\x00\xff" in got
    assert b'name="document"' in got
    assert b'name="chat_id"\r\n\r\n7\r\n' in got


def test_a_connection_that_ends_may_have_brought_it() -> None:
    error, _ = send(lambda _: b"")
    assert isinstance(error, NetworkError)
    assert not was_not_sent(error)


def test_an_answer_that_is_late_may_have_been_called_for() -> None:
    error, _ = send(lambda _: None, read_timeout=0.05)
    assert isinstance(error, TimedOut)
    assert not was_not_sent(error)


def test_where_nobody_listens_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

    async def run() -> None:
        transport = Transport(1)
        await transport.initialize()
        try:
            await transport.do_request(f"http://127.0.0.1:{port}/", "POST")
        finally:
            await transport.shutdown()

    with pytest.raises(NetworkError) as caught:
        asyncio.run(run())
    assert was_not_sent(caught.value)
