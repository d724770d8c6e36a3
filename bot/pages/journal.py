"""The page of `report`, and the picture of `/status`: what people asked and what came of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo

from bot import __version__
from bot.pages.charts import Bars, Colour, columns, columns_png
from bot.pages.page import render
from knowledge.journal.entries import Action, Asked, Change, Channel, Served
from knowledge.journal.overview import Day, Overview, by_day

DAYS_LEGEND = "🟦 有答　🟧 没答"
"""To be said beside `days_picture`, which has no words."""

CHANNELS: Mapping[Channel, str] = {
    Channel.PRIVATE: "私聊",
    Channel.GROUP: "群聊",
    Channel.INLINE: "内联",
}
ACTIONS: Mapping[str, str] = {
    Action.RELOAD: "重新载入",
    Action.ROLLBACK: "退回旧版",
    Action.UNDO: "撤销",
    Action.PUT_ARTICLE: "放入文章",
    Action.REMOVE_ARTICLE: "移除文章",
    Action.PUT_PARTICULARS: "修改文章信息",
    Action.ADD_SYNONYM: "添加同义词",
    Action.ADD_GOLDEN: "添加必过题",
    Action.LOG_LEVEL: "日志级别",
}


def days_picture(
    asked: Sequence[Asked], last: date, days: int = 14, *, zone: tzinfo | None = None
) -> bytes:
    """Return a PNG of how many questions were answered and not, day by day.

    Args:
        asked: The questions of those days.
        last: The last day, on the right.
        days: How many.
        zone: Where the people are; `None`: where this computer is.
    """
    counted = by_day(asked, last, days, zone=zone)
    return columns_png([day.name for day in counted], _parts(counted))


def journal_page(
    overview: Overview,
    changes: Sequence[Change],
    editions: Sequence[Served],
    last: date,
    *,
    zone: tzinfo | None = None,
) -> str:
    """Return the page.

    Args:
        overview: Of the days that it is about.
        changes: What operators changed in them, the latest first.
        editions: What began to serve in them, the latest first.
        last: The last day.
        zone: Where the people are; `None`: where this computer is.
    """

    def moment(at: float) -> str:
        local = (
            datetime.fromtimestamp(at, zone) if zone else datetime.fromtimestamp(at).astimezone()
        )
        return f"{local:%m-%d %H:%M}"

    return render(
        "journal.html",
        version=__version__,
        first=last - timedelta(days=len(overview.days) - 1),
        last=last,
        overview=overview,
        days=columns("days", [day.name for day in overview.days], _parts(overview.days)),
        hours=columns("hours", [hour.name for hour in overview.hours], _parts(overview.hours)),
        changes=changes,
        editions=editions,
        channels=CHANNELS,
        actions=ACTIONS,
        moment=moment,
    )


def _parts(counted: Sequence[Day]) -> list[Bars]:
    return [
        Bars("有答", Colour.GOOD, [day.answered for day in counted]),
        Bars("没答", Colour.BAD, [day.silent for day in counted]),
    ]
