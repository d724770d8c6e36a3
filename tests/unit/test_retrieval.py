"""What is retrieved against BM25Plus and local coverage, worked out over whole passages."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import log1p

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

from knowledge import retrieval
from knowledge.compiled import Compiled, Place, join
from knowledge.fields import FieldName, Fields, build_fields
from knowledge.language import Language
from knowledge.model import Citation, Fact, FactKind
from knowledge.passages import compile_facts
from knowledge.piece import Piece
from knowledge.retrieval import Asked, retrieve
from knowledge.terms import Analyzer, Terms
from knowledge.vocabulary import Kind
from knowledge.words import Cutter

_CHARACTERS = st.text(st.sampled_from("低保标准补贴，a1 千二%"), min_size=1, max_size=8)
_TITLES = st.sampled_from(["低保", "补贴标准", "养老", ""])
_SPOKEN = st.sampled_from(
    ["低保标准", "补贴是多少", "一千二", "养老补贴", "没有的东西", "准a1", ""]
)


@st.composite
def _articles(draw: st.DrawFn) -> list[list[Fact]]:
    return [_article(draw, f"{number}.txt") for number in range(draw(st.integers(1, 5)))]


def _article(draw: st.DrawFn, name: str) -> list[Fact]:
    """Draw facts, some of which are clauses of one sentence, under headings that come again."""
    title, facts, start = draw(_TITLES), [], 0
    for _ in range(draw(st.integers(1, 5))):
        headings = tuple(draw(st.lists(_TITLES.filter(bool), max_size=2)))
        introduction = tuple(
            Piece.of(text, 0, len(text))
            for text in draw(st.lists(_TITLES.filter(bool), max_size=1))
        )
        clauses = draw(st.lists(_CHARACTERS, min_size=1, max_size=2))
        text = "".join(clauses)
        sentence = Piece.of(" " * start + text, start, start + len(text))
        for clause in clauses:
            piece = Piece.of(" " * start + clause, start, start + len(clause))
            citation = Citation(name, title, headings, 1, None, None)
            kind = draw(st.sampled_from([FactKind.SENTENCE, FactKind.TITLE]))
            names = draw(st.sampled_from([(), ("标题", "叫什么")]))
            facts.append(Fact(piece, sentence, citation, kind, introduction, names))
            start += len(clause)
    return facts


class _Definition:
    """The measures as they are defined: every field a corpus of its own."""

    def __init__(self, facts: Sequence[Fact], analyzer: Analyzer) -> None:
        self._facts = facts
        self._terms = analyzer.passage

    def measured(self, asked: Asked) -> list[dict[str, float]]:
        """Return for each fact what each measure gives."""
        return [
            {measure.name: column[position] for measure, column in self._columns(asked)}
            for position in range(len(self._facts))
        ]

    def _columns(self, asked: Asked) -> list[tuple[retrieval.Measure, list[float]]]:
        return [
            (
                measure,
                self._coverage(measure.kind, asked.of(measure.kind))
                if measure.field is None
                else self._shares(measure.field, measure.kind, asked.of(measure.kind)),
            )
            for measure in retrieval.MEASURES
        ]

    def _shares(self, name: FieldName, kind: Kind, asked: Mapping[str, float]) -> list[float]:
        passages = self._passages(name, kind)
        if not any(passages.values()):
            return [0.0] * len(self._facts)
        bm25 = BM25Plus(list(passages.values()))
        most = sum(weight * bm25.idf.get(term, 0.0) for term, weight in asked.items())
        scores = sum(
            (weight * bm25.get_scores([term]) for term, weight in asked.items()),
            start=0 * bm25.get_scores([]),
        )
        shares = {
            passage: score / (3.5 * most) if most and not asked.keys().isdisjoint(terms) else 0.0
            for (passage, terms), score in zip(passages.items(), scores, strict=True)
        }
        return [shares[_passage(name, position, fact)] for position, fact in enumerate(self._facts)]

    def _passages(self, name: FieldName, kind: Kind) -> dict[Hashable, list[str]]:
        passages: dict[Hashable, list[str]] = {}
        for position, fact in enumerate(self._facts):
            passage = _passage(name, position, fact)
            first = passage not in passages
            terms = passages.setdefault(passage, [])
            for text in _texts(name, fact, first=first):
                terms += _of_kind(self._terms(text), kind)
        return passages

    def _coverage(self, kind: Kind, asked: Mapping[str, float]) -> list[float]:
        held = [frozenset(_of_kind(self._terms(_own(fact)), kind)) for fact in self._facts]
        groups = defaultdict(list)
        for fact, terms in zip(self._facts, held, strict=True):
            groups[fact.citation.article].append(terms)
        found = []
        for fact, terms in zip(self._facts, held, strict=True):
            group = groups[fact.citation.article]
            rarity = {
                term: weight * _rarity(len(group), sum(term in other for other in group))
                for term, weight in asked.items()
            }
            total = sum(rarity.values())
            share = sum(rarity[term] for term in asked if term in terms)
            found.append(share / total if total else 0.0)
        return found


def _rarity(facts: int, holders: int) -> float:
    return log1p((facts - holders + 0.5) / (holders + 0.5))


def _of_kind(terms: Terms, kind: Kind) -> list[str]:
    return [term.text for term in (terms.words if kind is Kind.WORDS else terms.grams)]


def _own(fact: Fact) -> str:
    own = () if fact.kind is FactKind.TITLE else (fact.text,)
    return " ".join((*own, *fact.names))


def _passage(name: FieldName, position: int, fact: Fact) -> Hashable:
    cited = fact.citation
    return {
        FieldName.FACT: position,
        FieldName.CONTEXT: position,
        FieldName.SENTENCE: (cited.article, fact.sentence.start),
        FieldName.SECTION: (cited.article, cited.headings),
        FieldName.ARTICLE: cited.article,
    }[name]


def _texts(name: FieldName, fact: Fact, *, first: bool) -> Iterator[str]:
    cited, introduction = fact.citation, "\n".join(fact.introductions)
    headings = "\n".join(cited.headings)
    yield _own(fact)
    if name in {FieldName.CONTEXT, FieldName.SECTION, FieldName.ARTICLE}:
        yield introduction
    if name in {FieldName.CONTEXT, FieldName.ARTICLE} or (name is FieldName.SECTION and first):
        yield headings
    if name is FieldName.CONTEXT or (name is not FieldName.SENTENCE and first):
        yield cited.title


@pytest.fixture(scope="session")
def rich(cutter: Cutter) -> Analyzer:
    """Return an analyzer with stop words and synonyms."""
    written = {"低保": "低保", "补贴": "津贴"}
    asked = {phrase: (concept,) for phrase, concept in written.items()}
    return Analyzer(Language((), frozenset({"是", "多少"}), written, asked), cutter)


def _asked(analyzer: Analyzer, text: str) -> Asked:
    terms = analyzer.question(text)
    half = {term.text: 0.5 if number % 2 else 1.0 for number, term in enumerate(terms.grams)}
    return Asked({term.text: 1.0 for term in terms.words}, half)


def _facts(articles: Iterable[Iterable[Fact]]) -> tuple[Fact, ...]:
    return tuple(fact for article in articles for fact in article)


@settings(max_examples=40, deadline=None)
@given(articles=_articles(), spoken=_SPOKEN)
def test_each_measure_is_what_it_is_defined_as(
    rich: Analyzer, articles: list[list[Fact]], spoken: str
) -> None:
    facts, asked = _facts(articles), _asked(rich, spoken)
    found = retrieve(build_fields(facts, rich), asked, len(facts))
    expected = _Definition(facts, rich).measured(asked)
    for each in found:
        assert each.shares == pytest.approx(expected[each.position], abs=1e-5)
    totals = {
        position: sum(measure.weight * shares[measure.name] for measure in retrieval.MEASURES)
        for position, shares in enumerate(expected)
        if shares["grams of the context"] > 0
    }
    assert {each.position for each in found} == set(totals)
    order = [totals[each.position] for each in found]
    assert order == pytest.approx(sorted(order, reverse=True), abs=1e-5)


@settings(max_examples=30, deadline=None)
@given(articles=_articles(), spoken=_SPOKEN)
def test_what_is_measured_closely_is_measured_alike(
    rich: Analyzer, articles: list[list[Fact]], spoken: str
) -> None:
    fields = build_fields(_facts(articles), rich)
    asked = _asked(rich, spoken)
    everything = {each.position: each.shares for each in retrieve(fields, asked, 100)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(retrieval, "MEASURED", 4)
        few = retrieve(fields, asked, 100)
    assert len(few) == min(len(few), 4)
    for each in few:
        assert each.shares == pytest.approx(everything[each.position], abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(articles=_articles(), data=st.data())
def test_articles_joined_are_articles_compiled_together(
    rich: Analyzer, articles: list[list[Fact]], data: st.DataObject
) -> None:
    """One changed article of many costs no more than itself."""
    order = data.draw(st.permutations(range(len(articles))))
    kept = order[: data.draw(st.integers(1, len(order)))]
    gone = [articles[number] for number in order[len(kept) :]]
    before = compile_facts(articles, rich)
    new = compile_facts([_article_of(["新的补贴，低保"], "new.txt")], rich)
    plan = [Place(0, number) for number in kept]
    plan.insert(data.draw(st.integers(0, len(plan))), Place(1, 0))
    joined = join([before, new], plan, compile_facts(gone, rich) if gone else None)
    together = compile_facts(
        [
            articles[place.article]
            if place.source == 0
            else _article_of(["新的补贴，低保"], "new.txt")
            for place in plan
        ],
        rich,
    )
    _assert_same(joined, together)


def _article_of(texts: Sequence[str], name: str) -> list[Fact]:
    citation = Citation(name, "标题", (), 1, None, None)
    pieces = [Piece.of(text, 0, len(text)) for text in texts]
    return [Fact(piece, piece, citation, FactKind.SENTENCE) for piece in pieces]


def _assert_same(one: Compiled, other: Compiled) -> None:
    assert one.keys.tolist() == other.keys.tolist()
    for mapping in ("starts", "references", "frequencies", "lengths"):
        ours, theirs = getattr(one, mapping), getattr(other, mapping)
        assert {name: values.tolist() for name, values in ours.items()} == {
            name: values.tolist() for name, values in theirs.items()
        }
    for space, postings in one.postings.items():
        for part in ("starts", "positions", "repeated", "counts"):
            ours, theirs = getattr(postings, part), getattr(other.postings[space], part)
            assert ours.tolist() == theirs.tolist()


def test_several_threads_find_what_one_finds(analyzer: Analyzer) -> None:
    texts = [f"第{number}条低保标准是{number}元，补贴{number % 7}次。" for number in range(900)]
    articles = [_article_of(texts[start : start + 30], f"{start}") for start in range(0, 900, 30)]
    fields: Fields = build_fields(_facts(articles), analyzer)
    asked = [_asked(analyzer, f"第{number}条补贴几次") for number in range(0, 900, 45)]
    alone = [retrieve(fields, each, 10) for each in asked]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda each: retrieve(fields, each, 10), asked * 3))
    assert together == alone * 3


def test_no_fact_answers_nothing(analyzer: Analyzer) -> None:
    fields = build_fields((), analyzer)
    assert retrieve(fields, Asked({"低保": 1.0}, {"低": 1.0}), 5) == ()
