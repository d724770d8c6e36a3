"""Changes of one article: taken in, replaced, removed, told more of."""

from dataclasses import dataclass, field, replace

from knowledge.editions.changes import Desk, Refused
from knowledge.editions.inputs import Inputs, Key, Kind
from knowledge.editions.names import article_name
from knowledge.errors import NameRefused
from knowledge.journal.entries import Action
from knowledge.model import Document, Problem
from knowledge.readers import READERS
from knowledge.readers.side_file import read_particulars


@dataclass(frozen=True, slots=True)
class PutArticle:
    """Take in an article from outside, new or in the place of one of the same name."""

    name: str
    """As it came; an article of exactly this name is replaced, else see `article_name`."""
    data: bytes
    document: Document | None = field(default=None, repr=False)
    """What was read of it already; `None`: it will be."""
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
            return desk.served.put(self.key(desk.served), self.data, self.document)
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
class ReplaceArticle:
    """Take in an article, and remove the one that it takes the place of."""

    name: str
    """As it came; see `PutArticle`."""
    data: bytes
    old: str
    """Name of the other one."""
    document: Document | None = field(default=None, repr=False)
    """See `PutArticle`."""
    action: Action = Action.PUT_ARTICLE
    from_folders: bool = False

    @property
    def subject(self) -> str:
        """See `Change.subject`."""
        return f"{self.old} → {self.name}"

    def inputs(self, desk: Desk) -> Inputs:
        """See `Change.inputs`."""
        put = PutArticle(self.name, self.data, self.document).inputs(desk)
        return RemoveArticle(self.old).inputs(replace(desk, served=put))
