"""Cutting text into words: the dictionary's cache, and what jieba leaves behind."""

import logging
from pathlib import Path

import pytest

from knowledge.words import Cutter


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
