"""The command line: ask, check, learn, serve; the others are in `bot.commands`."""

import os
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from bot import __version__
from bot.app import Setup
from bot.commands.options import folders, warn
from bot.errors import BotError
from bot.json_lines import LineFault, read_question, write_answer
from bot.render import render_answer
from bot.settings import read_token
from bot.terminal import show
from bot.usage import explain
from knowledge.answer import Answerer
from knowledge.errors import KnowledgeError
from knowledge.library import Edition

NOT_FOUND, FAULT, INTERRUPTED = 1, 2, 130
"""Exit codes beside 0: no answer, or faults found; wrong use or configuration; Ctrl-C."""

_UNREADABLE = "数据不是 SQuAD 格式的 JSON 文件"
_UNNAMED_BOT = "没有机器人令牌；请向 @BotFather 申请，再设环境变量 TELEGRAM_BOT_TOKEN"

_ELSEWHERE = {
    "eval": "evaluation.evaluate",
    "editions": "editions.editions",
    "rollback": "editions.rollback",
    "unanswered": "journal.unanswered",
    "journal": "journal.journal",
    "report": "report.report",
    "health": "health.health",
}
"""Commands by name, each with what has it in `bot.commands`."""


class _Commands(click.Group):
    """Commands, some of which are imported when they are called: who asks need not wait."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *_ELSEWHERE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        module, _, name = _ELSEWHERE[cmd_name].partition(".")
        found: click.Command = getattr(import_module(f"bot.commands.{module}"), name)
        return found


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="退出码：0 正常；1 没有答案，或查出了错误；2 用法或设置有误。",
    subcommand_metavar="命令 …",
    options_metavar="[选项]",
)
@click.version_option(
    __version__, "-V", "--version", prog_name="changyouda", message="%(prog)s %(version)s"
)
def command_line() -> None:
    """常有答：用文章的原话回答问题，注明出处；文章没写的，就说没有。"""


@command_line.command(options_metavar="[选项]")
@click.argument("question", nargs=-1, metavar="[问题]…")
@click.option(
    "--json", "as_json", is_flag=True, help="每行读一个 JSON 问题，每行写一个 JSON 回答。"
)
@folders
def ask(
    question: Sequence[str],
    *,
    as_json: bool,
    articles: Path | None,
    config: Path | None,
    data: Path | None,
) -> None:
    """在终端里提问，不需要网络。

    不写问题：在终端里会逐个询问；由管道输入时，一行一个问题。
    """
    setup = Setup.read(articles, config, data)
    edition = setup.ready_edition()
    warn(edition)
    answerer = setup.answerer()
    if as_json:
        _answer_lines(edition, answerer, " ".join(question))
    elif question:
        answer = answerer.answer(edition, " ".join(question))
        click.echo(show(render_answer(answer)))
        if not answer.answered:
            raise SystemExit(NOT_FOUND)
    else:
        _answer_people(edition, answerer)


def _answer_lines(edition: Edition, answerer: Answerer, question: str) -> None:
    """Answer JSON lines of standard input, or the one question of the command line."""
    if question:
        click.echo(write_answer(answerer.answer(edition, question)))
        return
    faults = False
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        try:
            asked = read_question(line)
        except LineFault as fault:
            # The reader of our lines counts on one for each of its own.
            faults = True
            click.echo(f"<stdin>:{number}: {fault}", err=True)
            click.echo(write_answer(answerer.answer(edition, "")))
            continue
        click.echo(write_answer(answerer.answer(edition, asked.question, asked.previous)))
    if faults:
        raise SystemExit(FAULT)


def _answer_people(edition: Edition, answerer: Answerer) -> None:
    """Answer one question a line, until there are no more."""
    previous: list[str] = []
    for line in _questions():
        click.echo(show(render_answer(answerer.answer(edition, line, previous))) + "\n")
        if sys.stdin.isatty():
            previous.append(line)


def _questions() -> Iterator[str]:
    if not sys.stdin.isatty():
        yield from (line.strip() for line in sys.stdin if line.strip())
        return
    click.echo("请输入问题，一次一个；直接回车退出。")
    while line := click.prompt("问", default="", show_default=False, prompt_suffix="：").strip():
        yield line


@command_line.command(options_metavar="[选项]")
@folders
def check(articles: Path | None, config: Path | None, data: Path | None) -> None:
    """检查文章和设置：列出错误，以及没有当作正文的文字。

    错误写成“文件:行号: 说明”。有错误时退出码为 1。
    """
    from bot.checking import check_all

    report = check_all(articles, config, data)
    for problem in report.problems:
        click.echo(click.style(str(problem), fg="red"))
    for line in report.lines:
        click.echo(line)
    if report.problems:
        raise SystemExit(NOT_FOUND)


@command_line.command("learn", options_metavar="[选项]")
@click.argument(
    "files", nargs=-1, required=True, metavar="数据文件…", type=click.Path(path_type=Path)
)
@click.option(
    "--held-out",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="只用来衡量、不用来学的数据。",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="文件夹",
    default=".",
    help="结果写到哪里；不写就写到当前文件夹。",
)
@folders
def learn_weights(
    files: Sequence[Path],
    *,
    held_out: Path | None,
    out: Path,
    articles: Path | None,
    config: Path | None,
    data: Path | None,
) -> None:
    """学习排序的权重和把握的大小，写成四个文件；装有语义扩展时再加两个。

    数据是公开的阅读理解数据（SQuAD 格式，.json）和题目集（.jsonl，文章在旁边的 articles 里）。
    这是给开发者用的，要先 pip install 'changyouda[learn]'；结果替换 knowledge 里的同名文件。
    """
    from knowledge.learning.course import learn
    from knowledge.learning.sources import Sources

    setup = Setup.read(articles, config, data)
    try:
        public = tuple(path for path in files if path.suffix != ".jsonl")
        lessons = tuple(path for path in files if path.suffix == ".jsonl")
        learn(
            Sources(
                public,
                lessons,
                held_out,
                setup.language()[0],
                setup.places.cache,
                setup.remembering(),
            ),
            out,
            lambda step: click.echo(step, err=True),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise click.UsageError(f"{_UNREADABLE}（{error}）") from error  # noqa: EM102


@command_line.command(options_metavar="[选项]")
@folders
def serve(articles: Path | None, config: Path | None, data: Path | None) -> None:
    """启动 Telegram 机器人。

    令牌写在环境变量 TELEGRAM_BOT_TOKEN 中，或写在 TELEGRAM_BOT_TOKEN_FILE 指定的文件里；
    不要写进设置文件，也不要写在命令行上。
    """
    setup = Setup.read(articles, config, data)
    token = read_token()
    if token is None:
        raise click.UsageError(_UNNAMED_BOT)
    from bot.serving import serve_bot

    # What cannot be read is in the log, which serving begins with.
    serve_bot(setup, setup.librarian(setup.journal()), token)


def main() -> NoReturn:
    """Run the command line; a user's mistake is one line, never a traceback."""
    try:
        code = command_line.main(prog_name="changyouda", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("", err=True)
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        click.echo(explain(error), err=True)
        sys.exit(FAULT)
    except (BotError, KnowledgeError) as error:
        click.echo(str(error), err=True)
        sys.exit(FAULT)
    except BrokenPipeError:
        # Whoever read our output has gone; Python must not try to flush it once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
