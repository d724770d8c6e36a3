"""Answers to question sets, made by hand."""

from knowledge.evaluate import Case, Outcome
from knowledge.model import Answer, Citation, Fact, FactKind, Ranked
from knowledge.piece import Piece


def answer(*texts: str, article: str = "市/a.txt", confidence: float = 0.5) -> Answer:
    """Return an answer of facts with these texts."""
    return Answer("问", tuple(ranked(text, article) for text in texts), confidence)


def silence(*nearest: str, confidence: float = 0.1) -> Answer:
    """Return an answer without a fact."""
    facts = tuple(ranked(text, "a.txt") for text in nearest)
    return Answer("问", (), confidence, facts)


def ranked(text: str, article: str) -> Ranked:
    """Return a fact of an article, as ranked."""
    piece = Piece.of(text, 0, len(text))
    return Ranked(
        Fact(piece, piece, Citation(article, "标题", (), 1, None, None), FactKind.SENTENCE), 1.0
    )


def answerable(*needed: str, kind: str = "literal", article: str | None = None) -> Case:
    """Return a question that the article answers."""
    return Case("问", kind, answerable=True, must_contain=needed, article=article)


UNANSWERABLE = Case("问", "near_miss", answerable=False)


def right(confidence: float) -> Outcome:
    """Return a question whose first fact answers it."""
    return Outcome(answerable("甲"), answer("甲句", confidence=confidence))


def wrong(confidence: float) -> Outcome:
    """Return one whose first fact does not, though the articles do."""
    return Outcome(answerable("甲"), answer("乙句", confidence=confidence))


def baseless(confidence: float) -> Outcome:
    """Return one that is answered and that the articles do not answer."""
    return Outcome(UNANSWERABLE, answer("甲句", confidence=confidence))
