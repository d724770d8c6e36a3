"""Features and doubts of questions over a small article, worked out by hand."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.background import shipped_background
from knowledge.decision import Decision
from knowledge.doubts import DOUBTS, doubts
from knowledge.features import NAMES
from knowledge.language import Language
from knowledge.library import Edition, load_edition
from knowledge.ranker import Weights, candidates, rank, shipped_weights
from knowledge.searching import question_to
from knowledge.words import Cutter

_TEXT = """便民服务

低保标准为每人每月1000元。
敬老院设在长江路12号。
敬老院现有床位200张，由陈国强任院长。
"""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory, cutter: Cutter) -> Edition:
    """Serve one article, with one group of synonyms."""
    folder: Path = tmp_path_factory.mktemp("articles")
    (folder / "a.txt").write_text(_TEXT, encoding="utf-8")
    language = Language(
        written={"敬老院": "养老院", "养老院": "养老院"},
        asked={"敬老院": ("养老院",), "养老院": ("养老院",)},
    )
    return load_edition(folder, language, cutter)


def _features(edition: Edition, text: str) -> dict[str, dict[str, float]]:
    """Return the features of each candidate by its text."""
    found = candidates(edition.fields, edition.views, question_to(edition, text, ()))
    return {
        edition.facts[position].text: dict(zip(NAMES, row.tolist(), strict=True))
        for position, row in zip(found.positions, found.features, strict=True)
    }


def _doubts(edition: Edition, text: str) -> dict[str, float]:
    found = candidates(edition.fields, edition.views, question_to(edition, text, ()))
    hits = rank(found, shipped_weights())
    judged = Decision(found, hits, len(edition.facts), 1, shipped_background())
    return dict(zip((doubt.name for doubt in DOUBTS), doubts(judged).tolist(), strict=True))


def test_all_of_a_question_is_covered_by_the_fact_that_says_it(edition: Edition) -> None:
    features = _features(edition, "低保标准为每人每月")
    said = features["低保标准为每人每月1000元。"]
    assert said["coverage"] == pytest.approx(1.0)
    assert said["local coverage"] == pytest.approx(1.0)
    assert said["runs"] == pytest.approx(1.0)
    assert said["local coverage, against the best"] == 0
    other = features.get("敬老院设在长江路12号。")
    assert other is None or other["coverage"] < 0.2


def test_a_synonym_covers_the_characters_that_name_it(edition: Edition) -> None:
    features = _features(edition, "养老院")
    assert features["敬老院设在长江路12号。"]["coverage"] == pytest.approx(1.0)


def test_numbers_dates_and_persons_that_are_asked_for_are_looked_for(edition: Edition) -> None:
    features = _features(edition, "敬老院有多少张床位，院长是谁")
    beds = features["敬老院现有床位200张，由陈国强任院长。"]
    road = features["敬老院设在长江路12号。"]
    assert (beds["number in the unit asked for"], road["number in the unit asked for"]) == (1, -1)
    assert (beds["person asked for"], road["person asked for"]) == (1, -1)
    assert beds["date asked for"] == road["date asked for"] == 0


def test_the_best_fact_of_a_question_that_is_answered_leaves_little_doubt(
    edition: Edition,
) -> None:
    said = _doubts(edition, "敬老院现有床位")
    assert said["words missing"] == 0
    assert said["characters unaccounted for"] == 0
    assert said["longest run unaccounted for"] == 0
    assert said["known nowhere"] == 0
    assert said["words in the fact"] == pytest.approx(1.0)
    assert said["a single article"] == 1


def test_words_that_nothing_accounts_for_are_counted_by_their_rarity(edition: Edition) -> None:
    near = _doubts(edition, "敬老院的骨灰盒有多少张")
    assert near["words missing"] == pytest.approx(1 / 5)
    assert near["words missing wholly"] > 0.5
    assert near["longest run unaccounted for"] >= 2 / 6
    assert near["known nowhere"] > 0


def test_a_synonym_leaves_no_word_missing(edition: Edition) -> None:
    assert _doubts(edition, "养老院的床位有多少张")["words missing"] == 0


def test_equal_candidates_stay_in_the_order_of_retrieval(edition: Edition) -> None:
    found = candidates(edition.fields, edition.views, question_to(edition, "敬老院", ()))
    nothing = Weights({})
    assert tuple(hit.position for hit in rank(found, nothing)) == found.positions
    assert np.isfinite(found.features).all()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("敬老院现有床位多少张", 1.0),  # 200张
        ("敬老院设在哪里", 1.0),  # 长江路12号
        ("敬老院的院长任期多久", -1.0),  # no length of time stands there
        ("敬老院怎么样", 0.0),  # no short answer is asked for
    ],
)
def test_a_short_answer_is_there_or_is_not(edition: Edition, question: str, found: float) -> None:
    assert _doubts(edition, question)["short answer"] == found


def test_words_of_two_clauses_are_not_in_one(edition: Edition) -> None:
    one, two = _doubts(edition, "敬老院现有床位"), _doubts(edition, "床位的院长")
    assert one["in one clause"] == pytest.approx(1.0)
    assert 0 < two["in one clause"] < 1


def test_a_time_told_by_its_distance_is_missing_where_it_is_not_named(edition: Edition) -> None:
    assert _doubts(edition, "去年敬老院现有床位多少张")["times missing"] == 1
    assert _doubts(edition, "敬老院现有床位多少张")["times missing"] == 0


@pytest.mark.parametrize(
    ("question", "before", "after"),
    [
        ("敬老院的床位有多少张", 1.0, 1.0),  # 床位, 200张
        ("敬老院的护工有多少名", -1.0, -1.0),
        ("敬老院要交什么材料", -1.0, -1.0),  # neither 交 nor 材料
        ("谁是敬老院院长", 0.0, 1.0),
        ("敬老院", 0.0, 0.0),  # nothing is asked
    ],
)
def test_the_words_beside_the_question_word_name_what_is_asked_for(
    edition: Edition, question: str, before: float, after: float
) -> None:
    told = _doubts(edition, question)
    assert told["word before the question word"] == before
    assert told["word after the question word"] == after


_BRACKETS = """高龄津贴

