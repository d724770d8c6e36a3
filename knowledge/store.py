"""An edition in one file, opened in milliseconds: facts and documents are read when looked at.

The file is a cache beside what the edition is made from. It is of use to the very program that
wrote it: `form` tells that from any other.
"""

import zlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar, overload

from numpy.typing import NDArray

import knowledge
from knowledge.compiled import COUNTED, PASSAGES, POSTED, REFERENCES, Compiled, Space
from knowledge.fields import Fields
from knowledge.language import Language
from knowledge.library import Edition
from knowledge.mapped import Damaged, Mapped, write
from knowledge.model import Citation, Document, Fact, Problem
from knowledge.packing import FACT, Known, records_of
from knowledge.postings import Postings
from knowledge.records import maker, plain, stamp, unpack
from knowledge.terms import Analyzer
from knowledge.views import Views
from knowledge.vocabulary import Kind
from knowledge.words import Cutter

_KEPT_FACTS = 1024
"""Facts that stay in memory: 2 MB, some fifty questions' candidates."""
_KEPT_DOCUMENTS = 16
"""Documents likewise, of which the largest have megabytes."""

Value = TypeVar("Value")


@cache
def form() -> str:
    """Return what tells this program's way with articles from another's."""
    folder = Path(knowledge.__file__).parent
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".txt", ".json"})
    told = [(str(path.relative_to(folder)), *_size_and_time(path)) for path in files]
    return f"{zlib.crc32(repr(told).encode()):08x}{stamp(Document, Fact, Citation, Problem):08x}"


