"""Terms: what a question and a passage have in common, and where it stands in either."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language import Language, load_language
from knowledge.terms import Analyzer, Term, Terms
from knowledge.words import Cutter

STOP_WORDS = ("请问", "多少", "一个", "的", "是", "给", "钱")
SYNONYMS = """
two_way:
  - [低保, 最低生活保障]
  - [老年人, 老人, 長者]
one_way:
  要饭的: [流浪乞讨人员]
  爷爷: [老年人]
"""


@pytest.fixture(scope="module")
def language(tmp_path_factory: pytest.TempPathFactory) -> Language:
    """Return an operator's language."""
    folder = tmp_path_factory.mktemp("config")
    (folder / "stop_words.txt").write_text("\n".join(STOP_WORDS), encoding="utf-8")
    (folder / "synonyms.yaml").write_text(SYNONYMS, encoding="utf-8")
    return load_language(folder)


@pytest.fixture(scope="module")
def speaking(language: Language, cutter: Cutter) -> Analyzer:
    """Return an analyzer that knows the operator's language."""
    return Analyzer(language, cutter)


def _texts(terms: tuple[Term, ...]) -> list[str]:
    return [term.text for term in terms]


def _all(terms: Terms) -> list[Term]:
    return [*terms.words, *terms.grams]


def _concepts(terms: Terms) -> set[str]:
    return {term.text for term in terms.grams if term.text.startswith("=")}


def test_words_are_those_of_the_dictionary(analyzer: Analyzer) -> None:
    assert _texts(analyzer.passage("市民政局提高标准").words) == ["市", "民政局", "提高", "标准"]


def test_grams_are_characters_and_neighbours(analyzer: Analyzer) -> None:
    assert _texts(analyzer.passage("床位数").grams) == ["床", "床位", "位", "位数", "数"]


@pytest.mark.parametrize("mark", [",", "，", " ", "\n", "。", "“", "a"])
def test_no_gram_reaches_over_a_mark(analyzer: Analyzer, mark: str) -> None:
    assert {"床位", "位数"}.isdisjoint(_texts(analyzer.passage(f"床{mark}位{mark}数").grams))


def test_latin_words_and_figures_are_whole(analyzer: Analyzer) -> None:
    grams = _texts(analyzer.passage("使用APP登录12345热线").grams)
    assert {"app", "12345", "#12345"} <= set(grams)
    assert {"a", "ap", "1", "12"}.isdisjoint(grams)


def test_rare_characters_of_names_are_grams(analyzer: Analyzer) -> None:
    assert "𬍛𠀀" in _texts(analyzer.passage("𬍛𠀀").grams)


@pytest.mark.parametrize("text", ["", " \n　", "。！？", "🙏🙏", "\u200b", "——"])
def test_what_says_nothing_has_no_terms(analyzer: Analyzer, text: str) -> None:
    assert analyzer.passage(text) == Terms()
    assert analyzer.question(text) == Terms()


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("補貼標準", "补贴标准"),
        ("８５０元", "850元"),
        ("百分之四十", "40%"),
        ("四成", "40%—60%"),
        ("五万八千名", "5.8万名"),
        ("App", "APP"),
    ],
)
def test_ways_of_writing_share_a_term(analyzer: Analyzer, asked: str, written: str) -> None:
    question, passage = analyzer.question(asked), analyzer.passage(written)
    assert set(_texts(question.words)) & set(_texts(passage.words))
    assert set(_texts(question.grams)) & set(_texts(passage.grams))


def test_words_that_only_ask_are_no_terms(speaking: Analyzer) -> None:
    terms = speaking.question("请问低保的标准是多少钱")
    assert set(STOP_WORDS).isdisjoint(_texts(terms.words))
    grams = _texts(terms.grams)
    assert {"低保", "标准"} <= set(grams)
    assert {"请问", "请", "问", "多", "少", "多少", "的", "钱"}.isdisjoint(grams)
    # Nothing joins what a word that only asks has parted.
    assert {"问低", "准多"}.isdisjoint(grams)


def test_a_passage_keeps_the_characters_of_words_that_only_ask(speaking: Analyzer) -> None:
    assert "多少" in _texts(speaking.passage("不论多少").grams)


def test_the_longest_word_that_only_asks_is_taken(cutter: Cutter) -> None:
    language = Language(stop_words=frozenset({"多少", "多少钱", "钱"}))
    assert _texts(Analyzer(language, cutter).question("多少钱").grams) == []


