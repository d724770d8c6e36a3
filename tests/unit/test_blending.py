"""Words and meaning together: what meaning adds, and that words do without it."""

import logging
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answer import Answerer
from knowledge.blending import CERTAINTY, RANKING, WORDS, Blend, meant, shipped_blend
from knowledge.language import Language
from knowledge.library import Edition, build_edition
from knowledge.nearness import Nearness
from knowledge.question import understand
from knowledge.ranker import candidates, rank, shipped_weights
from knowledge.semantic import Semantics
from knowledge.words import Cutter
from tests.unit.embedding import PairsEmbedder, shelf_of

_CARE = "养老\n\n高龄津贴每月一百元。\n申请人到街道办事处办理。\n经费由市财政承担。\n"
_DISABLED = "残疾人\n\n残疾人护理补贴每月八十元。\n"
_QUESTIONS = ("高龄津贴多少钱", "在哪里办理", "护理补贴是多少", "谁出钱", "南京呢", "")

# Article 0 has three facts, article 1 two.
_ARTICLE = np.array([0, 0, 0, 1, 1], dtype=np.int32)
_COSINES = np.array([0.80, 0.90, 0.84, 0.86, 0.82], dtype=np.float32)


@pytest.fixture(scope="module")
def by_words(cutter: Cutter) -> Edition:
    return build_edition(shelf_of(care=_CARE, disabled=_DISABLED), Language(), cutter)


def _by_meaning(cutter: Cutter, embedder: PairsEmbedder) -> Edition:
    shelf = shelf_of(care=_CARE, disabled=_DISABLED)
    return build_edition(shelf, Language(), cutter, Semantics(embedder, None))


def test_nearness_is_told_against_the_nearest_of_all() -> None:
    nearness = Nearness.of(_COSINES, _ARTICLE, (3, 1))
    np.testing.assert_allclose(nearness.own, [-0.4, 0], atol=1e-6)
    np.testing.assert_allclose(nearness.cosine, [0.86, 0.90], atol=1e-6)


def test_neighbours_are_of_the_same_article() -> None:
    nearness = Nearness.of(_COSINES, _ARTICLE, (2, 3, 1))
    np.testing.assert_allclose(nearness.before, [0, -0.4, -1.0], atol=1e-6)
    np.testing.assert_allclose(nearness.after, [-0.6, -0.8, -0.6], atol=1e-6)


def test_nearer_than_the_nearest_of_another_article() -> None:
    nearness = Nearness.of(_COSINES, _ARTICLE, (1, 3))
    np.testing.assert_allclose(nearness.elsewhere, [0.04, -0.04], atol=1e-6)


def test_where_there_is_no_other_article_there_is_nothing_nearer() -> None:
    nearness = Nearness.of(_COSINES[:3], _ARTICLE[:3], (0,))
    np.testing.assert_allclose(nearness.elsewhere, [1.8], atol=1e-6)


@given(st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=8), st.data())
def test_nearness_is_always_a_number(cosines: list[float], data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(0, 3), min_size=len(cosines), max_size=len(cosines)))
    article = np.cumsum([0, *(size == 0 for size in sizes[1:])]).astype(np.int32)
    positions = data.draw(st.lists(st.integers(0, len(cosines) - 1), max_size=5))
    nearness = Nearness.of(np.array(cosines, dtype=np.float32), article, positions)
    for measure in (*RANKING.values(), *CERTAINTY.values()):
        values = measure(nearness)
        assert values.shape == (len(positions),)
        assert np.isfinite(values).all()


def test_a_blend_adds_up() -> None:
    nearness = Nearness.of(_COSINES, _ARTICLE, (0, 1))
    blend = Blend({**dict.fromkeys(RANKING, 0.0), WORDS: 0.5, "nearness in meaning": 2.0})
    np.testing.assert_allclose(blend.scores(np.array([4.0, 1.0]), nearness), [0.0, 0.5], atol=1e-6)


def test_what_meaning_tells_is_of_the_candidate() -> None:
    nearness = Nearness.of(_COSINES, _ARTICLE, (0, 1))
    told = dict(zip(CERTAINTY, meant(nearness, 1), strict=True))
    assert told["cosine"] == pytest.approx(0.90, abs=1e-6)
    assert told["nearer than other articles"] == pytest.approx(0.04, abs=1e-6)


def test_the_blend_that_ships_has_a_weight_for_each() -> None:
    assert set(shipped_blend().ranking) == {WORDS, *RANKING}


def test_words_and_nearness_speak_for_a_fact_in_the_blend_that_ships() -> None:
    blend = shipped_blend()
    assert blend.ranking[WORDS] > 0
    assert blend.ranking["nearness in meaning"] > 0


def test_meaning_may_change_the_order(cutter: Cutter, by_words: Edition) -> None:
    edition = _by_meaning(cutter, PairsEmbedder())
    question = understand("经费由市财政承担，津贴到街道办事处办理吗", (), edition.analyzer)
    found = candidates(edition.fields, edition.views, question, meaning=edition.meaning)
    plain = candidates(by_words.fields, by_words.views, question)
    assert found.positions == plain.positions
    np.testing.assert_array_equal(found.features, plain.features)
    away = Blend({**dict.fromkeys(RANKING, 0.0), WORDS: 0.0, "nearness in meaning": -1.0})
    weights = shipped_weights()
    assert len(found.positions) > 2
    assert found.nearness is not None
    nearest = found.positions[int(np.argmax(found.nearness.own))]
    toward = Blend({**away.ranking, "nearness in meaning": 1.0})
    assert rank(found, weights, toward)[0].position == nearest
    assert rank(found, weights, away)[-1].position == nearest


@pytest.mark.parametrize("question", _QUESTIONS)
def test_a_model_that_fails_leaves_what_words_say(
    cutter: Cutter, by_words: Edition, caplog: pytest.LogCaptureFixture, question: str
) -> None:
    embedder = PairsEmbedder()
    edition = _by_meaning(cutter, embedder)
    embedder.fails = True
    answerer = Answerer(0.3)
    assert answerer.answer(edition, question) == answerer.answer(by_words, question)
    assert len([each for each in caplog.records if each.levelno >= logging.WARNING]) <= 1


@pytest.mark.parametrize("question", _QUESTIONS)
def test_what_is_explained_adds_up_to_the_score(cutter: Cutter, question: str) -> None:
    edition = _by_meaning(cutter, PairsEmbedder())
    for appraisal in Answerer(0.3).explain(edition, question).appraisals:
        total = sum(each.contribution for each in appraisal.features)
        assert total == pytest.approx(appraisal.ranked.score, abs=1e-6)


def test_a_follow_up_is_compared_with_what_it_takes_over(cutter: Cutter) -> None:
    embedder = PairsEmbedder()
    edition = _by_meaning(cutter, embedder)
    Answerer(0.3).answer(edition, "那残疾人呢", ["高龄津贴每月多少钱"])
    assert any("残疾人" in text and "多少钱" in text for text in embedder.questions_given)


def test_what_is_made_for_one_start_serves_the_next(cutter: Cutter, tmp_path: Path) -> None:
    shelf = shelf_of(care=_CARE, disabled=_DISABLED)
    first, second = PairsEmbedder(), PairsEmbedder()
    editions = [
        build_edition(shelf, Language(), cutter, Semantics(embedder, tmp_path))
        for embedder in (first, second)
    ]
    assert first.passages_given
    assert not second.passages_given
    for question in _QUESTIONS:
        answers = [Answerer(0.3).answer(edition, question) for edition in editions]
        assert answers[0] == answers[1]
