"""A question, in the light of the conversation it stands in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from knowledge.asking.followup import MOST_EARLIER, Need, need, taken_over
from knowledge.asking.proper import Said, question_proper
from knowledge.asking.spelling import WEIGHT_OF_MENDED, Mended, Spelling
from knowledge.asking.statement import WEIGHT_OF_CLAIM, as_question, claim_spans
from knowledge.retrieval import Asked
from knowledge.terms import Analyzer, Term, Terms
from knowledge.topic import Topic

# A single character tells less than a pair: most stand in many words.
_WEIGHT_OF_CHARACTER = 0.3


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text of the conversation as far as it is asked about, and its terms."""

    said: Said
    terms: Terms

    def weight(self, term: Term) -> float:
        """Return what one of the terms counts, 0..1."""
        return self.said.weight(term.start, term.end)


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks."""

    text: str
    """As it was written."""
    asking: str
    """The question proper, without stories and politeness, and with what asks in an earlier one
    where this one only names something else (那残疾人呢)."""
    conditions: str
    """What names the place and the year that are asked about."""
    spoken: tuple[Spoken, ...] = ()
    """This text, then what is taken over from earlier ones, the latest first."""
    asked: Asked = field(default_factory=lambda: Asked({}, {}))
    """The terms to look for, each with its weight, 0..1."""
    leans: bool = False
    """Whether the conversation tells which article is meant."""
    topic: Topic | None = None
    """What the conversation is about in the edition that is asked; `None`: it stands alone."""

    @property
    def terms(self) -> Terms:
        """Those of this text."""
        return self.spoken[0].terms if self.spoken else Terms()

    @property
    def meant(self) -> str:
        """What is compared by meaning: the question proper, with what it takes over."""
        taken = (_with_weight(each.said).strip() for each in self.spoken[1:])
        return " ".join((self.asking, *taken))

    @property
    def takes_over(self) -> bool:
        """Whether it is only understood with an earlier one."""
        return len(self.spoken) > 1


def understand(
    text: str,
    previous: Sequence[str],
    analyzer: Analyzer,
    spelling: Spelling | None = None,
) -> Question:
    """Return what `text` asks.

    Args:
        text: As it was written.
        previous: Earlier questions of the conversation, oldest first.
        analyzer: Of the edition that is asked.
        spelling: Mends slips of the keyboard; `None`: all is meant as it is written.
    """
    mended = spelling.mend(text) if spelling else Mended(text)
    said = question_proper(mended.text)
    asking, conditions = as_question(said.asking), mended.text
    for start, end in mended.changed:
        said = said.without(start, end, WEIGHT_OF_MENDED)
    spoken = [Spoken(_unsure_of_claims(said), analyzer.question(said.text))]
    own = spoken[0]
    lacking = need(asking, own.terms.words, own.terms.grams) if previous else Need.NOTHING
    if lacking not in {Need.NOTHING, Need.CONTEXT}:
        earlier = understand(previous[-1], previous[:-1][-MOST_EARLIER:], analyzer, spelling)
        for each in earlier.spoken:
            taken = taken_over(lacking, conditions, each.said, each.terms.words)
            spoken.append(Spoken(taken, each.terms))
            conditions += "\n" + _with_weight(taken)
        if lacking is Need.ATTRIBUTE:
            asking = f"{asking} {earlier.asking}"
    leans = lacking is not Need.NOTHING
    return Question(text, asking, conditions, tuple(spoken), _asked(spoken), leans)


def _unsure_of_claims(said: Said) -> Said:
    """Return what is said with the figures that it claims counting little."""
    for start, end in claim_spans(said.text):
        said = said.without(start, end, WEIGHT_OF_CLAIM)
    return said


def _with_weight(said: Said) -> str:
    return "".join(
        char if weight else " " for char, weight in zip(said.text, said.weights, strict=True)
    )


def _asked(spoken: Sequence[Spoken]) -> Asked:
    words: dict[str, float] = {}
    grams: dict[str, float] = {}
    for each in spoken:
        for table, terms in ((words, each.terms.words), (grams, each.terms.grams)):
            for term in terms:
                weight = each.weight(term)
                if weight > table.get(term.text, 0.0):
                    table[term.text] = weight
    return Asked(words, grams)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a question a passage accounts for."""

    held: float
    total: float

    @property
    def share(self) -> float:
        """As a share, 0..1; 0 for a question that says nothing."""
        return self.held / self.total if self.total else 0.0


def coverage(
    question: Question, passage: frozenset[str], rarity: Callable[[str], float]
) -> Coverage:
    """Return how much of a question a passage accounts for.

    Each of the question's grams counts as much as it is rare, and as much as it is asked about;
    what lies within a longer term that the passage has, a synonym or number, is accounted for by
    it.

    Args:
        question: With what it takes over from the conversation.
        passage: The grams that the passage holds.
        rarity: What a term counts.
    """
    total = held = 0.0
    for each in question.spoken:
        terms = each.terms.grams
        accounted = [(term.start, term.end) for term in terms if term.text in passage]
        for term in terms:
            weight = each.weight(term) * rarity(term.text)
            weight *= 1.0 if len(term.text) > 1 else _WEIGHT_OF_CHARACTER
            total += weight
            if _within(term, accounted):
                held += weight
    return Coverage(held, total)


def _within(term: Term, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= term.start and term.end <= end for start, end in spans)
