"""The file beside an article that says until when it holds, what it replaces, its place and date.

A Markdown file may say so in its front matter; beside any article may lie a YAML file of the same
name (`低保.yaml` beside `低保.txt`):

    valid_until: 2025-12-31
    replaces: [低保-2023.txt]
    place: 云州市
    date: 2024-01-05
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from knowledge.particulars import Particulars, iso_day
from knowledge.yaml_file import Located, YamlFault, load
from knowledge.yaml_mistakes import unknown


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in such a file."""

    line: int
    """Counted from 1."""
    message: str


@dataclass(frozen=True, slots=True)
class Said:
    """Such a file as read; what is faulty in it is left out."""

    particulars: Particulars = field(default_factory=Particulars)
    faults: tuple[Fault, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    """The line of each name that is replaced."""


def read_particulars(data: bytes) -> Said:
    """Read such a file."""
    try:
        located = load(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Said(faults=(Fault(1, "不是 UTF-8 编码的文本；请另存为 UTF-8"),))
    except YamlFault as fault:
        return Said(faults=(Fault(fault.line, fault.reason),))
    table = located.value if located.value is not None else {}
    if not isinstance(table, dict):
        return Said(faults=(Fault(1, f"应写成 项: 值；可用 {'、'.join(_KEYS)}"),))
    faults = []
    for key, value in table.items():
        if key not in _KEYS:
            message = unknown(key, _KEYS)
        elif not _KEYS[key].form(value):
            message = f"{key} {_KEYS[key].expected}"
        else:
            continue
        faults.append(Fault(located.line(str(key)), message))
    good = {key: value for key, value in table.items() if key in _KEYS and _KEYS[key].form(value)}
    lines = dict(_names(good.get("replaces"), located))
    return Said(
        Particulars(
            iso_day(good.get("valid_until")),
            tuple(lines),
            good["place"].strip() if "place" in good else None,
            iso_day(good.get("date")),
        ),
        tuple(faults),
        lines,
    )


def _names(value: object, located: Located) -> Iterator[tuple[str, int]]:
    for index, name in enumerate(value if isinstance(value, list) else [value]):
        if _is_text(name):
            yield str(name).strip(), located.line("replaces", index)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_day(value: object) -> bool:
    return iso_day(value) is not None


def _are_names(value: object) -> bool:
    names = value if isinstance(value, list) else [value]
    return bool(names) and all(map(_is_text, names))


@dataclass(frozen=True, slots=True)
class _Key:
    """What may be written after a key."""

    form: Callable[[object], bool]
    expected: str


_KEYS: Mapping[str, _Key] = {
    "valid_until": _Key(_is_day, "应是日期，例如 2025-12-31"),
    "replaces": _Key(_are_names, "应是被取代的文章：[旧文章.txt]"),
    "place": _Key(_is_text, "应是地名，例如 云州市"),
    "date": _Key(_is_day, "应是日期，例如 2024-01-05"),
}
