"""Floors under the quality of answers; they refuse to sink unnoticed.

The questions were written by somebody who knew the articles and not the program. Nothing is
learned from them: they decide whether what was learned elsewhere holds. The tables below tell what
was reached; a floor is two points beneath it. Where more is reached, raise the line; this prints
what is reached now:

    python -m pytest -q -s tests/quality/test_floors.py
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app import Setup
from knowledge.calibration import calibrate
from knowledge.evaluate import Outcome, read_cases
from knowledge.measures import measure
from tests.quality.openqa import Figures, halved, near_miss, public_sample, whole
from tests.quality.shared import ROOT, shared

MARGIN = 0.02
"""By so much a measure may sink: on a set of a hundred questions, two of them."""
LONGER = 5
"""By so many characters the median of the first fact may grow."""

FOLDER = Path(__file__).parent
SHIPPED, SEVERAL = ROOT / "knowledge/articles", ROOT / "tests/data/articles"


@dataclass(frozen=True)
class Reached:
    """What was reached on a question set."""

    questions: str
    """A file of this folder, or one that stands beside the checkout."""
    articles: tuple[Path, ...]
    lead: float
    reply: float
    abstained: float
    auroc: float
    length: float
    """Of the first fact, characters."""


SETS = (
    Reached("questions.jsonl", (SHIPPED,), 0.938, 0.963, 0.900, 0.965, 66),
    Reached("several.jsonl", (SHIPPED, SEVERAL), 0.764, 0.855, 0.800, 0.927, 46),
    Reached("seen.jsonl", (SHIPPED, FOLDER / "articles/seen"), 0.871, 0.929, 0.739, 0.941, 39),
    Reached("blind.jsonl", (SHIPPED, FOLDER / "articles/blind"), 0.799, 0.873, 0.761, 0.914, 43),
    Reached("data/questions/dev.jsonl", (SHIPPED,), 0.958, 0.983, 0.950, 0.990, 66),
)

PUBLIC: Mapping[str, Figures] = {
    # all articles there, none of the answers deleted
    "whole": Figures({"fact_hit@1": 0.908, "fact_hit@3": 0.989}),
    # half of the articles deleted
    "halved": Figures({"auroc": 0.991, "own_accuracy": 0.941}),
    # of half of the articles the answering sentences deleted
    "near_miss": Figures({"auroc": 0.926, "own_accuracy": 0.780}),
}
"""On a fixed sample of cmrc2018_dev. All of it by words alone, whatever is installed."""


def _answered(reached: Reached, served: Path) -> list[Outcome]:
    """Answer all questions of a set."""
    path = FOLDER / reached.questions
    cases = list(read_cases(path if path.is_file() else shared(reached.questions)))
    for folder in reached.articles:
        for article in folder.iterdir():
            (served / article.name).write_bytes(article.read_bytes())
    setup = Setup.read(served)
    edition, answerer = setup.edition(meaning=False), setup.answerer()
    return [Outcome(case, answerer.answer(edition, case.question, case.previous)) for case in cases]


@pytest.mark.parametrize("reached", SETS, ids=lambda reached: reached.questions)
def test_no_measure_sinks_below_its_floor(reached: Reached, tmp_path: Path) -> None:
    outcomes = _answered(reached, tmp_path)
    measures = measure(outcomes)
    now = {
        "lead": measures.lead,
        "reply": measures.reply,
        "abstained": measures.abstained,
        "auroc": calibrate(outcomes).auroc,
    }
    print(f"\n{reached.questions}: {_shown(now)}, {measures.length}")  # noqa: T201
    sunk = _sunk(now, {name: getattr(reached, name) for name in now})
    assert not sunk
    assert measures.length is not None
    assert measures.length <= reached.length + LONGER


@pytest.mark.parametrize("part", PUBLIC)
def test_no_measure_sinks_on_public_data(part: str) -> None:
    sample = public_sample()
    now = {"whole": whole, "halved": halved, "near_miss": near_miss}[part](sample)
    print(f"\ncmrc2018_dev {part}: {_shown(now)}")  # noqa: T201
    assert not _sunk(now, PUBLIC[part])


def _sunk(
    now: Mapping[str, float | None], reached: Mapping[str, float]
) -> dict[str, tuple[float | None, float]]:
    """Return the measures that are below their floors, with the floors."""
    floors = {name: round(value - MARGIN, 4) for name, value in reached.items()}
    return {
        name: (now[name], floor) for name, floor in floors.items() if (now[name] or 0.0) < floor
    }


def _shown(measures: Mapping[str, float | None]) -> str:
    return ", ".join(f"{name}={value or 0:.3f}" for name, value in measures.items())


def test_a_measure_that_sinks_is_named_with_its_floor() -> None:
    assert _sunk({"lead": 0.88, "reply": 0.9}, {"lead": 0.9, "reply": 0.9}) == {}
    assert _sunk({"lead": 0.879, "reply": None}, {"lead": 0.9, "reply": 0.9}) == {
        "lead": (0.879, 0.88),
        "reply": (None, 0.88),
    }
