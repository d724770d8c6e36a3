"""/unanswered: what people asked in vain, and drafts of what would help."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.operating.buttons import Asked, DraftGolden, DraftSynonym, Hold, Pair, Silent, Vain
from bot.operating.changes import Changes
from bot.operating.commands import Told
from bot.operating.desk import OperatingDesk
from bot.operating.pressing import Action, Actions, Press
from bot.operating.roles import Role
from bot.operating.speaking import Key, View, view
from knowledge.compiled import FieldName
from knowledge.editions.golden import GoldenQuestion
from knowledge.editions.word_changes import AddGolden, AddSynonym
from knowledge.journal.likeness import Group, grouped
from knowledge.library import Edition
from knowledge.model import Appraisal, Explanation

_DAYS = 30
_SECONDS_A_DAY = 86_400
_ROWS = 8
"""Groups on a page: more would push the text off a phone's screen."""
_MOST_WORDINGS = 6
_MOST_NEAR = 3
_MOST_PAIRS = 6
_MOST_OF_FACT = 60
_LONGEST_WORD = 12

_HAN = re.compile(r"[一-鿿]{2,}")

_GONE = "这个问题的文字已经不保留了"
_STOPS_LATER = "加上以后，每次换文章都先试答它；答得不对就拦下。"
_NO_PAIR = (
    "这个问题的词文章里都有，或者找不到相近的词，多半要补文章。",
    "想好了也可以自己写：/add_synonym 大家的说法 = 文章里的写法",
)


@dataclass(frozen=True, slots=True)
class InVain:
    """Questions without an answer."""

    desk: OperatingDesk
    changes: Changes

    def actions(self) -> Actions:
        """Return what each kind of button does."""
        return {
            Vain: Action(self.page),
            Asked: Action(self.question),
            DraftGolden: Action(self.draft_golden, Role.OPERATOR),
            Hold: Action(self.golden, Role.OPERATOR),
            Silent: Action(self.golden, Role.OPERATOR),
            DraftSynonym: Action(self.draft_synonym, Role.OPERATOR),
            Pair: Action(self.synonym, Role.OPERATOR),
        }

    async def unanswered(self, _: Told) -> View:
        """Show what was asked in vain, what was asked most first."""
        return await self.desk.work(self._page, 0)

    async def page(self, press: Press) -> View | None:
        """Show another page of it."""
        if isinstance(press.button, Vain):
            return await self.desk.work(self._page, press.button.page)
        return None

    def _groups(self) -> tuple[Sequence[Group], dict[str, int]]:
        """Return groups of questions, and a number in the journal for each text."""
        since = self.desk.clock() - _DAYS * _SECONDS_A_DAY
        asked = self.desk.desk.journal.unanswered(since)
        return grouped(each.text or "" for each in asked), {
            each.text: each.id for each in asked if each.text
        }

    def _page(self, page: int) -> View:
        groups, numbers = self._groups()
        trouble = self.desk.desk.journal.trouble
        if trouble:
            return view("读不了问答记录", (trouble.reason,))
        if not groups:
            return view(f"最近 {_DAYS} 天没有答不上的问题")
        rows: list[Sequence[Key]] = [
            (Key(f"{group.count} 次：{group.question}", Asked(numbers[group.question])),)
            for group in groups[page * _ROWS : (page + 1) * _ROWS]
            if group.question in numbers
        ]
        turning = []
        if page > 0:
            turning.append(Key("‹ 上一页", Vain(page - 1)))
        if (page + 1) * _ROWS < len(groups):
            turning.append(Key("下一页 ›", Vain(page + 1)))
        count = sum(group.count for group in groups)
        lines = (
            f"共 {count} 次，相近的归在一起是 {len(groups)} 种，问得多的在前。",
            "点一种，看能做什么。",
        )
        return view(f"最近 {_DAYS} 天没答上的问题", lines, (*rows, turning))

    async def question(self, press: Press) -> View | None:
        """Show a question, how else it was asked, what comes near, and what can be done."""
        number = _number(press)
        text = await self._text(number)
        if text is None:
            return view(_GONE)
        groups, _ = await self.desk.work(self._groups)
        group = next((each for each in groups if text in (each.question, *each.others)), None)
        explained = await self.desk.work(self._explained, text)
        lines = [f"问过 {group.count} 次" if group else "现在已经不算没答上"]
        if group:
            others = [each for each in (group.question, *group.others) if each != text]
            lines += [f"· {other}" for other in others[:_MOST_WORDINGS]]
        if explained.answer.answered:
            lines.append("按现在的文章，已经能答上了。")
        lines += list(_near(explained))
        keys: list[Sequence[Key]] = []
        if self.desk.roles.of(press.user) is Role.OPERATOR:
            draft = (Key("加同义词", DraftSynonym(number)), Key("加必答题", DraftGolden(number)))
            keys.append(draft)
        keys.append((Key("‹ 全部", Vain(0)),))
        return view(text, lines, keys)

    async def draft_golden(self, press: Press) -> View | None:
        """Offer what must be answered to a question."""
        number = _number(press)
        text = await self._text(number)
        if text is None:
            return view(_GONE)
        explained = await self.desk.work(self._explained, text)
        rows = [
            (Key(f"应答：{held}", Hold(number, place)),)
            for place, held in enumerate(_held(explained))
        ]
        lines = (
            f"问：{text}",
            "以后每次换文章前都会试答这一题；答得不对，就不换。",
            "该怎么答？下面没有合适的，请先补文章。",
        )
        last = ((Key("不该回答", Silent(number)),), (Key("‹ 返回", Asked(number)),))
        return view("加一道必答题", lines, (*rows, *last))

    async def golden(self, press: Press) -> View | None:
        """Show a golden question before it is taken."""
        text = await self._text(_number(press))
        if text is None:
            return view(_GONE)
        holds: tuple[str, ...] = ()
        if isinstance(press.button, Hold):
            held = _held(await self.desk.work(self._explained, text))
            holds = held[press.button.place : press.button.place + 1]
            if not holds:
                return view("文章已经变了，请重新选")
        lines = (f"回答里必须有：{holds[0]}" if holds else "不该回答", _STOPS_LATER)
        return await self.changes.propose(
            AddGolden(GoldenQuestion(text, 0, holds)), f"必答题：{text}", lines=lines
        )

    async def draft_synonym(self, press: Press) -> View | None:
        """Offer what a word of a question may stand for in the articles."""
        number = _number(press)
        text = await self._text(number)
        if text is None:
            return view(_GONE)
        pairs = await self.desk.work(self._pairs, text)
        rows = [
            (Key(f"{phrase} → {means}", Pair(number, place)),)
            for place, (phrase, means) in enumerate(pairs)
        ]
        back = ((Key("‹ 返回", Asked(number)),),)
        if not rows:
            return view("加一个同义词", (f"问：{text}", *_NO_PAIR), back)
        lines = (
            f"问：{text}",
            "左边是大家的说法，右边是文章里的写法，意思一样才选：",
            "都不对就自己写：/add_synonym 大家的说法 = 文章里的写法",
        )
        return view("加一个同义词", lines, (*rows, *back))

    async def synonym(self, press: Press) -> View | None:
        """Show a synonym before it is taken."""
        text = await self._text(_number(press))
        if text is None:
            return view(_GONE)
        pairs = await self.desk.work(self._pairs, text)
        place = press.button.place if isinstance(press.button, Pair) else 0
        if place >= len(pairs):
            return view("文章已经变了，请重新选")
        phrase, means = pairs[place]
        change = AddSynonym(phrase, (means,))
        return await self.changes.propose(change, f"同义词：{change.subject}", question=text)

    async def _text(self, number: int) -> str | None:
        asked = await self.desk.work(self.desk.desk.journal.question, number)
        return asked.text if asked else None

    def _explained(self, text: str) -> Explanation:
        return self.desk.desk.answerer.explain(self.desk.desk.library.edition, text)

    def _pairs(self, text: str) -> Sequence[tuple[str, str]]:
        edition = self.desk.desk.library.edition
        return tuple(_pairs(edition, self._explained(text)))[:_MOST_PAIRS]


