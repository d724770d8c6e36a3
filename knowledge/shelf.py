"""Folders of articles: which files are read, and what becomes of them."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.editions.inputs import File, Inputs, Key, Kind
from knowledge.errors import ArticleError, ArticleTooLarge
from knowledge.model import Document, MetadataKind, Problem
from knowledge.particulars import iso_day
from knowledge.readers import MAX_BYTES, READERS, read_bytes
from knowledge.readers.side_file import Said, read_particulars
from knowledge.uploads.converters import CONVERTERS
from knowledge.uploads.faults import Flaw
from knowledge.uploads.isolated import look_into

GOLDEN = "golden.yaml"
"""The operator's golden questions, in the folder of articles itself."""

PARTICULARS = ".yaml"
"""Suffix of the file beside an article that tells of it."""

_SMALL = 100_000
"""Bytes that are read at once: the worst of that size, 50,000 images in Markdown, take 4 seconds. A
larger file is read in a process of its own, whose start takes half a second."""

# What editors, browsers and office programs leave beside a file while they work on it.
_TEMPORARY = re.compile(
    r"^[.~#]|~$|#$|\.(?:tmp|temp|swp|swx|part|crdownload|download|bak|lock)$", re.IGNORECASE
)
# Formats that people take for articles and that are not read.
_FOREIGN = frozenset(
    {
        ".doc",
        ".docx",
        ".pdf",
        ".wps",
        ".rtf",
        ".odt",
        ".ppt",
        ".pptx",
        ".xls",
        ".xlsx",
        ".et",
        ".epub",
        ".mht",
    }
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Articles as read."""

    documents: tuple[Document, ...]
    """In the order of their names."""
    problems: tuple[Problem, ...] = ()
    """Files that could not be read, and why."""


def article_files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and its subfolders by name; hidden and temporary ones not."""
    for directory, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _TEMPORARY.search(name))
        for name in sorted(names):
            if not _TEMPORARY.search(name):
                yield Path(directory, name)


def folder_inputs(
    folder: Path,
    *,
    max_bytes: int = MAX_BYTES,
    progress: Callable[[Path], None] = lambda _: None,
) -> tuple[Inputs, tuple[Problem, ...], frozenset[Key]]:
    """Return the files of a folder that an edition is made from, and which cannot be read and why.

    Args:
        folder: With subfolders.
        max_bytes: Of one file.
        progress: Called with each file before it is read.
    """
    files: dict[Key, File] = {}
    problems: list[Problem] = []
    unreadable: set[Key] = set()
    for path in article_files(folder):
        suffix = path.suffix.lower()
        name = path.relative_to(folder).as_posix()
        kind = _kind(name, suffix)
        if kind is None:
            if suffix in _FOREIGN:
                problems.append(Problem(str(path), 1, _foreign(suffix)))
            continue
        progress(path)
        key = Key(kind, name)
        try:
            files[key] = File(_bytes(path, max_bytes))
        except (ArticleError, OSError) as error:
            problems.append(Problem(str(path), 1, _unread(error)))
            unreadable.add(key)
    return Inputs(files), tuple(problems), frozenset(unreadable)


def _unread(error: ArticleError | OSError) -> str:
    if isinstance(error, OSError):
        return f"无法打开：{error.strerror}；请检查文件权限"
    return str(error)


def _foreign(suffix: str) -> str:
    sent = "，或在聊天里把它发给机器人" if suffix in CONVERTERS else ""
    return f"不能读取 {suffix} 文件；请另存为 {'、'.join(READERS)}{sent}"


def _kind(name: str, suffix: str) -> Kind | None:
    if name == GOLDEN:
        return Kind.GOLDEN
    if suffix == PARTICULARS:
        return Kind.PARTICULARS
    return Kind.ARTICLE if suffix in READERS else None


def _bytes(path: Path, max_bytes: int) -> bytes:
    with path.open("rb") as file:
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise ArticleTooLarge(path.stat().st_size, max_bytes)
    return data


