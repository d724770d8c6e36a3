"""A question put to an edition: understood in its words, its slips mended by what it holds."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.asking.followup import MOST_EARLIER
from knowledge.asking.spelling import Spelling
from knowledge.fields import FieldName
from knowledge.library import Edition
from knowledge.question import Question, understand
from knowledge.ranker import candidates, rank, shipped_weights
from knowledge.topic import Topic


def question_to(edition: Edition, text: str, previous: Sequence[str]) -> Question:
    """Return what is asked of an edition.

    Args:
        edition: What is served.
        text: The question as it was written.
        previous: Earlier questions of the conversation, oldest first.
    """
    question = understand(text, previous, edition.analyzer, _spelling(edition))
    if not question.leans:
        return question
    earlier = question_to(edition, previous[-1], previous[:-1][-MOST_EARLIER:])
    found = candidates(edition.fields, edition.views, earlier, meaning=edition.meaning)
    hits = rank(found, shipped_weights())
    return replace(question, topic=Topic.of(hits, edition.fields.article))


def _spelling(edition: Edition) -> Spelling:
    """Return what knows a slip of the keyboard from a word of these articles."""
    analyzer, context = edition.analyzer, edition.fields[FieldName.CONTEXT]
    return Spelling(
        context.grams.__contains__,
        lambda word: analyzer.knows(word) or word in context.words,
        analyzer.cut,
    )
