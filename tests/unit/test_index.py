"""The index against the library that defines its scores, and the order of what it finds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

from knowledge.index import Index
from knowledge.leading import best

_TERMS = st.sampled_from(["低保", "标准", "补贴", "低", "保", "低保标", "#1000", "=养老院", "的"])
_PASSAGES = st.lists(st.lists(_TERMS, max_size=12), max_size=12)
_ASKED = st.lists(_TERMS | st.just("没有的词"), max_size=8, unique=True)


def _shared(passages: list[list[str]], asked: list[str]) -> list[bool]:
    return [not set(passage).isdisjoint(asked) for passage in passages]


@given(_PASSAGES.filter(any), _ASKED)
def test_passages_that_share_a_term_score_as_rank_bm25_says_and_others_nothing(
    passages: list[list[str]], asked: list[str]
) -> None:
    expected = np.where(_shared(passages, asked), BM25Plus(passages).get_scores(asked), 0.0)
    np.testing.assert_allclose(Index.of(passages).scores(dict.fromkeys(asked, 1.0)), expected)


@given(_PASSAGES, _ASKED)
def test_what_shares_a_term_is_found_and_nothing_else(
    passages: list[list[str]], asked: list[str]
) -> None:
    hits = Index.of(passages).search(dict.fromkeys(asked, 1.0), limit=len(passages) + 1)
    found = {hit.position for hit in hits}
    assert found == {at for at, shared in enumerate(_shared(passages, asked)) if shared}
    assert all(hit.score > 0 for hit in hits)


@pytest.mark.parametrize("passages", [[], [[]], [[], []]])
def test_where_there_are_no_terms_nothing_is_found(passages: list[list[str]]) -> None:
    index = Index.of(passages)
    assert index.size == len(passages)
    assert index.scores({"低保": 1.0}).tolist() == [0.0] * len(passages)
    assert index.search({"低保": 1.0}, 3) == ()
    assert "低保" not in index
    assert index.rarity("低保") == 0
    assert index.holders("低保").tolist() == []


def test_a_passage_without_terms_stays_in_its_place() -> None:
    index = Index.of([[], ["低保"], []])
    assert [hit.position for hit in index.search({"低保": 1.0}, 3)] == [1]


def test_the_only_passage_is_found() -> None:
    assert Index.of([["低保"]]).search({"低保": 1.0}, 1)[0].score > 0


def test_no_term_asks_for_nothing() -> None:
    assert Index.of([["低保"]]).search({}, 3) == ()


@given(_PASSAGES.filter(any), _ASKED)
def test_twice_the_weight_is_twice_the_score(passages: list[list[str]], asked: list[str]) -> None:
    index = Index.of(passages)
    once = index.scores(dict.fromkeys(asked, 1.0))
    np.testing.assert_allclose(index.scores(dict.fromkeys(asked, 2.0)), 2 * once)


@given(_PASSAGES.filter(any), _ASKED)
def test_scores_of_terms_add_up_where_all_of_them_stand(
    passages: list[list[str]], asked: list[str]
) -> None:
    index = Index.of(passages)
    weights = {term: 0.5 + number for number, term in enumerate(asked)}
    total = index.scores(weights)
    parts = [index.scores({term: weight}) for term, weight in weights.items()]
    for position, passage in enumerate(passages):
        if asked and set(asked) <= set(passage):
            assert total[position] == pytest.approx(sum(part[position] for part in parts))


def test_a_term_without_weight_adds_nothing() -> None:
    index = Index.of([["低保", "标准"], ["低保"], ["补贴"]])
    alone = index.scores({"标准": 1.0})
    assert index.scores({"标准": 1.0, "补贴": 0.0})[0] == pytest.approx(alone[0])


def test_more_of_a_term_and_fewer_others_score_higher() -> None:
    index = Index.of([["低保", "标准", "补贴"], ["低保"], ["低保", "低保", "标准"], ["补贴"]])
    long, short, twice, without = index.scores({"低保": 1.0})
    assert short > long > without == 0
    assert twice > long


def test_the_rarer_term_counts_more() -> None:
    index = Index.of([["低保", "标准"], ["低保"], ["低保"]])
    assert index.rarity("标准") > index.rarity("低保") > 0
    assert index.highest_rarity > index.rarity("标准")


def test_holders_are_positions_in_reading_order() -> None:
    index = Index.of([["低保", "低保"], ["标准"], ["标准", "低保"]])
    assert index.holders("低保").tolist() == [0, 2]


_SCORES = st.lists(st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.0]) | st.floats(0, 3), max_size=40)


@given(_SCORES, st.integers(0, 45))
def test_best_is_the_head_of_a_full_stable_sort(scores: list[float], limit: int) -> None:
    positive = [position for position, score in enumerate(scores) if score > 0]
    expected = sorted(positive, key=lambda position: -scores[position])[:limit]
    hits = best(np.asarray(scores, dtype=np.float64), limit)
    assert [hit.position for hit in hits] == expected
    assert [hit.score for hit in hits] == [scores[position] for position in expected]


@pytest.mark.parametrize("size", [767, 768, 3_001])
@pytest.mark.parametrize("limit", [1, 10, 200])
@pytest.mark.parametrize("levels", [2, 50, 10_000])
def test_so_it_is_of_many(size: int, limit: int, levels: int) -> None:
    scores = np.random.default_rng(size).integers(levels, size=size) / levels
    expected = np.argsort(-scores, kind="stable")[:limit]
    hits = best(scores, limit)
    assert [hit.position for hit in hits] == [at for at in expected.tolist() if scores[at] > 0]


def test_ties_across_the_limit_stay_in_reading_order() -> None:
    scores = np.asarray([1.0, 2.0, 1.0, 2.0, 1.0, 2.0])
    assert [hit.position for hit in best(scores, 4)] == [1, 3, 5, 0]
