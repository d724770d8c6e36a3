"""A model that is asked for each text once."""

from pathlib import Path

import numpy as np

from knowledge.learning.remembering import Remembering
from tests.unit.embedding import PairsEmbedder


def test_each_text_is_asked_for_once() -> None:
    embedder = PairsEmbedder()
    remembering = Remembering(embedder, None)
    for _ in range(2):
        remembering.passages(["低保标准", "高龄津贴"])
        remembering.passages(["高龄津贴", "残疾人"])
        remembering.question("低保标准")
    assert embedder.passages_given == ["低保标准", "高龄津贴", "残疾人"]
    assert embedder.questions_given == ["低保标准"]


def test_what_is_remembered_is_what_was_given() -> None:
    embedder = PairsEmbedder()
    remembering = Remembering(embedder, None)
    texts = [f"第{number}条" for number in range(70)]
    for _ in range(2):
        np.testing.assert_allclose(
            remembering.passages(texts), embedder.passages(texts), atol=0.005
        )
        for text in texts:
            np.testing.assert_allclose(
                remembering.question(text), embedder.question(text), atol=0.005
            )


def test_what_is_remembered_lasts(tmp_path: Path) -> None:
    first, second = PairsEmbedder(), PairsEmbedder()
    questions = [f"第{number}问" for number in range(64)]
    for embedder in (first, second):
        remembering = Remembering(embedder, tmp_path)
        remembering.passages(["低保标准"])
        for question in questions:
            remembering.question(question)
    assert first.questions_given == questions
    assert (second.passages_given, second.questions_given) == ([], [])
