"""What came of a change, or would come of it: for operators, who decide by it."""

from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.editions.comparison import Comparison
from knowledge.editions.duplicates import AlikeArticles, AlikeFacts
from knowledge.editions.golden import GoldenAnswer
from knowledge.model import Dropped, Problem


class Stop(StrEnum):
    """Why the edition that serves was left where it is."""

    UNCHANGED = "unchanged"
    """There is nothing to do."""
    GOLDEN = "golden"
    """A golden question fails; can be forced."""
    REFUSED = "refused"
    """What was to be taken in has faults; `Report.problems` names them."""
    MOVED = "moved"
    """Somebody changed something since the preview; look again."""
    UNSAVED = "unsaved"
    """The edition cannot be kept on the disk."""


@dataclass(frozen=True, slots=True)
class GoldenChange:
    """A golden question that is answered otherwise than before."""

    question: str
    before: tuple[str, ...]
    """The facts that were quoted; none: there was no answer."""
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DroppedOf:
    """What was taken for page furniture in an article that is new or different."""

    article: str
    dropped: Dropped


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a change; of a dry run, what would."""

    swapped: bool
    """Whether the new edition serves."""
    stopped: Stop | None = None
    """Why it does not, or would not; `None` where nothing stands against it."""
    base: str = ""
    """Token of the state that the change was looked at in; give it to `Librarian.apply`."""
    number: int = 0
    """Of the edition that serves afterwards; 0 where it is not kept."""
    digest: str = ""
    """Of the edition that was built; empty where none was."""
    articles: int = 0
    """In the edition that was built."""
    facts: int = 0
    """Likewise."""
    comparison: Comparison = field(default_factory=Comparison)
    language: tuple[str, ...] = ()
    """Names of the files of language that are different."""
    failing: tuple[GoldenAnswer, ...] = ()
    """Golden questions that are not answered as they must be."""
    golden: tuple[GoldenChange, ...] = ()
    """Golden questions that are answered otherwise than before, well or not."""
    dropped: tuple[DroppedOf, ...] = ()
    alike_articles: tuple[AlikeArticles, ...] = ()
    alike_facts: tuple[AlikeFacts, ...] = ()
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0
    """From the change to the end of the swap."""
