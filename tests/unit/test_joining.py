"""Neighbouring facts that answer about equally well."""

from pathlib import Path

import pytest

from knowledge.contents import position_of
from knowledge.cutting import LONGEST
from knowledge.joining import SHARES, joined, neighbour
from knowledge.language import Language
from knowledge.library import Edition, load_edition
from knowledge.words import Cutter

_LONG = "这一句话要足够长才行" * 7
_TEXT = f"""乡里制度

第一，职官与长者并用。第二，刑禁与教化并施。

第三段另起一行。
{_LONG}。{_LONG}。
"""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory, cutter: Cutter) -> Edition:
    """Serve one article of two short paragraphs and one of two long sentences."""
    folder: Path = tmp_path_factory.mktemp("articles")
    (folder / "a.txt").write_text(_TEXT, encoding="utf-8")
    (folder / "b.txt").write_text("别的\n\n别处的第一句。别处的第二句。\n", encoding="utf-8")
    return load_edition(folder, Language(), cutter)


def _at(edition: Edition, text: str) -> int:
    return next(place for place, fact in enumerate(edition.facts) if fact.text.startswith(text))


def test_two_sentences_of_a_paragraph_are_one_exact_piece_of_the_file(edition: Edition) -> None:
    first = _at(edition, "第一")
    fact = joined(edition, first, first + 1)
    assert fact is not None
    assert fact.text == "第一，职官与长者并用。第二，刑禁与教化并施。"
    assert fact.citation == edition.facts[first].citation
    assert edition.holds(fact)


def test_what_is_joined_has_the_place_of_the_first_sentence(edition: Edition) -> None:
    first = _at(edition, "第一")
    fact = joined(edition, first, first + 1)
    assert fact is not None
    assert position_of(edition, fact) == first


def test_what_stands_in_two_paragraphs_is_not_joined(edition: Edition) -> None:
    assert joined(edition, _at(edition, "第二"), _at(edition, "第三段")) is None


def test_what_would_be_too_long_for_a_phone_is_not_joined(edition: Edition) -> None:
    long = _at(edition, _LONG)
    assert 2 * len(_LONG) > LONGEST
    assert joined(edition, long, long + 1) is None


def test_titles_and_other_articles_are_not_joined(edition: Edition) -> None:
    title = _at(edition, "乡里制度")
    assert edition.facts[title].kind.of_article
    assert joined(edition, title, title + 1) is None
    last = max(
        place for place, fact in enumerate(edition.facts) if fact.citation.article == "a.txt"
    )
    assert joined(edition, last, last + 1) is None


def test_a_neighbour_is_joined_where_it_is_nearly_as_likely(edition: Edition) -> None:
    first, second = _at(edition, "第一"), _at(edition, "第二")
    assert neighbour(edition, first, {first: 5.0, second: 5.0 - SHARES}) == second
    assert neighbour(edition, second, {first: 5.0 - SHARES, second: 5.0}) == first
    assert neighbour(edition, first, {first: 5.0, second: 4.9 - SHARES}) is None
    assert neighbour(edition, first, {first: 5.0}) is None
