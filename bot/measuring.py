"""The table that `eval` prints."""

from collections.abc import Iterator, Sequence

from knowledge.evaluate import Measures, Outcome, by_kind, measure


def measures_table(outcomes: Sequence[Outcome], *, failures: bool) -> Iterator[str]:
    """Yield lines: each kind of question, then those with an answer, then those without."""
    yield _row("kind", "n", "lead", "reply", "silent")
    for kind, measures in by_kind(outcomes).items():
        yield _measures(kind, measures)
    for name, wanted in (("answerable", True), ("unanswerable", False)):
        group = [outcome for outcome in outcomes if outcome.case.answerable is wanted]
        if group:
            yield _measures(name, measure(group))
    if failures:
        for outcome in outcomes:
            if not outcome.right:
                first = (
                    outcome.answer.facts[0].fact.text if outcome.answer.facts else "（没有回答）"
                )
                yield f"{outcome.case.kind}: {outcome.case.question} → {first}"


def _measures(name: str, measures: Measures) -> str:
    shares = (f"{share:.3f}" for share in (measures.lead, measures.reply, measures.silent))
    return _row(name, str(measures.questions), *shares)


def _row(name: str, *cells: str) -> str:
    return f"{name:20}" + "".join(f"{cell:>8}" for cell in cells)
