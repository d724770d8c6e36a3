"""Whether the bot that serves is well, as a container engine asks."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import command_line
from tests.telegram.webhook import free_port


class Served(BaseHTTPRequestHandler):
    """A bot that says how it is."""

    status = 200

    def do_GET(self) -> None:
        """Answers."""
        self.send_response(self.status if self.path == "/healthz" else 404)
        self.end_headers()
        self.wfile.write(json.dumps({"ok": self.status == 200}).encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(params=[200, 503])
def serving(request: pytest.FixtureRequest) -> Iterator[tuple[int, int]]:
    """Gives the port of something that serves, and the status with which it answers."""
    handler = type("Handler", (Served,), {"status": request.param})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port, request.param
        server.shutdown()
        thread.join()


def health(folder: Path, *, port: int, host: str = "127.0.0.1") -> Result:
    """Runs the command with settings of its own."""
    (folder / "bot.yaml").write_text(f"health:\n  port: {port}\n  host: {host}\n")
    arguments = ["health", "--config", str(folder), "--data", str(folder)]
    return CliRunner(env={"CHANGYOUDA_HEALTH_PORT": None}).invoke(command_line, arguments)


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])  # noqa: S104 (in settings only)
def test_the_bot_that_serves_is_asked(tmp_path: Path, serving: tuple[int, int], host: str) -> None:
    port, status = serving
    found = health(tmp_path, port=port, host=host)
    assert json.loads(found.stdout) == {"ok": status == 200}
    assert found.exit_code == {200: 0, 503: 1}[status]


def test_a_bot_that_does_not_serve_is_not_well(tmp_path: Path) -> None:
    port = free_port()
    found = health(tmp_path, port=port)
    assert f"没有在 127.0.0.1 的端口 {port} 上应答" in found.stdout
    assert found.exit_code == 1


def test_a_bot_that_is_not_to_say_how_it_is_cannot_be_asked(tmp_path: Path) -> None:
    found = health(tmp_path, port=0)
    assert "health.port" in found.stdout
    assert found.exit_code == 0
