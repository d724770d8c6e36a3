"""Measures of a question set: how often answers were right, and how often silence was."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from knowledge.evaluate import Outcome


@dataclass(frozen=True, slots=True)
class Measures:
    """How a group of questions was answered.

    Shares are 0..1; `None` where the group has no question that the measure is about.
    """

    questions: int
    answerable: int
    lead: float | None
    """Of the answerable: the first fact alone holds what the answer must hold."""
    reply: float | None
    """Of the answerable: the facts of the answer together hold it."""
    silent: float | None
    """Of the answerable: nothing was given as an answer."""
    abstained: float | None
    """Of the unanswerable: nothing was given as an answer, as it should be."""
    length: float | None
    """Characters of the first fact, the median over the answerable that were answered."""

    @property
    def right(self) -> float | None:
        """Share of all questions with the right fact first, or silence where it is right."""
        if not self.questions:
            return None
        unanswerable = self.questions - self.answerable
        held = (self.lead or 0.0) * self.answerable + (self.abstained or 0.0) * unanswerable
        return held / self.questions


def measure(outcomes: Iterable[Outcome]) -> Measures:
    """Return the measures of a group."""
    group = list(outcomes)
    answerable = [outcome for outcome in group if outcome.case.answerable]
    unanswerable = [outcome for outcome in group if not outcome.case.answerable]
    lengths = [
        len(outcome.answer.facts[0].fact.text) for outcome in answerable if outcome.answer.facts
    ]
    return Measures(
        questions=len(group),
        answerable=len(answerable),
        lead=_share([outcome.lead for outcome in answerable]),
        reply=_share([outcome.reply for outcome in answerable]),
        silent=_share([not outcome.answer.facts for outcome in answerable]),
        abstained=_share([not outcome.answer.facts for outcome in unanswerable]),
        length=median(lengths) if lengths else None,
    )


def _share(flags: Sequence[bool]) -> float | None:
    return sum(flags) / len(flags) if flags else None


def by_kind(outcomes: Iterable[Outcome]) -> Mapping[str, Measures]:
    """Return the measures of each kind of question.

    Kinds that are answerable come first, each in the order of its first appearance; one that has
    questions of both sorts is among them.
    """
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.case.kind, []).append(outcome)
    kinds = {kind: measure(group) for kind, group in groups.items()}
    return dict(sorted(kinds.items(), key=lambda entry: not entry[1].answerable))
