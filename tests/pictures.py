"""Pictures of the program for the READMEs, made by the program itself.

`python -m tests.pictures` writes them; a test holds that they are what the program shows now.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.drawing import Said, chat, phones, terminal
from tests.messages import said
from tests.telegram.driver import TelegramServer
from tests.telegram.process import BotProcess
from tests.tour import tour

FOLDER = Path("docs")

_ASKED_IN_TERMINAL = ("低保一个月给多少钱", "谁写的这篇文章", "红烧肉怎么做")
_ASKED_IN_CHAT = ("/start", "低保一个月给多少钱", "养老院有多少张床", "高铁几点开")


def pictures() -> Mapping[str, str]:
    """Return each picture as SVG, by the name of its file."""
    return {
        "terminal.svg": terminal(list(_terminal_lines())),
        "conversation.svg": chat(list(_conversation())),
        "tour.svg": phones(tour()),
    }


def _terminal_lines() -> Iterator[str]:
    for question in _ASKED_IN_TERMINAL:
        yield f"$ changyouda ask {question}"
        done = subprocess.run(
            [sys.executable, "-c", _IN_COLOUR, question],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        )
        yield from done.stdout.rstrip("\n").split("\n")
        yield ""


_IN_COLOUR = """
import sys, click
from bot.app import Setup
from bot.render import render_answer
from bot.terminal import show
setup = Setup.read()
answer = setup.answerer().answer(setup.edition(), sys.argv[1])
click.echo(show(render_answer(answer)), color=True)
"""


def _conversation() -> Iterator[Said]:
    with TelegramServer() as telegram, BotProcess(telegram):
        person = telegram.private_chat(telegram.user("小李"))
        for question in _ASKED_IN_CHAT:
            yield Said(question, by_bot=False)
            yield said(person.ask(question).wire)


def main() -> None:
    """Write the pictures."""
    FOLDER.mkdir(exist_ok=True)
    for name, picture in pictures().items():
        (FOLDER / name).write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
