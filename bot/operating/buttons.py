"""What operators' buttons carry: frozen values to `callback_data`, and back.

`!<letter>.<number>.…`: without a colon, so that it is never taken for a citizen's (`bot.buttons`).
It says what was pressed, not that whoever pressed may do it: that is looked up at each press.
"""

import re
from dataclasses import astuple, dataclass, fields
from types import MappingProxyType
from typing import TypeAlias
from zlib import crc32

MARK = "!"


@dataclass(frozen=True, slots=True)
class Go:
    """Make a change that was shown."""

    proposal: int
    force: int = 0
    """1: although golden questions fail."""


@dataclass(frozen=True, slots=True)
class Drop:
    """Leave a change that was shown."""

    proposal: int


@dataclass(frozen=True, slots=True)
class Instead:
    """Show an upload as what replaces an article; see `name_key`."""

    proposal: int
    key: int


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back what an edition changed."""

    edition: int
    force: int = 0


@dataclass(frozen=True, slots=True)
class Return:
    """Show what going back to an edition would change."""

    edition: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of the list of articles."""

    page: int


@dataclass(frozen=True, slots=True)
class Volume:
    """An article; see `name_key`."""

    key: int


@dataclass(frozen=True, slots=True)
class Fetch:
    """An article's file, to be corrected and sent again."""

    key: int


@dataclass(frozen=True, slots=True)
class Remove:
    """Show what removing an article would change."""

    key: int


@dataclass(frozen=True, slots=True)
class Vain:
    """A page of what was asked in vain."""

    page: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked in vain, with what can be done about it."""

    question: int
    """Its number in the journal, as in all that follow."""


@dataclass(frozen=True, slots=True)
class DraftGolden:
    """Choose what must be answered to a question."""

    question: int


@dataclass(frozen=True, slots=True)
class Hold:
    """Show a golden question that must be answered by a fact that comes near."""

    question: int
    place: int
    """Among those that were offered, from 0."""


@dataclass(frozen=True, slots=True)
class Silent:
    """Show a golden question that must not be answered."""

    question: int


@dataclass(frozen=True, slots=True)
class DraftSynonym:
    """Choose what a word of a question stands for."""

    question: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Show a synonym that was offered."""

    question: int
    place: int


@dataclass(frozen=True, slots=True)
class Level:
    """How much is logged; see `bot.operating.log_levels`."""

    number: int


Button: TypeAlias = (
    Go
    | Drop
    | Instead
    | Undo
    | Return
    | Shelf
    | Volume
    | Fetch
    | Remove
    | Vain
    | Asked
    | DraftGolden
    | Hold
    | Silent
    | DraftSynonym
    | Pair
    | Level
)

# A letter once given out stays: messages keep their buttons for years.
_KINDS: MappingProxyType[str, type[Button]] = MappingProxyType(
    {
        "g": Go,
        "x": Drop,
        "i": Instead,
        "u": Undo,
        "r": Return,
        "s": Shelf,
        "a": Volume,
        "f": Fetch,
        "d": Remove,
        "v": Vain,
        "q": Asked,
        "m": DraftGolden,
        "h": Hold,
        "n": Silent,
        "y": DraftSynonym,
        "p": Pair,
        "l": Level,
    }
)
_LETTERS = {kind: letter for letter, kind in _KINDS.items()}
_PACKED = re.compile(rf"{MARK}([a-z])((?:\.\d{{1,15}})+)", re.ASCII)


def pack(button: Button) -> str:
    """Return a button as `callback_data`, at most 34 bytes."""
    return ".".join((MARK + _LETTERS[type(button)], *map(str, astuple(button))))


def unpack(data: str) -> Button | None:
    """Return what `pack` packed, `None` for anything else."""
    found = _PACKED.fullmatch(data)
    kind = _KINDS.get(found[1]) if found else None
    if found is None or kind is None:
        return None
    numbers = [int(number) for number in found[2][1:].split(".")]
    return kind(*numbers) if len(numbers) == len(fields(kind)) else None


def name_key(name: str) -> int:
    """Return the number that stands for an article's name in buttons."""
    return crc32(name.encode())
