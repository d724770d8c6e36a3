"""What `eval` prints, for people and for programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from knowledge.calibration import Calibration, calibrate
from knowledge.evaluate import Outcome
from knowledge.measures import Measures, by_kind, measure

NO_ANSWER = "（没有回答）"
_COLUMNS = ("lead", "reply", "silent", "abstained", "length")
_NONE = "–"


def measures_text(outcomes: Sequence[Outcome], *, failures: bool) -> Iterator[str]:
    """Yield lines: measures by kind and of all, the reliability table, and what went wrong.

    Args:
        outcomes: Of all questions.
        failures: Whether to list the questions that were not answered right.
    """
    yield _row("kind", "n", *_COLUMNS)
    for kind, measures in by_kind(outcomes).items():
        yield _measures(kind or "?", measures)
    yield _measures("all", measure(outcomes))
    yield ""
    yield from _calibration(calibrate(outcomes))
    if failures:
        yield ""
        yield from (_failure(outcome) for outcome in outcomes if not outcome.right)


def measures_json(outcomes: Sequence[Outcome], threshold: float) -> str:
    """Return all measures and failures as one JSON object; a measure of nothing is null.

    Args:
        outcomes: Of all questions.
        threshold: The confidence from which on facts were given as an answer.
    """
    told = {
        "threshold": threshold,
        "measures": _json_measures(measure(outcomes)),
        "kinds": {kind: _json_measures(of_kind) for kind, of_kind in by_kind(outcomes).items()},
        "calibration": asdict(calibrate(outcomes)),
        "failures": [_json_failure(outcome) for outcome in outcomes if not outcome.right],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _json_measures(measures: Measures) -> Mapping[str, object]:
    return {**asdict(measures), "right": measures.right}


def _json_failure(outcome: Outcome) -> Mapping[str, object]:
    first = outcome.first
    return {
        "id": outcome.case.id,
        "kind": outcome.case.kind,
        "question": outcome.case.question,
        "previous": outcome.case.previous,
        "answerable": outcome.case.answerable,
        "answered": outcome.answer.answered,
        "confidence": outcome.answer.confidence,
        "first": None if first is None else first.fact.text,
    }


def _calibration(calibration: Calibration) -> Iterator[str]:
    yield _row("confidence", "n", "predicted", "observed")
    for each in calibration.bins:
        name = f"{each.least:.1f}–{each.most:.1f}"
        yield _row(name, str(each.questions), f"{each.predicted:.3f}", f"{each.observed:.3f}")
    yield (
        f"calibration error {share(calibration.expected_error)}  "
        f"Brier {share(calibration.brier)}  AUROC {share(calibration.auroc)}"
    )


def _measures(name: str, measures: Measures) -> str:
    cells = [share(getattr(measures, column)) for column in _COLUMNS[:-1]]
    length = _NONE if measures.length is None else f"{measures.length:.0f}"
    return _row(name, str(measures.questions), *cells, length)


def share(value: float | None) -> str:
    """Return a share, or a dash where there was nothing to measure."""
    return _NONE if value is None else f"{value:.3f}"


def _row(name: str, *cells: str) -> str:
    return f"{name:18}" + "".join(f"{cell:>10}" for cell in cells)


def _failure(outcome: Outcome) -> str:
    facts = outcome.answer.facts
    first = facts[0].fact.text if facts else NO_ANSWER
    confidence = f"{outcome.answer.confidence:.2f}"
    return f"{outcome.case.kind} {confidence}: {outcome.case.question} → {first}"
