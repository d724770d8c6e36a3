"""What a message asks, apart from the story before it and the politeness around it.

我妈今年七十多了腿脚不好，听说街道有给老人吃饭的点，想问常州一共建了多少个？ asks its last clause;
what comes before only helps where that says too little.
"""

import re
from dataclasses import dataclass

from knowledge.asking.words import asks
from knowledge.normal import fold

# What counts little is not worth a clause of its own: below this nobody tells a story.
_SHORT_MESSAGE = 24
# A clause that asks and says less than this leans on the one before it.
_FEW_CHARACTERS = 4

_BEFORE_THE_QUESTION = 0.6
_BACKGROUND = 0.3

_CLAUSE = re.compile(r"[^，,。；;！!？?\n…~～]+[，,。；;！!？?\n…~～]*")
_POLITE = re.compile(
    r"^\W*(?:(?:你|您|大家|各位|老师|同志|领导|请|麻烦|劳驾|打扰)(?:们|一下|了|好|您|你)*\W*)+$"
    r"|^\W*(?:非常|十分)?(?:谢谢|感谢|多谢|拜托|辛苦)(?:了|啦|你|您|大家)*\W*$"
    r"|(?:听不懂|不太?(?:懂|明白|清楚|会用)|求(?:解答|告知|帮助)|急急*|在线等)\W*$"
)
_EMPTY = re.compile(
    r"多少|几[个次家户天]?|什么|怎么样?|怎样|如何|哪[里些个]?|为什么|是不是|能不能|可不可以|有没有|可以|应该|需要"
    r"|想?(?:请问|问)一?下?|想知道|我们?|你们?|这种|这样|情况|[的了吗呢呀啊吧嘛能是要会有就还那这]"
)
_CONTENT = re.compile(r"[㐀-鿿]|[a-z]+|\d+")


@dataclass(frozen=True, slots=True)
class Said:
    """A text, and how much each of its characters counts in looking for an answer."""

    text: str
    """As it was written."""
    weights: tuple[float, ...]
    """0..1, one for each character."""

    @classmethod
    def plainly(cls, text: str) -> "Said":
        """Return a text all of which counts in full."""
        return cls(text, (1.0,) * len(text))

    def weight(self, start: int, end: int) -> float:
        """Return what a stretch of the text counts: as much as its characters do on average."""
        return sum(self.weights[start:end]) / (end - start) if end > start else 0.0

    def scaled(self, factor: float) -> "Said":
        """Return the text counting less."""
        return Said(self.text, tuple(weight * factor for weight in self.weights))

    def without(self, start: int, end: int, weight: float = 0.0) -> "Said":
        """Return the text with a stretch that counts at most `weight`."""
        lowered = tuple(min(each, weight) for each in self.weights[start:end])
        return Said(self.text, (*self.weights[:start], *lowered, *self.weights[end:]))

    @property
    def asking(self) -> str:
        """The part that counts in full: the question proper."""
        most = max(self.weights, default=0.0)
        chars = zip(self.text, self.weights, strict=True)
        return "".join(char for char, weight in chars if weight == most)


def question_proper(text: str) -> Said:
    """Return a message with what is no part of its question counting less."""
    clauses = [(found.start(), found.end()) for found in _CLAUSE.finditer(text)]
    weights = [1.0] * len(text)
    asking = [asks(fold(text[start:end]).text) for start, end in clauses]
    for start, end in clauses:
        if len(clauses) > 1 and _POLITE.search(fold(text[start:end]).text):
            weights[start:end] = [0.0] * (end - start)
    if len(text) <= _SHORT_MESSAGE or not any(asking):
        return Said(text, tuple(weights) if any(weights) else (1.0,) * len(text))
    first = asking.index(True)
    proper = "".join(
        text[slice(*span)] for span, asked in zip(clauses, asking, strict=True) if asked
    )
    leans = _said(proper) < _FEW_CHARACTERS
    before = 1.0 if leans else _BEFORE_THE_QUESTION
    background = _BEFORE_THE_QUESTION if leans else _BACKGROUND
    for number, (start, end) in enumerate(clauses):
        if not asking[number] and weights[start]:
            weight = before if number == first - 1 else background
            weights[start:end] = [weight] * (end - start)
    return Said(text, tuple(weights))


def _said(clause: str) -> int:
    """Return how many characters and words of a clause may say what is asked about."""
    return len(_CONTENT.findall(_EMPTY.sub("", fold(clause).text)))
