"""The question sets are sound: what they demand can be found, in one article only."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
SHIPPED = FOLDER.parents[1] / "knowledge" / "articles"
SETS = ("seen", "blind")

ANSWERED_KINDS = frozenset(
    [
        "literal",
        "colloquial",
        "synonym",
        "traditional",
        "typo",
        "format",
        "mixed_en",
        "keyword",
        "longwinded",
        "list_compare",
        "wh",
        "followup",
        "metadata",
        "verify",
        "reverse",
    ]
)
UNANSWERED_KINDS = frozenset(
    [
        "out_topic",
        "spam_boilerplate",
        "near_miss",
        "other_place_time",
        "chitchat",
        "abuse",
        "injection",
        "gibberish",
        "emoji_symbol",
    ]
)


@dataclass(frozen=True)
class Entry:
    """A line of a set, as written."""

    id: str
    question: str
    kind: str
    answerable: bool
    note: str
    must_contain: list[str]
    any_of: list[list[str]]
    article: str = ""
    previous: str = ""

    def alternatives(self) -> list[list[str]]:
        """All lists of pieces of which an answer must hold one whole."""
        return [[*self.must_contain, *group] for group in self.any_of] or [self.must_contain]


def _entries(name: str) -> list[Entry]:
    text = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8")
    return [Entry(**json.loads(line)) for line in text.splitlines()]


def _articles(name: str) -> Mapping[str, str]:
    folders = (SHIPPED, FOLDER / "articles" / name)
    paths = [path for folder in folders for path in folder.iterdir()]
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


@pytest.mark.parametrize("name", SETS)
def test_pieces_stand_in_their_article_and_tell_it_from_the_others(name: str) -> None:
    articles = _articles(name)
    for entry in _entries(name):
        if not entry.answerable:
            continue
        for pieces in entry.alternatives():
            holding = {
                article
                for article, text in articles.items()
                if all(piece in text for piece in pieces)
            }
            assert pieces, entry.id
            assert holding == {entry.article}, entry.id


@pytest.mark.parametrize("name", SETS)
def test_what_is_not_answered_demands_nothing(name: str) -> None:
    for entry in _entries(name):
        kinds = ANSWERED_KINDS if entry.answerable else UNANSWERED_KINDS
        assert entry.kind in kinds, entry.id
        assert bool(entry.previous) == (entry.kind == "followup"), entry.id
        if not entry.answerable:
            assert [entry.article, entry.must_contain, entry.any_of] == ["", [], []], entry.id


@pytest.mark.parametrize("name", SETS)
def test_all_kinds_and_articles_are_asked_and_a_third_is_not_answered(name: str) -> None:
    entries = _entries(name)
    unanswered = sum(not entry.answerable for entry in entries)
    assert {entry.kind for entry in entries} == ANSWERED_KINDS | UNANSWERED_KINDS
    assert {entry.article for entry in entries if entry.answerable} == set(_articles(name))
    assert 0.3 < unanswered / len(entries) < 0.4


def test_no_question_or_id_stands_twice() -> None:
    entries = [entry for name in SETS for entry in _entries(name)]
    for counts in (
        Counter(entry.id for entry in entries),
        Counter((entry.question, entry.previous) for entry in entries),
    ):
        assert counts.most_common(1)[0][1] == 1


def test_the_blind_articles_are_not_among_the_seen() -> None:
    seen, blind = _articles("seen"), _articles("blind")
    assert set(seen) & set(blind) == {path.name for path in SHIPPED.iterdir()}
