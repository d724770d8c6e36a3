"""Wiring: the one place that knows all parts."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.progress import Progress
from bot.sections import Settings
from bot.settings import Places, load_settings, places
from knowledge.answer import Answerer
from knowledge.language import Language, load_language
from knowledge.library import Edition, load_edition
from knowledge.semantic import Semantics
from knowledge.words import Cutter

# Imported where they are needed: who asks on the command line need not wait for them.
if TYPE_CHECKING:
    from knowledge.editions.librarian import Librarian
    from knowledge.journal.journal import Journal


@dataclass(frozen=True, slots=True)
class Setup:
    """Folders and settings of a run of the program."""

    places: Places
    settings: Settings

    @classmethod
    def read(
        cls,
        articles: Path | None = None,
        config: Path | None = None,
        data: Path | None = None,
        environ: Mapping[str, str] = os.environ,
    ) -> "Setup":
        """Read the settings.

        Args:
            articles: Folder of articles; `None`: what the environment says, or what ships.
            config: Folder of configuration; likewise.
            data: Folder of what the program keeps; `None`: the platform's own place.
            environ: The environment.

        Raises:
            SettingsFault: A folder does not exist, or the configuration has faults.
        """
        found = places(articles, config, data, environ)
        return cls(found, load_settings(found.configs, environ))

    def language(self) -> tuple[Language, Cutter]:
        """Read the operator's language, and make what cuts words by it.

        Raises:
            LanguageError: The language has faults.
        """
        language = load_language(*self.places.configs)
        return language, Cutter(language.words, self.places.cache)

    def semantics(self, *, patient: bool = False) -> Semantics | None:
        """Return what compares by meaning; `None` where it is off or the extra is not installed.

        Args:
            patient: Whether an edition waits for its embeddings, which may take minutes, or serves
                without them until they are made.
        """
        if self.settings.ranking.semantic == "off":
            return None
        from knowledge.e5 import find_embedder

        embedder = find_embedder()
        if embedder is None:
            return None
        folder = self.places.cache / "embeddings"
        return Semantics(embedder, folder, Progress("按意思整理新文字"), patient)

    def remembering(self) -> Semantics | None:
        """Return what compares by meaning and keeps every text, as learning needs it."""
        found = self.semantics(patient=True)
        if found is None:
            return None
        from knowledge.learning.remembering import Remembering

        return replace(found, embedder=Remembering(found.embedder, found.folder), folder=None)

    def edition(
        self,
        progress: Callable[[Path], None] = lambda _: None,
        *,
        meaning: bool = True,
        patient: bool = True,
    ) -> Edition:
        """Build the edition that these folders give.

        Args:
            progress: Called with each file before it is read.
            meaning: Whether to compare by meaning too, where that can be.
            patient: See `semantics`.

        Raises:
            KnowledgeError: The language has faults, or there is no article.
        """
        language, cutter = self.language()
        return load_edition(
            self.places.articles,
            language,
            cutter,
            max_bytes=self.settings.articles.max_bytes,
            progress=progress,
            semantics=self.semantics(patient=patient) if meaning else None,
        )

    def ready_edition(self) -> Edition:
        """Return the edition that these folders give, from an earlier process where it can be.

        Raises:
            KnowledgeError: The language has faults, or there is no article.
        """
        from knowledge.ready import ready_edition

        edition = ready_edition(
            (self.places.articles, *self.places.configs),
            self.settings.articles.max_bytes,
            self.places.cache,
            lambda: self.edition(meaning=False),
        )
        semantics = self.semantics(patient=True)
        if semantics is None:
            return edition
        return replace(edition, meaning=semantics.meaning(edition.facts))

    def journal(self) -> "Journal":
        """Return the journal, which nothing is written to yet."""
        from knowledge.journal.journal import Journal

        return Journal.open(self.places.data, keep_days=self.settings.journal.keep_days)

    def librarian(self, journal: "Journal") -> "Librarian":
        """Return who keeps the editions of these folders; to be opened."""
        from knowledge.editions.building import RenewingBuilder
        from knowledge.editions.catalogue import Catalogue
        from knowledge.editions.folders import Folders
        from knowledge.editions.librarian import Librarian

        return Librarian(
            Folders(self.places.articles, self.places.configs, self.settings.articles.max_bytes),
            Catalogue(self.places.editions, self.places.articles),
            RenewingBuilder(self.places.cache, self.semantics),
            answerer=self.answerer(),
            journal=journal,
        )

    def answerer(self) -> Answerer:
        """Return what answers questions."""
        return Answerer(self.settings.answer.threshold)
