"""What an edition is made from: files by kind and name, told apart by their bytes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from knowledge.model import Document


class Kind(StrEnum):
    """What a file is to an edition."""

    ARTICLE = "article"
    PARTICULARS = "particulars"
    """What the operator says of the article beside it."""
    LANGUAGE = "language"
    """Synonyms, words, stop words."""
    GOLDEN = "golden"
    """Questions that every edition must answer as it is told; served to nobody."""


class Key(NamedTuple):
    """The place of a file: its kind, and its path below the folder of that kind, with `/`."""

    kind: Kind
    name: str


@dataclass(frozen=True)
class File:
    """The bytes of a file."""

    data: bytes = field(repr=False)
    read: Document | None = field(default=None, repr=False, compare=False)
    """What a process of its own has read of an article already; `None`: nobody has yet."""

    @cached_property
    def sha256(self) -> str:
        """Of the bytes, hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Inputs:
    """All that an edition is made from."""

    files: Mapping[Key, File] = field(default_factory=dict)

    def of(self, kind: Kind) -> dict[str, File]:
        """Return the files of one kind by name, in the order in which folders are walked.

        That is file by file within a folder, and its subfolders after it.
        """
        names = sorted((key.name for key in self.files if key.kind is kind), key=_walked)
        return {name: self.files[Key(kind, name)] for name in names}

    def put(self, key: Key, data: bytes, read: Document | None = None) -> "Inputs":
        """Return these with a file added, or in the place of the one that was there."""
        return Inputs({**self.files, key: File(data, read)})

    def without(self, key: Key) -> "Inputs":
        """Return these without a file."""
        return Inputs({other: file for other, file in self.files.items() if other != key})

    @cached_property
    def hashes(self) -> Mapping[Key, str]:
        """The SHA-256 of each file."""
        return {key: file.sha256 for key, file in self.files.items()}


def _walked(name: str) -> tuple[tuple[int, str], ...]:
    *folders, last = name.split("/")
    return (*((1, folder) for folder in folders), (0, last))


def differing(one: Mapping[Key, str], other: Mapping[Key, str]) -> set[Key]:
    """Return the files that two sets of hashes do not share."""
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}
