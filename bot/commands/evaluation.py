"""`eval`: how well the answers are, by sets of questions."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from bot.app import Setup
from bot.commands.options import folders, warn
from bot.commands.report import write_page
from bot.measuring import measures_json, measures_text
from knowledge.evaluate import Outcome, read_cases


@click.command("eval", options_metavar="[选项]")
@click.argument(
    "files", nargs=-1, required=True, metavar="题目文件…", type=click.Path(path_type=Path)
)
@click.option("--failures", is_flag=True, help="列出答错的题。")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="结果写成表格（text，默认）或 JSON。",
)
@click.option(
    "--page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    help="另存一份带图表的网页，不联网也能看。",
)
@folders
def evaluate(
    files: Sequence[Path],
    *,
    failures: bool,
    form: str,
    page: Path | None,
    articles: Path | None,
    config: Path | None,
    data: Path | None,
) -> None:
    """用题目集衡量回答得对不对。"""
    setup = Setup.read(articles, config, data)
    cases = [case for path in files for case in read_cases(path)]
    edition = setup.edition()
    warn(edition)
    answerer = setup.answerer()
    outcomes = []
    with click.progressbar(cases, label="答题", file=sys.stderr) as bar:
        for case in bar:
            answer = answerer.answer(edition, case.question, case.previous)
            outcomes.append(Outcome(case, answer))
    threshold = setup.settings.answer.threshold
    if form == "json":
        click.echo(measures_json(outcomes, threshold))
    else:
        for line in measures_text(outcomes, failures=failures):
            click.echo(line)
    if page is not None:
        from bot.pages.measures import measures_page

        names = [path.name for path in files]
        write_page(page, measures_page(outcomes, names, threshold, edition.digest))
