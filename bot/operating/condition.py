"""/status, /whoami and /log_level: how the bot is, who asks, and how much it logs."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from telegram import ReplyParameters

from bot.citizens.sending import entities
from bot.message import split
from bot.operating.buttons import Level
from bot.operating.commands import Told
from bot.operating.desk import OperatingDesk
from bot.operating.pressing import Action, Actions, Press
from bot.operating.roles import Role
from bot.operating.speaking import Key, View, view
from bot.report_lines import REASONS
from knowledge.journal.entries import Action as Noted
from knowledge.journal.entries import Asked

log = logging.getLogger(__name__)

Picture = Callable[[Sequence[Asked], date, int], bytes]
"""Makes a PNG of how many questions were answered and not, of the last days."""

_DAYS = 14
_LEGEND = f"图：最近 {_DAYS} 天，🟦 有答　🟧 没答"
_MOST_OF_CAPTION = 1024
"""Telegram's limit, in UTF-16 units."""
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400

LEVELS: Sequence[tuple[str, int]] = (
    ("详细", logging.DEBUG),
    ("一般", logging.INFO),
    ("只记异常", logging.WARNING),
)
"""What can be chosen. Of ourselves alone: libraries log whole messages, which are others' words."""
_OURS = ("bot", "knowledge")

_ROLES = {Role.OPERATOR: "操作员：可以查看，也可以改动", Role.VIEWER: "查看人：可以查看，不能改动"}


@dataclass(frozen=True, slots=True)
class Condition:
    """How the bot is."""

    desk: OperatingDesk
    picture: Picture | None = None

    def actions(self) -> Actions:
        """Return what each kind of button does."""
        return {Level: Action(self.set_level, Role.OPERATOR)}

    async def whoami(self, told: Told) -> View:
        """Tell somebody what they may do."""
        role = self.desk.roles.of(told.user.id)
        return view(told.user.full_name, (f"编号：{told.user.id}", _ROLES.get(role, "")))

    async def status(self, told: Told) -> View | None:
        """Tell how the bot is, with a picture of the last days."""
        shown, picture = await self.desk.work(self._status)
        parts = list(split(shown.message, _MOST_OF_CAPTION))
        if picture is None or len(parts) > 1:
            return shown
        await told.message.reply_photo(
            picture,
            caption=parts[0].text,
            caption_entities=entities(parts[0]),
            reply_parameters=ReplyParameters(
                told.message.message_id, allow_sending_without_reply=True
            ),
        )
        return None

    def _status(self) -> tuple[View, bytes | None]:
        now = datetime.fromtimestamp(self.desk.clock()).astimezone()
        journal = self.desk.desk.journal
        since = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=_DAYS - 1)
        asked = journal.asked(since.timestamp())
        picture = self.picture(asked, now.date(), _DAYS) if asked and self.picture else None
        lines = [*self._edition(), *self._today(now), *self._journal()]
        if picture is not None:
            lines.append(_LEGEND)
        return view("运行情况", lines), picture

    def _edition(self) -> Iterator[str]:
        librarian = self.desk.librarian
        edition = librarian.library.edition
        number = f"版本 {librarian.number}" if librarian.number else "版本没能存下来"
        yield f"{number}（{edition.digest}）"
        yield f"{len(edition.documents)} 篇文章，{len(edition.facts)} 条可引用"
        latest = next(iter(librarian.editions()), None)
        if latest is not None and latest.number == librarian.number:
            at = datetime.fromtimestamp(latest.at).astimezone()
            yield f"{at:%m-%d %H:%M} 换上：{REASONS.get(latest.reason, latest.reason)}"
        yield f"已运行 {_span(self.desk.clock() - self.desk.started_at)}"

    def _today(self, now: datetime) -> Iterator[str]:
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        figures = self.desk.desk.journal.figures(midnight.timestamp())
        if figures is None:
            return
        yield f"今天问 {figures.questions}，答上 {figures.answered}，没答上 {figures.silent}"
        if figures.median is not None:
            yield f"一半的回答用时不到 {figures.median:.0f} 毫秒；{figures.people} 人问过"
        yield f"👍 {figures.helped}　👎 {figures.did_not_help}"

    def _journal(self) -> Iterator[str]:
        trouble = self.desk.desk.journal.trouble
        if trouble is None:
            yield "问答记录：正常"
            return
        since = datetime.fromtimestamp(trouble.since).astimezone()
        yield f"⚠️ 问答记录从 {since:%m-%d %H:%M} 起写不进去：{trouble.reason}。回答不受影响。"

    async def log_level(self, _: Told) -> View:
        """Offer how much may be logged."""
        return self._levels(f"现在：{_level_name()}")

    async def set_level(self, press: Press) -> View | None:
        """Log more or less, until the next start."""
        number = press.button.number if isinstance(press.button, Level) else len(LEVELS)
        if number >= len(LEVELS):
            return None
        before = _level_name()
        name, level = LEVELS[number]
        for ours in _OURS:
            logging.getLogger(ours).setLevel(level)
        log.warning("log level is %s", logging.getLevelName(level), extra={"by": press.user})
        subject, journal = "日志级别", self.desk.desk.journal
        noted = await self.desk.work(
            journal.change, press.user, Noted.LOG_LEVEL, subject, before, name
        )
        said = f"{before} → {name}；重新启动后恢复“一般”"
        return self._levels(said if noted else f"{said}（没能记入改动记录）")

    def _levels(self, line: str) -> View:
        keys = tuple(Key(name, Level(number)) for number, (name, _) in enumerate(LEVELS))
        return view("日志记多少", (line,), (keys,))


def _level_name() -> str:
    level = logging.getLogger(_OURS[0]).getEffectiveLevel()
    return next((name for name, known in LEVELS if known >= level), LEVELS[-1][0])


def _span(seconds: float) -> str:
    """Return a span of time in the two units that tell most."""
    days, rest = divmod(int(seconds), _DAY)
    hours, rest = divmod(rest, _HOUR)
    minutes = rest // _MINUTE
    if days:
        return f"{days} 天 {hours} 小时"
    return f"{hours} 小时 {minutes} 分" if hours else f"{minutes} 分"
