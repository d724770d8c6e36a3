"""What tells whether the best fact answers a question at all: a table, one small function each.

A near miss shares the subject and most of the words with the question, and still says nothing of
what is asked. What can be seen of that: which of the words nothing accounts for, not the fact, not
what stands around it, not the rest of the article; how rare they are in Chinese at large; whether
what is asked for shows; how far the fact is ahead of the next. Names are of what is measured; which
way it speaks is learned (`knowledge.learning`).
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from knowledge import evidence
from knowledge.asking.attributes import ATTRIBUTES
from knowledge.background import Background
from knowledge.evidence import Evidence
from knowledge.features import FEATURES
from knowledge.kinds import KINDS
from knowledge.model import Hit
from knowledge.numbers import numbers
from knowledge.query import Flags, Query, Vector, Word, share
from knowledge.ranker import Candidates
from knowledge.views import View

# Beyond this many, unaccounted words or characters make no more difference.
_MANY_WORDS, _MANY_CHARACTERS, _LONG_RUN = 5, 10, 6
# Scores further ahead than this are out of reach.
_FAR_AHEAD = 6.0


@dataclass(frozen=True)
class Decision:
    """The best fact of a question, and all that it was chosen from."""

    found: Candidates
    hits: tuple[Hit, ...]
    """The candidates best first."""
    facts: int
    """How many facts the edition has."""
    articles: int
    background: Background

    @cached_property
    def query(self) -> Query:
        """What was asked."""
        return self.found.compared.query

    @cached_property
    def first(self) -> int:
        """The place of the best fact among the candidates."""
        return self.found.positions.index(self.hits[0].position)

    @cached_property
    def view(self) -> View:
        """The best fact."""
        return self.found.compared.views[self.first]

    @cached_property
    def around(self) -> str:
        """The fact with titles and introductions."""
        return f"{self.view.text}\n{self.view.around}"

    @cached_property
    def nearby(self) -> str:
        """Its sentence and neighbours too."""
        view = self.view
        return f"{self.around}\n{view.sentence}\n{view.before}\n{view.after}"

    @cached_property
    def article(self) -> str:
        """What has been looked at of its article."""
        return "\n".join((self.nearby, *self._candidates(same=True)))

    @cached_property
    def everything(self) -> str:
        """All candidates."""
        return "\n".join((self.article, *self._candidates(same=False)))

    def _candidates(self, *, same: bool) -> Iterable[str]:
        compared = self.found.compared
        own = compared.articles[self.first]
        return (
            view.text
            for view, article in zip(compared.views, compared.articles, strict=True)
            if (article == own) is same
        )

    @cached_property
    def held(self) -> Flags:
        """Which units the fact holds with what stands around it."""
        compared = self.found.compared
        held: Flags = compared.fact[self.first] | compared.around[self.first]
        return held

    @cached_property
    def conceded(self) -> tuple[Word, ...]:
        """The words that neither the fact nor what stands around it has, synonyms counted."""
        named = [
            self.query.units[unit]
            for mark, within in self.query.marks.items()
            if mark in self.view.marks or mark in self.view.marks_around
            for unit in within
        ]
        known = "\n".join((self.around, *named))
        return tuple(word for word in self.query.words if word.text not in known)

    @cached_property
    def unaccounted(self) -> Flags:
        """For each character that says something whether no pair with it is held."""
        text = self.query.text
        free = self.query.content.copy()
        for unit, held in zip(self.query.units, self.held, strict=True):
            if held and len(unit) > 1:
                start = text.find(unit)
                while start >= 0:
                    free[start : start + len(unit)] = False
                    start = text.find(unit, start + 1)
        return free


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that tells whether the best fact answers."""

    name: str
    measure: Callable[[Decision], float]


def _pairs_in(place: Callable[[Decision], str], decision: Decision) -> float:
    """Share of the question's pairs, by rarity at large, that stand there."""
    pairs = decision.query.content_pairs
    total = sum(rarity for _, rarity in pairs)
    text = place(decision)
    return sum(rarity for pair, rarity in pairs if pair in text) / total if total else 0.0


def _words_in(place: Callable[[Decision], str], decision: Decision) -> float:
    """Likewise of its words."""
    words = decision.query.words
    total = sum(word.rarity for word in words)
    text = place(decision)
    return sum(word.rarity for word in words if word.text in text) / total if total else 0.0


