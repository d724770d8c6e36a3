"""How editions are made: the seam to whatever makes that fast."""

import logging
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from knowledge.language import Language
from knowledge.library import Edition, build_edition, renew_edition
from knowledge.mapped import Damaged
from knowledge.semantic import Semantics
from knowledge.shelf import Shelf
from knowledge.store import Saved, open_edition, save
from knowledge.words import Cutter

log = logging.getLogger(__name__)

_SUFFIX = ".edition"


class Builder(Protocol):
    """Makes editions of articles and language, and may keep them ready."""

    def build(self, shelf: Shelf, language: Language, before: Edition | None) -> Edition:
        """Make an edition; what it shares with the one before need not be made again."""

    def restore(self, digest: str) -> Edition | None:
        """Return an edition that was made before and kept ready; `None` where there is none."""

    def keep(self, edition: Edition, before: Edition | None = None) -> None:
        """Keep an edition ready for `restore`; what cannot be kept is made again later.

        Args:
            edition: What to keep.
            before: The one that it was made from, which may be kept already.
        """

    def forget(self, kept: AbstractSet[str]) -> None:
        """Let go of what was kept ready, but for the editions of these digests."""


class RenewingBuilder:
    """Makes of an edition the next one; anew only where the language is another.

    Each is kept in a file from which it is opened in milliseconds.

    Args:
        cache: Where dictionary and editions are kept; `None`: nowhere.
        semantics: Returns what compares by meaning; `None`: only words are compared.
    """

    def __init__(
        self, cache: Path | None, semantics: Callable[[], Semantics | None] = lambda: None
    ) -> None:
        self._cache = cache
        self._semantics = semantics
        self._cutter: tuple[tuple[str, ...], Cutter] | None = None

    def build(self, shelf: Shelf, language: Language, before: Edition | None) -> Edition:
        """See `Builder.build`."""
        semantics = self._semantics()
        if before is not None and before.analyzer.language == language:
            return renew_edition(before, shelf, language, semantics)
        if self._cutter is None or self._cutter[0] != language.words:
            self._cutter = language.words, Cutter(language.words, self._cache)
        return build_edition(shelf, language, self._cutter[1], semantics)

    def restore(self, digest: str) -> Edition | None:
        """See `Builder.restore`."""
        if self._cache is None:
            return None
        try:
            edition = open_edition(self._path(digest), cache=self._cache, whole=True)
        except Damaged as damage:
            log.info("made anew: %s", damage)
            return None
        self._cutter = edition.analyzer.language.words, edition.analyzer.cutter
        semantics = self._semantics()
        if semantics is None:
            return edition
        return replace(edition, meaning=semantics.meaning(edition.facts))

    def keep(self, edition: Edition, before: Edition | None = None) -> None:
        """See `Builder.keep`."""
        if self._cache is None or self._path(edition.digest).exists():
            return
        try:
            save(
                edition,
                self._path(edition.digest),
                Saved(before, self._path(before.digest)) if before else None,
            )
        except OSError as error:
            log.warning("an edition is not kept ready: %s", error)

    def forget(self, kept: AbstractSet[str]) -> None:
        """See `Builder.forget`."""
        if self._cache is None:
            return
        for path in self._path("").parent.glob(f"*{_SUFFIX}"):
            if path.name.removesuffix(_SUFFIX) not in kept:
                with suppress(OSError):
                    path.unlink()

    def _path(self, digest: str) -> Path:
        return (self._cache or Path()) / "editions" / f"{digest}{_SUFFIX}"
