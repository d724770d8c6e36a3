"""Editions kept ready for the next process: the folder's own, however it has changed."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge import ready
from knowledge.language import Language
from knowledge.library import Edition, load_edition
from knowledge.ready import ready_edition
from knowledge.words import Cutter


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with an article that was written an hour ago."""
    (tmp_path / "articles").mkdir()
    _write(tmp_path / "articles" / "a.txt", "低保\n\n低保标准是每人每月1000元。\n")
    return tmp_path / "articles"


def _write(path: Path, text: str, ago: float = 3600) -> None:
    path.write_text(text)
    os.utime(path, (time.time() - ago,) * 2)


@pytest.fixture(autouse=True)
def _any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file's change cannot be dated back; only its writing can."""
    monkeypatch.setattr(ready, "_SETTLED", -1.0)


class _Maker:
    def __init__(self, folder: Path, cutter: Cutter) -> None:
        self.made = 0
        self._folder, self._cutter = folder, cutter

    def __call__(self) -> Edition:
        self.made += 1
        return load_edition(self._folder, Language(), self._cutter)


_Texts = Callable[[], list[str]]


@pytest.fixture
def maker(folder: Path, cutter: Cutter) -> _Maker:
    """Return what makes the folder's edition."""
    return _Maker(folder, cutter)


@pytest.fixture
def texts(folder: Path, tmp_path: Path, maker: _Maker) -> _Texts:
    """Return what says what the facts of the folder are."""
    return lambda: [
        fact.text for fact in ready_edition((folder,), 5, tmp_path / "cache", maker).facts
    ]


def test_the_second_process_makes_nothing(texts: _Texts, maker: _Maker) -> None:
    assert texts() == texts() == ["低保", "低保标准是每人每月1000元。"]
    assert maker.made == 1


def test_what_is_changed_added_or_removed_is_seen(
    texts: _Texts, folder: Path, tmp_path: Path
) -> None:
    texts()
    _write(folder / "a.txt", "低保\n\n低保标准是每人每月1200元。\n")
    assert texts()[-1] == "低保标准是每人每月1200元。"
    (folder / "市").mkdir()
    _write(folder / "市" / "b.txt", "电话\n\n咨询电话是12345。\n")
    assert texts()[-1] == "咨询电话是12345。"
    (folder / "a.txt").unlink()
    assert texts() == ["电话", "咨询电话是12345。"]
    assert len(list((tmp_path / "cache" / "asked").iterdir())) == 1


def test_what_was_written_just_now_is_not_trusted(
    texts: _Texts, maker: _Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ready, "_SETTLED", 3600.0)
    assert texts() == texts()
    assert maker.made == 2


def test_a_damaged_file_is_made_anew(texts: _Texts, maker: _Maker, tmp_path: Path) -> None:
    first = texts()
    (path,) = (tmp_path / "cache" / "asked").iterdir()
    path.write_bytes(path.read_bytes()[:-200])
    assert texts() == first
    assert texts() == first
    assert maker.made == 2


def test_a_cache_that_cannot_be_written_is_done_without(
    folder: Path, tmp_path: Path, maker: _Maker
) -> None:
    (tmp_path / "file").write_text("no folder")
    for _ in range(2):
        assert ready_edition((folder,), 5, tmp_path / "file" / "cache", maker).facts
    assert maker.made == 2
