"""Several questions in one message, each on its own."""

import re

from knowledge.normal import fold

# A question ends at its mark; what follows it is another.
_END = re.compile(r"[?？]+")
# What asks; a part without any is not a question of its own.
_ASKS = re.compile(
    r"多少|几|什么|啥|哪|谁|何|怎|咋|为什么|吗|呢|能不能|可不可以|是不是|有没有|多[高大长久远重]"
)
MOST_PARTS = 3
"""Each gets a fact, and no more than three are shown."""


def parts_of(text: str) -> tuple[str, ...]:
    """Return the questions of a message, in order; one where they cannot be told apart.

    Args:
        text: As it was written.
    """
    spans = []
    start = 0
    for mark in _END.finditer(text):
        spans.append(text[start : mark.end()].strip())
        start = mark.end()
    rest = text[start:].strip()
    questions = [part for part in spans if _ASKS.search(fold(part).text)]
    if rest and _ASKS.search(fold(rest).text):
        questions.append(rest)
    return tuple(questions[:MOST_PARTS]) if len(questions) > 1 else (text,)
