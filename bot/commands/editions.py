"""`editions` and `rollback`: what was served, and how to go back to it."""

import getpass
from datetime import datetime
from pathlib import Path

import click

from bot.app import Setup
from bot.commands.options import folders
from bot.report_lines import REASONS, report_lines
from knowledge.editions.catalogue import Manifest
from knowledge.editions.edition_changes import Rollback
from knowledge.editions.report import Stop


@click.command(options_metavar="[选项]")
@folders
def editions(articles: Path | None, config: Path | None, data: Path | None) -> None:
    """列出保存着的版本，最近的在前；有损坏的也会说。

    有损坏的文件时退出码为 1。
    """
    setup = Setup.read(articles, config, data)
    librarian = setup.librarian(setup.journal())
    kept = librarian.editions()
    if not kept:
        click.echo("还没有保存任何版本；changyouda serve 启动后才有。")
    for position, manifest in enumerate(kept):
        click.echo(edition_line(manifest) + ("（当前）" if position == 0 else ""))
    damaged = librarian.damage()
    for problem in damaged:
        click.echo(click.style(str(problem), fg="red"))
    if damaged:
        raise SystemExit(1)


def edition_line(manifest: Manifest) -> str:
    """Return an edition in one line."""
    at = datetime.fromtimestamp(manifest.at).astimezone()
    who = f"，{manifest.operator}" if manifest.operator else ""
    return (
        f"{manifest.number}  {at:%Y-%m-%d %H:%M}  {manifest.digest}"
        f"  {manifest.articles} 篇，{manifest.facts} 条"
        f"  {REASONS.get(manifest.reason, manifest.reason)}{who}"
    )


@click.command(options_metavar="[选项]")
@click.argument("number", type=click.IntRange(min=1), metavar="版本号")
@click.option("--force", is_flag=True, help="必答题没有通过也回退。")
@click.option("--dry-run", is_flag=True, help="只看会有什么变化。")
@folders
def rollback(
    number: int,
    *,
    force: bool,
    dry_run: bool,
    articles: Path | None,
    config: Path | None,
    data: Path | None,
) -> None:
    """回退到以前的版本；版本号见 changyouda editions。

    正在运行的机器人几秒钟内换上。文件夹里的文章也改回那时的内容。
    """
    setup = Setup.read(articles, config, data)
    journal = setup.journal()
    librarian = setup.librarian(journal)
    for problem in librarian.open(noted=False):
        click.echo(click.style(str(problem), fg="yellow"), err=True)
    change = Rollback(number)
    if dry_run:
        report = librarian.preview(change)
    else:
        report = librarian.apply(change, getpass.getuser(), force=force)
    journal.close()
    for line in report_lines(report):
        click.echo(line)
    if report.stopped and report.stopped is not Stop.UNCHANGED:
        raise SystemExit(1)
