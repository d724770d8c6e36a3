"""What speaks for a fact as the answer to a question: a table, one small function each.

A function looks at all candidates at once and gives a number for each, from about -1 to 1, more
where the fact is likelier to answer. Those that compare with the whole collection (BM25 in one
field, coverage) are measured by `knowledge.retrieval`. The weights are learned; see
`knowledge.learning`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from knowledge.brackets import amounts, brackets
from knowledge.expectation import figures
from knowledge.kinds import KINDS, Kind
from knowledge.query import QUESTION_WORD, Flags, Query, Vector, share
from knowledge.views import View

_CLAUSE_END = re.compile(r"[，,。；;：:！!？?\n\t、（）()]")
# Numbers and what is said of them stand within a clause or two of each other.
_NEAR_BEFORE, _NEAR_AFTER = 14, 9
# Further from the question word than this, words of a question are about something else.
_AROUND = 10
# Runs of the question that are shorter are found in any text.
_LEAST_RUN = 3

# What is planned is no answer to what there is: 新建零工驿站15家 beside 建成27家.
_PLANS = re.compile(
    r"下一步|下一阶段|今后|未来|接下来|计划|规划|力争|预计|有望|拟(?=[建新于在投增])"
    r"|(?<![即必务])将(?=[在于会对为把新继进加全建推开实启投扩逐达每]|\d)|到\d{4}年底?[,，]"
)
_ASKS_PLANS = re.compile(_PLANS.pattern + r"|打算|明年|后年|以后|准备|要[建开办修]")

_NO_MARKS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question beside the facts that may answer it: the candidates, in one order throughout.

    Flags and weights have a row for each candidate, a column for each unit of the question.
    """

    query: Query
    positions: tuple[int, ...]
    """Where the candidates stand among the facts of the edition."""
    articles: tuple[int, ...]
    """The number of the article of each."""
    views: tuple[View, ...]
    shares: Mapping[str, Vector]
    """What `knowledge.retrieval` measured, by name."""
    local: Vector
    """Weight of the unit times its rarity within the candidate's article."""
    fact: Flags
    """Whether the fact holds the unit; the next likewise."""
    around: Flags
    before: Flags
    after: Flags
    title: Flags

    def each(self, measure: Callable[[View], float]) -> Vector:
        """Return what is measured of each candidate's view."""
        return np.fromiter(map(measure, self.views), np.float64, len(self.views))


def compare(
    query: Query,
    positions: Sequence[int],
    articles: Sequence[int],
    views: Sequence[View],
    shares: Mapping[str, Vector],
) -> Comparison:
    """Compare facts with a question; what is given of them is in one order."""
    size = (len(views), len(query.units))

    def held(text: Callable[[View], str], marks: Callable[[View], frozenset[str]]) -> Flags:
        known: dict[str, Flags] = {}  # titles and neighbours are shared
        rows = np.zeros(size, dtype=np.bool_)
        for row, view in zip(rows, views, strict=True):
            said = text(view)
            if said not in known:
                known[said] = query.held(said, marks(view))
            row[:] = known[said]
        return rows

    return Comparison(
        query=query,
        positions=tuple(positions),
        articles=tuple(articles),
        views=tuple(views),
        shares=shares,
        local=np.array([query.local[article] for article in articles]).reshape(size),
        fact=held(lambda view: view.text, lambda view: view.marks),
        around=held(lambda view: view.around, lambda view: view.marks_around),
        before=held(lambda view: view.before, lambda _: _NO_MARKS),
        after=held(lambda view: view.after, lambda _: _NO_MARKS),
        title=held(lambda view: view.title, lambda _: _NO_MARKS),
    )


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that speaks for a fact."""

    name: str
    measure: Callable[[Comparison], Vector]


def _retrieved(name: str) -> Feature:
    """Return what was measured over all facts."""
    return Feature(name, lambda compared: compared.shares[name])


def _local_coverage(compared: Comparison) -> Vector:
    """Share of the question that the fact holds, by rarity within the article."""
    return share(compared.local, compared.fact)


def _local_pairs(compared: Comparison) -> Vector:
    """Likewise of pairs of characters alone."""
    return share(compared.local * compared.query.pairs, compared.fact)


def _rarest_held(compared: Comparison) -> Vector:
    """Likewise with squared weights: it is the rarest that tell."""
    return np.sqrt(share(compared.local**2, compared.fact))


def _with_fact_before(compared: Comparison) -> Vector:
    """How much more of the question is accounted for with the fact before it."""
    return _gain(compared.local, compared.fact, compared.before)


def _with_fact_after(compared: Comparison) -> Vector:
    """Likewise with the fact after it."""
    return _gain(compared.local, compared.fact, compared.after)


def _with_surroundings(compared: Comparison) -> Vector:
    """Likewise with titles and introductions, by rarity among all facts."""
    return _gain(compared.query.rarity, compared.fact, compared.around)


def _gain(weights: Vector, held: Flags, more: Flags) -> Vector:
    return share(weights, held | more) - share(weights, held)


def _coverage(compared: Comparison) -> Vector:
    """Share of the question that the fact holds, by rarity among all facts."""
    return share(compared.query.rarity, compared.fact)


def _beyond_title(compared: Comparison) -> Vector:
    """Coverage of what the question says beyond the title of the article."""
    return share(compared.local * ~compared.title, compared.fact)


def _pairs_beyond_title(compared: Comparison) -> Vector:
    """Likewise of pairs of characters alone."""
    return share(compared.local * ~compared.title * compared.query.pairs, compared.fact)


def _words(compared: Comparison) -> Vector:
    """Share of the question's words, by length, that stand in the fact."""
    words = [word.text for word in compared.query.words]
    total = sum(map(len, words)) or 1
    return compared.each(
        lambda view: sum([len(word) for word in words if word in view.text]) / total
    )


