"""Comparing by meaning: what is embedded, what a failing model does, several questions at once."""

import gc
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from threading import enumerate as enumerate_threads

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language import Language
from knowledge.library import build_edition
from knowledge.semantic import Embeddings, Semantics, Vectors, passage_text
from knowledge.words import Cutter
from tests.unit.embedding import PairsEmbedder, facts_of, shelf_of

_ARTICLE = """养老服务

一、高龄津贴

年满八十周岁的老人每月领取一百元。
经费由市财政承担。

二、办理地点

到户籍所在地的街道办事处办理。
"""


def _meaning_of(text: str, embedder: PairsEmbedder | None = None) -> tuple[list[str], Vectors]:
    facts = facts_of(text)
    meaning = Semantics(embedder or PairsEmbedder(), None).meaning(facts)
    assert meaning is not None
    cosines = meaning.cosines("街道办事处办理")
    assert cosines is not None
    return [fact.text for fact in facts], cosines


def test_the_fact_that_says_most_alike_is_nearest() -> None:
    texts, cosines = _meaning_of(_ARTICLE)
    assert texts[int(np.argmax(cosines))] == "到户籍所在地的街道办事处办理。"


def test_a_fact_is_embedded_under_its_titles() -> None:
    fact = next(fact for fact in facts_of(_ARTICLE) if "一百元" in fact.text)
    assert passage_text(fact).splitlines() == [
        "养老服务",
        "一、高龄津贴",
        "年满八十周岁的老人每月领取一百元。",
    ]


def test_what_is_embedded_is_in_the_form_for_matching() -> None:
    fact = next(fact for fact in facts_of("養老服務\n\n每月補貼８５０元。\n") if "元" in fact.text)
    assert passage_text(fact) == "养老服务\n每月补贴850元。"


def test_a_title_is_not_embedded_twice() -> None:
    title = next(fact for fact in facts_of(_ARTICLE) if fact.text == "养老服务")
    assert passage_text(title) == "标题\n题目\n文章名\n叫什么\n养老服务"


def test_a_fact_without_end_is_cut() -> None:
    facts = facts_of("标题\n\n" + "长" * 5000 + "\n")
    longest = max((passage_text(fact) for fact in facts), key=len)
    assert longest == "标题\n" + "长" * 200


def test_a_question_in_another_script_is_the_same_question() -> None:
    embedder = PairsEmbedder()
    meaning = Semantics(embedder, None).meaning(facts_of(_ARTICLE))
    assert meaning is not None
    np.testing.assert_array_equal(meaning.cosines("養老服務"), meaning.cosines("养老服务"))
    assert embedder.questions_given == ["养老服务"]


@given(st.text(max_size=30))
def test_any_question_has_a_cosine_with_each_fact(text: str) -> None:
    facts = facts_of(_ARTICLE)
    meaning = Semantics(PairsEmbedder(), None).meaning(facts)
    assert meaning is not None
    cosines = meaning.cosines(text)
    assert cosines is not None
    assert cosines.shape == (len(facts),)
    assert np.all(np.abs(cosines) <= 1.001)


def test_some_facts_are_compared_as_all_are() -> None:
    meaning = Semantics(PairsEmbedder(), None).meaning(facts_of(_ARTICLE))
    assert meaning is not None
    every, some = meaning.cosines("高龄津贴"), meaning.cosines("高龄津贴", (3, 0, 3))
    assert every is not None
    assert some is not None
    np.testing.assert_allclose(some, every[[3, 0, 3]], rtol=1e-6)


def test_many_facts_are_compared_block_by_block() -> None:
    rows = np.random.default_rng(1).integers(-127, 128, (5000, 8), dtype=np.int8)
    question = np.full(8, 8**-0.5, dtype=np.float32)
    exact = rows @ question.astype(np.float64) / np.linalg.norm(rows.astype(np.float64), axis=1)
    np.testing.assert_allclose(Embeddings.of(rows).cosines(question), exact, atol=1e-6)


def test_no_facts_have_no_cosines() -> None:
    meaning = Semantics(PairsEmbedder(), None).meaning([])
    assert meaning is not None
    cosines = meaning.cosines("问")
    assert cosines is not None
    assert cosines.shape == (0,)


def test_a_model_that_fails_while_an_edition_is_built_is_said_once_and_done_without(
    cutter: Cutter, caplog: pytest.LogCaptureFixture
) -> None:
    embedder = PairsEmbedder()
    embedder.fails = True
    edition = build_edition(shelf_of(a=_ARTICLE), Language(), cutter, Semantics(embedder, None))
    assert edition.meaning is None
    assert edition.facts
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert "语义模型不能用（RuntimeError: no），只按字面查找" in record.message


