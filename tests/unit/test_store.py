"""An edition in a file: opened, it says what it said; damaged, it is not opened."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answer import Answerer
from knowledge.editions.building import RenewingBuilder
from knowledge.language import Language, load_language
from knowledge.library import Edition, build_edition, renew_edition
from knowledge.mapped import Damaged, Mapped, write
from knowledge.model import Document, Fact, Problem
from knowledge.readers import read_bytes
from knowledge.records import pack, stamp, unpack
from knowledge.shelf import Shelf
from knowledge.store import Saved, open_edition, save
from knowledge.words import Cutter

_ARTICLES = {
    "低保.txt": "青河市低保标准\n\n来源：青河日报\n\n一、标准\n\n"
    "青河市低保标准是每人每月1000元；白山县是800元。\n",
    "医疗.md": "# 医疗救助\n\n## 材料\n\n申请需要：\n\n1. 身份证。\n2. 两张照片。\n\n"
    "| 档 | 元 |\n|---|---|\n| 一 | 500 |\n",
    "养老.html": "<h1>养老</h1><p>老年助餐点有304个&amp;更多，㎡。</p><p>咨询电话是12345。</p>",
    "空.txt": "只有标题\n",
}
_QUESTIONS = (
    "低保标准是多少",
    "白山县低保多少钱",
    "需要什么材料",
    "一档多少元",
    "电话",
    "谁写的",
    "火星",
)


def _shelf(articles: Mapping[str, str]) -> Shelf:
    documents = (read_bytes(text.encode(), name) for name, text in sorted(articles.items()))
    return Shelf(tuple(documents), (Problem("坏.txt", 3, "不能读"),))


@pytest.fixture(scope="module")
def language() -> Language:
    """Return the language that ships."""
    return load_language(Path("config"))


def _assert_same(one: Edition, other: Edition) -> None:
    assert list(one.facts) == list(other.facts)
    assert [one.facts[at] for at in range(len(one.facts))] == list(other.facts)
    assert dict(one.documents) == dict(other.documents)
    assert list(one.documents) == list(other.documents)
    assert dict(one.places) == dict(other.places)
    assert (one.digest, one.problems) == (other.digest, other.problems)
    assert one.analyzer.language == other.analyzer.language
    for question in _QUESTIONS:
        for threshold in (0.0, 0.3, 1.0):
            answerer = Answerer(threshold)
            assert answerer.answer(one, question) == answerer.answer(other, question)
            assert answerer.ranking(one, question) == answerer.ranking(other, question)


def test_an_edition_opened_answers_as_the_one_that_was_built(
    tmp_path: Path, cutter: Cutter, language: Language
) -> None:
    built = build_edition(_shelf(_ARTICLES), language, cutter)
    save(built, tmp_path / "a.edition")
    _assert_same(open_edition(tmp_path / "a.edition", cache=cutter.cache, whole=True), built)
    assert [path.name for path in tmp_path.iterdir()] == ["a.edition"]


_CHANGES = st.dictionaries(
    st.sampled_from([*_ARTICLES, "新.txt"]),
    st.sampled_from(
        [None, "新的一篇\n\n低保标准是每人每月1200元。\n", "标题\n\n咨询电话是54321。\n"]
    ),
)


@settings(max_examples=25, deadline=None)
@given(changes=_CHANGES, opened=st.booleans())
def test_what_has_changed_is_made_anew_and_nothing_else_is_other(
    tmp_path_factory: pytest.TempPathFactory,
    cutter: Cutter,
    changes: dict[str, str | None],
    *,
    opened: bool,
) -> None:
    language = Language()
    before = build_edition(_shelf(_ARTICLES), language, cutter)
    path = tmp_path_factory.mktemp("store") / "before.edition"
    save(before, path)
    if opened:
        before = open_edition(path, cache=cutter.cache)
    after = {name: text for name, text in {**_ARTICLES, **changes}.items() if text is not None}
    if not after:
        return
    changed = renew_edition(before, _shelf(after), language)
    anew = build_edition(_shelf(after), language, cutter)
    _assert_same(changed, anew)
    # What is copied from the file of the one before is what would be written anew.
    copied, written = path.with_name("copied"), path.with_name("written")
    save(changed, copied, Saved(before, path))
    save(changed, written)
    assert copied.read_bytes() == written.read_bytes()
    _assert_same(open_edition(copied, cache=cutter.cache), anew)


def test_of_a_damaged_file_nothing_is_copied(tmp_path: Path, cutter: Cutter) -> None:
    edition = build_edition(_shelf(_ARTICLES), Language(), cutter)
    save(edition, tmp_path / "whole")
    data = (tmp_path / "whole").read_bytes()
    (tmp_path / "damaged").write_bytes(data[:-100] + bytes(100))
    save(edition, tmp_path / "again", Saved(edition, tmp_path / "damaged"))
    assert (tmp_path / "again").read_bytes() == data


def test_what_was_only_looked_at_makes_no_later_change_dearer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two operators look at changes of the same edition; each is made from that edition."""
    builder = RenewingBuilder(tmp_path)
    served = builder.build(_shelf(_ARTICLES), Language(), None)

    def anew(*_: object) -> Edition:
        raise AssertionError

    monkeypatch.setattr("knowledge.editions.building.build_edition", anew)
    for text in ("低保标准是800元。\n", "低保标准是900元。\n"):
        looked_at = builder.build(_shelf({**_ARTICLES, "新.txt": text}), Language(), served)
        assert "新.txt" in looked_at.documents


