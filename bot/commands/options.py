"""What several commands have: options, and what they say of files that cannot be read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from knowledge.library import Edition

Command = TypeVar("Command", bound=Callable[..., Any])


def folders(command: Command) -> Command:
    """Give a command the options that all have."""
    options = (
        ("--articles", "文章所在的文件夹；不写就用自带的文章。"),
        ("--config", "设置所在的文件夹；其中没有的文件用自带的。"),
        ("--data", "程序存放自己数据的文件夹；不写就用系统的惯用位置。"),
    )
    for name, text in reversed(options):
        command = click.option(name, type=click.Path(path_type=Path), metavar="文件夹", help=text)(
            command
        )
    return command


def warn(edition: Edition) -> None:
    """Say which files could not be read; the others are served."""
    for problem in edition.problems:
        click.echo(click.style(str(problem), fg="yellow"), err=True)