def test_a_model_that_fails_at_a_question_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    embedder = PairsEmbedder()
    meaning = Semantics(embedder, None).meaning(facts_of(_ARTICLE))
    assert meaning is not None
    embedder.fails = True
    assert meaning.cosines("一") is None
    assert meaning.cosines("二") is None
    assert len(caplog.records) == 1
    embedder.fails = False
    assert meaning.cosines("二") is not None


@dataclass
class _Malformed:
    """A model that returns what it should not."""

    vectors: Vectors
    name: str = "malformed"
    dimension: int = 4

    def passages(self, texts: Sequence[str]) -> Vectors:
        return np.repeat(self.vectors[np.newaxis], len(texts), axis=0)

    def question(self, _text: str) -> Vectors:
        return self.vectors


@pytest.mark.parametrize(
    "vectors", [np.zeros(4), np.full(4, np.nan), np.full(4, 0.4), np.full(9, 1 / 3)]
)
def test_what_are_no_unit_vectors_is_not_believed(
    vectors: Vectors, caplog: pytest.LogCaptureFixture
) -> None:
    assert (
        Semantics(_Malformed(vectors.astype(np.float32)), None).meaning(facts_of(_ARTICLE)) is None
    )
    assert "不是向量" in caplog.text


def test_progress_is_told_from_nothing_to_all() -> None:
    told: list[tuple[int, int]] = []
    text = "题\n\n" + "".join(f"第{number}条规定。\n" for number in range(150))
    count = len({passage_text(fact) for fact in facts_of(text)})
    Semantics(PairsEmbedder(), None, lambda *at: told.append(at)).meaning(facts_of(text))
    assert told == [(0, count), (64, count), (128, count), (count, count)]


def test_questions_at_the_same_time_do_not_disturb_each_other() -> None:
    meaning = Semantics(PairsEmbedder(), None).meaning(facts_of(_ARTICLE))
    assert meaning is not None
    questions = [f"第{number}个问题" for number in range(40)] * 5
    alone = {text: meaning.cosines(text) for text in set(questions)}
    with ThreadPoolExecutor(8) as pool:
        for text, cosines in zip(questions, pool.map(meaning.cosines, questions), strict=True):
            np.testing.assert_array_equal(cosines, alone[text])


class _Waiting(PairsEmbedder):
    """Embeds nothing before it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.go = Event(), Event()

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.asked.set()
        assert self.go.wait(30)
        return super().passages(texts)


_LONG = "题\n\n" + "".join(f"第{number}条规定。\n" for number in range(300))


def _threads() -> list[Thread]:
    return [thread for thread in enumerate_threads() if thread.name == "embeddings"]


def test_who_serves_need_not_wait_for_many_embeddings() -> None:
    embedder = _Waiting()
    meaning = Semantics(embedder, None, patient=False).meaning(facts_of(_LONG))
    assert meaning is not None
    assert not meaning.ready
    assert meaning.cosines("第123条") is None
    (thread,) = _threads()
    embedder.go.set()
    thread.join(30)
    cosines = meaning.cosines("第123条规定")
    assert cosines is not None
    assert facts_of(_LONG)[int(np.argmax(cosines))].text == "第123条规定。"


def test_a_few_embeddings_are_waited_for() -> None:
    meaning = Semantics(PairsEmbedder(), None, patient=False).meaning(facts_of(_ARTICLE))
    assert meaning is not None
    assert meaning.ready


def test_embeddings_that_nobody_waits_for_are_no_longer_made(tmp_path: Path) -> None:
    """Those that were made are kept."""
    embedder = _Waiting()
    meaning = Semantics(embedder, tmp_path, patient=False).meaning(facts_of(_LONG))
    assert meaning is not None
    assert embedder.asked.wait(30)
    (thread,) = _threads()
    del meaning
    gc.collect()
    embedder.go.set()
    thread.join(30)
    assert len(embedder.passages_given) == 64
    again = PairsEmbedder()
    assert Semantics(again, tmp_path).meaning(facts_of(_LONG)) is not None
    assert set(again.passages_given).isdisjoint(embedder.passages_given)


def test_a_model_that_fails_beside_is_said(caplog: pytest.LogCaptureFixture) -> None:
    embedder = _Waiting()
    embedder.fails = True
    meaning = Semantics(embedder, None, patient=False).meaning(facts_of(_LONG))
    assert meaning is not None
    (thread,) = _threads()
    embedder.go.set()
    thread.join(30)
    assert meaning.cosines("问") is None
    assert "语义模型不能用" in caplog.text
