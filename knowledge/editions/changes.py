"""What operators may do, as values: each leads from the files that are served to others."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from knowledge.editions.catalogue import Catalogue, Damaged
from knowledge.editions.folders import Contents, Folders
from knowledge.editions.golden import GoldenQuestion, with_question
from knowledge.editions.inputs import Inputs, Key, Kind, differing
from knowledge.editions.names import article_name
from knowledge.editions.synonyms import with_synonym
from knowledge.errors import KnowledgeError, LanguageError, NameRefused
from knowledge.journal.entries import Action
from knowledge.language import FILES, SYNONYMS, LanguageFile
from knowledge.model import Problem
from knowledge.readers import READERS
from knowledge.readers.side_file import read_particulars
from knowledge.shelf import GOLDEN


class Refused(KnowledgeError):
    """A change that cannot be made, and why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Desk:
    """What a change is made from."""

    served: Inputs
    """Of the edition that serves."""
    number: int
    """Of that edition."""
    folders: Folders
    catalogue: Catalogue
    contents: Contents | None = None
    """Of the folders, where the change asks for them."""


class Change(Protocol):
    """Something that an operator may do."""

    @property
    def action(self) -> Action:
        """What it is called in the journal."""

    @property
    def subject(self) -> str:
        """What it changes, for the journal."""

    @property
    def from_folders(self) -> bool:
        """Whether it takes in what is in the operator's folders, rather than writing there."""

    def inputs(self, desk: Desk) -> Inputs:
        """Return what the next edition is made from.

        Raises:
            Refused: It cannot be made.
        """


@dataclass(frozen=True, slots=True)
class Reload:
    """Take in what is in the folders now."""

    action: Action = Action.RELOAD
    subject: str = "文件夹"
    from_folders: bool = True

    def inputs(self, desk: Desk) -> Inputs:
        """See `Change.inputs`."""
        contents = desk.contents or desk.folders.read()
        # What cannot be read stays as it was; that it cannot is told.
        kept = {
            key: desk.served.files[key]
            for key in contents.hashes.keys() - contents.inputs.files.keys()
            if key in desk.served.files
        }
        return Inputs({**contents.inputs.files, **kept})


