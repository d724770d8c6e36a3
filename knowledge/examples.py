"""Questions that an edition answers for certain, made of its own words.

A figure with its unit and what stands before it in the fact make a question (老年助餐点304个:
老年助餐点有多少个？), which is kept only where the edition answers it by that very fact.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice, zip_longest

from knowledge.answer import Answerer
from knowledge.library import Edition
from knowledge.model import Fact

_MOST_TRIED = 60
"""Questions tried on an edition: an answer takes some milliseconds, and somebody waits."""

_NUMBER = r"\d[\d,.]*[百千万亿]*余?"
_CLASSIFIERS = "个家所处座张条项户名人件种台套间次天年岁度"
_AFTER = r"(?=[,，;；。、)）]|$)"

# 老年助餐点304个, 护理型床位占比达到72%; from where a clause begins to where one may end.
_FIGURE = re.compile(
    r"(?:^|(?<=[,，;；。:：]))(?!累计|其中|共|已|全|并|每|约|近)(?P<noun>[㐀-鿿]{3,14}?)"
    r"(?:达到|达|为|是|有|共有|共|约|近|超过|超)?"
    rf"(?P<number>{_NUMBER})(?P<unit>人次|[{_CLASSIFIERS}]|元|%|％){_AFTER}"
)
# 将最低生活保障标准提高到每人每月1000元.
_STANDARD = re.compile(
    r"(?:^|(?<=[将把,，;；。:：的]))(?P<noun>[㐀-鿿]{2,10}(?:标准|金额|补贴|补助|津贴|费用?))"
    r"(?:提高到|提高至|调整为|调整到|增加到|为|是)(?:每[㐀-鿿]{1,2}){0,2}"
    rf"(?P<number>{_NUMBER})(?P<unit>元)"
)


def examples(edition: Edition, answerer: Answerer, most: int = 3) -> tuple[str, ...]:
    """Return questions that an edition answers, of as many sections as there are.

    Args:
        edition: What is asked.
        answerer: What answers.
        most: How many at most; fewer where the articles give no more.
    """
    tried = islice(_spread(edition), _MOST_TRIED)
    kept = (question for question, fact in tried if _is_answered(edition, answerer, question, fact))
    return tuple(dict.fromkeys(islice(kept, most)))


def _spread(edition: Edition) -> Iterator[tuple[str, Fact]]:
    """Yield questions with their facts, one section after another, figures first."""
    sections: dict[tuple[str, tuple[str, ...]], list[tuple[str, Fact]]] = {}
    for fact in edition.facts:
        for question in _questions(fact):
            place = (fact.citation.article, fact.citation.headings[:1])
            sections.setdefault(place, []).append((question, fact))
    for row in zip_longest(*sections.values()):
        yield from (entry for entry in row if entry is not None)
    yield from _about_articles(edition)


def _questions(fact: Fact) -> Iterator[str]:
    if fact.kind.of_article:
        return
    for found in chain(_STANDARD.finditer(fact.text), _FIGURE.finditer(fact.text)):
        noun, unit = found["noun"], found["unit"]
        yield f"{noun}是多少？" if unit in "元%％" else f"{noun}有多少{unit}？"


def _about_articles(edition: Edition) -> Iterator[tuple[str, Fact]]:
    """Yield what can be asked of any article: its sections by their titles."""
    seen: set[tuple[str, ...]] = set()
    for fact in edition.facts:
        headings = fact.citation.headings
        if headings and headings not in seen and not fact.kind.of_article:
            seen.add(headings)
            yield headings[-1].strip().rstrip("。"), fact


def _is_answered(edition: Edition, answerer: Answerer, question: str, fact: Fact) -> bool:
    answer = answerer.answer(edition, question)
    if not answer.facts or answer.readings or answer.disagreeing:
        return False
    first = answer.facts[0].fact
    return first.piece == fact.piece and first.citation == fact.citation
