"""What a change is: a value that leads from the files that are served to others.

What there is of them: of articles in `article_changes`, of synonyms and golden questions in
`word_changes`, of whole editions in `edition_changes`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from knowledge.editions.catalogue import Catalogue
from knowledge.editions.folders import Contents, Folders
from knowledge.editions.inputs import Inputs, Kind
from knowledge.errors import KnowledgeError
from knowledge.journal.entries import Action
from knowledge.language import FILES, LanguageFile
from knowledge.model import Problem


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


def language_of(inputs: Inputs, folders: Folders) -> dict[str, LanguageFile]:
    """Return the files of language among inputs, each with the path that faults are told by."""
    found = {name: file.data for name, file in inputs.of(Kind.LANGUAGE).items()}
    return {
        name: LanguageFile(_language_path(folders, name), found.get(name, b"")) for name in FILES
    }


def _language_path(folders: Folders, name: str) -> Path:
    paths = [folder / name for folder in folders.configs]
    return next((path for path in paths if path.is_file()), paths[0])
