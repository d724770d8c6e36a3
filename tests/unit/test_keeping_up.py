"""What changed is taken in: after a start, from the command line, from a watched folder."""

import asyncio
from pathlib import Path

import pytest

from bot import keeping_up
from bot.keeping_up import keep_up
from knowledge.editions.report import Report
from knowledge.words import Cutter
from tests.unit.workplace import LOW_INCOME, OLD_AGE, Workplace

_PATIENCE = 240.0
"""Seconds until a test that waits for an event gives up; mostly it takes one or two."""


@pytest.fixture
def place(tmp_path: Path, cutter: Cutter) -> Workplace:
    made = Workplace(tmp_path, cutter)
    made.write({"低保.txt": LOW_INCOME.format(950)})
    made.librarian.open()
    return made


async def _until_quoted(place: Workplace, expected: str) -> None:
    async with asyncio.timeout(_PATIENCE):
        while place.quoted() != expected:  # noqa: ASYNC110 (a swap tells nobody)
            await asyncio.sleep(0.02)


def _run(place: Workplace, expected: str, *, watched: tuple[Path, ...] = ()) -> None:
    async def run() -> None:
        task = asyncio.create_task(keep_up(place.librarian, watched))
        try:
            await _until_quoted(place, expected)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    asyncio.run(run())


def test_what_changed_while_the_bot_was_down(
    place: Workplace, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    place.write({"低保.txt": LOW_INCOME.format(1050)})
    _run(place, "低保标准是每人每月1050元。")
    assert "  低保.txt:2 950 → 1050：低保标准是每人每月1050元。" in caplog.messages


def test_what_another_process_made(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    from knowledge.editions.article_changes import PutArticle

    monkeypatch.setattr(keeping_up, "_ADOPT_SECONDS", 0.01)
    other = place.another()
    other.open()
    assert other.apply(PutArticle("低保.txt", LOW_INCOME.format(1050).encode())).swapped
    _run(place, "低保标准是每人每月1050元。")


def test_a_watched_folder(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is saved just after the bot has caught up is no less seen than what is saved later."""
    monkeypatch.setattr(keeping_up, "_GATHER_MILLISECONDS", 50)
    catch_up, figures = place.librarian.catch_up, iter((1050, 1150))

    def catch_up_and_save() -> Report | None:
        report = catch_up()
        if (figure := next(figures, None)) is not None:
            place.write({"低保.txt": LOW_INCOME.format(figure)})
        return report

    monkeypatch.setattr(place.librarian, "catch_up", catch_up_and_save)
    _run(place, "低保标准是每人每月1150元。", watched=(place.articles,))


def test_a_folder_that_is_not_there_is_said_and_the_rest_goes_on(
    place: Workplace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from knowledge.editions.article_changes import PutArticle

    monkeypatch.setattr(keeping_up, "_ADOPT_SECONDS", 0.01)
    other = place.another()
    other.open()
    assert other.apply(PutArticle("高龄.txt", OLD_AGE.format(100).encode())).swapped
    assert other.apply(PutArticle("低保.txt", LOW_INCOME.format(1050).encode())).swapped
    _run(place, "低保标准是每人每月1050元。", watched=(place.root / "gone",))
    assert any("no longer watched" in message for message in caplog.messages)
