"""What operators read of changes and editions; pure but for names, which the desk knows."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.operating.buttons import Undo
from bot.operating.desk import OperatingDesk
from bot.operating.speaking import Key, View, view
from bot.report_lines import REASONS, report_lines
from knowledge.editions.catalogue import Manifest
from knowledge.editions.changes import Change
from knowledge.editions.report import Report, Stop
from knowledge.journal.entries import Action
from knowledge.model import Answer

_GO: Mapping[Action, str] = {
    Action.RELOAD: "换上",
    Action.ROLLBACK: "回退",
    Action.PUT_ARTICLE: "收下",
    Action.REMOVE_ARTICLE: "删除",
    Action.PUT_PARTICULARS: "收下",
    Action.ADD_SYNONYM: "加上",
    Action.ADD_GOLDEN: "加上",
}
"""What the button says that makes a change."""

_MOST_OF_FACT = 80


def go(change: Change, *, forced: bool) -> str:
    """Return what the button says that makes a change."""
    words = _GO.get(change.action, "换上")
    return f"⚠️ 仍然{words}" if forced else words


def lines(report: Report, desk: OperatingDesk) -> tuple[str, ...]:
    """Return what came of a change, or would."""
    return tuple(map(desk.without_folders, report_lines(report)))


def made(title: str, report: Report, desk: OperatingDesk, asked: Sequence[str]) -> View:
    """Show what came of a change."""
    keys: tuple[tuple[Key, ...], ...] = ()
    if report.swapped and report.number:
        keys = ((Key("撤销", Undo(report.number)),),)
    sign = "✅ " if report.swapped else ""
    return view(f"{sign}{title}", (*lines(report, desk), *asked), keys)


def undone(number: int, report: Report, desk: OperatingDesk) -> View:
    """Show what came of taking back an edition's change."""
    if report.stopped is Stop.GOLDEN:
        again = Key("⚠️ 仍然撤销", Undo(number, 1))
        return view(f"撤销版本 {number} 的改动", lines(report, desk), ((again,),))
    return made(f"撤销版本 {number} 的改动", report, desk, ())


def answered(question: str, answer: Answer) -> Sequence[str]:
    """Return how a question is answered now."""
    if not answer.facts:
        return ("", f"现在问“{question}”：仍然答不上。")
    text = " ".join(answer.facts[0].fact.text.split())
    cut = text if len(text) <= _MOST_OF_FACT else f"{text[:_MOST_OF_FACT]}…"
    return ("", f"现在问“{question}”，会回答：", f"「{cut}」")


def edition_line(manifest: Manifest, subjects: Mapping[int, str], desk: OperatingDesk) -> str:
    """Return an edition in one line: number, time, why, what, who."""
    subject = subjects.get(manifest.number, "")
    who = desk.name(manifest.operator) if manifest.operator else ""
    parts = (str(manifest.number), _moment(manifest.at), _reason(manifest), subject, who)
    return " · ".join(part for part in parts if part)


def edition_label(manifest: Manifest, subjects: Mapping[int, str]) -> str:
    """Return an edition as a button shows it."""
    subject = subjects.get(manifest.number, "")
    parts = (str(manifest.number), _moment(manifest.at), _reason(manifest), subject)
    return " · ".join(part for part in parts if part)


def editions(
    manifests: Sequence[Manifest],
    subjects: Mapping[int, str],
    serving: int,
    desk: OperatingDesk,
) -> View:
    """Show the editions that are kept, the latest first."""
    told = []
    for manifest in manifests:
        sign = "▶ " if manifest.number == serving else "　"
        told.append(f"{sign}{edition_line(manifest, subjects, desk)}")
        told.append(f"　　{manifest.articles} 篇，{manifest.facts} 条")
    if not manifests:
        return view("还没有保存任何版本", ("磁盘可能写不进去，请看 /status。",))
    return view("保存着的版本（▶ 是现在用的）", (*told, "", "回到以前的版本用 /rollback。"))


def _reason(manifest: Manifest) -> str:
    return REASONS.get(manifest.reason, manifest.reason)


def _moment(at: float) -> str:
    return f"{datetime.fromtimestamp(at).astimezone():%m-%d %H:%M}"
