"""Pages and pictures: whole in one file, nothing that runs, what people typed only as text."""

import struct
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest

from bot.pages.charts import Bars, Colour, Line, columns, columns_png, rows, square
from bot.pages.journal import ACTIONS, CHANNELS, days_picture, journal_page
from bot.pages.measures import KINDS, kind_name, measures_page
from knowledge.evaluate import Case, Outcome
from knowledge.journal.entries import Action, Asked, Channel
from knowledge.journal.overview import overview
from tests.unit.outcomes import answer, baseless, right, silence, wrong

HOSTILE = "<script>alert(1)</script>&\"'</style>"


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag, its id and what it points to."""
        self.tags.append(tag)
        told = {name: value or "" for name, value in attrs}
        self.ids += [told["id"]] if "id" in told else []
        self.addresses += [told[name] for name in ("src", "href", "xlink:href") if name in told]
        assert not any(name.startswith("on") for name in told)

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.texts.append(data)


def _page(*outcomes: Outcome) -> Page:
    return Page(measures_page(outcomes, ["set.jsonl"], 0.3, "abcdef123456"))


def test_a_page_is_whole_and_nothing_in_it_runs() -> None:
    page = _page(right(0.9), wrong(0.6), baseless(0.4))
    assert "script" not in page.tags
    assert page.addresses == ["data:,"]
    assert page.tags.count("svg") == 3
    assert len(page.ids) == len(set(page.ids))


def test_what_people_typed_is_text() -> None:
    case = Case(HOSTILE, HOSTILE, answerable=False, previous=(HOSTILE,))
    page = _page(Outcome(case, answer(HOSTILE)))
    assert "script" not in page.tags
    # Its kind in the chart, in the table of kinds and with the failure; the question, the earlier
    # one and the fact.
    assert "".join(page.texts).count(HOSTILE) == 6


def test_the_page_tells_figures_and_failures() -> None:
    text = " ".join(_page(right(0.9), right(0.8), wrong(0.6), baseless(0.4)).texts)
    assert "共 4 题，其中文章能回答的 3 题" in text
    assert "66.7%" in text  # lead
    assert "没答好的题（2）" in text
    assert "不该答却答了" in text
    assert "沾边但没写" in text


def test_a_question_held_back_shows_what_was_nearest() -> None:
    case = Case("问题", "keyword", answerable=True, must_contain=("甲",))
    text = " ".join(_page(Outcome(case, silence("甲句"))).texts)
    assert "该答没答" in text
    assert "甲句" in text


def test_a_page_of_nothing() -> None:
    assert "–" in _page().texts


def test_the_same_measures_give_the_same_page() -> None:
    outcomes = [right(0.9), baseless(0.2)]
    pages = {measures_page(outcomes, ["a"], 0.3, "1") for _ in range(3)}
    assert len(pages) == 1


@pytest.mark.parametrize(("kind", "name"), [("typo", "错别字"), ("甲", "甲"), ("", "未分类")])
def test_kinds_have_names(kind: str, name: str) -> None:
    assert kind_name(kind) == name


def test_no_two_kinds_share_a_name() -> None:
    assert len(set(KINDS.values())) == len(KINDS)


def test_charts_are_drawn_in_the_page_s_colours() -> None:
    for svg in (
        columns("a", ["11-01", "11-02"], [Bars("有答", Colour.GOOD, [3, 4])]),
        rows("b", ["甲", "乙"], [Bars("有答", Colour.GOOD, [3, 4])]),
        square("c", "横", "纵", [Line("线", Colour.GOOD, [(0, 0.5), (1, 1)])]),
    ):
        assert "var(--good)" in svg
        assert "<script" not in svg
        assert "<desc" not in svg


def test_rows_are_in_order_from_the_top() -> None:
    svg = rows("b", ["第一", "第二"], [Bars("有答", Colour.GOOD, [3, 4])])
    heights = {
        label: float(svg.partition(f">{label}<")[0].rpartition(' y="')[2].partition('"')[0])
        for label in ("第一", "第二")
    }
    assert heights["第一"] < heights["第二"]


@pytest.mark.parametrize("values", [[], [0], [0, 0, 0], [1], [7, 123456], list(range(400))])
def test_a_picture_of_any_days(values: list[float]) -> None:
    labels = [f"{number:02}" for number in range(len(values))]
    png = columns_png(
        labels, [Bars("有答", Colour.GOOD, values), Bars("没答", Colour.NONE, values)]
    )
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", png[16:24]) == (1000, 500)


def test_a_picture_has_figures_in_it() -> None:
    """The font comes with the program: what a label says changes the picture."""
    parts = [Bars("有答", Colour.GOOD, [3])]
    assert columns_png(["11-01"], parts) != columns_png(["12-02"], parts)


def test_drawing_leaves_python_s_import_as_it_was() -> None:
    columns("a", ["1"], [Bars("有答", Colour.GOOD, [3])])
    assert all(hasattr(hook, "find_spec") for hook in sys.meta_path)


def test_every_channel_and_change_has_a_name() -> None:
    assert set(CHANNELS) == set(Channel)
    assert set(ACTIONS) == set(Action)
    assert len(set(ACTIONS.values())) == len(ACTIONS)


def test_a_report_of_nothing() -> None:
    last = date(2026, 11, 25)
    page = Page(journal_page(overview([], last, 7, zone=UTC), [], [], last, zone=UTC))
    text = " ".join(page.texts)
    assert "2026-11-19 至 2026-11-25，共 7 天" in text
    assert "这些天没有换过" in text
    assert "script" not in page.tags
    assert len(page.ids) == len(set(page.ids))


def test_a_picture_of_days_shows_what_was_asked() -> None:
    last = date(2026, 11, 25)
    at = datetime(2026, 11, 25, 9, tzinfo=UTC).timestamp()
    asked = Asked(
        1,
        at,
        "p",
        Channel.PRIVATE,
        "低保标准",
        answered=True,
        confidence=0.9,
        edition="e",
        milliseconds=10,
    )
    pictures = {
        days_picture(given, last, zone=UTC)
        for given in ([], [asked], [asked, asked], [replace(asked, answered=False)])
    }
    assert len(pictures) == 4