def _fact(decision: Decision) -> str:
    return decision.view.text


def _around(decision: Decision) -> str:
    return decision.around


def _nearby(decision: Decision) -> str:
    return decision.nearby


def _article(decision: Decision) -> str:
    return decision.article


def _everything(decision: Decision) -> str:
    return decision.everything


def _missing(decision: Decision) -> float:
    """How many words nothing accounts for."""
    return min(_MANY_WORDS, len(decision.conceded)) / _MANY_WORDS


def _rarest_missing(decision: Decision) -> float:
    """How rare the rarest of them is."""
    return _rarest(decision, decision.conceded)


def _missing_in_part(decision: Decision) -> float:
    """Rarity of those of which a character stands in the fact: said in other words, perhaps."""
    return _sum(decision, decision.conceded, partly=True)


def _missing_wholly(decision: Decision) -> float:
    """Rarity of those of which not a character does."""
    return _sum(decision, decision.conceded, partly=False)


def _subjects_missing(decision: Decision) -> float:
    """Rarity of those that name a subject: another one than the fact's, perhaps."""
    subjects = (word.rarity for word in decision.conceded if word.text not in ATTRIBUTES)
    return min(3.0, sum(subjects) / decision.background.highest_rarity)


def _attributes_missing(decision: Decision) -> float:
    """How many name what is asked of a subject: its price, its address."""
    attributes = sum(word.text in ATTRIBUTES for word in decision.conceded)
    return min(_MANY_WORDS, attributes) / _MANY_WORDS


def _evidence(kind: Evidence, decision: Decision) -> float:
    """Whether what such an answer must show is shown: 1 or -1; 0 where it need not be."""
    asked = kind.asks.search(decision.query.text)
    if asked is None:
        return 0.0
    return 1.0 if kind.shows(decision.around, asked) else -1.0


def _sum(decision: Decision, words: Sequence[Word], *, partly: bool) -> float:
    chosen = (
        word.rarity
        for word in words
        if any(char in decision.around for char in word.text) is partly
    )
    return min(3.0, sum(chosen) / decision.background.highest_rarity)


def _rarest_missing_in_article(decision: Decision) -> float:
    """How rare the rarest word is that the whole article lacks."""
    lacking = [word for word in decision.conceded if word.text not in decision.article]
    return _rarest(decision, lacking)


def _rarest(decision: Decision, words: Sequence[Word]) -> float:
    return max((word.rarity for word in words), default=0.0) / decision.background.highest_rarity


def _unaccounted_characters(decision: Decision) -> float:
    """How many characters that say something nothing accounts for."""
    return min(_MANY_CHARACTERS, int(decision.unaccounted.sum())) / _MANY_CHARACTERS


def _longest_unaccounted(decision: Decision) -> float:
    """The longest run of such characters."""
    longest = run = 0
    for free in decision.unaccounted:
        run = run + 1 if free else 0
        longest = max(longest, run)
    return min(_LONG_RUN, longest) / _LONG_RUN


def _numbers_missing(decision: Decision) -> float:
    """How many of the question's numbers the fact lacks."""
    said = {number.value for number in numbers(decision.around)}
    return float(len(decision.query.values - said))


def _held_elsewhere(decision: Decision) -> float:
    """What more of the question another fact of the article holds."""
    return _pairs_in(_article, decision) - _pairs_in(_around, decision)


def _nothing_known(decision: Decision) -> float:
    """Share of the question's pairs that stand in no fact at all."""
    pairs = decision.query.pairs
    return float((~decision.query.known & pairs).sum() / max(1, pairs.sum()))


def _kinds(wanted: float, decision: Decision) -> float:
    """How many of the kinds of things asked for show, or do not."""
    spoken = [kind.speaks(decision.query.text, decision.view.text) for kind in KINDS]
    return float(spoken.count(wanted))


def _left_to_say(decision: Decision) -> float:
    """How much the fact says beyond what the question names."""
    named = sum(
        len(unit)
        for unit, held in zip(
            decision.query.units, decision.found.compared.fact[decision.first], strict=True
        )
        if held and len(unit) == 1
    )
    return math.log(1 + max(0, len(decision.view.text) - named)) / 5


