"""What speaks for a fact as the answer to a question: a table, one small function each.

All give numbers from about -1 to 1, more where the fact is likelier to answer. Those that compare
with the whole collection (BM25 in one field, coverage) are measured over all facts at once by
`knowledge.retrieval`; the others look closely at one candidate. The weights are learned; see
`knowledge.learn`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from knowledge.expectation import Expectation, says_date, says_place, says_reason
from knowledge.fields import FieldName, Fields
from knowledge.normal import fold
from knowledge.numbers import numbers
from knowledge.retrieval import Asked, LocalRarity, local_rarity
from knowledge.views import View

# Numbers and what is said of them stand within a clause or two of each other.
_NEAR_BEFORE, _NEAR_AFTER = 12, 8
# Further from the question word than this, words of a question are about something else.
_AROUND = 10


@dataclass(frozen=True, slots=True)
class Query:
    """A question, cut up for comparison with the facts of one edition."""

    text: str
    """In the form of `normal.fold`."""
    grams: Mapping[str, float]
    """Each with its weight times its rarity among all facts."""
    pairs: float
    """Sum of `grams` that are longer than a character; 0 where there are none."""
    local: Mapping[str, LocalRarity]
    """Each with its weight times its rarity among the facts of each article."""
    expectation: Expectation
    values: frozenset[str]
    """The numbers that it names, in one form."""
    rarity: Callable[[str], float]
    """Of any gram among all facts."""

    @classmethod
    def of(cls, text: str, asked: Asked, fields: Fields) -> "Query":
        """Return the query of a question over the facts of an edition."""
        folded = fold(text).text
        index = fields[FieldName.FACT].grams
        most = index.highest_rarity
        grams = {
            term: weight * (index.rarity(term) or most) for term, weight in asked.grams.items()
        }
        return cls(
            folded,
            grams,
            sum(rarity for term, rarity in grams.items() if len(term) > 1),
            local_rarity(fields, index, asked.grams),
            Expectation.of(folded),
            frozenset(number.value for number in numbers(folded)),
            index.rarity,
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that may answer a question."""

    position: int
    article: int
    view: View
    shares: Mapping[str, float]
    """What `knowledge.retrieval` measured, by name."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that speaks for a fact."""

    name: str
    measure: Callable[[Query, Candidate], float]


def _retrieved(name: str) -> Feature:
    """Return what was measured over all facts."""
    return Feature(name, lambda _, candidate: candidate.shares[name])


def _clause_precision(query: Query, candidate: Candidate) -> float:
    """How little else the best clause says: the share of it that the question names."""
    best, precision = 0.0, 0.0
    for clause in candidate.view.clauses:
        held = sum(rarity for term, rarity in query.grams.items() if term in clause)
        if held > best:
            shared = sum(query.rarity(term) for term in clause if term in query.grams)
            total = sum(query.rarity(term) for term in clause)
            best, precision = held, shared / total if total else 0.0
    return precision


def _unit(query: Query, candidate: Candidate) -> float:
    """Whether a number in the unit asked for is there: 1, or -1; 0 if none was asked for."""
    if not query.expectation.unit:
        return 0.0
    return 1.0 if query.expectation.answering(candidate.view.figures, query.values) else -1.0


def _number(query: Query, candidate: Candidate) -> float:
    """Likewise where a number without a unit was asked for."""
    if not query.expectation.number or query.expectation.unit:
        return 0.0
    return 1.0 if query.expectation.answering(candidate.view.figures, query.values) else -1.0


def _date(query: Query, candidate: Candidate) -> float:
    """Whether a date that was asked for may be there: 1 or -1; 0 if none was."""
    return _said(query.expectation.date, candidate.view.text, says_date)


def _place(query: Query, candidate: Candidate) -> float:
    """Likewise for places."""
    return _said(query.expectation.place, candidate.view.text, says_place)


