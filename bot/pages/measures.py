"""The page of `eval`: how good the answers to a question set are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot import __version__
from bot.pages.charts import Bars, Colour, Line, rows, square
from bot.pages.page import render
from knowledge.calibration import Calibration, calibrate
from knowledge.evaluate import Outcome
from knowledge.measures import by_kind, measure

KINDS: Mapping[str, str] = {
    "literal": "照原文问",
    "colloquial": "口语",
    "synonym": "换个说法",
    "traditional": "繁体",
    "typo": "错别字",
    "format": "全角、表情、无标点",
    "mixed_en": "夹杂英文",
    "keyword": "只写关键词",
    "longwinded": "先讲一大段",
    "list_compare": "列举和比较",
    "wh": "谁、何时、何地",
    "followup": "追问",
    "metadata": "问文章出处",
    "verify": "求证",
    "reverse": "由数字反查",
    "out_topic": "题外",
    "spam_boilerplate": "页面杂项",
    "near_miss": "沾边但没写",
    "other_place_time": "别处、别的年份",
    "chitchat": "闲聊",
    "abuse": "骂人",
    "injection": "指使机器人",
    "gibberish": "乱码",
    "emoji_symbol": "只有符号",
}
"""Names of the kinds that question sets use; another kind is shown as it is written."""

_MOST_POINTS = 250
"""Of a curve: two to a unit of the chart's width; thousands would only make the page heavy."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that was not answered as it should be."""

    kind: str
    question: str
    previous: tuple[str, ...]
    first: str
    """The first fact, or the nearest where nothing was answered; may be empty."""
    confidence: float
    what: str


def measures_page(
    outcomes: Sequence[Outcome], sets: Sequence[str], threshold: float, edition: str
) -> str:
    """Return the page.

    Args:
        outcomes: Of all questions.
        sets: Names of the question sets.
        threshold: The confidence from which on facts were given as an answer.
        edition: Digest of the edition that answered.
    """
    calibration = calibrate(outcomes)
    kinds = by_kind(outcomes)
    return render(
        "measures.html",
        version=__version__,
        sets=sets,
        threshold=threshold,
        edition=edition,
        all=measure(outcomes),
        kinds=[(kind_name(kind), measures) for kind, measures in kinds.items()],
        calibration=calibration,
        reliability=_reliability(calibration),
        policies=_policies(calibration, outcomes),
        thresholds=[(step / 10, calibration.policy(step / 10)) for step in range(1, 10)],
        by_kind=_by_kind(outcomes, list(kinds)),
        failures=[_failure(outcome) for outcome in outcomes if not outcome.right],
    )


def kind_name(kind: str) -> str:
    """Return what people call a kind of question."""
    return KINDS.get(kind, kind) or "未分类"


def _reliability(calibration: Calibration) -> str:
    points = [(each.predicted, each.observed) for each in calibration.bins]
    return square(
        "reliability",
        "把握（平均）",
        "首条答对的比例",
        [
            Line("理想", Colour.NONE, [(0, 0), (1, 1)], dashed=True),
            Line("实际", Colour.GOOD, points, dots=True),
        ],
    )


def _policies(calibration: Calibration, outcomes: Sequence[Outcome]) -> str:
    answered = [outcome for outcome in outcomes if outcome.answer.answered]
    now = (
        [(len(answered) / len(outcomes), sum(outcome.lead for outcome in answered) / len(answered))]
        if answered
        else []
    )
    thinned = calibration.policies[:: max(1, len(calibration.policies) // _MOST_POINTS)]
    curve = [(each.answered, each.right) for each in (*thinned, *calibration.policies[-1:])]
    return square(
        "policies",
        "回答的比例（全部题目）",
        "回答中首条答对的比例",
        [
            Line("随门槛变化", Colour.GOOD, curve),
            Line("现在", Colour.BAD, now, dots=True, joined=False),
        ],
    )


def _by_kind(outcomes: Sequence[Outcome], kinds: Sequence[str]) -> str:
    right, wrong, silent = ([0] * len(kinds) for _ in range(3))
    for outcome in outcomes:
        place = kinds.index(outcome.case.kind)
        if outcome.right:
            right[place] += 1
        elif outcome.answer.answered:
            wrong[place] += 1
        else:
            silent[place] += 1
    return rows(
        "kinds",
        [kind_name(kind) for kind in kinds],
        [
            Bars("对", Colour.GOOD, right),
            Bars("错", Colour.BAD, wrong),
            Bars("该答没答", Colour.NONE, silent),
        ],
    )


def _failure(outcome: Outcome) -> Failure:
    if not outcome.case.answerable:
        what = "不该答却答了"
    elif not outcome.answer.answered:
        what = "该答没答"
    else:
        what = "答错，回复中有" if outcome.reply else "答错"
    return Failure(
        kind_name(outcome.case.kind),
        outcome.case.question,
        outcome.case.previous,
        "" if outcome.first is None else outcome.first.fact.text,
        outcome.answer.confidence,
        what,
    )
