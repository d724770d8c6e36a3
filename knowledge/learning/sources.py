"""What is learned from, and what it is read with."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from knowledge.language import Language
from knowledge.semantic import Semantics
from knowledge.words import Cutter


@dataclass(frozen=True, slots=True)
class Sources:
    """What is learned from, and what it is read with."""

    public: tuple[Path, ...]
    """Files in the form of SQuAD."""
    lessons: tuple[Path, ...]
    """Question sets beside their articles."""
    held_out: Path | None
    """In the form of SQuAD; nothing is learned from it."""
    language: Language
    cache: Path | None
    """Where the parsed dictionary is kept."""
    semantics: Semantics | None = None
    """What compares by meaning; `None`: the blend is not learned."""

    @property
    def cutter(self) -> Cutter:
        """What cuts words; each process has its own."""
        return _cutter(self.language.words, self.cache)

    @property
    def by_words(self) -> "Sources":
        """The same without what compares by meaning."""
        return replace(self, semantics=None)


@cache
def _cutter(words: tuple[str, ...], folder: Path | None) -> Cutter:
    return Cutter(words, folder)
