"""Embeddings that are kept from one edition to the next."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.embedding_cache import EmbeddingCache
from knowledge.semantic import Semantics, Vectors
from tests.unit.embedding import PairsEmbedder, facts_of

_ONE = "养老\n\n高龄津贴每月一百元。\n到街道办事处办理。\n"
_TWO = "残疾人\n\n残疾人护理补贴每月八十元。\n"


def _given(folder: Path | None, text: str, name: str = "pairs") -> list[str]:
    """Build what an article means, and return which texts had to be embedded for it."""
    embedder = PairsEmbedder(name)
    assert Semantics(embedder, folder).meaning(facts_of(text)) is not None
    return embedder.passages_given


def test_a_text_is_embedded_once(tmp_path: Path) -> None:
    assert len(_given(tmp_path, _ONE)) == 3
    assert _given(tmp_path, _ONE) == []


def test_a_changed_article_costs_only_what_changed(tmp_path: Path) -> None:
    _given(tmp_path, _ONE)
    changed = _ONE.replace("一百元", "二百元")
    assert _given(tmp_path, changed) == ["养老\n高龄津贴每月二百元。"]


def test_going_back_costs_nothing(tmp_path: Path) -> None:
    _given(tmp_path, _ONE)
    _given(tmp_path, _TWO)
    assert _given(tmp_path, _ONE) == []


def test_kept_embeddings_are_the_ones_that_were_made(tmp_path: Path) -> None:
    fresh = Semantics(PairsEmbedder(), tmp_path).meaning(facts_of(_ONE))
    kept = Semantics(PairsEmbedder(), tmp_path).meaning(facts_of(_ONE))
    assert fresh is not None
    assert kept is not None
    np.testing.assert_array_equal(fresh.cosines("津贴"), kept.cosines("津贴"))


def test_one_model_does_not_take_anothers(tmp_path: Path) -> None:
    assert len(_given(tmp_path, _ONE, name="first")) == 3
    assert len(_given(tmp_path, _ONE, name="second")) == 3
    assert _given(tmp_path, _ONE, name="first") == []


def test_a_name_is_no_path(tmp_path: Path) -> None:
    _given(tmp_path / "cache", _ONE, name="../../elsewhere")
    assert [path.name for path in tmp_path.iterdir()] == ["cache"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[:-1],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: b"{}\n" + data.partition(b"\n")[2],
        lambda data: data + data,
    ],
    ids=["emptied", "cut", "a bit", "another head", "twice"],
)
def test_a_damaged_file_is_made_again(
    tmp_path: Path, damage: Callable[[bytes], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    _given(tmp_path, _ONE)
    (path,) = tmp_path.rglob("*.embeddings")
    path.write_bytes(damage(path.read_bytes()))
    assert len(_given(tmp_path, _ONE)) == 3
    assert "已损坏" in caplog.text
    assert _given(tmp_path, _ONE) == []


def test_an_interrupted_build_goes_on_where_it_was(tmp_path: Path) -> None:
    text = "题\n\n" + "".join(f"第{number}条规定。\n" for number in range(150))

    class Interrupted(PairsEmbedder):
        def passages(self, texts: Sequence[str]) -> Vectors:
            if self.passages_given:
                raise KeyboardInterrupt
            return super().passages(texts)

    embedder = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        Semantics(embedder, tmp_path).meaning(facts_of(text))
    assert len(embedder.passages_given) == 64
    assert set(_given(tmp_path, text)).isdisjoint(embedder.passages_given)


def test_when_all_is_built_there_is_one_file(tmp_path: Path) -> None:
    text = "题\n\n" + "".join(f"第{number}条规定。\n" for number in range(150))
    _given(tmp_path, text)
    _given(tmp_path, _ONE)
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_folder_that_cannot_be_written_is_done_without(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("no folder")
    assert len(_given(tmp_path / "file" / "cache", _ONE)) == 3
    assert len(caplog.records) == 1
    assert "写不进" in caplog.text


def test_without_a_folder_nothing_is_kept() -> None:
    assert len(_given(None, _ONE)) == 3
    assert len(_given(None, _ONE)) == 3


def test_what_is_kept_is_bounded(tmp_path: Path) -> None:
    """Beside the texts of the edition as many others, at least 4,096: those used last."""
    vectors = np.eye(4, dtype=np.float32)[np.zeros(3000, dtype=int)]
    editions = [[f"{letter}{number}" for number in range(3000)] for letter in "abc"]
    for texts in editions:
        cache = EmbeddingCache(tmp_path, "m", 4)
        cache.add(texts, vectors)
        cache.settle(texts)
    cache = EmbeddingCache(tmp_path, "m", 4)
    assert cache.missing(editions[2]) == []
    assert cache.missing(editions[1]) == []
    assert len(cache.missing(editions[0])) == 3000 - (4096 - 3000)


def test_a_file_that_another_process_takes_away_is_no_fault(tmp_path: Path) -> None:
    _given(tmp_path, _ONE)
    first, second = (EmbeddingCache(tmp_path, "pairs", 32) for _ in range(2))
    row = np.ones((1, 32), dtype=np.float32)
    first.add(["甲"], row)
    first.settle(["甲"])
    second.add(["乙"], row)
    second.settle(["乙"])
    assert EmbeddingCache(tmp_path, "pairs", 32).missing(["甲", "乙"]) == []


@given(
    st.lists(st.floats(-1, 1), min_size=4, max_size=4).filter(lambda row: max(map(abs, row)) > 0.1)
)
def test_a_direction_survives_being_kept(row: list[float]) -> None:
    vector = np.array([row], dtype=np.float32)
    cache = EmbeddingCache(None, "m", 4)
    cache.add(["text"], vector)
    (kept,) = cache.settle(["text"]).astype(np.float64)
    cosine = kept @ vector[0] / np.linalg.norm(kept) / np.linalg.norm(vector)
    # Half a step of 127 in each of four numbers, of which the greatest is 127.
    assert cosine > 1 - 4 * (0.5 / 127) ** 2