def _score(decision: Decision) -> float:
    return decision.hits[0].score


def _ahead(decision: Decision) -> float:
    """How far the score is ahead of the next fact's."""
    return _gap(decision, decision.hits[1:2])


def _ahead_of_fourth(decision: Decision) -> float:
    return _gap(decision, decision.hits[3:4])


def _ahead_of_other_article(decision: Decision) -> float:
    """How far ahead of the best fact of another article."""
    compared = decision.found.compared
    article = dict(zip(compared.positions, compared.articles, strict=True))
    own = compared.articles[decision.first]
    others = [hit for hit in decision.hits if article[hit.position] != own]
    return _gap(decision, others[:1])


def _gap(decision: Decision, behind: Sequence[Hit]) -> float:
    if not behind:
        return _FAR_AHEAD
    return min(_FAR_AHEAD, decision.hits[0].score - behind[0].score)


def _softmax(decision: Decision) -> float:
    """The share of likelihood that the ranking gives it."""
    scores = np.array([hit.score for hit in decision.hits])
    return float(1 / np.exp(scores - scores[0]).sum())


def _length(decision: Decision) -> float:
    return math.log(1 + len(decision.view.text)) / 5


def _question_length(decision: Decision) -> float:
    return math.log(1 + int(decision.query.content.sum())) / 3


def _size(decision: Decision) -> float:
    return math.log(1 + decision.facts) / 10


def _number_of_articles(decision: Decision) -> float:
    return math.log(decision.articles) / 10 if decision.articles else 0.0


def _single(decision: Decision) -> float:
    """Whether there is but one article: that a question is about it then says little."""
    return float(decision.articles == 1)


def _common(decision: Decision) -> float:
    """Share of the units, by rarity within the article, that the fact holds with its titles."""
    return float(share(decision.found.compared.local[decision.first], decision.held))


def _of_ranking(number: int, decision: Decision) -> float:
    return float(decision.found.features[decision.first, number])


DOUBTS: tuple[Doubt, ...] = (
    *(
        Doubt(f"{what} {name}", partial(measure, place))
        for name, place in (
            ("in the fact", _fact),
            ("around it", _around),
            ("nearby", _nearby),
            ("in the article", _article),
            ("in any candidate", _everything),
        )
        for what, measure in (("pairs", _pairs_in), ("words", _words_in))
    ),
    Doubt("words missing", _missing),
    Doubt("rarest word missing", _rarest_missing),
    Doubt("words missing in part", _missing_in_part),
    Doubt("words missing wholly", _missing_wholly),
    Doubt("subjects missing", _subjects_missing),
    Doubt("attributes missing", _attributes_missing),
    *(Doubt(f"evidence: {kind.name}", partial(_evidence, kind)) for kind in evidence.KINDS),
    Doubt("rarest word missing in the article", _rarest_missing_in_article),
    Doubt("characters unaccounted for", _unaccounted_characters),
    Doubt("longest run unaccounted for", _longest_unaccounted),
    Doubt("numbers missing", _numbers_missing),
    Doubt("held elsewhere in the article", _held_elsewhere),
    Doubt("known nowhere", _nothing_known),
    Doubt("kinds shown", partial(_kinds, 1.0)),
    Doubt("kinds not shown", partial(_kinds, -1.0)),
    Doubt("left to say", _left_to_say),
    Doubt("local coverage with titles", _common),
    Doubt("score", _score),
    Doubt("ahead of the next", _ahead),
    Doubt("ahead of the fourth", _ahead_of_fourth),
    Doubt("ahead of another article", _ahead_of_other_article),
    Doubt("share of likelihood", _softmax),
    Doubt("length of the fact", _length),
    Doubt("length of the question", _question_length),
    Doubt("facts", _size),
    Doubt("articles", _number_of_articles),
    Doubt("a single article", _single),
    *(
        Doubt(f"ranking: {feature.name}", partial(_of_ranking, number))
        for number, feature in enumerate(FEATURES)
    ),
)


def doubts(decision: Decision) -> Vector:
    """Return what was measured, in the order of the table."""
    return np.array([doubt.measure(decision) for doubt in DOUBTS])
