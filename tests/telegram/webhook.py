"""A bot to which updates are brought: its settings, and the way to it past a proxy."""

import socket
from pathlib import Path
from typing import Any

import yaml

from bot.settings import CONFIG_FILE, shipped_config
from tests.telegram.driver import TelegramServer

HOST = "bot.example.org"
"""Where Telegram believes the bot to be."""


def free_port() -> int:
    """Gives a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port


def webhook_arguments(
    telegram: TelegramServer,
    folder: Path,
    *,
    port: int = 0,
    certificate: Path | None = None,
    key: Path | None = None,
) -> list[str]:
    """Gives the arguments of a bot whose settings ask for a webhook, all others as they ship.

    The server is led to the bot's port.

    Args:
        telegram: The server that brings the updates.
        folder: Where the settings are written; made if it does not exist.
        port: Where the bot listens; 0 for any that is free.
        certificate: Of the bot itself, PEM; none where a proxy stands before it.
        key: The certificate's.
    """
    port = port or free_port()
    text = (shipped_config() / CONFIG_FILE).read_text(encoding="utf-8")
    settings: dict[str, Any] = yaml.safe_load(text)
    settings["telegram"]["updates"] = "webhook"
    settings["webhook"] |= {"url": f"https://{HOST}/hook", "port": port}
    if certificate is not None:
        settings["webhook"] |= {"certificate": str(certificate), "key": str(key)}
    folder.mkdir(exist_ok=True)
    written = yaml.safe_dump(settings, allow_unicode=True)
    (folder / CONFIG_FILE).write_text(written, encoding="utf-8")
    scheme = "http" if certificate is None else "https"
    telegram.lead(HOST, f"{scheme}://127.0.0.1:{port}")
    return ["--config", str(folder)]
