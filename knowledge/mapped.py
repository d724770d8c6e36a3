"""A file of named arrays and records, mapped into memory: its pages are shared by processes.

    line      changyouda, form, length and checksum of the next
    JSON      what is told beside the arrays; for each its type, place, length and checksum
    …         the arrays, each where a processor likes to read it

It is written aside and renamed, so that it is there whole or not at all. Opening it reads only its
head; `Mapped.check` reads all.
"""

import json
import mmap
import os
import secrets
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_NAME = b"changyouda"
_FORM = 1
"""Of the file; another is not read."""
_ALIGNED = 64
"""Bytes of a cache line."""
_LONGEST_HEAD = 100
"""Bytes of the first line at most."""


class Damaged(Exception):
    """A file is missing, or is not what was written; it can be made again."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


def write(path: Path, told: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write a file.

    Args:
        path: Of the file.
        told: What JSON can say.
        arrays: By name, of one dimension.

    Raises:
        OSError: It could not be written; what was there is there still.
    """
    parts, offset = {}, 0
    for name, array in arrays.items():
        data = np.ascontiguousarray(array)
        parts[name] = [data.dtype.str, offset, data.nbytes, zlib.crc32(data.data.cast("B"))]
        offset += -(-data.nbytes // _ALIGNED) * _ALIGNED
    table = json.dumps({"told": told, "arrays": parts}, ensure_ascii=False).encode()
    line = b"%s %d %d %d\n" % (_NAME, _FORM, len(table), zlib.crc32(table))
    head = line + table
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with aside.open("xb") as file:
            file.write(head.ljust(-(-len(head) // _ALIGNED) * _ALIGNED, b"\n"))
            for array in arrays.values():
                data = np.ascontiguousarray(array)
                file.write(data.data.cast("B"))
                file.write(bytes(-data.nbytes % _ALIGNED))
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise


class Mapped:
    """A file that `write` has written, opened.

    Raises:
        Damaged: It is not there, is of another form, or is not whole.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise Damaged(path, str(error)) from error
        head = self._map[:_LONGEST_HEAD].partition(b"\n")[0]
        name, *numbers = head.split(b" ")
        if name != _NAME or not all(number.isdigit() for number in numbers):
            raise Damaged(path, "not a file of this program")
        form, length, checksum = map(int, numbers) if len(numbers) == 3 else (0, 0, 0)  # noqa: PLR2004
        table = self._map[len(head) + 1 : len(head) + 1 + length]
        if form != _FORM or zlib.crc32(table) != checksum:
            raise Damaged(path, "of another form, or its head is damaged")
        found = json.loads(table)
        self.told: Mapping[str, Any] = found["told"]
        self._parts: dict[str, tuple[str, int, int, int]] = found["arrays"]
        end = len(head) + 1 + length
        self._begin = -(-end // _ALIGNED) * _ALIGNED
        last = max((offset + size for _, offset, size, _ in self._parts.values()), default=0)
        if len(self._map) < self._begin + last:
            raise Damaged(path, "cut short")

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Return an array, which is read when it is looked at."""
        kind, offset, size, _ = self._parts[name]
        dtype = np.dtype(kind)
        count = size // dtype.itemsize
        return np.frombuffer(self._map, dtype, count, self._begin + offset)

    def names(self) -> Iterable[str]:
        """Return the names of the arrays."""
        return self._parts.keys()

    def check(self) -> None:
        """Read everything.

        Raises:
            Damaged: Something is not what was written.
        """
        for name, (_, offset, size, checksum) in self._parts.items():
            begin = self._begin + offset
            with memoryview(self._map) as view, view[begin : begin + size] as part:
                if zlib.crc32(part) != checksum:
                    raise Damaged(self.path, name)
