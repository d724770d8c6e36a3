"""A question that needs the ones before it: what is missing is taken over, a new subject is not.

那残疾人呢？ exchanges the subject and keeps what was asked of it; 要什么材料？ keeps the subject
and asks something else of it; 那2021年呢？ keeps all but the year.
"""

import re
from collections.abc import Iterable, Sequence
from enum import Enum

from knowledge.asking.attributes import ATTRIBUTES
from knowledge.asking.proper import Said
from knowledge.asking.reverse import figure_asked
from knowledge.asking.words import asks
from knowledge.constraints import place_spans, year_spans
from knowledge.normal import fold
from knowledge.terms import CONCEPT_MARK, NUMBER_MARK, Term

MOST_EARLIER = 4
"""Questions of a conversation that are looked back on; what was asked before those is forgotten."""

# 那残疾人呢？ 它在哪里？ 还有呢？ take up what was said before.
_TAKES_UP = re.compile(
    r"^\W*(?:那|还有|还[能可要得会用]|另外|其中|里[面头]|原[来先]|这|它|他|她|该|此|上述|前面|刚才|同样)"
    r"|(?:^|[^其])(?:它|他|她)们?(?:的|是|在|有|叫|能|会)|这[个些项种里边]|那[个些项种里边](?!什)|该(?=[一-鿿]{2})"
)
# As people say 呢 in the west and the south too.
_PARTICLE = "[呢咧嘞哩捏]"
_ENDS_SO = re.compile(rf"{_PARTICLE}\W*$")
_QUESTION_PARTICLE = re.compile(rf"{_PARTICLE}\W*$|^\W*(?:那|还有|另外)么?")
# 双人的多少钱, 村里报的有几件: of what, the question before has said.
_LEAVES_OUT = re.compile(
    r"^[^,，。;；?？]{1,8}的(?:又|都)?(?:[是有要能得出交给占]|最[多少高低])?(?:多少|几|怎|咋|什么|啥|哪)"
)
# 我是低保户 asks nothing: it says of whom the same is asked.
_OF_ONESELF = re.compile(r"^\W*(?:我|俺|咱|家里|如果|要是|假如)")
_TWO_WORDS = re.compile(r"\w\s+\w")
_PUNCTUATION = re.compile(r"[\W_]+$")
_MARKS = (CONCEPT_MARK, NUMBER_MARK)
# A question that says less than this is hardly whole.
_FEW_CHARACTERS = 4


class Need(Enum):
    """What a question lacks."""

    NOTHING = 0
    SUBJECT = 1
    """It asks something of what was spoken of."""
    ATTRIBUTE = 2
    """It names something of which the same is to be asked."""
    CONTEXT = 3
    """It is whole, in so few words that what was spoken of tells which article is meant."""


def need(text: str, words: Sequence[Term], grams: Sequence[Term]) -> Need:
    """Return what a question lacks that the one before it may say.

    Args:
        text: As it was written.
        words: What it says, in words.
        grams: What it says, in characters and pairs.
    """
    folded = fold(text).text
    asked = asks(_QUESTION_PARTICLE.sub("", folded))
    subjects = [word for word in words if _may_be_subject(word.text)]
    said = {index for term in grams for index in range(term.start, term.end)}
    if asked and figure_asked(folded):
        return Need.NOTHING
    if not subjects:
        return Need.SUBJECT if asked or not said else Need.ATTRIBUTE
    if _exchanges(folded, asked=asked):
        return Need.ATTRIBUTE
    says_little = len(said) <= _FEW_CHARACTERS
    if _TAKES_UP.search(folded) or (says_little and not _is_whole(folded, words)):
        return Need.SUBJECT if asked else Need.ATTRIBUTE
    return Need.CONTEXT if says_little else Need.NOTHING


def _exchanges(folded: str, *, asked: bool) -> bool:
    """Whether a question names only whom or what it asks about, and not what it asks."""
    if asked:
        return bool(_LEAVES_OUT.search(folded))
    return bool(_ENDS_SO.search(folded) or _OF_ONESELF.search(folded))


def _is_whole(folded: str, words: Sequence[Term]) -> bool:
    """Whether a short question says of its subject what is asked: 低保标准, 养老院几家."""
    in_words = asks(_PUNCTUATION.sub("", folded))
    return (
        in_words
        or bool(_TWO_WORDS.search(folded))
        or any(word.text in ATTRIBUTES for word in words)
    )


def _may_be_subject(word: str) -> bool:
    """Whether a word may say what is spoken of; a single character tells too little."""
    return len(word) > 1 and not _may_be_asked(word)


def _may_be_asked(word: str) -> bool:
    """Whether a word says what is asked of something, or how much of it."""
    return word in ATTRIBUTES or word[0].isdecimal() or word[0] in _MARKS or asks(word)


# What is taken over counts less than what the question says itself: most where the subject is
# missing, least what the question has put something else in the place of.
_SUBJECT_TAKEN, _ATTRIBUTE_REPLACED = 0.6, 0.15
_ATTRIBUTE_TAKEN, _SUBJECT_REPLACED = 0.4, 0.3


def taken_over(lacking: Need, text: str, earlier: Said, words: Iterable[Term]) -> Said:
    """Return what a question takes over from an earlier one.

    Args:
        lacking: What it lacks.
        text: The question.
        earlier: An earlier question.
        words: The earlier question's words.
    """
    subject, attribute = (
        (_SUBJECT_TAKEN, _ATTRIBUTE_REPLACED)
        if lacking is Need.SUBJECT
        else (_SUBJECT_REPLACED, _ATTRIBUTE_TAKEN)
    )
    kept = earlier.scaled(subject)
    for word in words:
        if _may_be_asked(word.text) and word.text[0] not in _MARKS:
            factor = attribute * earlier.weight(word.start, word.end)
            kept = _set(kept, word.start, word.end, factor)
    for spans in (place_spans, year_spans):
        if spans(text):
            for start, end in spans(earlier.text):
                kept = kept.without(start, end)
    return kept


def _set(said: Said, start: int, end: int, weight: float) -> Said:
    return Said(
        said.text, (*said.weights[:start], *([weight] * (end - start)), *said.weights[end:])
    )
