"""Questions grouped by likeness, so that an operator sees what is missing rather than who asked."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.normal import fold

_ALIKE = 0.5
"""Dice's coefficient: half of what two questions are made of, rare pairs counting more."""

# Forms of asking, and what can be done with anything: what is left is what it is about.
_SAYS_NOTHING = re.compile(
    r"[\W_]+|请问|麻烦|您好|你好|谢谢|一下|我想(?:知道|问|了解)?|[吗呢啊呀吧哦的了]"
    r"|怎么样?|怎样|如何|在?哪里|在?哪儿|什么|多少|办理"
)


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask much the same."""

    question: str
    """The one that was asked most often, of several the shortest."""
    count: int
    """How often any of them was asked."""
    others: tuple[str, ...] = ()
    """How else it was asked, the most often first."""


def grouped(questions: Iterable[str]) -> tuple[Group, ...]:
    """Group questions by likeness, those asked most often first.

    Each different question joins the group whose first question it is most alike, or begins one.
    Alike are questions that share pairs of neighbouring characters (Dice 1945), each pair weighed
    by how rare it is (inverse document frequency, Spärck Jones 1972).

    Args:
        questions: As they were written, as often as they were asked.
    """
    asked: dict[str, Counter[str]] = {}
    for question in questions:
        written = " ".join(question.split())
        asked.setdefault(_plain(written), Counter())[written] += 1
    pairs = {plain: _pairs(plain) for plain in asked}
    weights = _rarity(pairs)
    order = sorted(asked, key=lambda plain: (-asked[plain].total(), len(plain), plain))
    groups: dict[str, list[str]] = {}
    holders: dict[str, list[str]] = {}
    for plain in order:
        near = Counter(leader for pair in pairs[plain] for leader in holders.get(pair, ()))
        alike = {leader: _likeness(pairs[plain], pairs[leader], weights) for leader in near}
        best = max(alike, key=lambda leader: alike[leader], default=None)
        if best is not None and alike[best] >= _ALIKE:
            groups[best].append(plain)
            continue
        groups[plain] = [plain]
        for pair in pairs[plain]:
            holders.setdefault(pair, []).append(plain)
    made = [
        _group(sum((asked[plain] for plain in members), Counter())) for members in groups.values()
    ]
    return tuple(sorted(made, key=lambda group: (-group.count, group.question)))


def _plain(question: str) -> str:
    folded = fold(question).text
    return _SAYS_NOTHING.sub("", folded) or folded


def _pairs(plain: str) -> frozenset[str]:
    return frozenset(plain[at : at + 2] for at in range(max(len(plain) - 1, 1)))


def _rarity(pairs: Mapping[str, frozenset[str]]) -> dict[str, float]:
    holding = Counter(pair for each in pairs.values() for pair in each)
    return {pair: math.log1p(len(pairs) / count) for pair, count in holding.items()}


def _likeness(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    def weight(pairs: frozenset[str]) -> float:
        return sum(weights[pair] for pair in pairs)

    return 2 * weight(one & other) / (weight(one) + weight(other))


def _group(written: Counter[str]) -> Group:
    first, *others = sorted(written, key=lambda text: (-written[text], len(text), text))
    return Group(first, written.total(), tuple(others))
