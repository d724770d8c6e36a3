"""The operator's own folders: where editions come from, and where changes by chat are written."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.editions.inputs import File, Inputs, Key, Kind
from knowledge.editions.whole_files import remove, write_whole
from knowledge.errors import LanguageError
from knowledge.language import language_files
from knowledge.model import Problem
from knowledge.readers import MAX_BYTES
from knowledge.shelf import folder_inputs

UNREADABLE = "unreadable"
"""Stands for the SHA-256 of a file that is there and cannot be read."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in the folders at one moment."""

    inputs: Inputs
    problems: tuple[Problem, ...]
    hashes: dict[Key, str]
    """SHA-256 of each file, `UNREADABLE` for those that cannot be read."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The folder of articles and those of the configuration."""

    articles: Path
    configs: Sequence[Path]
    """The operator's own first; for a file that it has not, the next is looked at."""
    max_bytes: int = MAX_BYTES
    """Of one file."""

    def path(self, key: Key) -> Path:
        """Return where a file lies, or would."""
        folder = self.configs[0] if key.kind is Kind.LANGUAGE else self.articles
        return folder / key.name

    def read(self) -> Contents:
        """Return all that an edition is made from, as it is now."""
        inputs, problems, unreadable = folder_inputs(self.articles, max_bytes=self.max_bytes)
        files = dict(inputs.files)
        try:
            found = language_files(*self.configs)
        except LanguageError as error:
            problems = (*problems, Problem(str(error.path), error.line, error.reason))
            unreadable |= {Key(Kind.LANGUAGE, error.path.name)}
        else:
            for name, file in found.items():
                files[Key(Kind.LANGUAGE, name)] = File(file.data)
        whole = Inputs(files)
        return Contents(whole, problems, {**whole.hashes, **dict.fromkeys(unreadable, UNREADABLE)})

    def hash_of(self, key: Key) -> str | None:
        """Return the SHA-256 of one file as it is now; `None` where there is none."""
        paths = [self.path(key)]
        if key.kind is Kind.LANGUAGE:
            paths = [folder / key.name for folder in self.configs]
        path = next((path for path in paths if path.is_file()), paths[0])
        try:
            return File(path.read_bytes()).sha256
        except FileNotFoundError:
            return None
        except OSError:
            return UNREADABLE

    def write(self, key: Key, data: bytes | None) -> None:
        """Write a file whole, or remove it.

        Raises:
            OSError: It could not be done; what was there is there still.
        """
        if data is None:
            remove(self.path(key))
        else:
            write_whole(self.path(key), data)