def test_an_operators_word_is_never_cut(cutter: Cutter, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("常有众扶\n", encoding="utf-8")
    words = load_language(tmp_path).words
    text = "开展常有众扶行动"
    assert "常有众扶" not in [word for word, _, _ in cutter.cut(text)]
    assert "常有众扶" in [word for word, _, _ in Cutter(words).cut(text)]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("低保标准", "最低生活保障标准"),
        ("最低生活保障标准", "低保标准"),
        ("老人", "為長者服務"),
        ("长者", "老年人"),
    ],
)
def test_two_way_synonyms_stand_for_one_another(
    speaking: Analyzer, asked: str, written: str
) -> None:
    assert _concepts(speaking.question(asked)) & _concepts(speaking.passage(written))


@pytest.mark.parametrize(
    ("asked", "written"), [("要饭的", "救助流浪乞讨人员"), ("爷爷", "老人"), ("爺爺", "老年人")]
)
def test_one_way_synonyms_lead_from_what_is_asked_to_what_is_written(
    speaking: Analyzer, asked: str, written: str
) -> None:
    assert _concepts(speaking.question(asked)) & _concepts(speaking.passage(written))
    assert not _concepts(speaking.question(written)) & _concepts(speaking.passage(asked))


def test_synonyms_stand_in_both_kinds_of_terms(speaking: Analyzer) -> None:
    terms = speaking.question("长者")
    assert "=老年人" in _texts(terms.words)
    assert "=老年人" in _texts(terms.grams)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bed", True),
        ("care bed 有几张", True),
        ("BED数", True),
        ("bedroom", False),
        ("embed", False),
        ("一bed房", True),
    ],
)
def test_a_latin_phrase_is_a_whole_word(cutter: Cutter, text: str, *, found: bool) -> None:
    language = Language(asked={"bed": ("床位",)})
    assert _concepts(Analyzer(language, cutter).question(text)) == ({"=床位"} if found else set())


def test_a_phrase_within_a_phrase_counts_too(cutter: Cutter) -> None:
    language = Language(written={"低保": "低保", "低保边缘": "低保边缘"})
    concepts = _concepts(Analyzer(language, cutter).passage("低保边缘家庭"))
    assert concepts == {"=低保", "=低保边缘"}


def test_a_concept_leads_back_to_the_phrase_that_was_written(speaking: Analyzer) -> None:
    text = "关于最低\u200b生活保障標準"
    terms = speaking.passage(text)
    spans = {text[term.start : term.end] for term in terms.grams if term.text == "=低保"}
    assert spans == {"最低\u200b生活保障"}


@pytest.mark.parametrize(
    ("text", "term", "written"),
    [
        ("補貼標準", "标准", "標準"),
        ("每月８５０元", "#850", "８５０"),
        ("按百分之四十", "#40%", "百分之四十"),
        ("面积65㎡", "#65", "65"),
        ("ＡＰＰ登录", "app", "ＡＰＰ"),
    ],
)
def test_a_term_leads_back_to_what_was_written(
    analyzer: Analyzer, text: str, term: str, written: str
) -> None:
    found = {text[entry.start : entry.end] for entry in _all(analyzer.passage(text))}
    assert written in found
    assert term in {entry.text for entry in _all(analyzer.passage(text))}


_TEXTS = st.text(
    st.sampled_from("低保標準老人要饭的８５一千㎡ﬁ①½é\u0301\u200b👨‍ 　aZ9.,，%") | st.characters(),
    max_size=40,
)


@given(_TEXTS)
def test_no_text_fails_and_each_term_stands_in_it(speaking: Analyzer, text: str) -> None:
    for terms in (speaking.passage(text), speaking.question(text)):
        for term in _all(terms):
            assert term.text
            assert 0 <= term.start < term.end <= len(text)


def test_a_phrase_at_the_end_is_found_once_beside_longer_ones(cutter: Cutter) -> None:
    language = Language(
        written={"低保": "低保", "低保边缘": "低保边缘"},
        asked={"低保": ("低保",), "低保边缘": ("低保边缘",)},
    )
    analyzer = Analyzer(language, cutter)
    concepts = [term for term in analyzer.question("问低保").grams if term.text.startswith("=")]
    assert concepts == [Term("=低保", 1, 3)]
