"""Chinese text cut into words, by jieba.

What is particular about jieba 0.42.1 and is kept in here: the module-wide tokenizer is shared by
everything in the process, so that we use one of our own; its cache is a marshal file in the
shared temporary folder that clashes between users, so that it is given a private folder, or none;
it logs at DEBUG to a logger with a handler of its own; and it asks `pkg_resources`, where
setuptools is installed, for a dictionary that lies beside it anyway.
"""

import logging
import os
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jieba

# Below a file, so that jieba finds no folder to write to, says so to its muted logger and goes on.
_NOWHERE = os.path.join(os.devnull, "none")  # noqa: PTH118 (jieba joins strings)


class Cutter:
    """Cuts text into words; loads its dictionary at the first use.

    Args:
        words: The operator's own words, which are never cut.
        cache: A private folder where the parsed dictionary is kept, which saves half a second at
            each start; `None`: it is not kept.
    """

    def __init__(self, words: Iterable[str] = (), cache: Path | None = None) -> None:
        self._words = tuple(words)
        self._cache = cache
        self._lock = Lock()
        self._tokenizer: jieba.Tokenizer | None = None

    def cut(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield each word of `text` with its start and end."""
        with self._lock:
            if self._tokenizer is None:
                self._tokenizer = self._load()
        yield from self._tokenizer.tokenize(text)

    def words(self, text: str) -> list[str]:
        """Return the words of a text, which make it up when they are joined."""
        return [word for word, _, _ in self.cut(text)]

    def knows(self, word: str) -> bool:
        """Whether the dictionary, or the operator, has a word."""
        with self._lock:
            if self._tokenizer is None:
                self._tokenizer = self._load()
        return bool(self._tokenizer.FREQ.get(word))

    def _load(self) -> "jieba.Tokenizer":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba
        logging.getLogger("jieba").setLevel(logging.CRITICAL)
        tokenizer = jieba.Tokenizer()
        tokenizer.tmp_dir = str(self._cache) if self._writable() else _NOWHERE
        tokenizer.initialize()
        for word in self._words:
            tokenizer.add_word(word)
        return tokenizer

    def _writable(self) -> bool:
        if self._cache is None:
            return False
        try:
            self._cache.mkdir(parents=True, exist_ok=True)
        except OSError:
            return False
        return os.access(self._cache, os.W_OK)
