"""A place where an operator works: folders, a catalogue, a journal, and a librarian over them."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.answer import Answerer
from knowledge.editions.catalogue import Catalogue
from knowledge.editions.folders import Folders
from knowledge.editions.librarian import Librarian
from knowledge.journal.journal import Journal
from knowledge.language import Language
from knowledge.library import Edition, build_edition
from knowledge.model import Answer
from knowledge.shelf import Shelf
from knowledge.words import Cutter
from tests.unit.clock import Clock

LOW_INCOME = "低保标准怎么定\n低保标准是每人每月{}元。\n"
OLD_AGE = "高龄津贴办法\n八十周岁以上老人每月发放高龄津贴{}元。\n"


class CountingBuilder:
    """Makes every edition anew with a dictionary that is loaded once; counts how many."""

    def __init__(self, cutter: Cutter) -> None:
        self._cutter = cutter
        self.built = 0
        self.ready: dict[str, Edition] = {}
        """What was kept."""

    def build(self, shelf: Shelf, language: Language, before: Edition | None) -> Edition:
        """See `Builder`."""
        del before
        self.built += 1
        return build_edition(shelf, language, self._cutter)

    def restore(self, digest: str) -> Edition | None:
        """See `Builder`."""
        return self.ready.get(digest)

    def keep(self, edition: Edition, before: Edition | None = None) -> None:
        """See `Builder`."""
        del before
        self.ready[edition.digest] = edition

    def forget(self, kept: AbstractSet[str]) -> None:
        """See `Builder`."""
        for digest in self.ready.keys() - kept:
            del self.ready[digest]


@dataclass
class Workplace:
    """Where an operator works."""

    root: Path
    cutter: Cutter
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.articles = self.root / "articles"
        self.config = self.root / "config"
        self.shipped = self.root / "shipped"
        for folder in (self.articles, self.config, self.shipped):
            folder.mkdir(parents=True, exist_ok=True)
        self.catalogue = Catalogue(self.root / "data" / "editions", self.articles)
        self.builder = CountingBuilder(self.cutter)
        self.journal = Journal.open(self.root / "data", clock=self.clock)
        self.answerer = Answerer(0.1)
        self.folders = Folders(self.articles, (self.config, self.shipped), max_bytes=100_000)
        self.librarian = self.another()

    def another(self) -> Librarian:
        """Return a librarian as after a start of the program: one who remembers nothing."""
        return Librarian(
            self.folders,
            self.catalogue,
            self.builder,
            answerer=self.answerer,
            journal=self.journal,
            clock=self.clock,
        )

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write articles and what lies beside them, or remove them."""
        for name, content in files.items():
            path = self.articles / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.unlink()
            else:
                path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def files(self) -> dict[str, str]:
        """Return what is in the folder of articles."""
        return {
            path.relative_to(self.articles).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(self.articles.rglob("*"))
            if path.is_file()
        }

    def answer(self, question: str, librarian: Librarian | None = None) -> Answer:
        """Ask what serves."""
        edition = (librarian or self.librarian).library.edition
        return self.answerer.answer(edition, question)

    def quoted(self, question: str = "低保标准是多少", librarian: Librarian | None = None) -> str:
        """Return the first fact of an answer; empty where there is none."""
        facts = self.answer(question, librarian).facts
        return facts[0].fact.text if facts else ""
