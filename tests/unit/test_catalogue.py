"""Editions on disk: what is kept, what is damaged, and what a kill or a full disk leaves."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from errno import ENOSPC
from pathlib import Path
from typing import NoReturn

import pytest

from knowledge.editions.catalogue import Catalogue, Damaged, Manifest
from knowledge.editions.inputs import File, Inputs, Key, Kind
from knowledge.editions.whole_files import write_whole

ARTICLE = Key(Kind.ARTICLE, "市/a.txt")
WORDS = Key(Kind.LANGUAGE, "words.txt")


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "editions", tmp_path / "articles", kept=3)


def _inputs(text: str) -> Inputs:
    return Inputs({ARTICLE: File(text.encode()), WORDS: File(b"")})


def _save(catalogue: Catalogue, number: int, text: str) -> Manifest:
    inputs = _inputs(text)
    manifest = Manifest(
        number=number,
        at=1_700_000_000.5,
        digest=f"{number:012x}",
        reason="reload",
        operator="42",
        folder=catalogue.folder,
        articles=1,
        facts=2,
        files=inputs.hashes,
        aside={WORDS: None, ARTICLE: "0" * 64},
        pending=True,
    )
    with catalogue.locked():
        catalogue.save(manifest, inputs)
        catalogue.prune()
    return manifest


def test_what_is_saved_is_there(catalogue: Catalogue) -> None:
    manifest = _save(catalogue, 1, "甲")
    assert catalogue.latest_number() == 1
    assert catalogue.manifests() == ((manifest,), ())
    assert catalogue.manifest(1) == manifest
    assert catalogue.inputs(manifest) == _inputs("甲")
    assert catalogue.damage(manifest) == ()


def test_nothing_is_there_at_first(catalogue: Catalogue) -> None:
    assert catalogue.latest_number() == 0
    assert catalogue.manifests() == ((), ())
    assert catalogue.manifest(1) is None
    catalogue.path.parent.mkdir(exist_ok=True)
    assert not catalogue.path.exists()


def test_the_last_ones_stay_with_what_they_need(catalogue: Catalogue) -> None:
    for number, text in enumerate("甲乙丙丁戊", start=1):
        _save(catalogue, number, text)
    found, _ = catalogue.manifests()
    assert [manifest.number for manifest in found] == [5, 4, 3]
    assert [catalogue.inputs(manifest) for manifest in found] == list(map(_inputs, "戊丁丙"))
    blobs = {path.name for path in catalogue.path.glob("blobs/??/*")}
    assert blobs == {file.sha256 for text in "戊丁丙" for file in _inputs(text).files.values()}


def test_editions_of_another_folder_are_left_alone(catalogue: Catalogue, tmp_path: Path) -> None:
    _save(catalogue, 1, "甲")
    other = Catalogue(catalogue.path, tmp_path / "other", kept=1)
    assert other.manifests() == ((), ())
    assert other.manifest(1) is None
    assert other.latest_number() == 1
    _save(other, 2, "乙")
    _save(other, 3, "丙")
    (manifest,), _ = catalogue.manifests()
    assert catalogue.inputs(manifest) == _inputs("甲")


@pytest.mark.parametrize("step", range(0, 400, 7))
def test_a_manifest_that_is_cut_or_flipped_is_found(catalogue: Catalogue, step: int) -> None:
    _save(catalogue, 1, "甲")
    good = _save(catalogue, 2, "乙")
    path = catalogue.path / "00000002.manifest"
    data = bytearray(path.read_bytes())
    at = step % len(data)
    for broken in (bytes(data[:at]), bytes([*data[:at], data[at] ^ 4, *data[at + 1 :]])):
        path.write_bytes(broken)
        (first,), (damage,) = catalogue.manifests()
        assert first.number == 1
        assert damage.path == path
        assert "损坏" in damage.reason
        assert catalogue.manifest(2) is None
    path.write_bytes(data)
    assert catalogue.manifest(2) == good


def _blob(catalogue: Catalogue, text: str) -> Path:
    (path,) = catalogue.path.glob(f"blobs/??/{File(text.encode()).sha256}")
    return path


@pytest.mark.parametrize("broken", [b"", "甲乙".encode(), "乙甲丙".encode()])
def test_a_file_that_is_damaged_is_found_and_repaired_by_the_next(
    catalogue: Catalogue, broken: bytes
) -> None:
    manifest = _save(catalogue, 1, "甲乙丙")
    path = _blob(catalogue, "甲乙丙")
    path.write_bytes(broken)
    with pytest.raises(Damaged, match="已损坏"):
        catalogue.inputs(manifest)
    assert [damage.path for damage in catalogue.damage(manifest)] == [path]
    _save(catalogue, 2, "甲乙丙")
    assert catalogue.inputs(manifest) == _inputs("甲乙丙")


def test_a_file_that_is_gone_is_found(catalogue: Catalogue) -> None:
    manifest = _save(catalogue, 1, "甲")
    _blob(catalogue, "甲").unlink()
    with pytest.raises(Damaged, match="无法打开"):
        catalogue.inputs(manifest)


def test_a_manifest_of_a_later_program_is_not_read(catalogue: Catalogue) -> None:
    from hashlib import sha256

    _save(catalogue, 1, "甲")
    body = json.dumps({"form": 99}).encode()
    write_whole(
        catalogue.path / "00000002.manifest", sha256(body).hexdigest().encode() + b"\n" + body
    )
    (first,), (damage,) = catalogue.manifests()
    assert first.number == 1
    assert "更新版本的程序" in damage.reason


def test_a_damaged_manifest_goes_when_it_is_older_than_all_that_are_kept(
    catalogue: Catalogue,
) -> None:
    _save(catalogue, 1, "甲")
    (catalogue.path / "00000001.manifest").write_bytes(b"x")
    for number in (2, 3, 4):
        _save(catalogue, number, "乙")
    assert not (catalogue.path / "00000001.manifest").exists()


class _Killed(BaseException):
    """As if the process were gone."""


class _Steps:
    """Counts calls that change the disk, and ends one of them badly."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, last: int, error: BaseException) -> None:
        self.left = last
        self._error = error
        for owner, name in (
            (os, "fsync"), (Path, "replace"), (Path, "mkdir"), (Path, "open"), (Path, "unlink"),
        ):  # fmt: skip
            monkeypatch.setattr(owner, name, self._counting(getattr(owner, name)))

    def _counting(self, call: Callable[..., object]) -> Callable[..., object]:
        def counted(*given: object, **named: object) -> object:
            self.left -= 1
            if self.left < 0:
                self._fail()
            return call(*given, **named)

        return counted

    def _fail(self) -> NoReturn:
        raise self._error


