"""What people get wrong when they write YAML, said so that they can put it right.

PyYAML says what its grammar expected, in English, at the place where it could go on no longer; the
mistake is mostly a line or more before.
"""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple


class Mistake(NamedTuple):
    """What is wrong, and where."""

    line: int
    """Counted from 1."""
    reason: str


_WIDE_COLON = re.compile(r"^[ \t]*(?:-[ \t]+)?[A-Za-z_]+[ \t]*：", re.MULTILINE)
_CLOSE_COLON = re.compile(r"^[ \t]*(?:-[ \t]+)?[a-z_]+:(?![/\s]|$)", re.MULTILINE)
_TAB = re.compile(r"^ *\t", re.MULTILINE)

_IN_TEXT = (
    (_WIDE_COLON, "用了全角冒号“：”；请改成半角冒号“:”，后面空一格"),
    (_TAB, "行首有制表符（Tab）；请改用空格"),
    (_CLOSE_COLON, "冒号后面少了空格；请在“:”后面空一格"),
)
"""What a line shows. The first is wrong wherever it stands: no name of ours ends so."""

# By what PyYAML says of the problem or of its context.
_BY_WORDS = (
    ("flow sequence", "方括号没有配对，或者词之间少了逗号；请检查“[”和“]”"),
    ("flow node", "方括号没有配对，或者词之间少了逗号；请检查“[”和“]”"),
    ("flow mapping", "花括号没有配对，或者项之间少了逗号；请检查“{”和“}”"),
    ("quoted scalar", "引号没有配对；请检查这一行起的引号"),
    ("could not find expected ':'", "这一行少了冒号；请写成“名称: 内容”"),
    ("mapping values are not allowed", "这里不该有冒号；含冒号的文字请加引号，或检查上一行的缩进"),
    ("block mapping", "缩进与同级的行不一致；请让同级的各行对齐"),
    ("block collection", "缩进与同级的行不一致；请让同级的各行对齐"),
    ("cannot start any token", "这一行有不能这样写的符号；请给文字加上引号"),
)
_UNKNOWN = "写法不对；请检查这一行和上一行的缩进、冒号和引号"


def wide_colon(text: str) -> Mistake | None:
    """Return where a name is followed by a colon that YAML does not know; `None`: nowhere."""
    return _in_text(text, _IN_TEXT[:1])


def mistake(text: str, said: str, begun: int, ended: int) -> Mistake:
    """Return what is likely wrong with a text that PyYAML cannot read.

    Args:
        text: All of it.
        said: What PyYAML says of the problem and its context.
        begun: The line on which it began what it could not end, counted from 1.
        ended: The line on which it could go on no longer.
    """
    if found := _in_text(text, _IN_TEXT[:2]):
        return found
    reason = next((reason for words, reason in _BY_WORDS if words in said), None)
    if found := _in_text(text, _IN_TEXT[2:]):
        return found
    # Of what is not closed or has no colon, the line counts on which it begins.
    opened = reason is not None and ("配对" in reason or "少了冒号" in reason)
    last = text.rstrip().count("\n") + 1  # PyYAML may have gone on to a line that is not there
    return Mistake(min(begun if opened else ended, last), reason or _UNKNOWN)


def _in_text(text: str, shown: Iterable[tuple[re.Pattern[str], str]]) -> Mistake | None:
    for pattern, reason in shown:
        if found := pattern.search(text):
            return Mistake(text.count("\n", 0, found.start()) + 1, reason)
    return None


def unknown(key: object, known: Iterable[str]) -> str:
    """Return what is said of a name that nobody knows: which was meant, and which there are."""
    names = tuple(known)
    near = get_close_matches(str(key), names, 1)
    meant = f"，是不是“{near[0]}”？" if near else "；"
    return f"不认识“{key}”{meant}可用 {'、'.join(names)}"
