"""Slips of the keyboard: 底保 for 低保, 铺具 for 辅具, Changzhou for 常州.

A character is mended only where the articles hold none of its pairs with the characters beside it,
where it is part of no word that a dictionary knows, and where one that sounds or looks alike makes
a word of the articles with others that are part of none. No list of the articles' words is needed
for it: the few characters that may be meant are tried one by one, so that the cost does not grow
with the articles.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

from knowledge.asking.words import asking_spans
from knowledge.normal import fold

CHARACTERS_FILE = Path(__file__).with_name("characters.txt")

WEIGHT_OF_MENDED = 0.7
"""What a mended word counts: less than one that is written so."""

_HAN = re.compile(r"[㐀-鿿]{2,}")
_LATIN = re.compile(r"(?<![a-z])[a-z]{4,}(?![a-z])")
# Those who speak a southern dialect, or type as they speak, do not tell these apart.
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_MOST_TRIED = 400
"""Of a latin word's readings as Chinese characters."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A question as it was probably meant."""

    text: str
    changed: tuple[tuple[int, int], ...] = ()
    """Spans of `text` that were written otherwise."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """What is needed to know a slip from a word."""

    written: Callable[[str], bool]
    """Whether the articles hold a character, or two side by side."""
    is_word: Callable[[str], bool]
    """Whether a dictionary or the operator knows a word, or the articles have it for one."""
    cut: Callable[[str], Iterable[tuple[str, int, int]]]
    """Cuts a text into words, each with its start and end."""

    def mend(self, text: str) -> Mended:
        """Return a question as it was probably meant; as it is where nothing is amiss."""
        folded = fold(text)
        slips = sorted(self._slips(folded.text))
        if not slips:
            return Mended(text)
        pieces: list[str] = []
        changed: list[tuple[int, int]] = []
        past = length = 0
        for start, end, meant in slips:
            first, last = folded.span(start, end)
            pieces += [text[past:first], meant]
            length += first - past
            changed.append((length, length + len(meant)))
            length += len(meant)
            past = last
        return Mended("".join((*pieces, text[past:])), tuple(changed))

    def _slips(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield what is mended in a folded text: where it stands, and what is meant."""
        for run in _HAN.finditer(text):
            if all(map(self.written, _pairs(run.group()))):
                continue
            yield from self._slips_in_run(run.group(), run.start())
        for word in _LATIN.finditer(text):
            if meant := self._spelled_out(word.group()):
                yield word.start(), word.end(), meant

    def _slips_in_run(self, run: str, offset: int) -> Iterator[tuple[int, int, str]]:
        known = bytearray(len(run))
        words = (each for each in self.cut(run) if each[2] - each[1] > 1 and self.is_word(each[0]))
        for start, end in (*((start, end) for _, start, end in words), *asking_spans(run)):
            known[start:end] = b"\1" * (end - start)
        candidates = [
            (self._support(run, known, index, char), -index, char)
            for index in range(len(run))
            if not known[index] and not any(map(self.written, _beside(run, index)))
            for char in alike(run[index])
        ]
        support, place, char = max(candidates, key=lambda each: each[:2], default=(0, 0, ""))
        if support:
            index = offset - place
            yield index, index + 1, char

    def _support(self, run: str, known: bytearray, index: int, char: str) -> int:
        """Return how long a word a character makes with those beside it; 0 where it makes none."""
        before, after = run[max(0, index - 1) : index], run[index + 1 : index + 2]
        # Each word has one of these pairs. Of a hundred characters tried most make neither, or are
        # not in the articles at all.
        if not self.written(char) or not (
            (before and self.written(before + char)) or (after and self.written(char + after))
        ):
            return 0
        mended = run[:index] + char + run[index + 1 :]
        for length in (3, 2):
            for start in range(max(0, index - length + 1), index + 1):
                word = mended[start : start + length]
                if len(word) < length or any(known[start : start + length]):
                    continue
                if all(map(self.written, _pairs(word))) and self.is_word(word):
                    return length
        return 0

    def _spelled_out(self, word: str) -> str | None:
        """Return the characters of the articles that a latin word spells in pinyin."""
        for syllables in _syllables(word):
            if len(syllables) != 2:  # noqa: PLR2004 (places and most words have two)
                continue
            first, second = (_sounds().get(syllable, "") for syllable in syllables)
            for tried, (one, two) in enumerate(product(first, second)):
                if tried > _MOST_TRIED:
                    break
                if self.written(one + two) and self.is_word(one + two):
                    return one + two
        return None


def _pairs(run: str) -> Iterator[str]:
    return (run[index : index + 2] for index in range(len(run) - 1))


def _beside(run: str, index: int) -> Iterator[str]:
    """Yield the pairs that a character makes with its neighbours."""
    return _pairs(run[max(0, index - 1) : index + 2])


def _syllables(word: str) -> Iterator[tuple[str, ...]]:
    """Yield the ways in which a latin word can be read as pinyin."""
    if not word:
        yield ()
        return
    for length in range(min(6, len(word)), 0, -1):
        if word[:length] in _sounds():
            for rest in _syllables(word[length:]):
                yield (word[:length], *rest)


@lru_cache(2048)
def alike(char: str) -> str:
    """Return the characters that a character may have been written for, likeliest first."""
    sounds, loose = _sounds(), _loose_sounds()
    syllables = _syllables_of().get(char, ())
    exact = (sounds[syllable] for syllable in syllables)
    looks = (group for group in _looks() if char in group)
    nearly = (loose[_loosely(syllable)] for syllable in syllables)
    found = dict.fromkeys("".join((*exact, *looks, *nearly)))
    found.pop(char, None)
    return "".join(found)


def _loosely(syllable: str) -> str:
    for exact, plain in _ALIKE:
        syllable = syllable.replace(exact, plain, 1)
    return syllable.removesuffix("g") if syllable.endswith("ng") else syllable


@cache
def _sounds() -> Mapping[str, str]:
    """Return the characters of each syllable; read at the first use."""
    return dict(line.split() for line in _lines(0))


@cache
def _loose_sounds() -> Mapping[str, str]:
    """Return the same with syllables joined that some do not tell apart."""
    found: dict[str, str] = {}
    for syllable, chars in _sounds().items():
        key = _loosely(syllable)
        found[key] = found.get(key, "") + chars
    return found


@cache
def _syllables_of() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for syllable, chars in _sounds().items():
        for char in chars:
            found[char] = (*found.get(char, ()), syllable)
    return found


@cache
def _looks() -> tuple[str, ...]:
    return tuple(_lines(1))


def _lines(part: int) -> list[str]:
    text = CHARACTERS_FILE.read_text(encoding="utf-8")
    lines = text.split("\n\n")[part].splitlines()
    return [line for line in lines if line and not line.startswith("#")]