@dataclass(frozen=True, slots=True)
class Rollback:
    """Serve the articles and the language of an earlier edition again; as a new edition."""

    number: int
    action: Action = Action.ROLLBACK
    from_folders: bool = False

    @property
    def subject(self) -> str:
        """See `Change.subject`."""
        return f"版本 {self.number}"

    def inputs(self, desk: Desk) -> Inputs:
        """See `Change.inputs`. Golden questions stay as they are: they are no part of it."""
        old = _kept(desk, self.number)
        golden = Key(Kind.GOLDEN, GOLDEN)
        files = {key: file for key, file in old.files.items() if key != golden}
        if golden in desk.served.files:
            files[golden] = desk.served.files[golden]
        return Inputs(files)


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back what one edition changed, where nobody has changed it again."""

    number: int
    """Of the edition that made the change."""
    action: Action = Action.UNDO
    from_folders: bool = False

    @property
    def subject(self) -> str:
        """See `Change.subject`."""
        return f"版本 {self.number}"

    def inputs(self, desk: Desk) -> Inputs:
        """See `Change.inputs`."""
        after = _kept(desk, self.number)
        earlier = [
            manifest.number
            for manifest in desk.catalogue.manifests()[0]
            if manifest.number < self.number
        ]
        if not earlier:
            raise Refused(_no_edition(desk, self.number - 1))
        before = _kept(desk, max(earlier))
        files = dict(desk.served.files)
        for key in differing(before.hashes, after.hashes):
            if desk.served.hashes.get(key) != after.hashes.get(key):
                message = "后来又改过，不能单独撤销；请改用回退，或重新上传"
                raise Refused(Problem(str(desk.folders.path(key)), 1, message))
            files.pop(key, None)
            if key in before.files:
                files[key] = before.files[key]
        return Inputs(files)


@dataclass(frozen=True, slots=True)
class PutArticle:
    """Take in an article from outside, new or in the place of one of the same name."""

    name: str
    """As it came; an article of exactly this name is replaced, else see `article_name`."""
    data: bytes
    action: Action = Action.PUT_ARTICLE
    from_folders: bool = False

    @property
    def subject(self) -> str:
        """See `Change.subject`."""
        return self.name

    def key(self, served: Inputs) -> Key:
        """Return where the article is kept.

        Raises:
            NameRefused: No safe name can be made of the one that was given.
        """
        given = Key(Kind.ARTICLE, self.name)
        if given in served.files:
            return given
        return Key(Kind.ARTICLE, article_name(self.name, READERS))

    def inputs(self, desk: Desk) -> Inputs:
        """See `Change.inputs`. Whether it can be read is looked at later, with all others."""
        try:
            return desk.served.put(self.key(desk.served), self.data)
        except NameRefused as error:
            raise Refused(Problem(self.name or "文件", 1, str(error))) from error


@dataclass(frozen=True, slots=True)
class RemoveArticle:
    """Serve an article no longer, and delete its file with the one beside it."""

    name: str
    action: Action = Action.REMOVE_ARTICLE
    from_folders: bool = False

    @property
    def subject(self) -> str:
        """See `Change.subject`."""
        return self.name

    def inputs(self, desk: Desk) -> Inputs:
        """See `Change.inputs`."""
        key = Key(Kind.ARTICLE, self.name)
        if key not in desk.served.files:
            raise Refused(Problem(self.name, 1, "没有这篇文章；请用 /check 看有哪些"))
        left = desk.served.without(key)
        stem = self.name.rpartition(".")[0]
        if all(name.rpartition(".")[0] != stem for name in left.of(Kind.ARTICLE)):
            left = left.without(Key(Kind.PARTICULARS, f"{stem}.yaml"))
        return left


@dataclass(frozen=True, slots=True)
class PutParticulars:
    """Say until when an article holds, what it replaces, its place and date."""

    article: str
    """Name of the article."""
    data: bytes
    """YAML; see `knowledge.readers.side_file`."""
    action: Action = Action.PUT_PARTICULARS
    from_folders: bool = False

    @property
    def subject(self) -> str:
        """See `Change.subject`."""
        return self.article

    def inputs(self, desk: Desk) -> Inputs:
        """See `Change.inputs`."""
        if Key(Kind.ARTICLE, self.article) not in desk.served.files:
            raise Refused(Problem(self.article, 1, "没有这篇文章；请用 /check 看有哪些"))
        key = Key(Kind.PARTICULARS, f"{self.article.rpartition('.')[0]}.yaml")
        if faults := read_particulars(self.data).faults:
            raise Refused(*(Problem(key.name, fault.line, fault.message) for fault in faults))
        return desk.served.put(key, self.data)


@dataclass(frozen=True, slots=True)
class AddSynonym:
    """Let what people ask stand for what articles write."""

    phrase: str
    means: Sequence[str]
    action: Action = Action.ADD_SYNONYM
    from_folders: bool = False

    @property
    def subject(self) -> str:
        """See `Change.subject`."""
        return f"{self.phrase} → {'、'.join(self.means)}"

    def inputs(self, desk: Desk) -> Inputs:
        """See `Change.inputs`."""
        files = language_of(desk.served, desk.folders)
        try:
            data = with_synonym(files, self.phrase, self.means)
        except LanguageError as error:
            raise Refused(Problem(str(error.path), error.line, error.reason)) from error
        return desk.served.put(Key(Kind.LANGUAGE, SYNONYMS), data)


@dataclass(frozen=True, slots=True)
class AddGolden:
    """Ask every later edition one more question."""

    golden: GoldenQuestion
    action: Action = Action.ADD_GOLDEN
    from_folders: bool = False

    @property
    def subject(self) -> str:
        """See `Change.subject`."""
        return self.golden.question

    def inputs(self, desk: Desk) -> Inputs:
        """See `Change.inputs`."""
        key = Key(Kind.GOLDEN, GOLDEN)
        before = desk.served.files[key].data if key in desk.served.files else b""
        return desk.served.put(key, with_question(before, self.golden))


def language_of(inputs: Inputs, folders: Folders) -> dict[str, LanguageFile]:
    """Return the files of language among inputs, each with the path that faults are told by."""
    found = {name: file.data for name, file in inputs.of(Kind.LANGUAGE).items()}
    return {
        name: LanguageFile(_language_path(folders, name), found.get(name, b"")) for name in FILES
    }


def _language_path(folders: Folders, name: str) -> Path:
    paths = [folder / name for folder in folders.configs]
    return next((path for path in paths if path.is_file()), paths[0])


def _kept(desk: Desk, number: int) -> Inputs:
    manifest = desk.catalogue.manifest(number)
    if manifest is None:
        raise Refused(_no_edition(desk, number))
    try:
        return desk.catalogue.inputs(manifest)
    except Damaged as damage:
        raise Refused(Problem(str(damage.path), 1, damage.reason)) from damage


def _no_edition(desk: Desk, number: int) -> Problem:
    known = "、".join(str(manifest.number) for manifest in desk.catalogue.manifests()[0])
    return Problem(f"版本 {number}", 1, f"没有保存这个版本；现有 {known or '没有任何版本'}")
