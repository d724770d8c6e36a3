"""What is worked out at once, or cut short, is to the last bit what is worked out one by one."""

import re
from collections.abc import Mapping
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import index, neighbourhood
from knowledge.answer import Answerer
from knowledge.expectation import figures
from knowledge.features import NAMES, Comparison, covered, measured
from knowledge.index import Index, parameters
from knowledge.kinds import KINDS
from knowledge.language import Language
from knowledge.library import Edition, build_edition
from knowledge.normal import fold
from knowledge.postings import Whole, places_among
from knowledge.query import share
from knowledge.question import understand
from knowledge.ranker import candidates
from knowledge.readers import read_bytes
from knowledge.retrieval import retrieve
from knowledge.shelf import Shelf
from knowledge.terms import Analyzer
from knowledge.views import Views
from knowledge.vocabulary import Kind
from knowledge.words import Cutter

_WRITTEN = {"低保": "低保", "最低生活保障": "低保"}
_LANGUAGE = Language(
    stop_words=frozenset("的"),
    written=_WRITTEN,
    asked={phrase: (concept,) for phrase, concept in _WRITTEN.items()},
)
_ANALYZER = Analyzer(_LANGUAGE, Cutter())
_PIECES = st.sampled_from(
    [
        *("低保", "最低生活保障", "標準", "每人每月", "养老院", "的", "，", "。"),
        *("1,000元", "一千", "Wi-Fi", "㎡"),
    ]
)
_TEXTS = st.lists(_PIECES, max_size=12).map("".join)


@pytest.fixture(scope="module")
def edition() -> Edition:
    texts = (
        "低保标准\n\n城市低保标准为每人每月1000元，农村为800元。申请人向镇政府提出申请；材料有身份证、户口簿。",
        "养老院\n\n全市有养老院45家，床位1.2万张。2021年新增6家，其中公办2家：一是青山，二是绿水！",
        "公交\n\n60岁以上老人凭卡免费乘车。咨询电话12345，地址在人民路8号。周一至周五9:00受理。",
    )
    shelf = Shelf(tuple(read_bytes(text.encode(), f"{n}.txt") for n, text in enumerate(texts)))
    return build_edition(shelf, _LANGUAGE, Cutter())


@settings(deadline=None)
@given(_TEXTS, st.frozensets(_PIECES | _TEXTS.filter(bool), max_size=6))
def test_spans_of_named_terms_cover_what_all_terms_of_a_passage_do(
    text: str, asked: frozenset[str]
) -> None:
    terms = [_ANALYZER.question(each) for each in asked]
    named = {term.text for each in terms for term in (*each.words, *each.grams)}
    passage = _ANALYZER.passage(text)
    expected = {
        place
        for term in (*passage.words, *passage.grams)
        if term.text in named and len(term.text) > 1
        for place in range(term.start, term.end)
    }
    spans = _ANALYZER.spans(text, named)
    assert {place for start, end in spans for place in range(start, end)} == expected
    assert spans == sorted(spans)


@settings(deadline=None)
@given(st.text("低保标准", max_size=12), st.text("低保标准", max_size=30))
def test_runs_cover_what_any_longer_run_would(text: str, fact: str) -> None:
    expected = {
        place
        for start in range(len(text))
        for end in range(start + 3, len(text) + 1)
        if text[start:end] in fact
        for place in range(start, end)
    }
    runs = [text[start : start + 3] for start in range(len(text) - 2)]
    assert covered(runs, fact) == len(expected)


_WHOLE = st.lists(st.integers(0, 300), max_size=30)


@settings(deadline=None)
@given(_WHOLE, _WHOLE, st.sampled_from([np.uint8, np.uint16, np.int32]))
def test_places_are_those_of_a_search(
    ordered: list[int], values: list[int], kind: type[np.uint8 | np.uint16 | np.int32]
) -> None:
    kept: Whole = np.array(
        sorted(each for each in ordered if each <= np.iinfo(kind).max), dtype=kind
    )
    asked = np.array(values, dtype=np.int64)
    assert places_among(kept, asked).tolist() == np.searchsorted(kept, asked).tolist()


_TERMS = st.sampled_from("甲乙丙丁戊己庚辛")


@settings(deadline=None)
@given(
    st.lists(st.lists(_TERMS, max_size=12), min_size=1, max_size=12).filter(any),
    st.dictionaries(_TERMS, st.floats(0.1, 1), min_size=1),
)
def test_what_is_added_up_at_once_are_the_scores_but_for_what_all_have(
    passages: list[list[str]], asked: dict[str, float]
) -> None:
    built = Index.of(passages)
    numbers = built.vocabulary.numbers(asked, built.kind)
    weights = np.fromiter(asked.values(), dtype=np.float64)
    scores = built.scores(asked)
    of_all = float(weights @ built.rarities(numbers)) * parameters().delta
    expected = np.where(scores > 0, scores - of_all, 0.0)
    np.testing.assert_allclose(built.sums(numbers, weights), expected, rtol=1e-4, atol=1e-5)


@settings(deadline=None)
@given(
    st.lists(st.lists(_TERMS, max_size=12), min_size=1, max_size=12).filter(any),
    st.dictionaries(_TERMS, st.floats(0.1, 1), min_size=1),
    st.integers(1, 12),
)
def test_a_search_finds_the_first_of_all_scores(
    passages: list[list[str]], asked: dict[str, float], limit: int
) -> None:
    built = Index.of(passages)
    scores = built.scores(asked)
    hits = built.search(asked, limit)
    assert len(hits) == min(limit, int((scores > 0).sum()))
    found = [hit.score for hit in hits]
    assert found == pytest.approx(np.sort(scores)[::-1][: len(hits)].tolist())
    # Whether all passages are looked at, or those alone that are read.
    with patch.object(index, "_FEW", 0):
        assert built.search(asked, limit) == hits
    assert found == pytest.approx([scores[hit.position] for hit in hits])