def _runs(compared: Comparison) -> Vector:
    """Share of the question that stands in the fact in runs of three characters or more."""
    text = compared.query.text
    runs = [text[start : start + _LEAST_RUN] for start in range(len(text) - _LEAST_RUN + 1)]
    return compared.each(lambda view: covered(runs, view.text) / max(1, len(text)))


def covered(runs: Sequence[str], fact: str) -> int:
    """Return how many characters lie in runs that stand in a fact.

    A longer run stands there only if the least ones within it do, and covers no more than they.

    Args:
        runs: The least ones, from each character of a text on.
        fact: Where they are looked for.
    """
    count = past = 0
    for start in [start for start, run in enumerate(runs) if run in fact]:
        count += start + _LEAST_RUN - max(start, past)
        past = start + _LEAST_RUN
    return count


def _best_clause(compared: Comparison) -> Vector:
    """Share of the question's pairs that one clause of the fact holds."""
    return _most(compared, lambda view: _CLAUSE_END.split(view.text))


def _most(compared: Comparison, parts: Callable[[View], Iterable[str]]) -> Vector:
    """Return the greatest share of the question's pairs that one part of each fact holds."""
    query, columns = compared.query, np.flatnonzero(compared.query.pairs).tolist()
    owners: list[int] = []
    held: list[int] = []  # in a table with a row for each part that holds any, flat
    for number, view in enumerate(compared.views):
        there = [(column, query.units[column]) for column in columns]
        there = [(column, unit) for column, unit in there if unit in view.text]
        for part in parts(view) if there else ():
            row = len(owners) * len(query.units)
            found = [row + column for column, unit in there if unit in part]
            if found:
                owners.append(number)
                held += found
    flags = np.zeros((len(owners), len(query.units)), dtype=np.bool_)
    flags.flat[held] = True
    most = _nothing(compared)
    np.maximum.at(most, owners, share(query.rarity * query.pairs, flags))
    return most


def _kind(kind: Kind, compared: Comparison) -> Vector:
    """Whether what is asked for may be there: 1 or -1; 0 if something else is asked for."""
    text = compared.query.text
    if not kind.asks.search(text):
        return np.zeros(len(compared.views))
    return compared.each(lambda view: 1.0 if kind.shows.search(view.text) else -1.0)


def _unit(compared: Comparison) -> Vector:
    """Whether a number in the unit asked for is there: 1, or -1; 0 if none was asked for."""
    return _answering(compared) if compared.query.expectation.unit else _nothing(compared)


def _number(compared: Comparison) -> Vector:
    """Likewise where a number without a unit was asked for."""
    expected = compared.query.expectation
    return _answering(compared) if expected.number and not expected.unit else _nothing(compared)


def _nothing(compared: Comparison) -> Vector:
    return np.zeros(len(compared.views))


def _answering(compared: Comparison) -> Vector:
    query = compared.query
    return compared.each(
        lambda view: 1.0 if query.expectation.answering(view.figures, query.values) else -1.0
    )


def _near_number(compared: Comparison) -> Vector:
    """Share of the question that stands close to a number that may answer it."""
    query = compared.query
    if not query.expectation.number:
        return _nothing(compared)
    return _most(
        compared,
        lambda view: (
            view.text[max(0, figure.start - _NEAR_BEFORE) : figure.end + _NEAR_AFTER]
            for figure in query.expectation.answering(view.figures, query.values)
        ),
    )


