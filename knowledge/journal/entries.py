"""What the journal is told and what it tells, in values.

Times are seconds since the epoch, durations milliseconds. A person is a keyed hash.
"""

from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """Where a question was asked."""

    PRIVATE = "private"
    GROUP = "group"
    INLINE = "inline"


class Feedback(StrEnum):
    """What a person thinks of an answer."""

    HELPED = "helped"
    DID_NOT_HELP = "did_not_help"


class Action(StrEnum):
    """What an operator changed."""

    RELOAD = "reload"
    ROLLBACK = "rollback"
    UNDO = "undo"
    PUT_ARTICLE = "put_article"
    REMOVE_ARTICLE = "remove_article"
    PUT_PARTICULARS = "put_particulars"
    ADD_SYNONYM = "add_synonym"
    ADD_GOLDEN = "add_golden"
    LOG_LEVEL = "log_level"


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact that was quoted in an answer."""

    fact: str
    """See `knowledge.identity.fact_id`."""
    article: str
    line: int
    """Counted from 1, in the article as it was then."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what came of it."""

    id: int
    at: float
    person: str
    channel: Channel
    text: str | None
    """`None`: not kept, or no longer."""
    answered: bool
    confidence: float
    """0..1."""
    edition: str
    milliseconds: float
    """From the question's arrival to the answer."""
    shown: tuple[ShownFact, ...] = ()
    """Best first; none where there was no answer."""
    helped: int = 0
    """How many said so."""
    did_not_help: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """A span of time in figures."""

    questions: int
    answered: int
    silent: int
    people: int
    median: float | None
    """Milliseconds; `None` where nothing was asked."""
    helped: int
    did_not_help: int


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was deleted of a person."""

    questions: int
    feedback: int
    chosen: int

    @property
    def anything(self) -> bool:
        """Whether there was anything."""
        return bool(self.questions or self.feedback or self.chosen)


@dataclass(frozen=True, slots=True)
class Change:
    """Something that an operator changed."""

    at: float
    operator: str
    """A Telegram user id, or who ran the command line."""
    action: str
    """A value of `Action`, or one that a later version knows."""
    subject: str
    """What was changed: an article's name, a file of configuration."""
    before: str
    """Digest, figure or text; empty where there was nothing."""
    after: str
    """Likewise; empty where nothing is left."""
    forced: bool = False
    """Whether it was made although golden questions failed."""


@dataclass(frozen=True, slots=True)
class Served:
    """An edition that began to serve."""

    at: float
    digest: str
    articles: int
    facts: int
    reason: str
    """Why: a start, a reload, a rollback."""