def _reason(query: Query, candidate: Candidate) -> float:
    """Likewise for reasons."""
    return _said(query.expectation.reason, candidate.view.text, says_reason)


def _said(asked: bool, text: str, says: Callable[[str], bool]) -> float:  # noqa: FBT001 (one of two)
    if not asked:
        return 0.0
    return 1.0 if says(text) else -1.0


def _near_number(query: Query, candidate: Candidate) -> float:
    """Share of the question that stands close to a number that may answer it."""
    text = candidate.view.text
    best = 0.0
    for figure in query.expectation.answering(candidate.view.figures, query.values):
        window = text[max(0, figure.start - _NEAR_BEFORE) : figure.end + _NEAR_AFTER]
        held = sum(
            rarity for term, rarity in query.grams.items() if len(term) > 1 and term in window
        )
        best = max(best, held)
    return best / query.pairs if query.pairs else 0.0


def _numbers_of_question(query: Query, candidate: Candidate) -> float:
    """Share of the question's own numbers that the fact holds."""
    held = {figure.value for figure in candidate.view.figures}
    return len(query.values & held) / len(query.values) if query.values else 0.0


def _with_fact_before(query: Query, candidate: Candidate) -> float:
    """How much more of the question is accounted for with the fact before it."""
    both = candidate.view.grams | candidate.view.before
    return _local_share(query, candidate, both) - _local_share(
        query, candidate, candidate.view.grams
    )


def _beyond_title(query: Query, candidate: Candidate) -> float:
    """Coverage of what the question says beyond the title of the article."""
    return _local_share(query, candidate, candidate.view.grams, candidate.view.title)


def _local_share(
    query: Query,
    candidate: Candidate,
    held: frozenset[str],
    without: frozenset[str] = frozenset(),
) -> float:
    """Share of the question's grams that `held` has, by their rarity within the article."""
    rarities = {
        term: float(rarity[candidate.article])
        for term, rarity in query.local.items()
        if term not in without
    }
    total = sum(rarities.values())
    return sum(rarities[term] for term in rarities if term in held) / total if total else 0.0


def _left_of_question_word(query: Query, candidate: Candidate) -> float:
    """How many characters left of the question word stand in the fact as they are."""
    if query.expectation.word is None:
        return 0.0
    left = query.text[: query.expectation.word[0]][-_AROUND:]
    lengths = (
        length for length in range(len(left), 0, -1) if left[-length:] in candidate.view.text
    )
    return next(lengths, 0) / _AROUND


def _right_of_question_word(query: Query, candidate: Candidate) -> float:
    """Likewise right of it."""
    if query.expectation.word is None:
        return 0.0
    right = query.text[query.expectation.word[1] :][:_AROUND]
    lengths = (
        length for length in range(len(right), 0, -1) if right[:length] in candidate.view.text
    )
    return next(lengths, 0) / _AROUND


FEATURES: tuple[Feature, ...] = (
    _retrieved("grams of the context"),
    _retrieved("grams of the sentence"),
    _retrieved("words of the section"),
    _retrieved("grams of the section"),
    _retrieved("words of the article"),
    _retrieved("grams of the article"),
    _retrieved("local coverage by words"),
    Feature("coverage beyond the title", _beyond_title),
    Feature("coverage with the fact before", _with_fact_before),
    Feature("precision of the best clause", _clause_precision),
    Feature("number in the unit asked for", _unit),
    Feature("number asked for", _number),
    Feature("date asked for", _date),
    Feature("place asked for", _place),
    Feature("reason asked for", _reason),
    Feature("question near a number", _near_number),
    Feature("numbers of the question", _numbers_of_question),
    Feature("left of the question word", _left_of_question_word),
    Feature("right of the question word", _right_of_question_word),
)


def measured(query: Query, candidate: Candidate) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the features of a candidate, in the order of the table."""
    return np.array([feature.measure(query, candidate) for feature in FEATURES])