def _numbers_of_question(compared: Comparison) -> Vector:
    """Share of the question's own numbers that the fact holds."""
    values = compared.query.values
    if not values:
        return _nothing(compared)
    return compared.each(
        lambda view: len(values & {figure.value for figure in view.figures}) / len(values)
    )


def _number_in_bracket(compared: Comparison) -> Vector:
    """Whether a number of the question lies in a bracket of the fact: 1; -1 outside; 0 if none."""
    text = compared.query.text
    named = list(amounts(text, figures(text)))
    if not named:
        return _nothing(compared)
    units = {amount.unit for amount in named}

    def lies(view: View) -> float:
        found = [each for each in brackets(view.text, view.figures) if each.unit in units]
        if not found:
            return 0.0
        return 1.0 if any(each.holds(amount) for each in found for amount in named) else -1.0

    return compared.each(lies)


def _planned(compared: Comparison) -> Vector:
    """Whether plans are asked for and told: 1; -1 if only one of the two; 0 if neither."""
    asked = bool(_ASKS_PLANS.search(compared.query.text))

    def told(view: View) -> float:
        plans = bool(_PLANS.search(view.text) or _PLANS.search(view.sentence))
        return (1.0 if plans else 0.0) if plans is asked else -1.0

    return compared.each(told)


def _left_of_question_word(compared: Comparison) -> Vector:
    """How many characters left of the question word stand in the fact as they are."""
    word = QUESTION_WORD.search(compared.query.text)
    left = compared.query.text[: word.start()][-_AROUND:] if word else ""
    tails = [left[start:] for start in range(len(left))]
    return compared.each(lambda view: _longest(tails, view.text))


def _right_of_question_word(compared: Comparison) -> Vector:
    """Likewise right of it."""
    word = QUESTION_WORD.search(compared.query.text)
    right = compared.query.text[word.end() :].rstrip("？?。 ")[:_AROUND] if word else ""
    heads = [right[:end] for end in range(len(right), 0, -1)]
    return compared.each(lambda view: _longest(heads, view.text))


def _longest(texts: Sequence[str], fact: str) -> float:
    """Return the length of the first text that stands in the fact, in units of the longest."""
    return next((len(text) for text in texts if text in fact), 0) / _AROUND


def _first_of_article(compared: Comparison) -> Vector:
    """Whether it stands at the head of its article, where things are defined."""
    return compared.each(lambda view: view.place <= 1)


def _about_article(compared: Comparison) -> Vector:
    """Whether it is what a page says of its article."""
    return compared.each(lambda view: view.kind.of_article)


FEATURES: tuple[Feature, ...] = (
    _retrieved("words of the context"),
    _retrieved("grams of the context"),
    _retrieved("grams of the sentence"),
    _retrieved("words of the section"),
    _retrieved("grams of the section"),
    _retrieved("words of the article"),
    _retrieved("grams of the article"),
    _retrieved("local coverage by grams"),
    _retrieved("local coverage by words"),
    Feature("local coverage", _local_coverage),
    Feature("local coverage by pairs", _local_pairs),
    Feature("rarest held", _rarest_held),
    Feature("coverage", _coverage),
    Feature("coverage with surroundings", _with_surroundings),
    Feature("coverage with the fact before", _with_fact_before),
    Feature("coverage with the fact after", _with_fact_after),
    Feature("coverage beyond the title", _beyond_title),
    Feature("coverage by pairs beyond the title", _pairs_beyond_title),
    Feature("words", _words),
    Feature("runs", _runs),
    Feature("best clause", _best_clause),
    Feature("number in the unit asked for", _unit),
    Feature("number asked for", _number),
    Feature("question near a number", _near_number),
    Feature("numbers of the question", _numbers_of_question),
    Feature("number in a bracket", _number_in_bracket),
    Feature("planned", _planned),
    Feature("left of the question word", _left_of_question_word),
    Feature("right of the question word", _right_of_question_word),
    Feature("first of the article", _first_of_article),
    Feature("about the article", _about_article),
    *(Feature(f"{kind.name} asked for", partial(_kind, kind)) for kind in KINDS),
)

RELATIVE = ("grams of the article", "local coverage", "coverage")
"""Features that count a second time as the distance from the best candidate's."""

NAMES: tuple[str, ...] = (
    *(feature.name for feature in FEATURES),
    *(f"{name}, against the best" for name in RELATIVE),
)
"""What the columns of `measured` are."""


def measured(compared: Comparison) -> Vector:
    """Return the features of candidates: a row for each, a column for each of `NAMES`."""
    columns = [feature.measure(compared) for feature in FEATURES]
    for name in RELATIVE:
        column = columns[NAMES.index(name)]
        columns.append(column - column.max(initial=-np.inf))
    return np.column_stack(columns)
