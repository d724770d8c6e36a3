"""Both pages render: texts are there, the console is silent, and nothing is asked of a network."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.pages.journal import journal_page
from bot.pages.measures import measures_page
from knowledge.journal.entries import Action, Asked, Change, Channel, Served, ShownFact
from knowledge.journal.overview import overview
from tests.browser.browser import open_page, printed, reaches
from tests.unit.outcomes import baseless, right, wrong

LAST = date(2026, 11, 25)
HOSTILE = '</style><script>console.log("ran")</script><img src="http://example.invalid/x.png">'


def _measures() -> str:
    outcomes = [right(0.9), right(0.7), wrong(0.6), baseless(0.4)]
    return measures_page(outcomes, [HOSTILE], 0.3, "14dfa25409ed")


def _journal() -> str:
    at = datetime(2026, 11, 25, 9, tzinfo=UTC).timestamp()
    silent = Asked(
        1,
        at,
        "p",
        Channel.GROUP,
        "低保怎么申请",
        answered=False,
        confidence=0.1,
        edition="e",
        milliseconds=2_500,
    )
    shown = (ShownFact("f", "article.txt", 18),)
    answered = replace(silent, text="低保标准是多少", answered=True, shown=shown, did_not_help=2)
    asked = [
        silent,
        answered,
        replace(silent, text=HOSTILE, channel=Channel.INLINE),
        replace(answered, text=None, milliseconds=8),
    ]
    changes = [Change(at, "7", Action.PUT_ARTICLE, HOSTILE, "850元", "1000元")]
    editions = [Served(at, "14dfa25409ed", 3, 182, HOSTILE)]
    return journal_page(overview(asked, LAST, 30, zone=UTC), changes, editions, LAST, zone=UTC)


PAGES = {
    "measures": (_measures, ("答题质量", "把握准不准", "没答好的题（2）", "随门槛变化")),
    "journal": (
        _journal,
        (
            "提问记录",
            "低保标准是多少",
            "低保怎么申请",
            "2.5 秒",
            "850元",
            "（文字已不保留）",
            "没答",
        ),
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_renders_and_asks_nobody_for_anything(name: str, tmp_path: Path) -> None:
    make, texts = PAGES[name]
    page = tmp_path / "page.html"
    page.write_text(make(), encoding="utf-8")
    opened = open_page(page, tmp_path)
    seen = re.sub(r"<style.*?</style>|<[^>]*>", "", opened.html, flags=re.DOTALL)
    for text in texts:
        assert text in seen
    assert "&lt;script&gt;console.log" in seen
    assert opened.html.count("<svg") == {"measures": 3, "journal": 2}[name]
    assert opened.console == ()
    assert opened.requests == ()


def test_a_page_that_does_so_would_be_found_out(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<!doctype html><title>x</title>{HOSTILE}", encoding="utf-8")
    opened = open_page(page, tmp_path)
    assert any('"ran"' in line for line in opened.console)
    assert "http://example.invalid/x.png" in opened.requests


@pytest.mark.parametrize("width", [500, 1200])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_phone_and_a_desk(name: str, width: int, tmp_path: Path) -> None:
    """A headless Chromium has no narrower windows than 500 pixels."""
    page = tmp_path / "page.html"
    page.write_text(PAGES[name][0](), encoding="utf-8")
    assert reaches(page, tmp_path, width) == width


def test_a_page_can_be_printed(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(_measures(), encoding="utf-8")
    assert printed(page, tmp_path).startswith(b"%PDF-")
