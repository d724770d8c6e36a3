"""Text in one form for matching: NFKC, lower case, Simplified script; with the way back.

Beside it, text that any terminal and any encoder can take: `whole` and `printable`.

The form for matching is never for showing: NFKC changes lengths (㎡, ½, …), and a quotation stays
as it is written. OpenCC decides by phrases (乾隆 keeps its 乾, 乾淨 does not), so that it sees the
whole text; where that changes the length, each character is converted alone, which keeps the
offsets.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

# Format characters and variation selectors, which people paste without seeing them.
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0e\ufe0f")

# Half a character, from a terminal in another encoding or a JSON escape; OpenCC refuses it.
_SURROGATE = re.compile(r"[\ud800-\udfff]")

# What OpenCC 1.4.2 converts in some phrases, though not alone: 沈 is a name, 沈思 is 沉思. Text
# with none of these, and of no character that it converts alone, is in Simplified script already.
_IN_PHRASES = frozenset("哩坏沈甦瞭藉衹覆")

# Between texts that are converted together; it joins with nothing.
_APART = "\x01"

_MOST_FORMS = 16_384
"""Characters whose form is kept: more than articles and questions use. Of all that Unicode has, ten
times as many, somebody may send us each."""

_SHORT, _KEPT = 200, 256
"""Characters of texts that are remembered with their form, and how many: a MiB at most."""

UNSHOWN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""What commands a terminal, ends a line, turns the direction of writing, or is half a character."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in its form for matching."""

    text: str
    offsets: tuple[int, ...] | None
    """For each character, and for the end, where it stands in the original; `None`: likewise."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that `text[start:end]` was made from."""
        if self.offsets is None or start >= end:
            return (start, end)
        return self.offsets[start], self._after(end)

    def _after(self, end: int) -> int:
        """Return where the original of the character before `end` ends."""
        offsets = self.offsets or ()
        last = offsets[end - 1]
        return next((offset for offset in offsets[end:] if offset > last), last + 1)


class Script(StrEnum):
    """How Chinese is written."""

    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"


def script(text: str) -> Script | None:
    """Return the script of a text; `None` where all that it holds is written alike in both."""
    plain = whole(text)
    if _simplifier()(plain) != plain:
        return Script.TRADITIONAL
    return Script.SIMPLIFIED if _traditionalizer()(plain) != plain else None


def whole(text: str) -> str:
    """Return `text` with U+FFFD for half characters, which no encoder takes."""
    return _SURROGATE.sub("\ufffd", text)


def printable(text: str) -> str:
    r"""Return a line with an escape, such as `\x1b`, for each character that is not shown."""
    return UNSHOWN.sub(lambda found: _escape(ord(found[0])), text)


def _escape(code: int) -> str:
    if 0xDC80 <= code <= 0xDCFF:  # noqa: PLR2004 (how Python keeps a byte that is no UTF-8)
        code -= 0xDC00
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"  # noqa: PLR2004 (a byte)


def fold(text: str) -> Folded:
    """Return `text` in the form in which it is matched."""
    return _fold_again(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> Folded:
    plain = text.translate(_FORMS)  # tells which characters have to be looked at
    if _FORMS.longer.isdisjoint(text):
        if _FORMS.converted.isdisjoint(text):
            return Folded(plain, None)
        plain, offsets = whole(plain), None
    else:
        plain, offsets = _compatible(whole(text))
    simplified = _simplifier()(plain)
    if len(simplified) != len(plain):
        simplified = "".join(_simplified_character(char) for char in plain)
    return Folded(simplified, offsets)


def fold_all(texts: Sequence[str]) -> list[str]:
    """Return texts in the form in which they are matched, without the way back.

    Likewise as `fold`, at a quarter of the time: they are converted together.
    """
    joined = _APART.join(texts)
    plain = joined.translate(_FORMS)  # tells which characters have to be looked at alone
    if _FORMS.longer.isdisjoint(joined) and joined.count(_APART) == len(texts) - 1:
        hard = [False] * len(texts)
    else:
        apart = _FORMS.longer.union(_APART)
        hard = [not apart.isdisjoint(text) for text in texts]
        easy = [text for text, alone in zip(texts, hard, strict=True) if not alone]
        plain = _APART.join(easy).translate(_FORMS)
    simplified = plain if _FORMS.converted.isdisjoint(joined) else _simplifier()(whole(plain))
    if len(simplified) != len(plain):
        return [fold(text).text for text in texts]
    together = iter(simplified.split(_APART))
    return [
        fold(text).text if alone else next(together)
        for text, alone in zip(texts, hard, strict=True)
    ]


# What looks at a question folds it anew, some thirty times over.
_fold_again = lru_cache(_KEPT)(_fold)


def _compatible(text: str) -> tuple[str, tuple[int, ...] | None]:
    """Return NFKC and lower case, with offsets where they differ from the original's."""
    plain = text.translate(_FORMS)
    if _FORMS.longer.isdisjoint(text):
        return plain, None
    parts: list[str] = []
    offsets: list[int] = []
    for start, cluster in _clusters(text):
        part = _plain(cluster)
        parts.append(part)
        offsets.extend([start] * len(part))
    return "".join(parts), (*offsets, len(text))


class _Forms(dict[int, str]):
    """A table for `str.translate`: the form of each character that has come up, by its code.

    Most text changes character by character, where a table is some five times as fast as asking
    for the form of each.
    """

    def __init__(self) -> None:
        self.longer: set[str] = set()
        """Characters whose form is not one character, or depends on those beside them."""
        self.converted: set[str] = set()
        """Characters that OpenCC converts, alone or in phrases, or refuses."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        form = _plain(char)
        if len(form) != 1 or unicodedata.combining(char) or char in _INVISIBLE:
            self.longer.add(char)
        if form in _IN_PHRASES or whole(form) != form or _simplifier()(form) != form:
            self.converted.add(char)
        if len(self) < _MOST_FORMS:
            self[code] = form
        return form


def _plain(cluster: str) -> str:
    """Return NFKC and lower case of a character and its marks.

    ①, ² and ½ stay: as digits they would join the ones beside them, ①2000元 would be 12000元.
    """
    part = unicodedata.normalize("NFKC", cluster).lower()
    if part[:1].isdecimal() and not cluster[0].isdecimal():
        return cluster
    return part


def _clusters(text: str) -> list[tuple[int, str]]:
    """Return characters with the marks that combine with them, and where each begins."""
    clusters: list[tuple[int, str]] = []
    for index, char in enumerate(text):
        if char in _INVISIBLE:
            continue
        if clusters and unicodedata.combining(char):
            start, cluster = clusters[-1]
            clusters[-1] = (start, cluster + char)
        else:
            clusters.append((index, char))
    return clusters


_FORMS = _Forms()


@cache
def _simplifier() -> Callable[[str], str]:
    """Return OpenCC's conversion from Traditional to Simplified; loaded at the first use."""
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


@cache
def _traditionalizer() -> Callable[[str], str]:
    """Return OpenCC's conversion from Simplified to Traditional; likewise."""
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("s2t").convert
    return convert


@lru_cache(_MOST_FORMS)
def _simplified_character(char: str) -> str:
    converted = _simplifier()(char)
    return converted if len(converted) == 1 else char
