"""Names of articles that come from outside, made safe in one place."""

import re
import unicodedata
from collections.abc import Iterable

from knowledge.errors import NameRefused

_MOST_BYTES = 200
"""Linux and Windows end at 255; a side file's suffix and a name aside need room."""

# Control and invisible characters, those that turn the direction of text, private and unassigned.
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})
# What Windows forbids in a name.
_FORBIDDEN = re.compile(r'[<>:"|?*]')
# What Windows takes for a device, whatever suffix follows.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\Z", re.IGNORECASE)
# Hidden and temporary files are not read (`knowledge.shelf`), and would be lost from sight.
_EDGES = " .~#$-"


def article_name(given: str, suffixes: Iterable[str]) -> str:
    """Return the name under which an article from outside is kept, with no folder in it.

    Args:
        given: As the sender's device calls the file, which may be anything at all.
        suffixes: Of the formats that are read, in lower case.

    Raises:
        NameRefused: Nothing is left of the name, or its format is not read.
    """
    seen = "".join(
        character for character in given if unicodedata.category(character) not in _UNSEEN
    )
    base = unicodedata.normalize("NFC", re.split(r"[/\\]", seen)[-1])
    base = " ".join(_FORBIDDEN.sub("_", base).split()).strip(" ")
    stem, point, ending = base.rpartition(".")
    suffix = point + ending.lower()
    known = tuple(suffixes)
    if suffix not in known:
        raise NameRefused(base or given, known, empty=False)
    stem = stem.strip(_EDGES)
    while len((stem + suffix).encode()) > _MOST_BYTES:
        stem = stem[:-1].rstrip(_EDGES)
    if not stem:
        raise NameRefused(base, known, empty=True)
    if _DEVICE.match(stem.split(".")[0].rstrip()):
        stem = f"_{stem}"
    return stem + suffix
