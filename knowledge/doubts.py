"""What tells whether the best fact answers a question at all: a table, one small function each.

A near miss shares the subject and most of the words with the question, and still says nothing of
what is asked. What can be seen of that: which of the words nothing accounts for, not the fact, not
what stands around it, not the rest of the article; how rare they are in Chinese at large; whether
what is asked for shows; how far the fact is ahead of the next. Names are of what is measured; which
way it speaks is learned (`knowledge.learning`).
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from knowledge import evidence
from knowledge.asking.attributes import ATTRIBUTES
from knowledge.decision import Decision
from knowledge.evidence import Evidence
from knowledge.features import FEATURES
from knowledge.key import key_asked, key_span
from knowledge.kinds import KINDS
from knowledge.model import Hit
from knowledge.numbers import numbers
from knowledge.query import QUESTION_WORD, Vector, Word, share

# Beyond this many, unaccounted words or characters make no more difference.
_MANY_WORDS, _MANY_CHARACTERS, _LONG_RUN = 5, 10, 6
# Characters between a question word and the word beside it: 一共有多少, 哪一家.
_BESIDE = 3
_CLAUSE = re.compile(r"[，,。；;：:！!？?\n\t]")
# Editions of fewer facts are among what was learned from only where answers were taken out.
_FEW_FACTS = 10
# Scores further ahead than this are out of reach.
_FAR_AHEAD = 6.0


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


def _short_answer(decision: Decision) -> float:
    """Whether the fact has the short answer asked for: 1 or -1; 0 where none is asked for."""
    text, said = decision.query.text, decision.view.text
    if not key_asked(text):
        return 0.0
    words = [word.text for word in decision.query.words if word.text in said]
    matched = [(said.index(word), said.index(word) + len(word)) for word in words]
    return 1.0 if key_span(text, said, matched) else -1.0


_RELATIVE_TIME = re.compile(
    r"[今去前明后大]年|上个?月|下个?月|[上下]半年|[一二三四]季度|[春夏秋冬][天季]|[昨明后]天|最近|以前|原来"
)


def _times_missing(decision: Decision) -> float:
    """How many of the times that the question names by their distance the fact does not name."""
    named = {found[0] for found in _RELATIVE_TIME.finditer(decision.query.text)}
    return float(sum(time not in decision.around for time in named))


def _word_before(decision: Decision) -> float:
    """Whether the word before the question word is held: 1 or -1; 0 if there is none.

    床位有多少张: it names what is asked for, as the word after it does in 什么材料, 哪个银行.
    """
    text = decision.query.text
    asked = QUESTION_WORD.search(text)
    if asked is None:
        return 0.0
    before = text[: asked.start()]
    ends = {word: before.rfind(word.text) + len(word.text) for word in _in(before, decision)}
    word = max(ends, key=ends.__getitem__, default=None)
    if word is None or len(before) - ends[word] > _BESIDE:
        return 0.0
    return -1.0 if word in decision.conceded else 1.0


def _word_after(decision: Decision) -> float:
    """Likewise of the word after it."""
    text = decision.query.text
    asked = QUESTION_WORD.search(text)
    if asked is None:
        return 0.0
    after = text[asked.end() :]
    starts = {word: after.find(word.text) for word in _in(after, decision)}
    word = min(starts, key=starts.__getitem__, default=None)
    if word is None or starts[word] > _BESIDE:
        return 0.0
    return -1.0 if word in decision.conceded else 1.0


def _in(text: str, decision: Decision) -> list[Word]:
    return [word for word in decision.query.words if word.text in text]


def _held_rarity(decision: Decision) -> float:
    """Rarity of the words that something accounts for; common ones say little."""
    held = (word.rarity for word in decision.query.words if word not in decision.conceded)
    return min(4.0, sum(held) / decision.background.highest_rarity)


def _rarest_held_word(decision: Decision) -> float:
    held = [word for word in decision.query.words if word not in decision.conceded]
    return _rarest(decision, held)


def _in_one_clause(decision: Decision) -> float:
    """Share of the words, by rarity, that one clause of the fact holds with what stands around."""
    words = decision.query.words
    total = sum(word.rarity for word in words)
    if not total:
        return 0.0
    around = decision.view.around
    return max(
        sum(word.rarity for word in words if word.text in clause or word.text in around) / total
        for clause in _CLAUSE.split(decision.view.text)
    )


def _figures_that_may_answer(decision: Decision) -> float:
    query = decision.query
    if not query.expectation.number:
        return -1.0
    return min(5, len(list(query.expectation.answering(decision.view.figures, query.values)))) / 5


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
    return math.log(1 + max(_FEW_FACTS, decision.facts)) / 10


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
    Doubt("short answer", _short_answer),
    Doubt("times missing", _times_missing),
    Doubt("word before the question word", _word_before),
    Doubt("word after the question word", _word_after),
    Doubt("held rarity", _held_rarity),
    Doubt("rarest word held", _rarest_held_word),
    Doubt("in one clause", _in_one_clause),
    Doubt("figures that may answer", _figures_that_may_answer),
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
