"""The Bot API spoken by hand, for calls that no client library would make."""

import json
import socket
from http.client import HTTPConnection
from typing import TypeAlias
from urllib.parse import urlsplit

from tests.telegram.driver import TelegramServer
from tests.telegram.wire import Json

Answer: TypeAlias = tuple[int, Json]
"""The HTTP status and the JSON body."""


def request(
    telegram: TelegramServer,
    path: str,
    body: bytes | None = None,
    content_type: str = "application/json",
    *,
    verb: str = "POST",
    timeout: float = 60,
) -> tuple[int, bytes]:
    """Sends one HTTP request to the server."""
    address = urlsplit(telegram.address)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=timeout)
    try:
        connection.request(verb, path, body, {"Content-Type": content_type})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def call(telegram: TelegramServer, method: str, /, **parameters: object) -> Answer:
    """Calls a method with a JSON body."""
    body = json.dumps(parameters).encode()
    status, answer = request(telegram, f"/bot{telegram.token}/{method}", body)
    return status, json.loads(answer)


def result(telegram: TelegramServer, method: str, /, **parameters: object) -> Json:
    """Calls a method that is to succeed, and gives its result."""
    status, body = call(telegram, method, **parameters)
    assert status == 200, body
    assert body["ok"] is True
    found: Json = body["result"]
    return found


def updates(telegram: TelegramServer, **parameters: object) -> list[Json]:
    """Calls getUpdates, and gives the updates."""
    status, body = call(telegram, "getUpdates", **parameters)
    assert status == 200, body
    found: list[Json] = body["result"]
    return found


def announce(telegram: TelegramServer, method: str, length: int) -> bytes:
    """Announces a body of some length without sending it, and gives the start of the answer."""
    address = urlsplit(telegram.address)
    head = (
        f"POST /bot{telegram.token}/{method} HTTP/1.1\r\nHost: {address.netloc}\r\n"
        f"Content-Type: application/octet-stream\r\nContent-Length: {length}\r\n\r\n"
    )
    with socket.create_connection((address.hostname, address.port), timeout=60) as connection:
        connection.sendall(head.encode())
        return connection.recv(1000)
