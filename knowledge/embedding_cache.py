"""Embeddings by text, kept in a folder from one edition to the next.

What is made while an edition is built goes into a file of its own every few seconds, so that who
interrupts it loses little; when it is built, all is merged into one. A file is written aside,
named by its own checksum and put in place at once; one that is damaged is taken away, and its
texts are embedded again. Nothing in here fails: without a folder that can be written embeddings
are not kept.

A file is a line of JSON, then the keys of the texts, then their embeddings in the same order, each
scaled to whole numbers from -127 to 127: its length is lost, which says nothing.
"""

import hashlib
import json
import logging
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int8]

log = logging.getLogger(__name__)

_SUFFIX = ".embeddings"
_FORM = "changyouda embeddings 1"
_KEY_BYTES = 16
"""Of a text's SHA-256: among a million texts two share them with a chance of 1 in 10 ** 27."""
_MOST = 127
"""Of the greatest number of a row, in whole numbers of eight bits."""
_SPARE = 4096
"""Texts of other editions that are kept at least, beside as many as the edition has: going back to
the one before, or asking another folder, then costs nothing. 4,096 take 1.6 MB."""


class EmbeddingCache:
    """The embeddings of one model.

    Args:
        folder: Where they are kept, with those of other models; `None`: they are not.
        model: Name of what makes them.
        dimension: Length of one.
    """

    def __init__(self, folder: Path | None, model: str, dimension: int) -> None:
        self._folder = None if folder is None else folder / re.sub(r"[^\w.-]", "_", model)
        self._dimension = dimension
        self._head = {"form": _FORM, "model": model, "dimension": dimension}
        self._files: list[Path] = []
        self._known: dict[bytes, Rows] = {}
        for path in self._found():
            self._known.update(self._read(path))

    def missing(self, texts: Sequence[str]) -> list[str]:
        """Return the texts whose embedding is not known, each once, in their order."""
        return [text for text in dict.fromkeys(texts) if _key(text) not in self._known]

    def add(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Take in the embeddings of texts, [texts, dimension]."""
        most = np.abs(vectors).max(axis=1, keepdims=True, initial=np.finfo(np.float32).tiny)
        rows = np.rint(vectors * (_MOST / most)).astype(np.int8)
        fresh = {_key(text): row for text, row in zip(texts, rows, strict=True)}
        self._known.update(fresh)
        if (path := self._write(fresh)) is not None:
            self._files.append(path)

    def rows(self, texts: Sequence[str]) -> Rows:
        """Return the embeddings of texts, all known; a row for each, [texts, dimension]."""
        if not texts:
            return np.zeros((0, self._dimension), dtype=np.int8)
        return np.stack([self._known[_key(text)] for text in texts])

    def settle(self, texts: Sequence[str]) -> Rows:
        """Return the embeddings of texts, all known, and merge what is kept into one file.

        Returns:
            A row for each text, [texts, dimension].
        """
        used = dict.fromkeys(_key(text) for text in texts)
        others = [key for key in reversed(self._known) if key not in used]
        spare = others[: max(len(used), _SPARE)]
        if len(self._files) > 1 or len(spare) < len(others):
            # The most recent are read last.
            kept = {key: self._known[key] for key in (*reversed(spare), *used)}
            if (merged := self._write(kept)) is not None:
                for path in self._files:
                    if path != merged:
                        _remove(path)
                self._files = [merged]
        return self.rows(texts)

    def _found(self) -> list[Path]:
        """Return the files of this model, the newest last."""
        if self._folder is None:
            return []
        try:
            found = [(path.stat().st_mtime_ns, path) for path in self._folder.glob(f"*{_SUFFIX}")]
        except OSError:
            return []
        return [path for _, path in sorted(found)]

    def _read(self, path: Path) -> Mapping[bytes, Rows]:
        """Return what a file holds; one that is damaged is taken away."""
        try:
            data = path.read_bytes()
        except OSError as error:
            # Another process may have merged it into its own.
            if not isinstance(error, FileNotFoundError):
                log.warning("无法读取语义缓存 %s：%s", path, error.strerror)
            return {}
        line, _, body = data.partition(b"\n")
        if path.stem != _digest(data) or not self._is_head(line, len(body)):
            log.warning("语义缓存 %s 已损坏，重新计算", path)
            _remove(path)
            return {}
        self._files.append(path)
        count = len(body) // self._entry
        keys = (body[at : at + _KEY_BYTES] for at in range(0, count * _KEY_BYTES, _KEY_BYTES))
        rows = np.frombuffer(body, np.int8, offset=count * _KEY_BYTES).reshape(
            count, self._dimension
        )
        return dict(zip(keys, rows, strict=True))

    @property
    def _entry(self) -> int:
        """Bytes of one text's key and embedding."""
        return _KEY_BYTES + self._dimension

    def _is_head(self, line: bytes, size: int) -> bool:
        try:
            return bool(json.loads(line) == self._head) and size % self._entry == 0
        except ValueError:
            return False

    def _write(self, rows: Mapping[bytes, Rows]) -> Path | None:
        """Write a file aside and put it in place; `None` where that cannot be."""
        if self._folder is None:
            return None
        data = b"".join(
            (
                json.dumps(self._head).encode(),
                b"\n",
                *rows,
                *(row.tobytes() for row in rows.values()),
            )
        )
        path = self._folder / f"{_digest(data)}{_SUFFIX}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _put(path, data)
        except OSError as error:
            log.warning("语义缓存写不进 %s：%s；下次启动要重新计算", self._folder, error.strerror)
            self._folder = None
            return None
        return path


def _put(path: Path, data: bytes) -> None:
    """Write a file aside and put it in place; what a failure leaves is taken away."""
    aside = path.with_name(f".{os.getpid()}-{path.name}")
    try:
        aside.write_bytes(data)
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:_KEY_BYTES]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        log.warning("无法删除 %s：%s", path, error.strerror)
