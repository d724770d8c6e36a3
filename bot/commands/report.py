"""`report`: the journal as a page."""

from pathlib import Path

import click

from bot.app import Setup
from bot.commands.options import folders
from bot.errors import PageNotWritten


@click.command(options_metavar="[选项]")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("changyouda-report.html"),
    metavar="文件",
    help="网页写到哪里；不写就是当前文件夹的 changyouda-report.html。",
)
@click.option(
    "--days", type=click.IntRange(1, 366), default=30, metavar="天数", help="最近几天，默认 30。"
)
@folders
def report(
    out: Path, days: int, articles: Path | None, config: Path | None, data: Path | None
) -> None:
    """把提问记录做成带图表的网页，不联网也能看。

    每天问了多少、答了多少，什么问得最多，什么没答上，哪些回答没帮助，谁改了什么。
    """
    from bot.reporting import report_page

    write_page(out, report_page(Setup.read(articles, config, data), days))


def write_page(path: Path, page: str) -> None:
    """Write a page, and say where it is.

    Raises:
        PageNotWritten: It cannot be written there.
    """
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise PageNotWritten(path, error.strerror) from error
    click.echo(f"网页：{path}", err=True)