@pytest.mark.parametrize(
    "error", [_Killed(), OSError(ENOSPC, "No space left on device")], ids=["killed", "full"]
)
def test_after_a_failure_at_any_step_there_is_the_old_edition_or_the_new(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """Each step that touches the disk fails once; from there on all of them do."""
    old = _save(catalogue, 1, "甲")
    seen = set()
    for last in range(100):
        with monkeypatch.context() as patch:
            steps = _Steps(patch, last, error)
            with suppress(_Killed, OSError):
                _save(catalogue, 2, "乙")
        found, damaged = catalogue.manifests()
        assert damaged == ()
        assert found[-1] == old
        assert [catalogue.inputs(manifest) for manifest in found] in (
            [_inputs("甲")],
            [_inputs("乙"), _inputs("甲")],
        )
        seen.add(len(found))
        if steps.left > 0:
            break
        for path in catalogue.path.glob("00000002.manifest"):
            path.unlink()
    else:
        pytest.fail("never came to the end")
    assert seen == {1, 2}
    assert last > 10
    assert not list(catalogue.path.rglob("*.tmp"))


def test_a_manifest_is_written_anew(catalogue: Catalogue) -> None:
    manifest = _save(catalogue, 1, "甲")
    done = replace(manifest, aside={}, pending=False)
    with catalogue.locked():
        catalogue.rewrite(done)
    assert catalogue.manifests() == ((done,), ())


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    catalogue = Catalogue(tmp_path / "file" / "editions", tmp_path)
    assert catalogue.manifests() == ((), ())
    with pytest.raises(OSError, match="Not a directory"):
        _save(catalogue, 1, "甲")
