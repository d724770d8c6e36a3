"""Cutting text into words: the dictionary's cache, and what jieba leaves behind."""

import logging
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.normal import fold
from knowledge.words import Cutter
from tests.public_data import public_texts


def test_words_stand_where_they_are_said_to(cutter: Cutter) -> None:
    text = "市民政局，提高 低保标准ABC12。"
    found = list(cutter.cut(text))
    assert "".join(word for word, _, _ in found) == text
    assert all(text[start:end] == word for word, start, end in found)


def test_no_text_has_no_words(cutter: Cutter) -> None:
    assert list(cutter.cut("")) == []


def test_the_dictionary_is_kept_in_the_folder_that_was_given(tmp_path: Path) -> None:
    list(Cutter(cache=tmp_path / "new" / "cache").cut("低保"))
    assert list((tmp_path / "new" / "cache").iterdir())


def test_a_folder_that_cannot_be_written_is_done_without(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("no folder")
    caplog.set_level(logging.DEBUG)
    words = Cutter(["常有众扶"], tmp_path / "file" / "cache").cut("常有众扶")
    assert [word for word, _, _ in words] == ["常有众扶"]
    assert not caplog.records


def test_a_word_is_known_before_any_text_was_cut(tmp_path: Path) -> None:
    for _ in ("written", "read"):
        cutter = Cutter(["常有众扶"], tmp_path)
        assert cutter.knows("南京市")
        assert cutter.knows("常有众扶")
        assert not cutter.knows("市京南")


def test_the_dictionary_is_read_as_it_is_needed(tmp_path: Path) -> None:
    """Word for word as when it is read whole."""
    text = "南京市长江大桥，乾隆皇帝下江南；mp3播放器3.5元，covid-19，A股。"
    whole = Cutter()
    first, second = Cutter(cache=tmp_path), Cutter(cache=tmp_path)
    for part in (text, text[::-1], text[5:] + text):
        assert list(first.cut(part)) == list(second.cut(part)) == list(whole.cut(part))


def test_a_dictionary_that_is_damaged_is_written_anew(tmp_path: Path) -> None:
    list(Cutter(cache=tmp_path).cut("低保"))
    (path,) = tmp_path.iterdir()
    for damaged in (b"", b"changyouda", path.read_bytes()[:-1000], b"x" * 100):
        path.write_bytes(damaged)
        assert [word for word, _, _ in Cutter(cache=tmp_path).cut("低保标准")] == ["低保", "标准"]
        assert path.stat().st_size > 1_000_000


def test_several_threads_cut_as_one_does(tmp_path: Path) -> None:
    texts = ["南京市长江大桥", "最低生活保障标准", "残疾人补贴怎么申请", "乾隆皇帝下江南"] * 20
    list(Cutter(cache=tmp_path).cut("低"))
    cutter, alone = Cutter(cache=tmp_path), Cutter()
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: list(cutter.cut(text)), texts))
    assert together == [list(alone.cut(text)) for text in texts]


_OWN = ("常有众扶", "低保", "3.5元", "日日")
_PIECES = st.sampled_from(
    [
        "低保标准",
        "常有众扶",
        "日",
        "在较陡峭",
        "白䲟可当",
        "c++",
        "c与",
        "3.5",
        "元",
        "-",
        ".",
        "%",
        "mp3",
    ]
)
_TEXTS = st.lists(_PIECES | st.text(st.characters(codec="utf-8"), max_size=4), max_size=8)


@pytest.mark.skipif(find_spec("rjieba") is None, reason="the extra `fast` is not installed")
@settings(deadline=None)
@given(_TEXTS.map("".join), st.sampled_from([(), _OWN]))
def test_rjieba_cuts_as_jieba_does(cutter: Cutter, text: str, own: tuple[str, ...]) -> None:
    slow, fast = Cutter(own, cutter.cache, fast=False), Cutter(own, cutter.cache)
    assert fast.words(text) == slow.words(text) == [word for word, _, _ in slow.cut(text)]


@pytest.mark.skipif(find_spec("rjieba") is None, reason="the extra `fast` is not installed")
@pytest.mark.skipif(not public_texts(), reason="the public data are not beside the project")
def test_rjieba_cuts_the_public_data_as_jieba_does(cutter: Cutter) -> None:
    slow = Cutter((), cutter.cache, fast=False)
    for text in public_texts():
        folded = fold(text).text
        assert cutter.words(folded) == slow.words(folded)


@pytest.mark.parametrize(
    "text", ["一" * 12_001, f"低保。{'一' * 5_000}，{'高龄' * 5_001}津贴", "。" * 9_000]
)
def test_a_stretch_without_end_is_cut_in_several(cutter: Cutter, text: str) -> None:
    words = cutter.words(text)
    assert "".join(words) == text
    # Nothing is lost but what stands across a cut.
    assert len(words) <= len(list(cutter.cut(text))) + 4
