"""Places and years that a question names are conditions, not words among others.

An article that never speaks of Nanjing does not answer a question about Nanjing, however well the
rest of it fits; a figure of 2022 is none of 2025. A question that asks to have a statement
confirmed (…是2021年发的吧) is answered with what is true, whatever year it names.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.model import Fact
from knowledge.normal import fold

PLACES_FILE = Path(__file__).with_name("places.txt")

# 2000万元 and 1998户 are amounts.
_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?!\d)(?!\s*[万亿元户个家人名位张件次度项条份余多米%])")
_CHINESE_YEAR = re.compile(r"[一二][九〇零][〇零一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_SPAN = re.compile(r"((?:19|20)\d\d)\s*年?\s*(?:[-—–~～]+|至|到)\s*((?:19|20)\d\d)")
_CONFIRMS = re.compile(r"(?:吧|对吗|对不对|是吗|对么|没错|真的吗?|是不是|吗)[？?！!。\s]*$")


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """What `places.txt` holds."""

    full: Mapping[str, str]
    """From each name, short ones too, to the full one."""
    cities: Mapping[str, tuple[str, ...]]
    """From a county or district to the cities that it may belong to."""
    longest: int
    """Characters of the longest name."""


def places(text: str) -> frozenset[str]:
    """Return the places that a text names, each by its full name."""
    return frozenset(_named(fold(text).text))


def _named(text: str) -> Iterator[str]:
    gazetteer = _gazetteer()
    start = 0
    while start < len(text):
        for length in range(min(gazetteer.longest, len(text) - start), 1, -1):
            if full := gazetteer.full.get(text[start : start + length]):
                yield full
                start += length - 1
                break
        start += 1


def of_place(wanted: frozenset[str], named: frozenset[str]) -> bool:
    """Whether an article may be about one of the places asked about.

    Args:
        wanted: Places that the question names; none sets no condition.
        named: Places that the article names. An article about a city may be about each of its
            districts, one about a province not about each of its cities.
    """
    cities = _gazetteer().cities
    return not wanted or any(
        place in named or not named.isdisjoint(cities.get(place, ())) for place in wanted
    )


@cache
def _gazetteer() -> _Gazetteer:
    """Return the names of places; read at the first use."""
    full: dict[str, str] = {}
    cities: dict[str, tuple[str, ...]] = {}
    for line in PLACES_FILE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        names, _, above = line.partition("<")
        name, *short = names.split()
        full[name] = name
        full.update(dict.fromkeys(short, name))
        cities[name] = tuple(above.split())
    return _Gazetteer(full, cities, max(map(len, full)))


def years(text: str) -> frozenset[str]:
    """Return the years that a text names; of a span, the first and the last."""
    folded = fold(text).text
    chinese = (found.translate(_DIGITS) for found in _CHINESE_YEAR.findall(folded))
    return frozenset((*_YEAR.findall(folded), *chinese))


def about_years(question: str) -> frozenset[str]:
    """Return the years that an answer must be about; none where a statement is to be confirmed."""
    return frozenset() if _CONFIRMS.search(fold(question).text) else years(question)


def of_year(fact: Fact, wanted: frozenset[str]) -> bool:
    """Whether a fact may be of the years that are asked about.

    Its own years decide; where it names none, its sentence's, titles' and article's do.
    """
    if not wanted:
        return True
    cited = fact.citation
    around = (
        fact.text,
        fact.sentence.text,
        " ".join((*fact.introductions, *cited.headings, cited.title)),
        cited.date or "",
    )
    for text in around:
        if named := years(text):
            return bool(named & wanted) or _within(text, wanted)
    return False


def _within(text: str, wanted: frozenset[str]) -> bool:
    """Whether a span of years in the text is what is asked about as a whole."""
    return any(set(span) <= wanted for span in _SPAN.findall(fold(text).text))