def shelve(inputs: Inputs, folder: Path, known: Mapping[str, Document] | None = None) -> Shelf:
    """Make documents of the files of articles, with what is said of each beside it.

    Args:
        inputs: The files.
        folder: Where they are from, for what is said of faults.
        known: Documents by name that were made before; one whose bytes are the same is not read
            again.
    """
    problems: list[Problem] = []
    said = _particulars(inputs, folder, problems)
    documents: list[Document] = []
    for name, file in inputs.of(Kind.ARTICLE).items():
        before = (known or {}).get(name)
        try:
            document = before if before and before.sha256 == file.sha256 else _document(file, name)
        except ArticleError as error:
            problems.append(Problem(str(folder / name), error.line, str(error)))
            continue
        particulars = said.get(_stem(name), Said()).particulars
        if document.particulars != particulars:
            document = replace(document, particulars=particulars)
        problems.extend(_faults(document, folder))
        documents.append(document)
    return Shelf(tuple(_replaced(documents, said, folder, problems)), tuple(problems))


def _particulars(inputs: Inputs, folder: Path, problems: list[Problem]) -> dict[str, Said]:
    """Return what is said beside articles, by their names without a suffix."""
    articles = {_stem(name) for name in inputs.of(Kind.ARTICLE)}
    found: dict[str, Said] = {}
    for name, file in inputs.of(Kind.PARTICULARS).items():
        path = str(folder / name)
        if _stem(name) not in articles:
            problems.append(Problem(path, 1, "旁边没有同名的文章；请改成文章的名字，或删去"))
            continue
        found[_stem(name)] = read_particulars(file.data)
        problems.extend(
            Problem(path, fault.line, fault.message) for fault in found[_stem(name)].faults
        )
    return found


def _stem(name: str) -> str:
    return name[: -len(Path(name).suffix)]


def _faults(document: Document, folder: Path) -> Iterator[Problem]:
    """Yield what an article's front matter says and nobody understands."""
    for entry in document.metadata:
        if entry.kind is MetadataKind.VALID_UNTIL and iso_day(entry.value) is None:
            yield Problem(
                str(folder / document.name), entry.line, "valid_until 应是日期，例如 2025-12-31"
            )


def _replaced(
    documents: Iterable[Document], said: Mapping[str, Said], folder: Path, problems: list[Problem]
) -> Iterator[Document]:
    """Yield the documents, each with the title of the one that takes its place."""
    listed = list(documents)
    by_name: dict[str, list[Document]] = {}
    for document in listed:
        for name in {document.name, document.title}:
            by_name.setdefault(name, []).append(document)
    successor: dict[str, str] = {}
    for document in listed:
        for name in document.replaces:
            found = [other for other in by_name.get(name, []) if other.name != document.name]
            successor.update((other.name, document.title) for other in found)
            if not found:
                path, line = _where(document, name, said)
                problems.append(
                    Problem(
                        str(folder / path),
                        line,
                        f"没有“{name}”这篇文章；请写它的文件名，已删去的不必写",
                    )
                )
    for document in listed:
        title = successor.get(document.name)
        yield document if document.replaced_by == title else replace(document, replaced_by=title)


def _where(document: Document, name: str, said: Mapping[str, Said]) -> tuple[str, int]:
    """Return file and line in which an article says that it replaces another."""
    stem = _stem(document.name)
    beside = said.get(stem, Said()).lines
    if name in beside:
        return f"{stem}{PARTICULARS}", beside[name]
    return document.name, next(
        (entry.line for entry in document.metadata if entry.kind is MetadataKind.REPLACES),
        1,
    )


def _document(file: File, name: str) -> Document:
    """Read an article, however it came into the folder, unless that has been done.

    Raises:
        ArticleError: It cannot be read, or takes more memory or time than an article does.
    """
    if file.read is not None:
        return replace(file.read, name=name)
    if len(file.data) <= _SMALL:
        return read_bytes(file.data, name)
    looked = look_into(file.data, Path(name).suffix.lower())
    if looked.document is None:
        raise ArticleError(looked.fault or Flaw.BROKEN.value)
    return replace(looked.document, name=name)


def read_shelf(
    folder: Path,
    *,
    max_bytes: int = MAX_BYTES,
    progress: Callable[[Path], None] = lambda _: None,
) -> Shelf:
    """Read the articles of a folder; a file that cannot be read is a problem, not a failure.

    Args:
        folder: With subfolders.
        max_bytes: Of one file.
        progress: Called with each file before it is read.
    """
    inputs, problems, _ = folder_inputs(folder, max_bytes=max_bytes, progress=progress)
    shelf = shelve(inputs, folder)
    return Shelf(shelf.documents, _sorted((*problems, *shelf.problems)))


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))
