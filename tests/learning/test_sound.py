"""The lessons are sound: each piece stands once in its article, and half have an answer."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ARTICLES = {path.name: path.read_text("utf-8") for path in (HERE / "articles").glob("*.txt")}
LESSONS: list[dict[str, Any]] = [
    json.loads(line) for line in (HERE / "questions.jsonl").read_text("utf-8").splitlines()
]

REQUIRED = {"id", "question", "kind", "article", "must_contain", "answerable"}
OPTIONAL = {"previous", "any_of"}
KINDS_WITH_AN_ANSWER = {
    *("literal", "colloquial", "synonym", "traditional", "typo", "format", "mixed_en", "keyword"),
    *("longwinded", "list_compare", "wh", "followup", "metadata", "verify", "reverse"),
}
KINDS_WITHOUT = {"near_miss", "other_place_time", "out_topic", "chitchat"}


def pieces_of(lesson: dict[str, Any]) -> list[str]:
    return [*lesson["must_contain"], *(piece for row in lesson.get("any_of", []) for piece in row)]


def faults_of_form(lesson: dict[str, Any]) -> list[str]:
    kinds = KINDS_WITH_AN_ANSWER if lesson["answerable"] else KINDS_WITHOUT
    article = lesson["article"]
    holds = {
        "fields": REQUIRED <= set(lesson) <= REQUIRED | OPTIONAL,
        "question": lesson["question"] == lesson["question"].strip() != "",
        "article": article in ARTICLES or (article is None and not lesson["answerable"]),
        "kind": lesson["kind"] in kinds,
        "previous": lesson["kind"] != "followup" or bool(lesson.get("previous")),
        "pieces": bool(pieces_of(lesson)) == lesson["answerable"],
    }
    return [f"{lesson['id']}: {name}" for name, held in holds.items() if not held]


def test_lessons_are_well_formed() -> None:
    assert [fault for lesson in LESSONS for fault in faults_of_form(lesson)] == []


def test_each_piece_stands_once_in_its_article() -> None:
    times = {
        (lesson["id"], piece): ARTICLES[lesson["article"]].count(piece)
        for lesson in LESSONS
        for piece in pieces_of(lesson)
    }
    assert times
    assert {place: count for place, count in times.items() if count != 1} == {}


def test_ids_and_questions_are_unique() -> None:
    assert [name for name, times in Counter(x["id"] for x in LESSONS).items() if times > 1] == []
    asked = Counter(
        (lesson["article"], lesson["question"], tuple(lesson.get("previous", ())))
        for lesson in LESSONS
    )
    assert [question for question, times in asked.items() if times > 1] == []


def test_about_half_are_answerable() -> None:
    share = sum(lesson["answerable"] for lesson in LESSONS) / len(LESSONS)
    assert 0.45 <= share <= 0.55


def test_every_article_has_both_sorts() -> None:
    asked = {(lesson["article"], lesson["answerable"]) for lesson in LESSONS}
    assert {(name, answerable) for name in ARTICLES for answerable in (True, False)} <= asked


def test_articles_open_with_their_title() -> None:
    for name, text in ARTICLES.items():
        title = text.split("\n", 1)[0]
        assert 5 <= len(title) <= 40, name
        assert 500 <= len(text) <= 1300, name
