"""`health`: whether the bot that serves on this machine is well."""

from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import click

from bot.app import Setup
from bot.commands.options import folders

_SECONDS = 5.0
"""A bot that works out an answer may take a moment to say how it is."""

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (asked of, not listened on)
"""Where to ask a bot that listens on all addresses."""

_NOT_WELL = 1
"""The one exit code that container engines define for it."""


@click.command(options_metavar="[选项]")
@folders
def health(articles: Path | None, config: Path | None, data: Path | None) -> None:
    """看正在本机运行的机器人是否正常。

    询问设置 health 写的端口。正常时退出码为 0；没有在运行，或已经停滞、应当重启时为 1。
    """
    section = Setup.read(articles, config, data).settings.health
    if not section.port:
        click.echo("设置 health.port 为 0，机器人不说明运行情况，无从查看")
        return
    host = _EVERYWHERE.get(section.host, section.host)
    connection = HTTPConnection(host, section.port, timeout=_SECONDS)
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        said = answer.read().decode("utf-8", "replace").strip()
    except (OSError, HTTPException) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        click.echo(f"机器人没有在 {host} 的端口 {section.port} 上应答：{reason}")
        raise SystemExit(_NOT_WELL) from error
    finally:
        connection.close()
    click.echo(said)
    if answer.status != HTTPStatus.OK:
        raise SystemExit(_NOT_WELL)
