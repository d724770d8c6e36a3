"""/why: what spoke for an answer, and what against others; readable on a phone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.citizens.taking import Bot
from bot.operating.commands import Told
from bot.operating.desk import OperatingDesk
from bot.operating.speaking import View, view
from bot.render import citation
from knowledge.model import Appraisal, Explanation
from knowledge.terms import CONCEPT_MARK, NUMBER_MARK

_USAGE = (
    "请回复我的一条回答，发 /why；",
    "或把问题写在后面：/why 低保一个月多少钱",
)
_NAMES: Mapping[str, str] = {
    "grams of the context": "句子和标题里的字",
    "grams of the sentence": "整句里的字",
    "words of the section": "这一节里的词",
    "grams of the section": "这一节里的字",
    "words of the article": "这一篇里的词",
    "grams of the article": "这一篇里的字",
    "local coverage by words": "问题的词挨在一起",
    "coverage beyond the title": "标题以外说到的",
    "coverage with the fact before": "连同前一句",
    "precision of the best clause": "没有多余的话",
    "number in the unit asked for": "有所问单位的数",
    "number asked for": "有所问的数",
    "date asked for": "有所问的日期",
    "place asked for": "有所问的地点",
    "reason asked for": "有所问的原因",
    "question near a number": "数字旁边就是所问",
    "numbers of the question": "问题里的数",
    "left of the question word": "疑问词前的字",
    "right of the question word": "疑问词后的字",
    "meaning": "意思相近",
    "rarest held": "最少见的词",
    "local coverage by pairs": "问题的字挨在一起",
}
"""What `knowledge.features` measures, for people; what is not here goes by its own name."""

_MOST_FEATURES = 5
_MOST_OTHERS = 3
_MOST_OF_FACT = 80
_LEAST = 0.05
"""A smaller share is 0.0 in print."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why the bot answers as it does."""

    desk: OperatingDesk

    async def why(self, told: Told) -> View:
        """Explain the answer that is replied to, or that to a question."""
        message, edition = told.message, self.desk.desk.library.edition
        text = told.text
        previous: Sequence[str] = ()
        replied = message.reply_to_message
        if not text and replied is not None:
            bot = message.get_bot()
            exchange = await self.desk.desk.exchange(replied, Bot(bot.id, bot.username), None)
            if exchange is not None:
                text, previous = exchange.question, exchange.previous
        if not text:
            return view("为什么这样回答", _USAGE)
        explain = self.desk.desk.answerer.explain
        explained = await self.desk.work(explain, edition, text, previous)
        return view(text, tuple(_lines(explained, previous, self.desk.librarian.number)))


def _lines(explained: Explanation, previous: Sequence[str], number: int) -> Iterator[str]:
    answer = explained.answer
    outcome = "回答了" if answer.answered else "没有回答"
    sure = f"把握 {answer.confidence:.2f}，门槛 {explained.threshold:.2f}"
    yield f"{outcome}：{sure}（版本 {number}）"
    if not answer.answered and answer.confidence >= explained.threshold:
        yield "把握够了，但没有一条合条件，见下面的“不能用”。"
    if previous:
        yield f"接着前面的问题：{'；'.join(previous)}"
    yield f"查的词：{_words(explained)}"
    if not explained.appraisals:
        yield "文章里没有一条沾边。"
    shown = {ranked.fact.piece for ranked in answer.facts}
    first, *others = (*explained.appraisals[: _MOST_OTHERS + 1], None)
    if first is not None:
        yield ""
        yield from _told(1, first, None, is_shown=first.ranked.fact.piece in shown)
    for place, appraisal in enumerate(others, start=2):
        if appraisal is not None and first is not None:
            yield ""
            is_shown = appraisal.ranked.fact.piece in shown
            yield from _told(place, appraisal, first, is_shown=is_shown)


def _words(explained: Explanation) -> str:
    said = []
    for word, weight in explained.words:
        plain = word.removeprefix(CONCEPT_MARK).removeprefix(NUMBER_MARK)
        marked = f"〔{plain}〕" if plain != word else plain
        said.append(marked if weight == 1 else f"{marked}×{weight:.1f}")
    return "、".join(said) or "（没有）"


def _told(
    place: int, appraisal: Appraisal, first: Appraisal | None, *, is_shown: bool
) -> Iterator[str]:
    """Yield a candidate: its score, where it stands, and what decided."""
    ranked = appraisal.ranked
    sign = "✅" if is_shown else "·"
    behind = f"，差 {first.ranked.score - ranked.score:.1f}" if first else ""
    yield f"{sign} 第 {place}：{ranked.score:.1f} 分{behind}"
    text = " ".join(ranked.fact.text.split())
    yield f"「{text if len(text) <= _MOST_OF_FACT else text[:_MOST_OF_FACT] + '…'}」"
    yield citation(ranked.fact.citation)
    if appraisal.excluded:
        yield f"不能用：{appraisal.excluded}"
    base = {each.name: each.contribution for each in first.features} if first else {}
    parts = sorted(
        ((each.contribution - base.get(each.name, 0.0), each.name) for each in appraisal.features),
        key=lambda part: -abs(part[0]),
    )
    told = [f"{_NAMES.get(name, name)} {size:+.1f}" for size, name in parts if abs(size) >= _LEAST]
    if told:
        yield f"{'和第 1 比' if first else '得分来自'}：{'；'.join(told[:_MOST_FEATURES])}"