def _size_and_time(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


@dataclass(frozen=True, slots=True)
class Saved:
    """An edition that `save` has written."""

    edition: Edition
    path: Path


def save(edition: Edition, path: Path, before: Saved | None = None) -> None:
    """Write an edition, but for what its facts mean.

    Args:
        edition: What to write.
        path: Where to.
        before: An edition in a file; what that says of articles that are the same is copied.

    Raises:
        OSError: It could not be written.
    """
    compiled = edition.fields.compiled
    arrays: dict[str, NDArray[Any]] = {"keys": compiled.keys}
    for space, starts in compiled.starts.items():
        arrays[f"starts.{space}"] = starts
    for name, numbers in compiled.references.items():
        arrays[f"reference.{name}"] = numbers
    for space, postings in compiled.postings.items():
        for part in _POSTINGS:
            arrays[f"postings.{space}.{part}"] = getattr(postings, part)
    for name, counts in compiled.frequencies.items():
        arrays[f"frequencies.{name}"] = counts
    for (name, kind), lengths in compiled.lengths.items():
        arrays[f"lengths.{name}.{kind.name}"] = lengths
    for name, (packed, ends) in records_of(edition, _known(before, edition)).items():
        arrays[name], arrays[f"{name}.ends"] = packed, ends
    language = edition.analyzer.language
    told = {
        "form": form(),
        "digest": edition.digest,
        "problems": plain(edition.problems),
        "language": [
            plain(language.words),
            plain(language.stop_words),
            dict(language.written),
            {phrase: list(concepts) for phrase, concepts in language.asked.items()},
        ],
    }
    write(path, told, arrays)


def _known(before: Saved | None, edition: Edition) -> Known:
    """Return what may be copied of an earlier file."""
    if before is None:
        return Known()
    try:
        mapped = Mapped(before.path)
        if mapped.told["form"] != form():
            return Known()
        mapped.check()  # damage is not handed on
    except Damaged:
        return Known()
    return Known.of(mapped, before.edition, edition)


_POSTINGS = ("starts", "positions", "repeated", "counts", "again")


def open_edition(path: Path, *, cache: Path | None = None, whole: bool = False) -> Edition:
    """Open an edition that `save` has written.

    Args:
        path: Of the file.
        cache: Where the dictionary is kept; see `Cutter`.
        whole: Whether to read all of the file, to see that nothing of it is damaged.

    Raises:
        Damaged: It is not there, not whole, or of another program.
    """
    mapped = Mapped(path)
    if mapped.told["form"] != form():
        raise Damaged(path, "of another version of the program")
    if whole:
        mapped.check()
    words, stop_words, written, asked = mapped.told["language"]
    language = Language(
        tuple(words),
        frozenset(stop_words),
        written,
        {phrase: tuple(concepts) for phrase, concepts in asked.items()},
    )
    analyzer = Analyzer(language, Cutter(language.words, cache))
    fields = Fields(_Facts(mapped), _compiled(mapped))
    names = _Names(mapped)
    return Edition(
        _ByName(names, _Records(mapped, "documents", Document, _KEPT_DOCUMENTS)),
        fields,
        Views(fields, analyzer),
        analyzer,
        _ByName(names, _Records(mapped, "places", frozenset[str], _KEPT_FACTS)),
        mapped.told["digest"],
        tuple(map(maker(Problem), mapped.told["problems"])),
    )


def _compiled(mapped: Mapped) -> Compiled:
    return Compiled(
        mapped["keys"],
        {space: mapped[f"starts.{space}"] for space in Space},
        {name: mapped[f"reference.{name}"] for name in REFERENCES},
        {
            space: Postings(*(mapped[f"postings.{space}.{part}"] for part in _POSTINGS))
            for space in POSTED
        },
        {name: mapped[f"frequencies.{name}"] for name in COUNTED},
        {(name, kind): mapped[f"lengths.{name}.{kind.name}"] for name in PASSAGES for kind in Kind},
    )


class _Records(Generic[Value]):
    """Records of one type; read when asked for, and some kept."""

    def __init__(self, mapped: Mapped, name: str, kind: Any, kept: int) -> None:  # noqa: ANN401
        self._data, self._ends = mapped[name], mapped[f"{name}.ends"]
        self._kind = kind
        self._kept = lru_cache(kept)(self._read)

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> Value:
        return self._kept(number)

    def _read(self, number: int) -> Value:
        begin = int(self._ends[number - 1]) if number else 0
        value: Value = unpack(self._kind, self._data[begin : int(self._ends[number])].data)
        return value


class _Facts(Sequence[Fact]):
    """The facts of an edition, made when they are looked at."""

    def __init__(self, mapped: Mapped) -> None:
        self._records: _Records[Any] = _Records(mapped, "facts", FACT, 1)
        self._citations: _Records[Citation] = _Records(mapped, "citations", Citation, _KEPT_FACTS)
        self._starts = mapped[f"starts.{Space.FACT}"].data
        self._fact = lru_cache(_KEPT_FACTS)(self._made)

    def __len__(self) -> int:
        return len(self._records)

    @overload
    def __getitem__(self, position: int) -> Fact: ...
    @overload
    def __getitem__(self, position: slice) -> Sequence[Fact]: ...
    def __getitem__(self, position: int | slice) -> Fact | Sequence[Fact]:
        """Return a fact, or several."""
        if isinstance(position, slice):
            return tuple(self._fact(each) for each in range(len(self))[position])
        # Asked for some hundred times by a question.
        return self._fact(position if position >= 0 else range(len(self))[position])

    def __iter__(self) -> Iterator[Fact]:
        for position in range(len(self)):
            yield self._made(position)  # who looks at all of them keeps none from others

    def _made(self, position: int) -> Fact:
        piece, sentence, headings, line, kind, introduction, names = self._records[position]
        shared = self._citations[bisect_right(self._starts, position) - 1]
        citation = replace(shared, headings=headings, line=line)
        return Fact(piece, sentence or piece, citation, kind, introduction, names)


class _Names:
    """The names of an edition's articles; read at the first use."""

    def __init__(self, mapped: Mapped) -> None:
        self._mapped = mapped

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each article by its name."""
        names: tuple[str, ...] = unpack(tuple[str, ...], self._mapped["names"].data)
        return {name: number for number, name in enumerate(names)}


class _ByName(Mapping[str, Value]):
    """What an edition has of each article."""

    def __init__(self, names: _Names, records: _Records[Value]) -> None:
        self._names, self._records = names, records

    def __getitem__(self, name: str) -> Value:
        return self._records[self._names.numbers[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names.numbers)

    def __len__(self) -> int:
        return len(self._records)
