"""Changes: shown before they are made, made when a button says so, and taken back by another."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.operating import change_views
from bot.operating.buttons import Drop, Go, Return, Undo
from bot.operating.commands import Told
from bot.operating.desk import OperatingDesk
from bot.operating.pressing import Action, Actions, Press
from bot.operating.proposals import Proposal
from bot.operating.roles import Role
from bot.operating.speaking import Key, Keys, View, view
from knowledge.editions import edition_changes
from knowledge.editions.catalogue import Manifest
from knowledge.editions.changes import Change
from knowledge.editions.edition_changes import Reload, Rollback
from knowledge.editions.report import Report, Stop
from knowledge.editions.word_changes import AddSynonym

_MEANS = re.compile(r"\s*(?:=|＝|→|->|－>)\s*")
_COMMA = re.compile(r"\s*[、，,；;]\s*")

_SYNONYM_USAGE = (
    "写法：/add_synonym 大家的说法 = 文章里的写法",
    "例如：/add_synonym 吃低保 = 最低生活保障",
    "几种写法用顿号隔开。之后有人问“吃低保”，就按“最低生活保障”去找。",
)
_LOST = (
    "这个按钮已经用过，或者等得太久、机器人重启过。",
    "换上了没有，请看 /editions；要改动请重新发一次。",
)
_MOST_CHANGES = 200


@dataclass(frozen=True, slots=True)
class Changes:
    """What operators do to what is served."""

    desk: OperatingDesk

    def actions(self) -> Actions:
        """Return what each kind of button does."""
        return {
            Go: Action(self.go, Role.OPERATOR),
            Drop: Action(self.drop, Role.OPERATOR),
            Undo: Action(self.undo, Role.OPERATOR),
            Return: Action(self.roll_back_to, Role.OPERATOR),
        }

    async def reload(self, _: Told) -> View:
        """Show what taking in the folders would change."""
        return await self.propose(Reload(), "重新载入文件夹")

    async def add_synonym(self, told: Told) -> View:
        """Show what a synonym would change."""
        phrase, *means = _MEANS.split(told.text, maxsplit=1)
        words = [word for word in _COMMA.split(means[0]) if word] if means else []
        if not phrase or not words:
            return view("加一个同义词", _SYNONYM_USAGE)
        change = AddSynonym(phrase, tuple(words))
        return await self.propose(change, f"同义词：{change.subject}")

    async def roll_back(self, told: Told) -> View:
        """Offer the editions that can be gone back to; one may be named at once."""
        if told.text.isascii() and told.text.isdigit():
            return await self._to_edition(int(told.text[:15]))
        manifests, subjects = await self._editions()
        others = [each for each in manifests if each.number != self.desk.librarian.number]
        if not others:
            return view("还没有别的版本可以回退")
        rows = [
            (Key(change_views.edition_label(each, subjects), Return(each.number)),)
            for each in others
        ]
        return view("回退到哪个版本？", ("点一个，先看会有什么变化。",), rows)

    async def editions(self, _: Told) -> View:
        """Tell which editions are kept."""
        manifests, subjects = await self._editions()
        return change_views.editions(manifests, subjects, self.desk.librarian.number, self.desk)

    async def roll_back_to(self, press: Press) -> View | None:
        """Show what going back to an edition would change."""
        if isinstance(press.button, Return):
            return await self._to_edition(press.button.edition)
        return None

    async def _to_edition(self, number: int) -> View:
        return await self.propose(Rollback(number), f"回退到版本 {number}")

    async def propose(
        self,
        change: Change,
        title: str,
        *,
        lines: Sequence[str] = (),
        question: str = "",
    ) -> View:
        """Show what a change would do, with buttons to make it or leave it.

        Args:
            change: What may be done.
            title: What it is called.
            lines: To be shown before what would come of it.
            question: To be asked again afterwards.
        """
        report = await self.desk.work(self.desk.librarian.preview, change)
        return self._proposed(change, title, report, lines, question)

    def _proposed(
        self, change: Change, title: str, report: Report, lines: Sequence[str], question: str
    ) -> View:
        told = change_views.lines(report, self.desk)
        return view(title, (*lines, *told), self.keys(change, title, report, question))

    def keys(self, change: Change, title: str, report: Report, question: str = "") -> Keys:
        """Return the buttons under a change that was looked at; none where it cannot be made."""
        if report.stopped not in {None, Stop.GOLDEN}:
            return ()
        number = self.hold(change, report, title, question)
        forced = report.stopped is Stop.GOLDEN
        words = change_views.go(change, forced=forced)
        return ((Key(words, Go(number, int(forced))), Key("取消", Drop(number))),)

    def hold(self, change: Change, report: Report, title: str = "", question: str = "") -> int:
        """Remember a change that was looked at; return the number that its buttons carry."""
        return self.desk.proposals.keep(
            Proposal(change, report.base, report.number, report.digest, title, question)
        )

    async def go(self, press: Press) -> View | None:
        """Make a change that was shown, unless something has changed since."""
        button = press.button
        if not isinstance(button, Go):
            return None
        proposal = self.desk.proposals.take(button.proposal)
        if proposal is None:
            return view(*_lost())
        report = await self.desk.work(self._apply, proposal, press.user, force=bool(button.force))
        if report.stopped is Stop.MOVED:
            return await self._again(proposal)
        if report.stopped is Stop.GOLDEN:
            return self._proposed(proposal.change, proposal.title, report, (), proposal.question)
        asked = await self.desk.work(self._asked_again, proposal.question, swapped=report.swapped)
        return change_views.made(proposal.title, report, self.desk, asked)

    def _apply(self, proposal: Proposal, user: int, *, force: bool) -> Report:
        librarian, change = self.desk.librarian, proposal.change
        # The folders may hold something else by now than what was shown.
        if change.from_folders:
            now = librarian.preview(change)
            if now.digest != proposal.digest:
                return Report(swapped=False, stopped=Stop.MOVED)
        return librarian.apply(change, user, force=force, base=proposal.base)

    def _asked_again(self, question: str, *, swapped: bool) -> Sequence[str]:
        if not question or not swapped:
            return ()
        edition = self.desk.desk.library.edition
        answer = self.desk.desk.answerer.answer(edition, question)
        return change_views.answered(question, answer)

    async def _again(self, proposal: Proposal) -> View:
        """Tell what has changed since a change was shown, and show it anew."""
        manifests, subjects = await self._editions()
        since = [each for each in manifests if each.number > proposal.edition]
        told = [
            f"· {change_views.edition_line(each, subjects, self.desk)}" for each in reversed(since)
        ] or ["· 文件夹里的文件"]
        lines = ("您看过之后，又有改动，所以还没有做：", *told, "", "现在再做，会是这样：")
        return await self.propose(
            proposal.change, proposal.title, lines=lines, question=proposal.question
        )

    async def drop(self, press: Press) -> View | None:
        """Leave a change that was shown."""
        if not isinstance(press.button, Drop):
            return None
        proposal = self.desk.proposals.take(press.button.proposal)
        return view(f"{proposal.title}：已取消，什么都没改" if proposal else _lost()[0])

    async def undo(self, press: Press) -> View | None:
        """Take back what an edition changed, at once: it was shown before."""
        button = press.button
        if not isinstance(button, Undo):
            return None
        change = edition_changes.Undo(button.edition)
        report = await self.desk.work(
            self.desk.librarian.apply, change, press.user, force=bool(button.force)
        )
        return change_views.undone(button.edition, report, self.desk)

    async def _editions(self) -> tuple[Sequence[Manifest], Mapping[int, str]]:
        """Return the editions that are kept, and what was changed for each."""
        manifests = await self.desk.work(self.desk.librarian.editions)
        noted = await self.desk.work(self.desk.desk.journal.changes, _MOST_CHANGES)
        subjects = {
            int(number): change.subject
            for change in noted
            if (number := change.after.partition(" ")[0]).isdigit()
        }
        return manifests, subjects


def _lost() -> tuple[str, Sequence[str]]:
    return _LOST[0], _LOST[1:]
