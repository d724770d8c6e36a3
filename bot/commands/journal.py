"""`unanswered` and `journal`: what was asked, and what in vain."""

import sys
import time
from pathlib import Path

import click

from bot.app import Setup
from bot.commands.options import folders
from knowledge.journal.export import write_csv
from knowledge.journal.journal import Journal
from knowledge.journal.likeness import grouped

_SECONDS_A_DAY = 86_400

_days = click.option(
    "--days", type=click.IntRange(min=1), default=30, help="最近多少天；不写是 30 天。"
)


@click.command(options_metavar="[选项]")
@_days
@click.option("--least", type=click.IntRange(min=1), default=1, help="至少被问过几次才列出。")
@folders
def unanswered(
    days: int, least: int, articles: Path | None, config: Path | None, data: Path | None
) -> None:
    """列出没有答上的问题：相近的归在一起，问得多的在前。"""
    journal = Setup.read(articles, config, data).journal()
    asked = journal.unanswered(time.time() - days * _SECONDS_A_DAY)
    _stop_in_trouble(journal)
    groups = grouped(entry.text or "" for entry in asked)
    shown = [group for group in groups if group.count >= least]
    if not shown:
        click.echo("没有。")
    for group in shown:
        click.echo(f"{group.count}  {group.question}")
        for other in group.others:
            click.echo(f"      {other}")


@click.command(options_metavar="[选项]")
@_days
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    help="写到这个文件；不写就写到标准输出。",
)
@folders
def journal(
    days: int, output: Path | None, articles: Path | None, config: Path | None, data: Path | None
) -> None:
    """把问答记录导出为 CSV 表格，可用电子表格软件打开。

    提问人是无法还原的编号；原文过了保留的天数就没有了。
    """
    kept = Setup.read(articles, config, data).journal()
    asked = kept.asked(time.time() - days * _SECONDS_A_DAY)
    _stop_in_trouble(kept)
    if output is None:
        write_csv(asked, sys.stdout)
        return
    try:
        # A byte order mark tells Excel that it is UTF-8.
        with output.open("w", encoding="utf-8-sig", newline="") as file:
            count = write_csv(asked, file)
    except OSError as error:
        message = f"不能写 {output}：{error.strerror}"
        raise click.UsageError(message) from error
    click.echo(f"{output}：{count} 条")


def _stop_in_trouble(journal: Journal) -> None:
    """Say that the journal cannot be read, rather than that nothing was asked."""
    if journal.trouble:
        message = f"读不了问答记录：{journal.trouble.reason}"
        raise click.UsageError(message)
    journal.close()
