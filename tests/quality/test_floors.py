"""Floors under the quality of answers; they refuse to sink unnoticed.

The questions were written by somebody who knew the articles and not the program. Nothing is
learned from them: they decide whether what was learned elsewhere holds. A floor is two points
below what was reached when it was set; raise it when more is reached.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app import Setup
from knowledge.evaluate import Outcome, measure, read_cases

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Floor:
    """What a question set must reach, as shares of its questions."""

    questions: str
    articles: tuple[str, ...]
    lead: float
    reply: float
    abstained: float


FLOORS = (
    Floor("questions.jsonl", ("knowledge/articles",), lead=0.88, reply=0.90, abstained=0.68),
    Floor(
        "several.jsonl",
        ("knowledge/articles", "tests/data/articles"),
        lead=0.63,
        reply=0.72,
        abstained=0.50,
    ),
)


@pytest.fixture
def answered(request: pytest.FixtureRequest, tmp_path: Path) -> list[Outcome]:
    """Answer all questions of a set."""
    floor: Floor = request.param
    for folder in floor.articles:
        for path in Path(folder).iterdir():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    setup = Setup.read(tmp_path)
    edition, answerer = setup.edition(), setup.answerer()
    return [
        Outcome(case, answerer.answer(edition, case.question, case.previous))
        for case in read_cases(FOLDER / floor.questions)
    ]


@pytest.mark.parametrize(
    ("answered", "floor"),
    [(floor, floor) for floor in FLOORS],
    indirect=["answered"],
    ids=[floor.questions for floor in FLOORS],
)
def test_no_measure_sinks_below_its_floor(answered: list[Outcome], floor: Floor) -> None:
    with_answer = measure(each for each in answered if each.case.answerable)
    without = measure(each for each in answered if not each.case.answerable)
    print(f"\n{floor.questions}: {with_answer}\nwithout an answer: {without}")  # noqa: T201
    assert with_answer.lead >= floor.lead
    assert with_answer.reply >= floor.reply
    assert without.silent >= floor.abstained


def test_there_are_questions_of_every_kind() -> None:
    cases = [case for floor in FLOORS for case in read_cases(FOLDER / floor.questions)]
    assert len(cases) == 200
    assert {case.kind for case in cases if not case.answerable} >= {"near_miss", "other_place_time"}
