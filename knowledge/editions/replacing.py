"""An article that takes the place of one of another name, both at once."""

from dataclasses import dataclass, replace

from knowledge.editions.changes import Desk, PutArticle, RemoveArticle
from knowledge.editions.inputs import Inputs
from knowledge.journal.entries import Action


@dataclass(frozen=True, slots=True)
class ReplaceArticle:
    """Take in an article, and remove the one that it takes the place of."""

    name: str
    """As it came; see `PutArticle`."""
    data: bytes
    old: str
    """Name of the other one."""
    action: Action = Action.PUT_ARTICLE
    from_folders: bool = False

    @property
    def subject(self) -> str:
        """See `Change.subject`."""
        return f"{self.old} → {self.name}"

    def inputs(self, desk: Desk) -> Inputs:
        """See `Change.inputs`."""
        put = PutArticle(self.name, self.data).inputs(desk)
        return RemoveArticle(self.old).inputs(replace(desk, served=put))
