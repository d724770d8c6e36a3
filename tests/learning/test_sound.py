"""The lessons are sound: each piece stands once in its article, and half have an answer."""

import json
import math
import re
from bisect import bisect_left
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
KINDS_WITHOUT = {
    "near_miss",
    "other_place_time",
    "out_topic",
    "chitchat",
    "abuse",
    "injection",
    "gibberish",
}


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
        assert 500 <= len(text) <= 3500, name


def grams(text: str) -> set[str]:
    return {
        text[start : start + size] for size in (1, 2, 3) for start in range(len(text) - size + 1)
    }


def count_grams(lessons: list[dict[str, Any]], *, answerable: bool) -> Counter[str]:
    return Counter(
        gram
        for lesson in lessons
        if lesson["answerable"] is answerable
        for gram in grams(lesson["question"])
    )


def scores_by_wording() -> list[tuple[float, bool]]:
    """Naive Bayes by the questions' own wording, learned from those about other articles."""
    about = [lesson for lesson in LESSONS if lesson["article"]]
    with_an_answer, without = (
        count_grams(about, answerable=True),
        count_grams(about, answerable=False),
    )
    scores = []
    for name in sorted(ARTICLES):
        held_out = [lesson for lesson in about if lesson["article"] == name]
        own = count_grams(held_out, answerable=True)
        own_without = count_grams(held_out, answerable=False)
        for lesson in held_out:
            score = sum(
                math.log(
                    (with_an_answer[gram] - own[gram] + 1) / (without[gram] - own_without[gram] + 1)
                )
                for gram in grams(lesson["question"])
            )
            scores.append((score, lesson["answerable"]))
    return scores


def test_wording_alone_does_not_tell_what_is_answerable() -> None:
    scores = scores_by_wording()
    answerable = [score for score, is_answerable in scores if is_answerable]
    others = sorted(score for score, is_answerable in scores if not is_answerable)
    wins = sum(bisect_left(others, score) for score in answerable)
    # 0.5 is chance; above 0.7 a learner could do without reading the article.
    assert wins / (len(answerable) * len(others)) < 0.7


def test_numbers_asked_back_stand_in_an_article_or_in_none() -> None:
    pattern = re.compile(r"[\d.]+(?:%|万?[元人名个张册件辆亩项对节场台]|平方米|立方米)")
    for lesson in LESSONS:
        number = pattern.match(lesson["question"])
        if number and lesson["question"].rstrip("？的").endswith(("是什么", "是啥", "指啥")):
            stands = [name for name, text in ARTICLES.items() if number[0] in text]
            assert bool(stands) == lesson["answerable"], lesson["id"]
            assert not stands or lesson["article"] in stands, lesson["id"]