80至89周岁的老人每月发100元，由街道发放。
90周岁以上的老人每月发200元，由街道发放。
下一步，全区将新建老年食堂15家。
全区建成老年食堂27家。
"""


@pytest.fixture(scope="module")
def brackets_edition(tmp_path_factory: pytest.TempPathFactory, cutter: Cutter) -> Edition:
    """Serve an article with brackets of age, and with plans."""
    folder: Path = tmp_path_factory.mktemp("articles")
    (folder / "a.txt").write_text(_BRACKETS, encoding="utf-8")
    return load_edition(folder, Language(), cutter)


def test_a_number_of_the_question_lies_in_a_bracket_of_the_fact(brackets_edition: Edition) -> None:
    features = _features(brackets_edition, "我妈今年85了老人每月发多少")
    name = "number in a bracket"
    assert features["80至89周岁的老人每月发100元，由街道发放。"][name] == 1
    assert features["90周岁以上的老人每月发200元，由街道发放。"][name] == -1
    assert features["全区建成老年食堂27家。"][name] == 0


@pytest.mark.parametrize(
    ("question", "planned", "built"),
    [("老年食堂有多少家", -1.0, 0.0), ("下一步要建老年食堂多少家", 1.0, -1.0)],
)
def test_plans_are_told_from_what_there_is(
    brackets_edition: Edition, question: str, planned: float, built: float
) -> None:
    features = _features(brackets_edition, question)
    assert features["下一步，全区将新建老年食堂15家。"]["planned"] == planned
    assert features["全区建成老年食堂27家。"]["planned"] == built
