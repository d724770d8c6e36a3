"""The journal as CSV (RFC 4180), for a spreadsheet."""

import csv
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TextIO

from knowledge.journal.entries import Asked

_COLUMNS = (
    "编号", "时间", "提问人", "渠道", "问题", "已回答", "把握", "版本", "毫秒",
    "引文", "文章", "有帮助", "没帮助",
)  # fmt: skip

# A spreadsheet takes a cell that begins so for a formula, and what people ask is not ours.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(entries: Iterable[Asked], file: TextIO) -> int:
    """Write questions as CSV with a heading, and return how many.

    Args:
        entries: See `Journal.asked`.
        file: Opened with `newline=""`. For Excel, which reads UTF-8 only with a byte order mark,
            with the encoding `utf-8-sig`.
    """
    table = csv.writer(file)
    table.writerow(_COLUMNS)
    count = 0
    for entry in entries:
        table.writerow(map(_cell, _row(entry)))
        count += 1
    return count


def _row(entry: Asked) -> tuple[object, ...]:
    return (
        entry.id,
        datetime.fromtimestamp(entry.at, UTC).isoformat(timespec="seconds"),
        entry.person,
        entry.channel.value,
        entry.text or "",
        "是" if entry.answered else "否",
        f"{entry.confidence:.3f}",
        entry.edition,
        f"{entry.milliseconds:.1f}",
        " ".join(shown.fact for shown in entry.shown),
        " ".join(f"{shown.article}:{shown.line}" for shown in entry.shown),
        entry.helped,
        entry.did_not_help,
    )


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
