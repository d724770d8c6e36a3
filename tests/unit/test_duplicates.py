"""Articles and facts that are there twice, or nearly."""

from collections.abc import Mapping
from random import Random

import pytest

from knowledge.editions.duplicates import AlikeArticles, AlikeFacts, Duplicates
from knowledge.readers import read_bytes
from knowledge.segment import segment

# Characters without a meaning together, so that no two texts are alike by their subject.
_CHARACTERS = [chr(code) for code in range(0x4E00, 0x5E00)]


def _text(seed: int, sentences: int = 40) -> list[str]:
    rng = Random(seed)  # noqa: S311 (texts, not secrets)
    return ["".join(rng.choices(_CHARACTERS, k=20)) + "。" for _ in range(sentences)]


def _find(
    files: Mapping[str, str], among: frozenset[str] | None = None, finder: Duplicates | None = None
) -> tuple[tuple[AlikeArticles, ...], tuple[AlikeFacts, ...]]:
    documents = {name: read_bytes(text.encode(), name) for name, text in files.items()}
    return (finder or Duplicates()).find(documents, lambda name: segment(documents[name]), among)


def test_the_same_text_in_another_format_and_script() -> None:
    lines = [*_text(1), "国家规定的标准为每人每月950元。"]
    text = "\n".join(lines)
    articles, _ = _find(
        {"a.txt": text, "b.html": f"<p>{'</p><p>'.join(lines)}</p>", "c.txt": "\n".join(_text(2))}
    )
    assert [(pair.first, pair.second, pair.likeness) for pair in articles] == [
        ("a.txt", "b.html", 1.0)
    ]


@pytest.mark.parametrize(
    ("changed", "alike"), [(0, True), (2, True), (4, True), (20, False), (40, False)]
)
def test_a_revision_is_alike_and_another_article_is_not(changed: int, alike: bool) -> None:  # noqa: FBT001
    """Of forty sentences some are others; the share of common runs follows from how many."""
    before, other = _text(1), _text(2)
    after = [*other[:changed], *before[changed:]]
    articles, _ = _find({"a.txt": "\n".join(before), "b.txt": "\n".join(after)})
    assert bool(articles) is alike
    if articles:
        expected = (40 - changed) / (40 + changed)
        assert articles[0].likeness == pytest.approx(expected, abs=0.1)


def test_only_what_concerns_some_articles() -> None:
    text = "\n".join(_text(1))
    files = {"a.txt": text, "b.txt": text, "c.txt": "\n".join(_text(2))}
    assert _find(files, frozenset({"c.txt"})) == ((), ())
    assert len(_find(files, frozenset({"b.txt"}))[0]) == 1


def test_facts_that_differ_in_figures_alone_come_first() -> None:
    same = "申请人应当向户籍所在地的乡镇提出申请。"
    files = {
        "a.txt": f"甲市通知\n{same}\n低保标准是每人每月９５０元。\n",
        "b.txt": f"乙市办法\n{same}\n低保标准是每人每月1050元！\n",
    }
    _, facts = _find(files)
    assert [([fact.text for fact in alike.facts], alike.differ) for alike in facts] == [
        (["低保标准是每人每月９５０元。", "低保标准是每人每月1050元！"], True),
        ([same, same], False),
    ]


def test_short_facts_and_those_within_one_article_are_left_alone() -> None:
    _, facts = _find(
        {
            "a.txt": "甲市通知\n办理免费。\n" + "同一句话在一篇里写了两遍。\n" * 2,
            "b.txt": "乙市办法\n办理免费。\n",
        }
    )
    assert facts == ()


def test_a_form_letter_is_not_told_pair_by_pair() -> None:
    same = "申请人应当向户籍所在地的乡镇提出申请。"
    files = {f"{number}.txt": f"{_text(number, 1)[0]}\n{same}\n" for number in range(60)}
    assert _find(files)[1] == ()


def test_what_was_looked_at_is_remembered_and_what_is_gone_forgotten() -> None:
    finder = Duplicates()
    text = "\n".join(_text(1))
    assert _find({"a.txt": text}, finder=finder) == ((), ())
    articles, _ = _find({"a.txt": text, "b.txt": text}, frozenset({"b.txt"}), finder)
    assert [(pair.first, pair.second) for pair in articles] == [("a.txt", "b.txt")]
    assert _find({"b.txt": text, "c.txt": "\n".join(_text(2))}, finder=finder) == ((), ())