def test_words_that_change_change_every_article(tmp_path: Path) -> None:
    builder = RenewingBuilder(tmp_path)
    before = builder.build(_shelf(_ARTICLES), Language(), None)
    other = Language(stop_words=frozenset({"标准"}))
    changed = builder.build(_shelf(_ARTICLES), other, before)
    _assert_same(changed, build_edition(_shelf(_ARTICLES), other, Cutter(cache=tmp_path)))


def test_a_file_that_is_not_whole_is_not_opened(tmp_path: Path, cutter: Cutter) -> None:
    path = tmp_path / "a.edition"
    with pytest.raises(Damaged):
        open_edition(path)
    save(build_edition(_shelf(_ARTICLES), Language(), cutter), path)
    data = path.read_bytes()
    for damaged in (
        b"",
        data[:40],
        data[:-100],
        b"x" + data[1:],
        data.replace(b"form", b"mrof", 1),
    ):
        path.write_bytes(damaged)
        with pytest.raises(Damaged):
            open_edition(path)
    path.write_bytes(data[:-100] + bytes(100))
    open_edition(path)
    with pytest.raises(Damaged):
        open_edition(path, whole=True)


def test_a_file_of_another_program_is_not_opened(
    tmp_path: Path, cutter: Cutter, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.edition"
    save(build_edition(_shelf(_ARTICLES), Language(), cutter), path)
    monkeypatch.setattr("knowledge.store.form", lambda: "another")
    with pytest.raises(Damaged, match="version"):
        open_edition(path)


def test_a_file_that_cannot_be_written_leaves_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write(path, {"told": "低保"}, {"numbers": np.arange(3)})

    def full(descriptor: int) -> None:
        raise OSError(descriptor)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(OSError, match=r"\d"):
            write(path, {}, {"numbers": np.arange(4)})
    mapped = Mapped(path)
    assert mapped.told == {"told": "低保"}
    assert mapped["numbers"].tolist() == [0, 1, 2]
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def test_documents_and_facts_come_back_as_they_were(cutter: Cutter) -> None:
    edition = build_edition(_shelf(_ARTICLES), Language(), cutter)
    for document in edition.documents.values():
        assert unpack(Document, pack(document)) == document
    for fact in edition.facts:
        assert unpack(Fact, pack(fact)) == fact
    assert stamp(Document, Fact) != stamp(Document, Problem)


def test_a_builder_keeps_editions_ready(tmp_path: Path) -> None:
    builder = RenewingBuilder(tmp_path)
    edition = builder.build(_shelf(_ARTICLES), Language(), None)
    assert builder.restore(edition.digest) is None
    builder.keep(edition)
    restored = builder.restore(edition.digest)
    assert restored is not None
    _assert_same(restored, edition)
    fewer = dict(list(_ARTICLES.items())[:2])
    other = builder.build(_shelf(fewer), Language(), restored)
    builder.keep(other)
    builder.forget({other.digest})
    assert builder.restore(edition.digest) is None
    found = builder.restore(other.digest)
    assert found is not None
    _assert_same(found, replace(other))


def test_a_builder_without_a_folder_keeps_nothing() -> None:
    builder = RenewingBuilder(None)
    edition = builder.build(_shelf({"低保.txt": _ARTICLES["低保.txt"]}), Language(), None)
    builder.keep(edition)
    builder.forget(frozenset())
    assert builder.restore(edition.digest) is None
