"""How rare characters and their pairs are in Chinese text at large.

In an article of thirty facts nearly every word of a question is rare, or is not there at all;
whether 流浪 or 一下 is missing from a fact makes a difference that the article alone cannot tell.
The table was counted by `changyouda learn` over the facts of the public data that the weights are
learned from, and stands beside them in `background.txt`: a line for each number of facts, and what
stands in so many of them.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

BACKGROUND_FILE = Path(__file__).with_name("background.txt")

LEAST = 5
"""What stands in fewer facts is as rare as anything; half of all pairs are."""


@dataclass(frozen=True, slots=True)
class Background:
    """In how many of many facts characters and pairs stand."""

    facts: int
    held: Mapping[str, int]

    @property
    def highest_rarity(self) -> float:
        """Of what stands nowhere."""
        return math.log(1 + self.facts)

    def rarity(self, gram: str) -> float:
        """Return the inverse document frequency of a character, a pair or a longer word.

        A longer word is as rare as its pairs on average.
        """
        if len(gram) > 2:  # noqa: PLR2004 (a pair)
            pairs = [self.rarity(gram[start : start + 2]) for start in range(len(gram) - 1)]
            return sum(pairs) / len(pairs)
        return math.log((self.facts + 1) / (self.held.get(gram, 0) + 1))


def count(texts: Iterable[str]) -> Background:
    """Count the characters and pairs, punctuation aside, of texts that `normal.fold` has made."""
    held: dict[str, int] = {}
    facts = 0
    for text in texts:
        facts += 1
        pairs = {text[start : start + 2] for start in range(len(text) - 1)}
        for gram in {*text, *pairs}:
            if gram.isalnum():
                held[gram] = held.get(gram, 0) + 1
    return Background(facts, {gram: times for gram, times in held.items() if times >= LEAST})


def written(background: Background) -> str:
    """Return the text of `background.txt`."""
    by_count: dict[int, list[str]] = {}
    for gram, times in background.held.items():
        by_count.setdefault(times, []).append(gram)
    lines = [f"{times} {' '.join(sorted(by_count[times]))}" for times in sorted(by_count)]
    return "\n".join((f"{background.facts}", *lines)) + "\n"


@cache
def shipped_background() -> Background:
    """Return the table that ships; read at the first use."""
    first, *lines = BACKGROUND_FILE.read_text(encoding="utf-8").splitlines()
    held: dict[str, int] = {}
    for line in lines:
        times, *grams = line.split(" ")
        held.update(dict.fromkeys(grams, int(times)))
    return Background(int(first), held)
