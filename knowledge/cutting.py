"""Where Chinese text may be cut so that each piece can be quoted.

Sentences end at 。！？ and what closes a quotation after them. Officials write sentences of three
hundred characters, chains of clauses joined by ； and ，: those are cut at the semicolons, and
where a piece is still too long to be read on a phone, at commas. Nothing is cut within a
quotation, a bracket or a number.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

# A sentence up to this length is quoted whole; newspapers' sentences have 30 to 50 characters.
LONGEST_WHOLE = 60
# A longer piece fills a phone's screen; public scales for quoted answers stop at it too.
LONGEST = 120
# A clause below this says nothing alone.
SHORTEST = 8

_ENDERS = "。！？!?"
_CLOSERS = "”’」』》〉）)】]\"'"
_PAIRS = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "（": "）",
    "(": ")",
    "【": "】",
    "〔": "〕",
    "[": "]",
    '"': '"',
}
_OPENERS = {"”": "“", "」": "「", "』": "『"}
# A quotation up to this length is a part of the sentence that it stands in.
_SHORT_QUOTATION = 30
# A quotation longer than this is a speech, whose sentences are sentences.
_LONGEST_QUOTATION = 200
# What may follow a quoted sentence and still belongs to the one that quotes it.
_GOES_ON = re.compile(r"[，,、；;：:的地得说道答问称等和与及是为]")

_SEMICOLON = re.compile(r"[；;]")
# 1,000 is a number.
_COMMA = re.compile(r"[，]|,(?!\d{3}(?!\d))|(?<!\d),")
_ENUMERATION = re.compile(r"、")

Span = tuple[int, int]
"""Start and end in the text that is cut."""


def sentences(text: str) -> list[Span]:
    """Return the sentences of `text`, in order, together the whole of it but white space."""
    depth = _protected(text)
    ends = []
    start = 0
    for index, char in enumerate(text):
        end = index + 1
        if char in _ENDERS and not depth[index]:
            while end < len(text) and text[end] in _ENDERS + _CLOSERS:
                end += 1
        elif not _ends_quotation(text, index, start):
            continue
        ends.append(end)
        start = end
    return _spans(text, ends)


def clauses(text: str) -> list[Span]:
    """Return the pieces of a sentence that a person would quote; one where it is short."""
    if len(text) <= LONGEST_WHOLE:
        return _spans(text, [])
    depth = _protected(text)
    found = _merged(_spans(text, _ends(_SEMICOLON, text, depth)))
    for pattern in (_COMMA, _ENUMERATION):
        ends = _ends(pattern, text, depth)
        found = [part for span in found for part in _balanced(text, span, ends)]
    return found


def _ends_quotation(text: str, index: int, start: int) -> bool:
    """Whether the sentence that begins at `start` ends with the quotation that closes at `index`.

    “第一句。”第二句。 has two; 他说：“好。”然后走了。 goes on, if what is quoted is short.
    """
    opener = _OPENERS.get(text[index])
    if opener is None or index == 0 or text[index - 1] not in _ENDERS:
        return False
    opened = text.rfind(opener, start, index)
    quoted_alone = not text[start:opened].strip()
    if opened < 0 or not (quoted_alone or index - opened > _SHORT_QUOTATION):
        return False
    return index + 1 >= len(text) or not _GOES_ON.match(text, index + 1)


def _protected(text: str) -> list[bool]:
    """Return for each character whether it stands within a quotation or bracket."""
    protected = [False] * len(text)
    index = 0
    while index < len(text):
        closer = _PAIRS.get(text[index])
        end = _closing(text, index, closer) if closer else None
        if end is None:
            index += 1
            continue
        protected[index:end] = [True] * (end - index)
        index = end + 1
    return protected


def _closing(text: str, start: int, closer: str) -> int | None:
    """Return where the quotation or bracket that opens at `start` closes, if it does soon."""
    last = min(len(text), start + _LONGEST_QUOTATION)
    if text.find(closer, start + 1, last) < 0:
        return None  # a page of nothing but opening brackets would take its length 200 times
    level = 0
    for index in range(start + 1, last):
        if text[index] == closer:
            if level == 0:
                return index
            level -= 1
        elif text[index] == text[start]:
            level += 1
    return None


def _ends(pattern: re.Pattern[str], text: str, protected: list[bool]) -> list[int]:
    return [found.end() for found in pattern.finditer(text) if not protected[found.start()]]


def _spans(text: str, ends: list[int]) -> list[Span]:
    """Return the stretches between `ends`, white space at their ends left out."""
    spans = []
    for start, end in pairwise([0, *ends, len(text)]):
        part = text[start:end]
        if part.strip():
            first = start + len(part) - len(part.lstrip())
            spans.append((first, start + len(part.rstrip())))
    return spans


def _merged(spans: list[Span]) -> list[Span]:
    """Return the spans, those that say nothing alone joined to the one before or after."""
    merged: list[Span] = []
    for span in spans:
        if merged and min(_length(span), _length(merged[-1])) < SHORTEST:
            joined = (merged[-1][0], span[1])
            if _length(joined) <= LONGEST:
                merged[-1] = joined
                continue
        merged.append(span)
    return merged


def _balanced(text: str, span: Span, ends: list[int]) -> Iterator[Span]:
    """Yield the span cut at `ends` into as few and as equal parts as the limit allows."""
    start, end = span
    while end - start > LONGEST:
        parts = -(-(end - start) // LONGEST)
        ideal = start + (end - start) / parts
        possible = [
            place
            for place in ends
            if SHORTEST <= place - start <= LONGEST and end - place >= SHORTEST
        ]
        if not possible:
            later = [place for place in ends if start + LONGEST < place <= end - SHORTEST]
            if not later:
                break
            cut = later[0]
        else:
            cut = min(possible, key=lambda place: abs(place - ideal))
        yield from _strip(text, start, cut)
        start = cut
    yield from _strip(text, start, end)


def _strip(text: str, start: int, end: int) -> list[Span]:
    return [(start + first, start + last) for first, last in _spans(text[start:end], [])]


def _length(span: Span) -> int:
    return span[1] - span[0]
