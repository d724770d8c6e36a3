"""What the long runs share: a place with editions, and what must hold after whatever happened."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from knowledge.editions.article_changes import PutArticle
from knowledge.editions.changes import Change
from knowledge.editions.edition_changes import Reload, Rollback
from knowledge.words import Cutter
from tests.unit.workplace import LOW_INCOME, OLD_AGE, Workplace

OLD, NEW = 950, 1050
"""The figure of the article before a change and after it."""


class Broken(Exception):
    """Something that must hold does not."""


# Some pages of a disk, so that it can fill up in the middle of the file.
_MORE = "".join(f"第{number}个办理地点在幸福路{number}号。\n" for number in range(300))


def low_income(figure: int) -> str:
    """Return the article that is corrected."""
    return LOW_INCOME.format(figure) + _MORE


def warm_cutter(cache: Path) -> Cutter:
    """Return a cutter whose dictionary is loaded, so that children need not."""
    cutter = Cutter(cache=cache)
    list(cutter.cut("低保"))
    return cutter


def prepared(root: Path, cutter: Cutter) -> Workplace:
    """Return a place with three editions: the figure was NEW, then 1, and is OLD."""
    place = Workplace(root, cutter)
    shared = "two_way:\n- [津贴, 补贴]\n"
    (place.config / "synonyms.yaml").write_text(shared, encoding="utf-8")
    place.write({"低保.txt": low_income(NEW), "高龄.txt": OLD_AGE.format(NEW)})
    place.librarian.open()
    for figure in (1, OLD):
        place.write({"低保.txt": low_income(figure), "高龄.txt": OLD_AGE.format(figure)})
        place.librarian.apply(Reload(), 42)
    place.journal.close()
    return place


def _corrected() -> str:
    """Return the article with the new figure, in words that no edition has had."""
    return low_income(NEW) + "本文已经更正。\n"


def reload_folder(place: Workplace) -> Change:
    """Let somebody correct both articles; return how they are taken in."""
    place.write({"低保.txt": _corrected(), "高龄.txt": OLD_AGE.format(NEW)})
    return Reload()


def upload(_: Workplace) -> Change:
    """Return how one corrected article is sent."""
    return PutArticle("低保.txt", _corrected().encode())


def roll_back(_: Workplace) -> Change:
    """Return how the first edition is served again."""
    return Rollback(1)


ACTIONS: Mapping[str, Callable[[Workplace], Change]] = {
    "reload": reload_folder,
    "upload": upload,
    "rollback": roll_back,
}


def check(place: Workplace, action: str) -> str:
    """Start as after a crash; return whether the old or the new is served.

    Raises:
        Broken: Neither whole edition is, or an edition, the folder or the journal is damaged.
    """
    librarian = place.another()
    problems = librarian.open()
    _hold(not problems, f"damaged: {problems}")
    _hold(not librarian.damage(), f"damaged: {librarian.damage()}")
    served = _served(place, librarian.library.edition.digest, place.quoted(librarian=librarian))
    librarian.catch_up()
    _hold(librarian.catch_up() is None, "folder and edition do not come to rest")
    after = place.quoted(librarian=librarian)
    _hold(
        action == "reload" or _figure(after) == served,
        f"{served} was served, and {after} after catching up",
    )
    text = (place.articles / "低保.txt").read_text(encoding="utf-8")
    _hold(after in text, f"{after} is served, and the folder holds {text}")
    for leftover in place.articles.glob(".*"):
        # A killed writer leaves it; it is no article, and takes no part in anything.
        _hold(leftover.suffix == ".tmp", f"left over: {leftover}")
    with closing(sqlite3.connect(place.root / "data" / "journal.sqlite3")) as journal:
        (said,) = journal.execute("PRAGMA integrity_check").fetchone()
    _hold(said == "ok", f"journal: {said}")
    place.journal.close()
    return "old" if served == OLD else "new"


def _served(place: Workplace, digest: str, quoted: str) -> int:
    figure = _figure(quoted)
    _hold(figure in {OLD, NEW}, f"neither old nor new: {quoted}")
    (manifest, *_) = place.catalogue.manifests()[0]
    _hold(manifest.digest == digest, "what serves is not the last edition")
    return figure


def _figure(quoted: str) -> int:
    return next((figure for figure in (OLD, NEW) if f"{figure}元" in quoted), 0)


def _hold(good: bool, message: str) -> None:  # noqa: FBT001 (it reads as a sentence)
    if not good:
        raise Broken(message)
