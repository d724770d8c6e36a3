"""Terms of many texts at once against those of each alone, and what they are numbered by."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge import bags
from knowledge.bags import bags_of
from knowledge.language import Language
from knowledge.terms import Analyzer
from knowledge.vocabulary import Kind, Vocabulary, key
from knowledge.words import Cutter

_LANGUAGE = Language(
    (),
    frozenset({"的", "是", "一下", "a"}),
    {"低保": "低保", "保标": "低保", "covid19": "病"},
    {},
)
_PIECES = st.sampled_from(
    [
        "低保标准",
        "一千二百元",
        "40",
        "%",
        "３．５万",
        "乾淨",
        "乾隆",
        "㎡½",
        "e\u0301",
        "ABC",
        "c++",
    ]
) | st.sampled_from(
    [
        "\x01",
        "\n",
        " ",
        "，",
        "的",
        "一下",
        "四成",
        "\ud800",
        "😀",
        "covid19",
        "百分之",
        "二〇二二年",
    ]
)
_TEXTS = st.lists(st.lists(_PIECES | st.text(max_size=3), max_size=6).map("".join), max_size=6)


@pytest.fixture(scope="session")
def rich(cutter: Cutter) -> Analyzer:
    """Return an analyzer with stop words and synonyms."""
    return Analyzer(_LANGUAGE, cutter)


@settings(deadline=None)
@given(_TEXTS, st.sampled_from([1, 8, 1 << 18]))
@example(["¼𠀀"], 1)  # a character of the planes beyond the first after one that is no letter
def test_texts_together_have_the_terms_of_each_alone(
    rich: Analyzer, texts: list[str], at_once: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bags, "_CHARACTERS_AT_ONCE", at_once)
        found = bags_of(texts, rich)
    assert len(found) == len(texts)
    for number, text in enumerate(texts):
        terms = rich.passage(text)
        expected = Counter(
            [key(term.text, Kind.WORDS) for term in terms.words]
            + [key(term.text, Kind.GRAMS) for term in terms.grams]
        )
        held = found.keys[found.numbers[found.starts[number] : found.starts[number + 1]]]
        assert Counter(held.tolist()) == expected
        assert found.lengths(Kind.WORDS)[number] == len(terms.words)
        assert found.lengths(Kind.GRAMS)[number] == len(terms.grams)


_STRINGS = st.text(st.sampled_from("低保标准补贴aé\U00030000\ud800#=1"), min_size=1, max_size=5)


@given(st.sets(st.tuples(_STRINGS, st.sampled_from(Kind))))
def test_different_terms_have_different_numbers(terms: set[tuple[str, Kind]]) -> None:
    keys = {key(term, kind) for term, kind in terms}
    assert len(keys) == len(terms)
    vocabulary = Vocabulary(np.array(sorted(keys), dtype=np.uint64))
    numbers = [vocabulary.number(term, kind) for term, kind in terms]
    assert sorted(numbers) == list(range(len(terms)))


@given(st.sets(_STRINGS), _STRINGS)
def test_what_is_not_in_a_vocabulary_has_no_number(terms: set[str], other: str) -> None:
    keys = sorted(key(term, Kind.GRAMS) for term in terms - {other})
    vocabulary = Vocabulary(np.array(keys, dtype=np.uint64))
    assert vocabulary.number(other, Kind.GRAMS) == -1
    assert vocabulary.numbers([*terms], Kind.WORDS).tolist() == [-1] * len(terms)