def _number(press: Press) -> int:
    return int(getattr(press.button, "question", 0))


def _nearest(explained: Explanation) -> Sequence[Appraisal]:
    return explained.appraisals[:_MOST_NEAR]


def _near(explained: Explanation) -> Iterator[str]:
    near = _nearest(explained)
    yield "文章里最接近的：" if near else "文章里没有接近的内容，要补文章。"
    for appraisal in near:
        yield f"「{_short(appraisal.ranked.fact.text)}」"


def _held(explained: Explanation) -> tuple[str, ...]:
    """Return what an answer may have to hold: short answers, else whole facts, best first."""
    ranked = [appraisal.ranked for appraisal in _nearest(explained)]
    held = [each.fact.text[slice(*each.key)] if each.key else each.fact.text for each in ranked]
    return tuple(dict.fromkeys(text.strip() for text in held))


def _pairs(edition: Edition, explained: Explanation) -> Iterator[tuple[str, str]]:
    """Yield words of a question that no article has, with those of near facts they may stand for.

    Those that share characters come first, as 养老院 and 养老机构 do.
    """
    words = edition.fields[FieldName.ARTICLE].words
    asked = [word for word, _ in explained.words if _HAN.fullmatch(word)]
    near = dict.fromkeys(
        term.text
        for appraisal in _nearest(explained)
        for term in edition.analyzer.passage(appraisal.ranked.fact.text).words
        if _HAN.fullmatch(term.text) and len(term.text) <= _LONGEST_WORD
    )
    for word in asked:
        if word in words:
            continue
        for other in sorted(near, key=lambda other: (-len(set(other) & set(word)), other)):
            if set(other) & set(word):
                yield word, other


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_OF_FACT else f"{line[: _MOST_OF_FACT - 1]}…"