def test_passages_alike_are_found_in_reading_order() -> None:
    passages = [["甲", "乙", "丙"], ["丁"], ["丙", "甲", "乙"], ["甲", "丙", "乙"]]
    hits = Index.of(passages * 300).search({"甲": 0.3, "乙": 0.7, "丙": 0.9}, 5)
    assert [hit.position for hit in hits] == [0, 2, 3, 4, 6]


@given(st.lists(st.sampled_from(["甲", "乙", "丙丁", "无", ""])))
def test_numbers_of_terms_are_those_of_each(terms: list[str]) -> None:
    held: list[list[str]] = [["甲", "丙丁"], ["乙"]]
    for passages in (held, held[:0]):
        vocabulary = Index.of(passages).vocabulary
        expected = [vocabulary.number(term, Kind.WORDS) for term in terms]
        assert vocabulary.numbers(terms, Kind.WORDS).tolist() == expected


_QUESTIONS = (
    "城市低保标准是多少元",
    "养老院有多少家？床位几张",
    "申请低保要什么材料",
    "2021年新增了几家养老院",
    "老人坐公交要钱吗",
    "啊",
    "月球上有多少人",
)


def _one_by_one(compared: Comparison) -> dict[str, list[float]]:
    """Return some features, each fact's by itself and as they are defined."""
    query = compared.query

    def most(parts: list[str]) -> float:
        held = [query.held(part, frozenset()) for part in parts]
        shares = [float(share(query.rarity * query.pairs, row[None])[0]) for row in held]
        return max(shares, default=0.0)

    near = [
        [
            view.text[max(0, figure.start - 14) : figure.end + 9]
            for figure in query.expectation.answering(view.figures, query.values)
        ]
        for view in compared.views
    ]
    return {
        "best clause": [
            most(re.split("[，,。；;：:！!？?\n\t、（）()]", view.text)) for view in compared.views
        ],
        "question near a number": [most(parts) for parts in near],
        **{
            f"{kind.name} asked for": [kind.speaks(query.text, v.text) for v in compared.views]
            for kind in KINDS
        },
    }


@pytest.mark.parametrize("text", _QUESTIONS)
def test_what_is_retrieved_is_the_same_by_article_and_by_posting(
    edition: Edition, text: str
) -> None:
    asked = understand(text, (), edition.analyzer).asked
    with patch.object(neighbourhood, "_MANY", 0):
        by_article = retrieve(edition.fields, asked, 20)
    assert by_article == retrieve(edition.fields, asked, 20)


@pytest.mark.parametrize("text", _QUESTIONS)
def test_features_of_all_candidates_are_those_of_each(edition: Edition, text: str) -> None:
    question = understand(text, (), edition.analyzer)
    compared = candidates(edition.fields, edition.views, question).compared
    table = measured(compared)
    for name, expected in _one_by_one(compared).items():
        assert table[:, NAMES.index(name)].tolist() == expected, name


def test_views_say_what_stands_in_and_around_facts(edition: Edition) -> None:
    facts, views = edition.facts, Views(edition.fields, edition.analyzer)
    together = views.of(range(len(facts)))
    for position, (fact, view) in enumerate(zip(facts, together, strict=True)):
        first, end = edition.fields.span(int(edition.fields.article[position]))
        assert view.text == fold(fact.text).text
        assert view.said == fold("\n".join((*fact.introductions, fact.text))).text
        assert view.sentence == fold(fact.sentence.text).text
        assert view.before == (fold(facts[position - 1].text).text if position > first else "")
        assert view.after == (fold(facts[position + 1].text).text if position + 1 < end else "")
        assert view.title == fold(fact.citation.title).text
        assert view.figures == figures(view.text)
        assert view.place == position - first
        for text, marks in ((view.text, view.marks), (view.around, view.marks_around)):
            assert marks == {mark for mark, _, _ in edition.analyzer.shared(text)}


def test_views_are_the_same_however_they_are_asked_for(edition: Edition) -> None:
    views = Views(edition.fields, edition.analyzer)
    some = views.of((3, 0, 3))
    assert some == (views[3], views[0], views[3]) == views.of((3, 0, 3))
    assert views.of(()) == ()


@settings(deadline=None)
@given(st.lists(_TEXTS, max_size=5))
def test_marks_of_several_texts_are_those_of_each(texts: list[str]) -> None:
    folded = [fold(text).text for text in texts]
    assert _ANALYZER.marked(folded) == [list(_ANALYZER.shared(text)) for text in folded]


def _stands_for(table: Mapping[str, tuple[str, ...]], text: str) -> list[tuple[str, int, int]]:
    """Return what phrases stand for, and where: each place, the longest phrase first."""
    places = [
        (start, -len(phrase), phrase)
        for phrase in table
        for start in range(len(text))
        if text.startswith(phrase, start)
    ]
    return [
        (meaning, start, start + len(phrase))
        for start, _, phrase in sorted(places)
        for meaning in table[phrase]
    ]


@given(
    st.dictionaries(st.text("低保户", min_size=1, max_size=4), st.just(("甲", "乙"))),
    st.text("低保户金", max_size=12),
)
def test_phrases_are_found_wherever_they_stand(
    table: dict[str, tuple[str, ...]], text: str
) -> None:
    asked = Analyzer(Language(asked=table, written=dict.fromkeys(table, "丙")), Cutter())
    once = dict.fromkeys(table, ("=丙",))
    assert list(asked.shared(text)) == _stands_for(once, text)


def test_what_no_word_is_shared_with_has_features_too(edition: Edition) -> None:
    assert Answerer(0.5).answer(edition, "xyz").facts == ()
