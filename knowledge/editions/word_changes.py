"""Changes of what an operator says of words: synonyms, and the questions that must be answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.editions.changes import Desk, Refused, language_of
from knowledge.editions.golden import GoldenQuestion, with_question
from knowledge.editions.inputs import Inputs, Key, Kind
from knowledge.editions.synonyms import with_synonym
from knowledge.errors import LanguageError
from knowledge.journal.entries import Action
from knowledge.language import SYNONYMS
from knowledge.model import Problem
from knowledge.shelf import GOLDEN


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
