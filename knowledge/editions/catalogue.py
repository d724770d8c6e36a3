"""The editions that are kept on disk: files by their bytes, and a manifest for each edition.

    blobs/3f/3fa9…      a file, named by its SHA-256; written once, shared by editions
    00000042.manifest   a line with the SHA-256 of the rest, then JSON

An edition is there when its manifest is: the manifest is renamed into its place after every blob
is on the disk. Whatever is damaged later is found by its checksum when it is read.
"""

import fcntl
import hashlib
import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge.editions.inputs import File, Inputs, Key, Kind
from knowledge.editions.whole_files import remove, sweep, write_whole

log = logging.getLogger(__name__)

KEPT = 10
"""Editions that stay: two working weeks of one correction a day."""

_SUFFIX = ".manifest"
_FORM = 1
"""Of the manifest; another form is not read."""


class Damaged(Exception):
    """A file of an edition is missing, or is not what was written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path, self.reason = path, reason


@dataclass(frozen=True, slots=True)
class Manifest:
    """An edition as it is kept."""

    number: int
    """From 1, each one more than the one before."""
    at: float
    """When it was made, in seconds since the epoch."""
    digest: str
    """Of the edition; two numbers may share one, as after a rollback."""
    reason: str
    """Why it was made: a value of `knowledge.journal.entries.Action`, or `start`."""
    operator: str
    """Who made it; empty for a start and for the folder watcher."""
    folder: str
    """The folder of articles that it belongs to."""
    articles: int
    facts: int
    files: Mapping[Key, str] = field(repr=False)
    """SHA-256 of each input."""
    aside: Mapping[Key, str | None] = field(default_factory=dict, repr=False)
    """Where the operator's folders knowingly hold something else: its SHA-256, `None` for no file.
    So it is between the making of an edition and the writing of its files into the folders."""
    pending: bool = False
    """Whether the edition's files are still to be written into the operator's folders."""


class Catalogue:
    """The editions of one folder of articles.

    Args:
        path: Where they are kept; made when the first is saved.
        folder: The folder of articles; editions of other folders are left alone.
    """

    def __init__(self, path: Path, folder: Path, *, kept: int = KEPT) -> None:
        self.path = path
        self.folder = str(folder.resolve())
        self._kept = kept

    def latest_number(self) -> int:
        """Return the number of the last edition, whole or not, of whichever folder; 0 for none."""
        return max(self._numbers(), default=0)

    def manifests(self) -> tuple[tuple[Manifest, ...], tuple[Damaged, ...]]:
        """Return the editions that there are, the latest first, and the manifests that are bad."""
        found: list[Manifest] = []
        damaged: list[Damaged] = []
        for number in sorted(self._numbers(), reverse=True):
            try:
                manifest = self._read(number)
            except Damaged as damage:
                damaged.append(damage)
                continue
            if manifest.folder == self.folder:
                found.append(manifest)
        return tuple(found), tuple(damaged)

    def manifest(self, number: int) -> Manifest | None:
        """Return the edition of a number; `None` where there is none that is whole."""
        with suppress(Damaged):
            found = self._read(number)
            return found if found.folder == self.folder else None
        return None

    def inputs(self, manifest: Manifest) -> Inputs:
        """Return what an edition is made from.

        Raises:
            Damaged: A file is missing, or is not what was written.
        """
        return Inputs({key: self._blob(sha256) for key, sha256 in manifest.files.items()})

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes from saving meanwhile.

        Raises:
            OSError: The folder cannot be written.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def save(self, manifest: Manifest, inputs: Inputs) -> None:
        """Keep an edition; what is on the disk already is not written again.

        Call it within `locked`.

        Raises:
            OSError: It could not be kept; those that were there are there still.
        """
        for file in inputs.files.values():
            self._write_blob(file)
        self.rewrite(manifest)

    def rewrite(self, manifest: Manifest) -> None:
        """Write the manifest of an edition whose files are there.

        Raises:
            OSError: It could not be written.
        """
        body = json.dumps(_told(manifest), ensure_ascii=False, indent=1).encode()
        checksum = hashlib.sha256(body).hexdigest().encode()
        write_whole(self._manifest_path(manifest.number), checksum + b"\n" + body)

    def prune(self) -> None:
        """Let go of all but the last editions of this folder, and of files that none needs.

        Call it within `locked`. What cannot be removed stays.
        """
        found, damaged = self.manifests()
        for manifest in found[self._kept :]:
            with suppress(OSError):
                remove(self._manifest_path(manifest.number))
        oldest = min((manifest.number for manifest in found[: self._kept]), default=0)
        for damage in damaged:
            if int(damage.path.stem) < oldest:
                with suppress(OSError):
                    remove(damage.path)
        needed: set[str] = set()
        for number in self._numbers():
            with suppress(Damaged):
                needed.update(self._read(number).files.values())
        for path in self.path.glob("blobs/??/*"):
            if path.name not in needed:
                with suppress(OSError):
                    path.unlink()
        sweep(self.path)

    def damage(self, manifest: Manifest) -> tuple[Damaged, ...]:
        """Return every file of an edition that is missing or is not what was written."""
        found: list[Damaged] = []
        for sha256 in sorted(set(manifest.files.values())):
            try:
                self._blob(sha256)
            except Damaged as damage:
                found.append(damage)
        return tuple(found)

    def _numbers(self) -> list[int]:
        with suppress(OSError):
            return [
                int(path.stem)
                for path in self.path.iterdir()
                if path.suffix == _SUFFIX and path.stem.isdecimal()
            ]
        return []

    def _manifest_path(self, number: int) -> Path:
        return self.path / f"{number:08d}{_SUFFIX}"

    def _read(self, number: int) -> Manifest:
        path = self._manifest_path(number)
        try:
            checksum, _, body = path.read_bytes().partition(b"\n")
        except OSError as error:
            raise Damaged(path, f"无法打开：{error.strerror}") from error
        if hashlib.sha256(body).hexdigest().encode() != checksum:
            raise Damaged(path, "内容已损坏，与校验和不符")
        try:
            return _heard(json.loads(body))
        except (ValueError, KeyError, TypeError) as error:
            raise Damaged(path, "不认识的格式，可能由更新版本的程序写成") from error

    def _blob_path(self, sha256: str) -> Path:
        return self.path / "blobs" / sha256[:2] / sha256

    def _blob(self, sha256: str) -> File:
        path = self._blob_path(sha256)
        try:
            file = File(path.read_bytes())
        except OSError as error:
            raise Damaged(path, f"无法打开：{error.strerror}") from error
        if file.sha256 != sha256:
            raise Damaged(path, "内容已损坏，与校验和不符")
        return file

    def _write_blob(self, file: File) -> None:
        path = self._blob_path(file.sha256)
        with suppress(OSError):
            if path.read_bytes() == file.data:
                return
        write_whole(path, file.data)


def _told(manifest: Manifest) -> dict[str, Any]:
    return {
        "form": _FORM,
        "number": manifest.number,
        "at": manifest.at,
        "digest": manifest.digest,
        "reason": manifest.reason,
        "operator": manifest.operator,
        "folder": manifest.folder,
        "articles": manifest.articles,
        "facts": manifest.facts,
        "files": [[*key, sha256] for key, sha256 in sorted(manifest.files.items())],
        "aside": [[*key, sha256] for key, sha256 in sorted(manifest.aside.items())],
        "pending": manifest.pending,
    }


def _heard(told: dict[str, Any]) -> Manifest:
    if told["form"] != _FORM:
        raise ValueError(told["form"])
    return Manifest(
        number=told["number"],
        at=told["at"],
        digest=told["digest"],
        reason=told["reason"],
        operator=told["operator"],
        folder=told["folder"],
        articles=told["articles"],
        facts=told["facts"],
        files={Key(Kind(kind), name): sha256 for kind, name, sha256 in told["files"]},
        aside={Key(Kind(kind), name): sha256 for kind, name, sha256 in told["aside"]},
        pending=told["pending"],
    )
