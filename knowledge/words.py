"""Chinese text cut into words, by jieba.

What is particular about jieba 0.42.1 and is kept in here: the module-wide tokenizer is shared by
everything in the process, so that we use one of our own; its cache is a marshal file in the
shared temporary folder that clashes between users, and is read whole, so that we keep the
dictionary in a file of our own (`knowledge.dictionary`); it logs at DEBUG to a logger with a
handler of its own; and it asks `pkg_resources`, where setuptools is installed, for a dictionary
that lies beside it anyway.

Where rjieba is installed, a translation of jieba into Rust, it cuts whole articles, at three times
the speed, by the same dictionary. What jieba does with words that are in no dictionary is left to
jieba: rjieba rounds otherwise, and cuts Latin letters and digits with marks among them otherwise.
So are stretches that hold a word of the operator's own, or of which several ways of cutting are
equally likely, since a character is repeated. Then both give the same words.
"""

import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from knowledge.dictionary import Dictionary, keep
from knowledge.mapped import Damaged

if TYPE_CHECKING:
    import jieba

# What jieba cuts as one stretch: its `re_han_default`.
_STRETCH = re.compile(r"[\u4E00-\u9FD5a-zA-Z0-9+#&._%\-]+")
# What rjieba leaves together though it is in no dictionary.
_LATIN = re.compile(r"[a-zA-Z0-9]+")
_LONGEST = 5_000
"""Characters of a stretch that are cut together: jieba keeps some 400 bytes for each. What people
write has a mark after some tens of them; a file that somebody made up may have none at all."""
_KEPT = 100_000
"""Stretches of unknown words that are remembered: 20 MB at most, while articles are cut."""


class Cutter:
    """Cuts text into words; loads its dictionary at the first use.

    Args:
        words: The operator's own words, which are never cut.
        cache: A private folder where the dictionary is kept, which saves most of a second at each
            start, and memory; `None`: it is not kept.
        fast: Whether to cut articles by rjieba where it is installed.
    """

    def __init__(
        self, words: Iterable[str] = (), cache: Path | None = None, *, fast: bool = True
    ) -> None:
        self.own_words = tuple(words)
        self.cache = cache
        self._fast = fast
        self._lock = Lock()
        self._unknown = _Unknown()
        self._dictionary: Dictionary | None = None
        self._tokenizer: jieba.Tokenizer | None = None

    def cut(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield each word of `text` with its start and end."""
        yield from self._ready(text).tokenize(text)

    def words(self, text: str) -> list[str]:
        """Return the words of a text, which make it up when they are joined.

        For long texts: by rjieba where that is installed.
        """
        if not self._fast or find_spec("rjieba") is None:
            tokenizer = self._ready(text)
            return [word for bite in _bites(text) for word in tokenizer.cut(bite)]
        return [word for bite in _bites(text) for word in self._quickly(bite)]

    def _ready(self, text: str) -> "jieba.Tokenizer":
        """Return a tokenizer that knows all that a text may hold."""
        with self._lock:
            if self._tokenizer is None:
                self._tokenizer = self._load()
            if self._dictionary is not None:
                self._tokenizer.FREQ.update(self._dictionary.missing(text))
        return self._tokenizer

    def knows(self, word: str) -> bool:
        """Whether the dictionary, or the operator, has a word."""
        return bool(self._ready(word).FREQ.get(word))

    def _load(self) -> "jieba.Tokenizer":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba
        logging.getLogger("jieba").setLevel(logging.CRITICAL)
        tokenizer = jieba.Tokenizer()
        self._dictionary = self._kept(tokenizer)
        if self._dictionary is None:
            tokenizer.FREQ, tokenizer.total = _read_whole(tokenizer)
        else:
            tokenizer.total = self._dictionary.total
        tokenizer.initialized = True
        for word in self.own_words:
            if self._dictionary is not None:
                tokenizer.FREQ.update(self._dictionary.missing(word))
            tokenizer.add_word(word)
        return tokenizer

    def _kept(self, tokenizer: "jieba.Tokenizer") -> Dictionary | None:
        """Return the dictionary that is kept in the private folder; `None` without one."""
        if self.cache is None:
            return None
        path = self.cache / f"jieba-{_version()}.words"
        with suppress(Damaged):
            return Dictionary(path)
        frequencies, total = _read_whole(tokenizer)
        with suppress(OSError, Damaged):
            keep(path, frequencies.items(), total)
            return Dictionary(path)
        return None

    def _quickly(self, text: str) -> Iterator[str]:
        past = 0
        for doubt in self._doubtful.finditer(text):
            if doubt.start() < past:
                continue
            stretch = _STRETCH.match(text, _begin(text, doubt.start(), past))
            if stretch is None:  # marks that are repeated
                continue
            yield from _by_rjieba(text[past : stretch.start()], self._unknown)
            yield from self._ready(stretch.group()).cut(stretch.group())
            past = stretch.end()
        yield from _by_rjieba(text[past:], self._unknown)

    @cached_property
    def _doubtful(self) -> re.Pattern[str]:
        """What in a stretch makes rjieba cut it otherwise than jieba."""
        own = "|".join(re.escape(word) for word in self.own_words)
        return re.compile(r"(.)\1\1" + (f"|{own}" if own else ""))


def _bites(text: str) -> Iterator[str]:
    """Yield a text in one, or in several where a stretch of it is too long."""
    past = 0
    for stretch in _STRETCH.finditer(text) if len(text) > _LONGEST else ():
        for place in range(stretch.start() + _LONGEST, stretch.end(), _LONGEST):
            yield text[past:place]
            past = place
    yield text[past:]


def _begin(text: str, place: int, past: int) -> int:
    """Return where the stretch begins that a place is in."""
    while place > past and _STRETCH.match(text[place - 1]):
        place -= 1
    return place


def _by_rjieba(text: str, unknown: "_Unknown") -> Iterator[str]:
    """Yield words, as jieba's `__cut_DAG` does."""
    if not text:
        return
    import rjieba

    single = ""
    for word in rjieba.cut(text, False):  # noqa: FBT003 (its one flag: the model of unknown words)
        if (len(word) == 1 and _STRETCH.match(word)) or (
            _LATIN.fullmatch(word) and not rjieba.has_word(word)
        ):
            single += word
            continue
        if single:
            yield from unknown[single]
            single = ""
        yield word
    if single:
        yield from unknown[single]


class _Unknown(dict[str, tuple[str, ...]]):
    """The words of what no dictionary joins, as they come up."""

    def __missing__(self, single: str) -> tuple[str, ...]:
        import rjieba
        from jieba import finalseg

        if len(single) == 1 or rjieba.has_word(single):
            return tuple(single)
        found = tuple(finalseg.cut(single))
        if len(self) < _KEPT:
            self[single] = found
        return found


def _read_whole(tokenizer: "jieba.Tokenizer") -> tuple[dict[str, int], int]:
    with tokenizer.get_dict_file() as file:
        frequencies, total = tokenizer.gen_pfdict(file)
    return frequencies, total


def _version() -> str:
    try:
        return version("jieba")
    except PackageNotFoundError:  # unpacked beside the program
        return "0"
