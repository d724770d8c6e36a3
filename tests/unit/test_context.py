"""What stands around a fact, how it is shown, and the contents of an edition."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.message import MOST_UNITS, Message, Style
from bot.render import CHINESE, render_context
from knowledge.answer import Answerer
from knowledge.contents import contents, position_of
from knowledge.context import Surroundings, surroundings
from knowledge.examples import examples
from knowledge.language import load_language
from knowledge.library import Edition, load_edition
from knowledge.model import Citation, Fact, FactKind
from knowledge.piece import Piece
from knowledge.words import Cutter

Build = Callable[..., Edition]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Gives what makes an edition of texts."""

    def make(*texts: str) -> Edition:
        for number, text in enumerate(texts):
            (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
        language = load_language(Path("config"))
        return load_edition(tmp_path, language, Cutter(language.words, tmp_path / "cache"))

    return make


ARTICLE = """市图书馆开放办法

第一段讲的是开放时间。

一、借书

每人限借10册。逾期每天收费1元。

二、场地

报告厅座席占比12%。
"""


def _texts(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.text for piece in pieces]


def test_a_fact_has_its_paragraph_and_those_around_it(build: Build) -> None:
    edition = build(ARTICLE)
    fact = next(fact for fact in edition.facts if "逾期" in fact.text)
    around = surroundings(edition.documents["0.txt"], fact)
    assert around is not None
    assert _texts(around.before) == ["第一段讲的是开放时间。", "一、借书"]
    assert around.paragraph.text == "每人限借10册。逾期每天收费1元。"
    assert around.paragraph.text[slice(*around.span)] == "逾期每天收费1元。"
    assert _texts(around.after) == ["二、场地", "报告厅座席占比12%。"]


def test_the_first_and_the_last_paragraph_have_one_neighbour(build: Build) -> None:
    edition = build(ARTICLE)
    document = edition.documents["0.txt"]
    first = next(fact for fact in edition.facts if "开放时间" in fact.text)
    last = next(fact for fact in edition.facts if "座席" in fact.text)
    around = surroundings(document, first), surroundings(document, last)
    assert around[0] is not None
    assert around[1] is not None
    assert around[0].before == around[1].after == ()


def test_what_is_said_of_the_article_stands_nowhere_in_it(build: Build) -> None:
    edition = build(ARTICLE)
    title = next(fact for fact in edition.facts if fact.kind.of_article)
    assert surroundings(edition.documents["0.txt"], title) is None


def test_every_fact_is_found_at_its_position_and_in_one_section(build: Build) -> None:
    edition = build(ARTICLE, ARTICLE.replace("市", "县"))
    assert [position_of(edition, fact) for fact in edition.facts] == list(range(len(edition.facts)))
    entries = contents(edition)
    assert [entry.title for entry in entries] == ["市图书馆开放办法", "县图书馆开放办法"]
    assert [section.headings for section in entries[0].sections] == [
        (),
        ("一、借书",),
        ("二、场地",),
    ]
    listed = [
        position for entry in entries for each in entry.sections for position in each.positions
    ]
    told = [place for place, fact in enumerate(edition.facts) if not fact.kind.of_article]
    assert listed == told


def test_a_fact_of_another_edition_has_no_position(build: Build) -> None:
    other = build("别的文章\n\n别的内容在此。\n").facts
    edition = build(ARTICLE)
    with pytest.raises(ValueError, match="no fact of this edition"):
        position_of(edition, other[-1])


def test_examples_are_questions_with_the_figures_of_the_article(build: Build) -> None:
    edition = build(ARTICLE)
    answerer = Answerer(0.0)
    found = examples(edition, answerer)
    assert "报告厅座席占比是多少？" in found
    assert 1 <= len(found) <= 3
    for question in found:
        assert answerer.answer(edition, question).facts


_WORDS = Piece.of("低保标准。", 0, 5)
_FACT = Fact(_WORDS, _WORDS, Citation("a.txt", "标题", (), 1, None, None), FactKind.SENTENCE)
_SENTENCE = st.text(alphabet="低保𠀀👴标准a1", min_size=1, max_size=400).map(
    lambda text: text + "。"
)


@given(
    st.lists(_SENTENCE, max_size=12).map("".join),
    st.lists(_SENTENCE, min_size=1, max_size=30).map("".join),
    st.lists(_SENTENCE, max_size=12).map("".join),
    st.data(),
)
def test_a_context_is_verbatim_marked_and_within_a_message(
    before: str, paragraph: str, after: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(paragraph) - 1))
    end = data.draw(st.integers(start + 1, len(paragraph)))
    source = before + paragraph + after

    def piece(low: int, high: int) -> tuple[Piece, ...]:
        return (Piece.of(source, low, high),) if low < high else ()

    middle = len(before) + len(paragraph)
    around = Surroundings(
        piece(0, len(before)),
        Piece.of(source, len(before), middle),
        (start, end),
        piece(middle, len(source)),
    )
    message = render_context(around, _FACT, CHINESE)
    quotations = [text for style, text in _styled(message) if style is Style.QUOTE]
    assert all(text in source for text in quotations)
    (bold,) = [text for style, text in _styled(message) if style is Style.BOLD]
    assert paragraph[start:end].startswith(bold)
    assert len(message.text) <= MOST_UNITS


def _styled(message: Message) -> list[tuple[Style, str]]:
    return [(each.style, message.text[each.start : each.end]) for each in message.entities]
